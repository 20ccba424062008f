"""Advertising for alcohol (code de la santé publique, art. L. 3323-2 to L. 3323-4)."""

from perenne.law.clause import claims
from perenne.law.facts import Facts, quote
from perenne.law.promotion import ON_DEAL, Trade, promotion
from perenne.law.rulebook import Version
from perenne.law.ruling import Ruling, Unjudged
from perenne.law.waking import BIO
from perenne.text.hit import Hit
from perenne.text.passage import Passage

ALCOHOL = Trade(frozenset({"alcohol"}), "alcohol", "alcohol.promoted", besides=("free", "outing"))


def message(facts: Facts, version: Version) -> Ruling | Unjudged | None:
    """Does an advertisement for alcohol carry the health message?"""
    promoted = promotion(facts, ALCOHOL)
    if not promoted.shown:
        return None
    said = tuple(quote(*each) for each in _inside(facts, "alcohol_message"))
    if said:
        return Ruling("message_present", (*said, *promoted.shown))
    if facts.post.text is None:
        return Unjudged("text")
    partial = tuple(quote(*each) for each in _inside(facts, "alcohol_partial"))
    if not facts.proven:
        return Ruling("message_in_doubt", (*partial, *promoted.shown), ON_DEAL)
    if not promoted.sure:
        return Ruling("product_in_doubt", (*partial, *promoted.shown), (*ON_DEAL, ALCOHOL.asked))
    code = "message_incomplete" if partial else "message_absent"
    return Ruling(code, (*partial, *promoted.shown), ON_DEAL)


def content(facts: Facts, version: Version) -> Ruling | Unjudged | None:
    """Does it keep to what the law lets an advertisement for alcohol say? A person always decides (position R5)."""
    promoted = promotion(facts, ALCOHOL)
    if not promoted.shown or (facts.strong and not promoted.sure):
        return None
    match facts.answer("alcohol.objective"):
        case "yes":
            return Ruling("content_confirmed", promoted.shown, ("alcohol.objective",))
        case "no":
            return Ruling("content_refused", promoted.shown, ("alcohol.objective",))
    festive = claims([each for each in facts.hits("alcohol", "festive") if each[0].field != BIO])
    if festive:
        words = {"words": festive[0].quote or ""}
        return Ruling("festive_words", (*festive, *promoted.shown), ("alcohol.objective",), words)
    if facts.post.text is None:
        return Unjudged("text")
    return Ruling("staging_unseen", promoted.shown, ("alcohol.objective",))


def _inside(facts: Facts, topic: str) -> list[tuple[Passage, Hit]]:
    return [each for each in facts.hits("notice", topic) if each[0].field not in {BIO, "first_comment"}]


CHECKS = {"fr.alcohol.message": message, "fr.alcohol.content": content}
