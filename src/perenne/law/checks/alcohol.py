"""Advertising for alcohol (code de la santé publique, art. L. 3323-2 to L. 3323-4)."""

from dataclasses import dataclass

from perenne.law.facts import CLEAR, Facts, field_value, quote
from perenne.law.rulebook import Version
from perenne.law.ruling import Ruling, Unjudged
from perenne.model.finding import Evidence
from perenne.text.hit import Hit
from perenne.text.mention import cited
from perenne.text.names import occurrences
from perenne.text.passage import Passage


def message(facts: Facts, version: Version) -> Ruling | Unjudged | None:
    """Does an advertisement for alcohol carry the health message?"""
    promoted = _promoted(facts)
    if not promoted.shown:
        return None
    said = tuple(quote(*each) for each in _inside(facts, "alcohol_message"))
    if said:
        return Ruling("message_present", (*said, *promoted.shown))
    if facts.post.text is None:
        return Unjudged("text")
    partial = tuple(quote(*each) for each in _inside(facts, "alcohol_partial"))
    if not facts.strong:
        return Ruling("message_in_doubt", (*partial, *promoted.shown), ("deal.consideration",))
    if not promoted.sure:
        return Ruling("product_in_doubt", (*partial, *promoted.shown), ("deal.consideration", "alcohol.promoted"))
    code = "message_incomplete" if partial else "message_absent"
    return Ruling(code, (*partial, *promoted.shown), ("deal.consideration",))


def content(facts: Facts, version: Version) -> Ruling | Unjudged | None:
    """Does it keep to what the law lets an advertisement for alcohol say? A person always decides (position R5)."""
    promoted = _promoted(facts)
    if not promoted.shown or (facts.strong and not promoted.sure):
        return None
    match facts.answer("alcohol.objective"):
        case "yes":
            return Ruling("content_confirmed", promoted.shown, ("alcohol.objective",))
        case "no":
            return Ruling("content_refused", promoted.shown, ("alcohol.objective",))
    festive = tuple(quote(*each) for each in facts.hits("alcohol", "festive") if each[0].field != "account.bio")
    if festive:
        words = {"words": festive[0].quote or ""}
        return Ruling("festive_words", (*festive, *promoted.shown), ("alcohol.objective",), words)
    if facts.post.text is None:
        return Unjudged("text")
    return Ruling("staging_unseen", promoted.shown, ("alcohol.objective",))


@dataclass(frozen=True, slots=True)
class _Promoted:
    """What shows that alcohol is promoted; ``sure``: the advertiser's sector says so, a person does, or the drink
    stands beside the advertiser's name."""

    shown: tuple[Evidence, ...] = ()
    sure: bool = False


def _promoted(facts: Facts) -> _Promoted:
    if facts.refuted or not _advertises(facts) or facts.answer("alcohol.promoted") == "no":
        return _Promoted()
    sectors = facts.advertiser.sectors if facts.advertiser is not None else ()
    if "alcohol" in sectors:
        return _Promoted((field_value(facts, "deal.advertiser.sectors", list(sectors)),), sure=True)
    if sectors:
        return _Promoted()
    named = [
        (passage, hit)
        for passage, hit in facts.hits("alcohol", "product")
        if passage.field != "account.bio" and not cited(passage.text, hit)
    ]
    sure = facts.answer("alcohol.promoted") == "yes" or any(_beside_advertiser(facts, *each) for each in named)
    return _Promoted(tuple(quote(*each) for each in named), sure)


_SOLD_BY = 25
"""How many characters may lie between a drink and the name of who sells it (*bière ambrée, chez la Brasserie …*)."""
_SELLS = 3
"""How many between that name and a drink that follows it (*Domaine de Riveaux, pinot noir*)."""


def _beside_advertiser(facts: Facts, passage: Passage, hit: Hit) -> bool:
    known = facts.advertiser
    names = (*known.handles, *([known.name] if known.name else [])) if known is not None else ()
    sponsors = (*names, *facts.post.labels.sponsors)
    return any(
        (start < hit.end and hit.start < end) or 0 <= start - hit.end <= _SOLD_BY or 0 <= hit.start - end <= _SELLS
        for _, start, end in occurrences([passage], sponsors)
    )


def _advertises(facts: Facts) -> bool:
    mentioned = any(mention.strength in CLEAR for mention in facts.content_mentions)
    return mentioned or facts.deal.grade in {"strong", "medium"}


def _inside(facts: Facts, topic: str) -> list[tuple[Passage, Hit]]:
    return [each for each in facts.hits("notice", topic) if each[0].field not in {"account.bio", "first_comment"}]
