"""The words that a post itself uses, and on what ground a rule may speak of them.

A deal that is proven lets a rule accuse; advertising that is only plausible lets it ask; nothing commercial, nothing.
"""

from collections.abc import Sequence
from itertools import islice
from typing import Literal

from perenne.law.facts import Facts, quote
from perenne.law.promotion import advertises, only_spoken_of
from perenne.law.waking import BIO
from perenne.model.finding import Evidence
from perenne.text.hit import Hit
from perenne.text.names import occurrences
from perenne.text.passage import Passage

Ground = Literal["proven", "plausible"]
Used = tuple[tuple[Passage, Hit], ...]

_OWN = ("own_brand",)


def used(facts: Facts, family: str, *topics: str) -> Used:
    """The cues of ``family`` (of ``topics``) that the post uses: none of its bio, none that it only speaks of."""
    return tuple(
        (passage, hit)
        for passage, hit in facts.hits(family, *topics)
        if passage.field != BIO and not only_spoken_of(facts, passage, hit)
    )


def inside(facts: Facts, family: str, *topics: str) -> tuple[Evidence, ...]:
    """What a duty of information asks for must stand in the content itself: neither bio nor first comment."""
    return tuple(quote(*each) for each in facts.hits(family, *topics) if each[0].field not in {BIO, "first_comment"})


def written(facts: Facts, names: Sequence[str]) -> tuple[Evidence, ...]:
    """The first place in the content where one of ``names`` stands, also inside an address (``www.valbrume.fr``)."""
    content = [passage for passage in facts.passages if passage.field not in {BIO, "first_comment"}]
    places = occurrences(content, names)
    return tuple(
        Evidence(passage.field, start, end, passage.text[start:end]) for passage, start, end in islice(places, 1)
    )


def quotes(found: Used) -> tuple[Evidence, ...]:
    return tuple(quote(*each) for each in found)


def ground(facts: Facts) -> Ground | None:
    """The ground that the deal gives; a brand of one's own is advertised without any deal, and never proves one."""
    if facts.refuted:
        return "plausible" if sells_own(facts) else None
    if facts.proven and facts.deal.forms != _OWN:
        return "proven"
    return "plausible" if advertises(facts) or sells_own(facts) else None


def sells_own(facts: Facts) -> bool:
    """Whether the post sells what its author owns: so recorded, and the post speaks of it; or account or label are
    those of the seller."""
    if facts.deal.forms == _OWN or facts.post.account.role == "business" or _is_the_advertiser(facts):
        return True
    if facts.post.labels.promotional and not facts.post.labels.paid_partnership:
        return True
    brands = facts.post.account.own_brands
    if not brands:
        return False
    content = [passage for passage in facts.passages if passage.field != BIO]
    return bool(used(facts, "own", "business")) or next(occurrences(content, brands), None) is not None


def _is_the_advertiser(facts: Facts) -> bool:
    known = facts.advertiser
    handle = (facts.post.account.handle or "").removeprefix("@").lower()
    return known is not None and bool(handle) and handle in {each.removeprefix("@").lower() for each in known.handles}
