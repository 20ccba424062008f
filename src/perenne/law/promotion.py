"""Is a product of some sector promoted by the post, or only named in it?

A sector that the deal's advertiser declares is promoted, unless the post speaks of something else that the same house
may pay for (hiring, a drink without alcohol, a race), or at length and never of the product; one that it does not
declare is not. Where it declares several, or none, the words decide: beside the advertiser's name they surely tell
what is promoted; elsewhere a person must say.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from perenne.law.facts import CLEAR, Facts, field_value, quote
from perenne.law.ruling import Ruling
from perenne.law.waking import BIO
from perenne.model.finding import Evidence
from perenne.text.fold import compose
from perenne.text.hit import Hit
from perenne.text.mention import cited
from perenne.text.names import occurrences
from perenne.text.passage import Passage

ON_DEAL = ("deal.consideration",)

Named = tuple[Passage, Hit]
"""Words, with the passage that they stand in."""


@dataclass(frozen=True, slots=True)
class Trade:
    """What a rule is about: ``sectors`` as an advertiser declares them, ``family`` of the cues that name its products
    (``topics`` of it), ``asked`` the fact that a person confirms (``gambling.promoted``); ``kin``: sectors so near
    that an advertiser who declares one may sell these products too, so that the words still count; ``besides``:
    topics of the family ``thing`` for what houses of this sector also pay for."""

    sectors: frozenset[str]
    family: str
    asked: str
    topics: tuple[str, ...] = ("product",)
    kin: frozenset[str] = frozenset()
    besides: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Promotion:
    """What shows that a product is promoted; ``sure``: the advertiser's sector says so, a person does, or the product
    stands beside the advertiser's name."""

    shown: tuple[Evidence, ...] = ()
    sure: bool = False


NOTHING = Promotion()


def promotion(facts: Facts, trade: Trade) -> Promotion:
    """What the post promotes of ``trade``, where anything speaks of advertising at all; a gift of which nobody knows
    whether a post was expected for it is asked about once, by the rule on the mention."""
    return named(facts, trade) if advertises(facts) and not only_a_gift(facts) else NOTHING


def named(facts: Facts, trade: Trade) -> Promotion:
    """What the post names of ``trade``, advertising or not; nothing where a person or a record denies the deal."""
    if facts.refuted or facts.answer(trade.asked) == "no":
        return NOTHING
    declared = facts.advertiser.sectors if facts.advertiser is not None else ()
    if trade.sectors.intersection(declared):
        return _of_its_sector(facts, trade, declared)
    if declared and not trade.kin.intersection(declared):
        return NOTHING
    found = list(products(facts, trade))
    sure = facts.answer(trade.asked) == "yes" or any(_beside_advertiser(facts, *each) for each in found)
    return Promotion(tuple(quote(*each) for each in found), sure)


def _of_its_sector(facts: Facts, trade: Trade, declared: Sequence[str]) -> Promotion:
    """What an advertiser who declares the sector promotes; one of several sectors, what the words name."""
    sector = field_value(facts, "deal.advertiser.sectors", list(declared))
    if facts.answer(trade.asked) == "yes":
        return Promotion((sector,), sure=True)
    found = [each for each in products(facts, trade) if len(declared) == 1 or not _in_brackets(*each)]
    if not found and facts.post.text is not None and not trade.sectors.union(trade.kin).issuperset(declared):
        return NOTHING
    elsewhere = tuple(quote(*each) for each in _something_else(facts, trade, found, several=len(declared) > 1))
    return Promotion((sector, *elsewhere), sure=not elsewhere and not _at_length(facts, trade, found))


def _something_else(facts: Facts, trade: Trade, found: Sequence[Named], *, several: bool) -> list[Named]:
    """The words for what the advertiser may be paying for instead of its product: hiring, patronage, a drink without
    alcohol; and, where nothing names the product, what such houses also sell or show, what warns or informs, or a
    thing that bears their name. A house of several trades needs not be named beside the drink without alcohol."""
    besides = [each for each in _used(facts, *trade.besides) if several or _with_advertiser(facts, *each)]
    engaged = list(_used(facts, "job", "patron"))
    if found:
        free = [each for each in besides if each[1].cue.topic == "free"]
        return free if trade.family in _HIRING_SELLS else [*engaged, *free]
    things = ("object", *_TELLING) if trade.family in _TAUGHT else ("object", "lesson", *_TELLING)
    named = [each for each in _used(facts, *things) if _signed_by_advertiser(facts, *each)]
    shown = () if _signed_product(facts, trade) else _used(facts, "event", "show", "prevention", "house")
    return [*engaged, *shown, *besides, *named]


