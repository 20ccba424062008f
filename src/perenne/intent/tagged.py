"""Who is tagged: of the accounts that a text names, those that may be a firm's.

Thanks to a sister, a photographer's credit or a birthday wish ask nobody anything. The words right beside a tag tell
a person, or a body that sells nothing; where they do not, the tag may be a firm's.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property

import msgspec

from perenne.dated.shelf import shelf
from perenne.text.fold import compose, said_in
from perenne.text.handles import handles

Span = tuple[int, int]
_Phrases = frozenset[tuple[str, ...]]
"""Groups of folded words."""

_TOGETHER = re.compile(r"\s*(?:,|&|\+|/)?\s*(?:(?:et|and|y)\s+)?\Z", re.IGNORECASE)
_CLAUSE_SIGN = re.compile(r"[,;:!?…\n|·•]|\.(?=\s|\Z)")
_SENTENCE_SIGN = re.compile(r"[;!?…\n|·•]|\.(?=\s|\Z)")
_LINE_SIGN = re.compile(r"[\n|·•;!?…]")
_BEFORE = 40
_CLOSE = 4
_BESIDE = 12


class _Persons(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    checked_on: date
    source: str
    reach: int
    reason_within: int
    one: tuple[str, ...]
    many: tuple[str, ...]
    called_by: tuple[str, ...]
    meant_for: tuple[str, ...]
    noncommercial: tuple[str, ...]
    greetings: tuple[str, ...]
    linking: tuple[str, ...]
    credits: tuple[str, ...]
    credits_linked: tuple[str, ...]
    credit_links: tuple[str, ...]
    credit_signs: tuple[str, ...]
    goes_on: tuple[str, ...]
    possessives: tuple[str, ...]
    thanks: tuple[str, ...]
    reasons: tuple[str, ...]
    deeds: tuple[str, ...]
    goods: tuple[str, ...]
    handles: frozenset[str]


@cache
def _known() -> _Persons:
    return msgspec.convert(shelf("perenne.intent.lists")["persons"], _Persons)


@cache
def _phrases(*names: str) -> _Phrases:
    """The entries of these lists, each as its folded words."""
    return frozenset(tuple(said_in(entry)) for name in names for entry in getattr(_known(), name))


@cache
def _lengths_by_first(phrases: _Phrases) -> Mapping[str, Sequence[int]]:
    """How many words the phrases have that begin with a word."""
    lengths: defaultdict[str, set[int]] = defaultdict(set)
    for phrase in filter(None, phrases):
        lengths[phrase[0]].add(len(phrase))
    return {first: sorted(each) for first, each in lengths.items()}


@dataclass(frozen=True)
class _Tags:
    """Tags that stand together (``@a, @b et @c``) in a text whose accents are composed."""

    text: str
    spans: tuple[Span, ...]

    @cached_property
    def before(self) -> str:
        """What stands before them in their sentence."""
        start = self.spans[0][0]
        return _SENTENCE_SIGN.split(self.text[max(0, start - _BEFORE) : start])[-1]

    @cached_property
    def after(self) -> str:
        """What stands after them."""
        end = self.spans[-1][1]
        return self.text[end : end + _known().reason_within]

    @cached_property
    def called(self) -> list[str]:
        """The words right before them, in their clause."""
        return said_in(_CLAUSE_SIGN.split(self.before)[-1])


def perhaps_firms(text: str) -> list[Span]:
    """The tags of ``text`` that may be a firm's, by place."""
    composed = compose(text)
    firms, persons = [], set()
    for tags in _together(composed.text):
        together = _are_kin(tags) or _are_noncommercial(tags)
        for span in tags.spans:
            name = composed.text[span[0] : span[1]].lower()
            if together or _credited(tags, span) or _named_as_person(name):
                persons.add(name)
            else:
                firms.append((name, composed.original_span(*span)))
    return [span for name, span in firms if name not in persons]


def from_a_person(text: str, start: int, end: int) -> bool:
    """Whether the tag right beside ``text[start:end]`` (*offert par @…*, *@… m'a offert*) is that of kin: a
    gift's other words tell nothing of who gave it."""
    beside = {span for span in handles(text) if _touches(text, span, start, end)}
    persons = {span for tags in _together(text) if _are_kin(tags) for span in tags.spans}
    return bool(beside) and beside <= persons


