"""The mentions of a post: the words by which it says that it is advertising, with their strength and their place."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence

import msgspec

from perenne.text.conditions import negates
from perenne.text.cue import Strength
from perenne.text.hit import Hit
from perenne.text.obfuscation import borrowed_letters
from perenne.text.passage import Passage
from perenne.text.position import hashtag_ends

STRONGEST_FIRST: tuple[Strength, ...] = (
    "statutory", "equivalent", "unclear", "foreign", "gift", "ambiguous", "refused",
)  # fmt: skip

_WIDE_WORD = 60
"""More characters than a word of a negation's reach takes: how far to look, before ``negates`` decides."""

_LETTER = re.compile(r"[^\W_]")
_OPENING_QUOTES = frozenset("«“\"‘'")
_CLOSING_QUOTES = frozenset("»”\"’'")
_QUOTATION = re.compile(r"«[^»]*»|“[^”]*”|\"[^\"]*\"")
_LONGEST_QUOTATION = 160
_CONNECTOR = r"(?:(?:avec|par|pour|with|by|x)\s+)?"
_BRAND_AFTER = re.compile(
    rf"[\s:·|,/x-]*{_CONNECTOR}@[\w.]+|(?:[^\S\n\r]|[:·|,/x-])*{_CONNECTOR}[A-ZÀ-Þ][\w’'&-]+", re.IGNORECASE
)
_BRAND_CAPITAL = re.compile(r"@[\w.]+|(?<![\w#])[A-ZÀ-Þ][\w’'&-]+")


_DENYING = frozenset({"denial", "own_money", "operator"})
"""The topics of the negations that say that nothing was paid; a wish for a partnership says no such thing."""


class Mention(msgspec.Struct, frozen=True):
    """One mention. ``outside``: it stands in the first comment, not in the content; ``negated``: the post denies it;
    ``cited``: it stands between quotation marks; ``obfuscated``: its letters are disguised; the seconds are those of
    the overlay or speech that carries it."""

    strength: Strength
    field: str
    start: int
    end: int
    quote: str
    cue: str
    language: str
    hashtag: bool
    negated: bool
    obfuscated: bool
    hashtags_before: int
    cited: bool = False
    from_s: float | None = None
    to_s: float | None = None

    @property
    def outside(self) -> bool:
        return self.field == "first_comment"

    @property
    def spoken(self) -> bool:
        return self.field.startswith("speech[")

    @property
    def on_picture(self) -> bool:
        return self.field.startswith("overlay[")


def mentions(of: Iterable[Passage]) -> tuple[Mention, ...]:
    """The mentions in the passages of one post, in their order; a bio carries none."""
    return tuple(found for passage in of if passage.field != "account.bio" for found in _mentions_in(passage))


def _mentions_in(passage: Passage) -> Iterator[Mention]:
    hits = list(_mention_hits(passage))
    if not hits:
        return
    negated = {mention for _, mention in _negations(passage)}
    tags = hashtag_ends(passage.text)
    for hit in hits:
        yield _mention(passage, hit, hit in negated, bisect_right(tags, hit.start))


def cited(text: str, hit: Hit) -> bool:
    """Whether the words stand between quotation marks inside the text: then it speaks of them and does not use
    them. In quotation marks that open the text, they still are the mention."""
    if _right_between_quotes(text, hit):
        return _LETTER.search(text, 0, hit.start) is not None
    begins = quotation(text, hit)
    return begins is not None and _LETTER.search(text, 0, begins) is not None


def _right_between_quotes(text: str, hit: Hit) -> bool:
    before, after = hit.start - 1, hit.end
    while before >= 0 and text[before].isspace():
        before -= 1
    while after < len(text) and text[after].isspace():
        after += 1
    return before >= 0 and text[before] in _OPENING_QUOTES and text[after : after + 1] in _CLOSING_QUOTES


def quotation(text: str, hit: Hit) -> int | None:
    """Where the quotation begins that ``hit`` stands in; ``None``: in none, or in one that is no longer a quotation
    but a text."""
    first, last = max(0, hit.start - _LONGEST_QUOTATION), hit.end + _LONGEST_QUOTATION
    for quoted in _QUOTATION.finditer(text, first, last):
        if quoted.start() < hit.start and hit.end < quoted.end():
            return quoted.start()
    return None


def denials(of: Iterable[Passage]) -> tuple[tuple[Passage, Hit], ...]:
    """Where a post says in its own words that nothing was paid: a phrase of its own, or a negated mention."""
    return tuple((passage, hit) for passage in of for hit in _denials_in(passage))


def _denials_in(passage: Passage) -> Iterator[Hit]:
    denying = [hit for hit in passage.hits if hit.cue.topic in _DENYING]
    negating = {negation for negation, _ in _negations(passage)} if denying else ()
    for hit in denying:
        if not hit.cue.reach or hit in negating:
            yield hit


def _negations(passage: Passage) -> Iterator[tuple[Hit, Hit]]:
    """Each negation with each mention that it negates; only what stands near enough is looked at."""
    negations = [hit for hit in passage.hits if hit.cue.family == "negation"]
    if not negations:
        return
    mentioned = sorted(_mention_hits(passage), key=lambda hit: hit.start)
    starts = [hit.start for hit in mentioned]
    for negation in negations:
        furthest = negation.end + _WIDE_WORD * negation.cue.reach
        first, last = bisect_left(starts, negation.start), bisect_right(starts, furthest)
        yield from ((negation, hit) for hit in mentioned[first:last] if negates(passage.text, negation, hit))


def _mention_hits(passage: Passage) -> list[Hit]:
    return [hit for hit in passage.hits if hit.cue.family == "mention"]


def _mention(passage: Passage, hit: Hit, negated: bool, hashtags_before: int) -> Mention:
    return Mention(
        strength=_strength_here(passage.text, hit),
        field=passage.field,
        start=hit.start,
        end=hit.end,
        quote=hit.quote,
        cue=hit.cue.id,
        language=hit.cue.language,
        hashtag=hit.hashtag,
        negated=negated,
        obfuscated=hit.obfuscated or borrowed_letters(hit.quote),
        hashtags_before=hashtags_before,
        cited=cited(passage.text, hit),
        from_s=passage.from_s,
        to_s=passage.to_s,
    )


def _strength_here(text: str, hit: Hit) -> Strength:
    """A tag such as #collab says a little more when a brand stands right after it, or in it (#collabmaisonlune)."""
    strength = hit.cue.strength or "refused"
    if strength == "ambiguous" and hit.hashtag and text[hit.end : hit.end + 1].isalpha():
        return "unclear"
    if strength == "ambiguous":
        after = _BRAND_AFTER.match(text, hit.end)
        if after and _BRAND_CAPITAL.search(after[0]):
            return "unclear"
    return strength


def strongest(found: Sequence[Mention]) -> tuple[Mention, ...]:
    """Those of ``found`` that share the best strength."""
    if not found:
        return ()
    best = min((mention.strength for mention in found), key=STRONGEST_FIRST.index)
    return tuple(mention for mention in found if mention.strength == best)
