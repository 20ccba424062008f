"""A cue: words that mean something for a judgement, with the conditions under which they do."""

from collections import defaultdict
from functools import cache, cached_property
from typing import Any, Literal

import msgspec

from perenne.dated.shelf import shelf
from perenne.model.errors import DataError
from perenne.text.fold import words_of

Family = str
"""What a file of cues is about: ``mention``, ``negation``, ``offer``, ``alcohol``…; several files may share one."""
Strength = Literal["statutory", "equivalent", "unclear", "gift", "ambiguous", "foreign", "refused"]
Place = Literal["anywhere", "sentence", "marked", "opening"]
Hashtag = Literal["too", "only", "never"]
Side = Literal["either", "before", "after"]

SHAPES = frozenset({"handle", "brand", "coupon", "email", "number"})
FAMILY = "family:"


class Beside(msgspec.Struct, frozen=True, forbid_unknown_fields=True, dict=True):
    """Something that stands within so many characters of the cue (a word cut by that limit counts whole).

    ``any``: ``handle`` (@…), ``brand`` (a handle, a hashtag or a proper name), ``coupon`` (a word like EMMA20),
    ``email``, ``number``, ``family:alcohol`` (a cue of that family that needs no neighbour itself), plain words, or a
    sign as it stands (``-``, 🍺).
    ``across``: it may stand in another sentence.
    """

    any: tuple[str, ...]
    within: int = 40
    side: Side = "either"
    across: bool = False

    @cached_property
    def shapes(self) -> frozenset[str]:
        """Those of ``any`` that are known by their shape."""
        return SHAPES.intersection(self.any)

    @cached_property
    def families(self) -> tuple[str, ...]:
        """The families that ``any`` names."""
        return tuple(each.removeprefix(FAMILY) for each in self.any if each.startswith(FAMILY))

    @cached_property
    def signs(self) -> tuple[str, ...]:
        """Those of ``any`` that are signs, looked for as they stand."""
        return tuple(each for each in self.any if not words_of(each).said)

    @cached_property
    def words(self) -> frozenset[str]:
        """The single words of ``any``, folded."""
        return frozenset(said[0] for said in self._wording if len(said) == 1)

    @cached_property
    def phrases(self) -> dict[str, tuple[list[str], ...]]:
        """The groups of words of ``any``, folded, by their first word."""
        by_first: defaultdict[str, list[list[str]]] = defaultdict(list)
        for said in self._wording:
            if len(said) > 1:
                by_first[said[0]].append(said)
        return {first: tuple(phrases) for first, phrases in by_first.items()}

    @cached_property
    def first_words(self) -> frozenset[str]:
        """What a text must hold where one of ``words`` or ``phrases`` stands in it."""
        return self.words.union(self.phrases)

    @cached_property
    def only_words(self) -> bool:
        """Whether ``any`` names words and groups of words and nothing else."""
        return not (self.shapes or self.families or self.signs)

    @property
    def _wording(self) -> list[list[str]]:
        plain = (each for each in self.any if each not in SHAPES and not each.startswith(FAMILY))
        return [said for each in plain if (said := words_of(each).said)]


