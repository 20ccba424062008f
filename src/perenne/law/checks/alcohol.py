"""Advertising for alcohol (code de la santé publique, art. L. 3323-2 to L. 3323-4)."""

from perenne.law.facts import CLEAR, Facts, field_value, quote
from perenne.law.rulebook import Version
from perenne.law.ruling import Ruling, Unjudged
from perenne.model.finding import Evidence
from perenne.text.hit import Hit
from perenne.text.passage import Passage


def message(facts: Facts, version: Version) -> Ruling | Unjudged | None:
    """Does an advertisement for alcohol carry the health message?"""
    promoted = _promoted(facts)
    if not promoted:
        return None
    said = tuple(quote(*each) for each in _inside(facts, "alcohol_message"))
    if said:
        return Ruling("message_present", (*said, *promoted))
    if facts.post.text is None:
        return Unjudged("text")
    partial = tuple(quote(*each) for each in _inside(facts, "alcohol_partial"))
    if not facts.strong:
        return Ruling("message_in_doubt", (*partial, *promoted), ("deal.consideration",))
    code = "message_incomplete" if partial else "message_absent"
    return Ruling(code, (*partial, *promoted), ("deal.consideration",))


def content(facts: Facts, version: Version) -> Ruling | Unjudged | None:
    """Does it keep to what the law lets an advertisement for alcohol say? A person always decides (position R5)."""
    promoted = _promoted(facts)
    if not promoted:
        return None
    match facts.answer("alcohol.objective"):
        case "yes":
            return Ruling("content_confirmed", promoted, ("alcohol.objective",))
        case "no":
            return Ruling("content_refused", promoted, ("alcohol.objective",))
    festive = tuple(quote(*each) for each in facts.hits("alcohol", "festive") if each[0].field != "account.bio")
    if festive:
        return Ruling(
            "festive_words", (*festive, *promoted), ("alcohol.objective",), {"words": festive[0].quote or ""}
        )
    if facts.post.text is None:
        return Unjudged("text")
    return Ruling("staging_unseen", promoted, ("alcohol.objective",))


def _promoted(facts: Facts) -> tuple[Evidence, ...]:
    """What shows that alcohol is promoted, and not just spoken of: the advertiser's sector, or a product named in a
    post with evidence of a deal or a mention."""
    if facts.refuted or not _advertises(facts):
        return ()
    if facts.advertiser is not None and "alcohol" in facts.advertiser.sectors:
        return (field_value(facts, "deal.advertiser.sectors", list(facts.advertiser.sectors)),)
    return tuple(quote(*each) for each in facts.hits("alcohol", "product") if each[0].field != "account.bio")


def _advertises(facts: Facts) -> bool:
    mentioned = any(mention.strength in CLEAR for mention in facts.content_mentions)
    return mentioned or facts.deal.grade in {"strong", "medium"}


def _inside(facts: Facts, topic: str) -> list[tuple[Passage, Hit]]:
    return [each for each in facts.hits("notice", topic) if each[0].field not in {"account.bio", "first_comment"}]
