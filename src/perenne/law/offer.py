"""Calls to buy or to join that the post itself makes: «rejoins mon canal», a subscription, a code, a price.

An offer needs no deal: whoever makes it sells (position R36). It is *plain* only where it is the author's own, made
to the reader: such a call stands near the words that name the product, and nothing around it warns, jokes, asks or
tells of others or of the past. What is only told, or quoted, is no offer; elsewhere a person must say.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from perenne.law.facts import Facts, quote
from perenne.law.promotion import NOTHING, Promotion, Trade, advertises, declares, named, parted, products
from perenne.law.waking import BIO
from perenne.model.finding import Evidence
from perenne.text.hit import Hit
from perenne.text.label import opens
from perenne.text.mention import quotation
from perenne.text.passage import Passage

REACH = 200
"""How many characters may lie between the product and the call that sells it."""

Found = tuple[Passage, Hit]

_AMOUNTS = frozenset({"price", "fee"})
"""What anybody may tell of anything: alone, an amount calls nobody."""

_PAID = frozenset({"subscribe", "fee", "code", "link"})

_SENTENCE_END = re.compile(r"[!?…\n\r]|\.(?=\s|$)")


@dataclass(frozen=True, slots=True)
class Offer:
    """The calls that a post makes; ``plain``: one stands near the product and is the author's own."""

    shown: tuple[Evidence, ...] = ()
    plain: bool = False


def offer(facts: Facts, around: Sequence[Found] | None, *, counter: bool = False) -> Offer:
    """What the post offers of the products that stand ``around``; ``None``: whatever it offers (the record says what
    the advertiser sells). ``counter``: the product is sold over one, so that *en vente* or a discount in the same
    sentence sells it; a channel or a course is joined, and these may be of anything else."""
    if facts.refuted or around == []:
        return Offer()
    joining = list(_joining(facts))
    buying = [call for call in _buying(facts) if _near(call, around, same_sentence=not counter)]
    fit = [call for call in joining if _near(call, around)]
    fit += [call for call in buying if counter and _near(call, around, same_sentence=True)]
    plain = [call for call in fit if _meant(facts, call)]
    if all(hit.cue.topic in _AMOUNTS for _, hit in plain) or _for_nothing(facts, plain):
        plain = []
    return Offer(tuple(quote(*call) for call in plain or (*joining, *buying)), plain=bool(plain))


def _for_nothing(facts: Facts, calls: Sequence[Found]) -> bool:
    """Whether all that is offered is free: no fee, no subscription, no code, and the post says so."""
    return any(facts.hits("offer", "free")) and not any(hit.cue.topic in _PAID for _, hit in calls)


def offered(facts: Facts, trade: Trade) -> Offer:
    """What the post offers of ``trade``; where the record says that the advertiser sells it, any call counts."""
    words = list(products(facts, trade))
    return offer(facts, None if not words and declares(facts, trade) else words)


def sold(facts: Facts, trade: Trade) -> Promotion:
    """What the post promotes of ``trade``: by its deal, by what it says of itself, or by a call to buy in the same
    sentence as the product. The last accuses nobody; it is a reason to ask."""
    found = named(facts, trade)
    if not found.shown or advertises(facts):
        return found
    words = list(products(facts, trade)) or None
    calls = [call for call in (*_joining(facts), *_buying(facts)) if _near(call, words, same_sentence=True)]
    shown = tuple(quote(*call) for call in calls if not warned(facts, call[0]))
    return Promotion((*found.shown, *shown), found.sure) if shown else NOTHING


def warned(facts: Facts, passage: Passage) -> bool:
    """Whether the words of ``passage`` warn, inform or joke."""
    return any(each is passage for each, _ in facts.hits("offer", "warning"))


def told(facts: Facts, found: Found) -> bool:
    """Whether the words are those of somebody else: their sentence tells what others say, sell or are tried for, or
    they stand between quotation marks inside the text."""
    passage, hit = found
    quoted = quotation(passage.text, hit)
    return (quoted is not None and not opens(passage.text, quoted)) or any(
        each is passage and not parted(passage.text, min(hit.end, other.end), max(hit.start, other.start))
        for each, other in facts.hits("offer", "report")
    )


def _meant(facts: Facts, call: Found) -> bool:
    """Whether nothing in the passage lets a call be taken for anything but the author's own, to the reader, today."""
    passage, hit = call
    if warned(facts, passage) or quotation(passage.text, hit) is not None:
        return False
    if any(each is passage for each, _ in facts.hits("offer", "report", "unreal")):
        return False
    end = _SENTENCE_END.search(passage.text, hit.end)
    return end is None or end.group() != "?"


def _joining(facts: Facts) -> Iterator[Found]:
    """What calls to join, to subscribe or to use a code; a link does where the post presses."""
    yield from _used(facts, "offer", "join", "subscribe", "fee")
    yield from _used(facts, "promo", "code")
    if any(facts.hits("offer", "urgency")):
        yield from _used(facts, "promo", "link")


def _buying(facts: Facts) -> Iterator[Found]:
    yield from _used(facts, "offer", "price")
    yield from _used(facts, "promo", "purchase", "price", "discount")


def _used(facts: Facts, family: str, *topics: str) -> Iterator[Found]:
    """The words of ``family`` that the post uses: not its bio's, none that it only tells of."""
    for passage, hit in facts.hits(family, *topics):
        if passage.field != BIO and not told(facts, (passage, hit)):
            yield passage, hit


def _near(call: Found, around: Sequence[Found] | None, *, same_sentence: bool = False) -> bool:
    if around is None:
        return True
    passage, hit = call
    return any(
        each is passage
        and other.start <= hit.end + REACH
        and hit.start <= other.end + REACH
        and not (same_sentence and parted(passage.text, min(hit.end, other.end), max(hit.start, other.start)))
        for each, other in around
    )