def _at_length(facts: Facts, trade: Trade, found: Sequence[Named]) -> bool:
    """Whether the post says much, and neither names the product, nor says how it is taken, nor offers anything, nor
    warns of it as its advertisements must: of what it speaks, a person says."""
    if found or facts.post.text is None or _signed_product(facts, trade):
        return False
    telling = (
        *_said(facts, "scene", "any", trade.family),
        *(each for each in _said(facts, "notice") if (each[1].cue.topic or "").startswith(trade.family)),
        *_said(facts, "promo", "code", "purchase", "discount", "price"),
        *_said(facts, "offer", "join", "subscribe", "fee"),
    )
    return not telling and _words(facts) >= _AT_LENGTH


def _signed_product(facts: Facts, trade: Trade) -> bool:
    """Whether a word for the product stands beside the advertiser's name, whatever else the sentence tells."""
    words = _said(facts, trade.family, *trade.topics)
    return any(_beside_advertiser(facts, *each) and not only_spoken_of(facts, *each) for each in words)


def _said(facts: Facts, family: str, *topics: str) -> Iterator[Named]:
    yield from (each for each in facts.hits(family, *topics) if each[0].field != BIO)


def _words(facts: Facts) -> int:
    """How many words the post says of its own: no handle, no hashtag, no mention of advertising."""
    mentioned = {(each.field, each.start): each.end for each in facts.mentions}
    own = [
        word
        for passage in facts.passages
        if passage.field not in _NOT_THE_POST
        for word in _WORD.finditer(passage.text)
        if not any(at == passage.field and a <= word.start() < b for (at, a), b in mentioned.items())
    ]
    return len(own)


def _in_brackets(passage: Passage, hit: Hit) -> bool:
    """Whether the words stand in brackets with others: they tell what the house is (*Grandval (vins, savons)*)."""
    return any(each.start() < hit.start and hit.end < each.end() for each in _LIST.finditer(passage.text))


def _used(facts: Facts, *topics: str) -> Iterator[Named]:
    if topics:
        yield from _said(facts, "thing", *topics)


def _with_advertiser(facts: Facts, passage: Passage, hit: Hit) -> bool:
    """Whether the sentence names the advertiser, or nothing does."""
    places = _advertiser_in(facts, facts.passages)
    return not places or any(
        each is passage and not parted(each.text, min(end, hit.end), max(start, hit.start))
        for each, start, end in places
    )


def _signed_by_advertiser(facts: Facts, passage: Passage, hit: Hit) -> bool:
    """Whether the advertiser's name follows in the same breath (*la carafe soufflée de @valdorne*)."""
    return any(
        0 <= start - hit.end <= _THING and not _BREATH.search(passage.text, hit.end, start)
        for _, start, _ in _advertiser_in(facts, [passage])
    )


def declares(facts: Facts, trade: Trade) -> bool:
    """Whether the advertiser declares a sector of ``trade``."""
    return facts.advertiser is not None and not trade.sectors.isdisjoint(facts.advertiser.sectors)


def advertises(facts: Facts) -> bool:
    """Whether the post says that it is advertising, or there is more than a weak clue of a deal."""
    mentioned = any(mention.strength in CLEAR for mention in facts.content_mentions)
    return mentioned or facts.deal.grade in {"strong", "medium"}


def only_a_gift(facts: Facts) -> bool:
    """Whether all that is known is a gift in doubt, and the post does not say itself that it is advertising."""
    said = any(mention.strength in CLEAR for mention in facts.content_mentions)
    return facts.strong and facts.gift_in_doubt and not said


def graded(facts: Facts, found: Promotion, trade: Trade, code: str, part: str | None = None) -> Ruling:
    """``code`` where the deal is proven and the product surely promoted; else ``product_in_doubt`` or
    ``promotion_unproven``, which every rule of a sector words."""
    if not facts.proven:
        return Ruling("promotion_unproven", found.shown, ON_DEAL, part=part)
    if not found.sure:
        return Ruling("product_in_doubt", found.shown, (*ON_DEAL, trade.asked), part=part)
    return Ruling(code, found.shown, ON_DEAL, part=part)


def products(facts: Facts, trade: Trade) -> Iterator[Named]:
    """The words that name a product of ``trade``; those of a bio, those that the post only speaks of and those that
    say of which kind another thing is (a guide to wines) name none."""
    for passage, hit in facts.hits(trade.family, *trade.topics):
        if passage.field == BIO or only_spoken_of(facts, passage, hit):
            continue
        if not _of_another_thing(facts, trade, passage, hit):
            yield passage, hit