def _touches(text: str, tag: Span, start: int, end: int) -> bool:
    between = text[end : tag[0]] if tag[0] >= end else text[tag[1] : start]
    return len(between) <= _BESIDE and not _CLAUSE_SIGN.search(between)


def _together(text: str) -> Iterator[_Tags]:
    group: list[Span] = []
    for span in handles(text):
        if group and not _TOGETHER.match(text[group[-1][1] : span[0]]):
            yield _Tags(text, tuple(group))
            group = []
        group.append(span)
    if group:
        yield _Tags(text, tuple(group))


def _are_kin(tags: _Tags) -> bool:
    """«ma sœur @…» before, or «@…, ma sœur» after."""
    called = tags.called
    kin = _phrases("one") if len(tags.spans) == 1 else _phrases("one", "many")
    for start, end in _found(called, kin):
        if _only_linking(called[end:]) and _is_called(called[:start]):
            return True
    return _in_apposition(tags.after)


def _is_called(before: Sequence[str]) -> bool:
    """Whether what stands before a word of kin makes it the name of who is tagged."""
    near = {(word,) for word in before[-_known().reach :]}
    return not before or bool(near & _phrases("called_by") and not near & _phrases("meant_for"))


def _in_apposition(after: str) -> bool:
    """``, ma petite sœur,`` or ``(mon frère)``, and not the subject of a sentence: ``, ma sœur adore``."""
    beside = after.lstrip().removeprefix(",").removeprefix("(")
    said = said_in(_first_clause(beside.replace(")", ",")))
    if not said or (said[0],) not in _phrases("possessives"):
        return False
    return any(
        0 < start <= _known().reach and (end == len(said) or (said[end],) in _phrases("goes_on"))
        for start, end in _found(said, _phrases("one", "many"))
    )


def _are_noncommercial(tags: _Tags) -> bool:
    """Greeted, thanked for what no firm gives, or no firm by what stands before; goods in the clause undo it."""
    given = said_in(_first_clause(tags.after))
    called = tags.called
    if any(_found(given, _phrases("goods"))) or any(_found(called, _phrases("goods"))):
        return False
    thanked = any(_found(said_in(tags.before), _phrases("thanks")))
    if thanked and any(_found(given, _phrases("reasons", "deeds"))):
        return True
    wished = _found(called, _phrases("noncommercial", "greetings"))
    return any(_only_linking(called[end:]) for _, end in wished)


def _credited(tags: _Tags, span: Span) -> bool:
    """``📸 @…``, ``photo par @…``, ``montage : @…``."""
    known = _known()
    line = _LINE_SIGN.split(tags.text[max(0, span[0] - _BEFORE) : span[0]])[-1].rsplit("@", 1)[-1]
    if any(sign in line[-_CLOSE:] for sign in known.credit_signs):
        return True
    said = said_in(line)
    linked = line.rstrip()[-1:] in known.credit_links
    while said and (said[-1],) in _phrases("credit_links"):
        said.pop()
        linked = True
    credit = _phrases("credits", "credits_linked") if linked else _phrases("credits")
    return bool(said) and (said[-1],) in credit


def _named_as_person(name: str) -> bool:
    """``@papy.roger``: a part of the account's name tells whose it is."""
    parts = said_in(re.sub(r"[._\d]+", " ", name[1:]))
    return len(parts) > 1 and not _known().handles.isdisjoint(parts)


def _only_linking(said: Sequence[str]) -> bool:
    return len(said) <= _known().reach and all((word,) in _phrases("linking") for word in said)


def _first_clause(text: str) -> str:
    return _CLAUSE_SIGN.split(text, maxsplit=1)[0]


def _found(said: Sequence[str], phrases: _Phrases) -> Iterator[Span]:
    """Where one of ``phrases`` stands among the words ``said``."""
    lengths = _lengths_by_first(phrases) if said else {}
    for start, word in enumerate(said):
        for length in lengths.get(word, ()):
            if tuple(said[start : start + length]) in phrases and start + length <= len(said):
                yield start, start + length