class When(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Conditions that hold together: the place, what must stand beside the words, what must not."""

    place: Place = "anywhere"
    near: Beside | None = None
    unless: tuple[Beside, ...] = ()


class Cue(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True, dict=True):
    """One entry of a cue file.

    ``patterns`` are written with their accents and inflections; case and accents do not count in matching, word
    boundaries do. A pattern of several words also matches joined, as a hashtag (``#collaborationcommerciale``).
    ``{n}`` in a pattern is a whole number below 100. A pattern of signs alone (an emoji) matches as it stands.
    ``place``: ``anywhere``; ``sentence`` (begins a sentence, a line, or what a sign sets off); ``marked`` (stands as
    a label: begins like that and ends in the same way, or is a hashtag); ``opening`` (a label before any other word).
    ``near``: what must stand beside it. ``unless``: what must not. ``either``: of these, at least one must hold too.
    ``reach`` (negation): the cue negates a mention that starts within so many words after it; 0: what it covers.
    ``examples`` for and against are tested: the cue is found in each text of ``for``, in none of ``against``.
    """

    id: str
    family: Family
    language: Literal["fr", "en", "any"]
    patterns: tuple[str, ...]
    strength: Strength | None = None
    place: Place = "anywhere"
    hashtag: Hashtag = "too"
    near: Beside | None = None
    unless: tuple[Beside, ...] = ()
    either: tuple[When, ...] = ()
    reach: int = 0
    topic: str | None = None
    source: str
    for_: tuple[str, ...] = msgspec.field(name="for")
    against: tuple[str, ...]

    @cached_property
    def needs_neighbour(self) -> bool:
        return self.near is not None or any(each.near is not None for each in self.either)


class CueFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A file of cues: one family, checked on a day. ``topics``: what its cues may be about; ``lists``: words that
    conditions name as ``list:people``."""

    family: Family
    topics: tuple[str, ...] = ()
    checked_on: str
    about: str
    lists: dict[str, tuple[str, ...]] = {}
    cues: tuple[dict[str, Any], ...]


@cache
def all_cues() -> tuple[Cue, ...]:
    """Every cue of the package, by id; raises ``DataError`` where a file is not as it should be."""
    cues: dict[str, Cue] = {}
    for name, content in shelf("perenne.text.cues").items():
        for cue in read_cues(name, content):
            if cue.id in cues:
                raise DataError(
                    fr=f"{name} : l’indice {cue.id} existe déjà", en=f"{name}: the cue {cue.id} exists already"
                )
            cues[cue.id] = cue
    return tuple(cues[key] for key in sorted(cues))


def read_cues(name: str, content: object) -> list[Cue]:
    """The cues of one file's ``content``; raises ``DataError`` naming the file and the key."""
    try:
        file = msgspec.convert(content, CueFile)
        cues = [msgspec.convert({"family": file.family, **cue}, Cue) for cue in file.cues]
    except msgspec.ValidationError as problem:
        raise DataError(fr=f"{name} : {problem}", en=f"{name}: {problem}") from None
    return [_with_lists(name, _with_known_topic(name, cue, file.topics), file.lists) for cue in cues]


def _with_known_topic(name: str, cue: Cue, known: tuple[str, ...]) -> Cue:
    if (cue.topic is None and not known) or cue.topic in known:
        return cue
    raise DataError(
        fr=f"{name} : {cue.id} a pour sujet « {cue.topic} », et non l’un de : {', '.join(known) or 'aucun'}",
        en=f"{name}: {cue.id} has the topic “{cue.topic}”, not one of: {', '.join(known) or 'none'}",
    )


def _with_lists(name: str, cue: Cue, lists: dict[str, tuple[str, ...]]) -> Cue:
    def spelled(beside: Beside) -> Beside:
        words: list[str] = []
        for word in beside.any:
            if not word.startswith("list:"):
                words.append(word)
            elif (listed := lists.get(word.removeprefix("list:"))) is not None:
                words.extend(listed)
            else:
                raise DataError(
                    fr=f"{name} : {cue.id} renvoie à « {word} », qui n’existe pas dans ce fichier",
                    en=f"{name}: {cue.id} refers to “{word}”, which this file does not have",
                )
        return msgspec.structs.replace(beside, any=tuple(words))

    def written_out(when: When) -> When:
        near = None if when.near is None else spelled(when.near)
        return When(place=when.place, near=near, unless=tuple(spelled(each) for each in when.unless))

    whole = written_out(When(place=cue.place, near=cue.near, unless=cue.unless))
    either = tuple(written_out(each) for each in cue.either)
    return msgspec.structs.replace(cue, near=whole.near, unless=whole.unless, either=either)