def only_spoken_of(facts: Facts, passage: Passage, hit: Hit) -> bool:
    """Whether the post speaks of the words and does not use them: it quotes them, or asks and answers no."""
    return cited(passage.text, hit) or _answered_no(facts, passage, hit)


def _answered_no(facts: Facts, passage: Passage, hit: Hit) -> bool:
    asked = _ASKED.match(passage.text, hit.end)
    if asked is None:
        return False
    return any(
        each is passage and not passage.text[asked.end() : no.start].strip() and asked.end() <= no.start
        for each, no in facts.hits("thing", "no")
    )


def _of_another_thing(facts: Facts, trade: Trade, passage: Passage, hit: Hit) -> bool:
    """Whether the sentence is of a thing that only bears the product's name: an object or a lesson before it, or a
    story on either side. Where knowledge itself is sold (*formation trading*), a lesson is no other thing."""
    topics = ("object",) if trade.family in _TAUGHT else ("object", "lesson")
    before = [each for each in facts.hits("thing", *topics) if each[1].end <= hit.start]
    return any(
        each is passage and _in_reach(passage.text, other, hit)
        for each, other in (*before, *facts.hits("thing", *_TELLING))
    )


def _in_reach(text: str, one: Hit, other: Hit) -> bool:
    first, second = sorted((one, other), key=lambda hit: hit.start)
    between = compose(text[first.end : second.start]).text
    return len(between) <= _THING and not parted(text, first.end, second.start)


_TAUGHT = frozenset({"finance", "crypto", "tips", "gambling", "therapeutic", "training"})
"""The families whose product may be the lesson itself."""
_TELLING = ("story", "show")
_HIRING_SELLS = frozenset({"training"})
"""The families whose product is sold by the job that it leads to."""
_AT_LENGTH = 11
"""How many words a post may say before one expects to read of its product."""
_NOT_THE_POST = frozenset({BIO, "first_comment"})
_WORD = re.compile(r"(?<![@#\w])[^\W\d_][\w'’-]+")
_LIST = re.compile(r"\([^()]*,[^()]*\)")
_THING = 40
"""How many characters may lie between another thing and the word that says of which kind it is."""
_SOLD_BY = 25
"""How many characters may lie between a product and the name of its seller (*bière ambrée, chez la Brasserie …*)."""
_SELLS = 3
"""How many between that name and a product that follows it (*Domaine de Riveaux, pinot noir*)."""
_BREATH = re.compile(r"[,;:.!?…()\n\r]")
_SENTENCE_END = re.compile(r"[!?…\n\r]|\.(?=\s|$)")


def parted(text: str, one: int, other: int) -> bool:
    """Whether a sentence ends between the two places."""
    return _SENTENCE_END.search(text, one, other) is not None


_PART_OF_ANOTHER = re.compile(
    r"(?:\b(?:à|a|au|aux|pour|contre|sans|ni|fini|finie|finis|finies|anti|non)(?:\s+(?:la|le|les|l['’]))?[\s'’-]*)\Z",
    re.IGNORECASE,
)
"""Before a word that only says of which kind another thing is, or that it is none (*cave à vin*, *ni bière*)."""
_ASKED = re.compile(r"[^.!…\n\r]*\?")
_LOOKS_BACK = 24


def _is_the_thing(passage: Passage, hit: Hit) -> bool:
    """Whether the words name the thing itself: no part of the name of another, and no question."""
    before = passage.text[max(0, hit.start - _LOOKS_BACK) : hit.start]
    return not _PART_OF_ANOTHER.search(before) and not _ASKED.match(passage.text, hit.end)


def _apart(text: str, one: int, other: int) -> bool:
    """Whether a sentence ends between the two places, or a sign sets off what is said of something else."""
    return parted(text, one, other) or ":" in text[one:other]


def _beside_advertiser(facts: Facts, passage: Passage, hit: Hit) -> bool:
    if not _is_the_thing(passage, hit):
        return False
    return any(
        (start < hit.end and hit.start < end)
        or (0 <= start - hit.end <= _SOLD_BY and not _apart(passage.text, hit.end, start))
        or (0 <= hit.start - end <= _SELLS and ":" not in passage.text[end : hit.start])
        for _, start, end in _advertiser_in(facts, [passage])
    )


def _advertiser_in(facts: Facts, passages: Sequence[Passage]) -> list[tuple[Passage, int, int]]:
    """Where the advertiser is named, by its handles, its name or the platform's label."""
    known = facts.advertiser
    names = (*known.handles, *([known.name] if known.name else [])) if known is not None else ()
    return list(occurrences(passages, (*names, *facts.post.labels.sponsors)))
