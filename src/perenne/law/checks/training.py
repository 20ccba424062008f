"""What must stand beside the mention in an advertisement for publicly financed training (loi n° 2023-451, art. 5)."""

from perenne.law.clause import clause
from perenne.law.facts import Facts, quote
from perenne.law.promotion import ON_DEAL, Promotion, Trade, promotion
from perenne.law.rulebook import Version
from perenne.law.ruling import Ruling, Unjudged
from perenne.law.wording import inside, used, written
from perenne.model.finding import Evidence
from perenne.text.hit import Hit
from perenne.text.passage import Passage

TRAINING = Trade(frozenset({"training_cpf"}), "training", "training.promoted", ("product", "offer", "financed"))
_MISSING = {
    "funding": "funding_missing",
    "eligibility": "eligibility_missing",
    "provider": "provider_missing",
    "listing": "listing_missing",
}


def information(facts: Facts, version: Version) -> tuple[Ruling | Unjudged, ...] | None:
    """Does the advertisement say who pays, who may, who trains and who is listed; and does it bait?"""
    promoted = promotion(facts, TRAINING)
    if not promoted.shown:
        return None
    told = {part: _told(facts, part, version.parameters["service"]) for part in _MISSING}
    missing = [part for part, said in told.items() if not said]
    present = tuple(
        Ruling("told", (*said, *promoted.shown), words={"words": said[0].quote or ""}, part=part)
        for part, said in told.items()
        if said
    )
    return (*present, *_lacking(facts, missing, promoted), *_inducement(facts, promoted))


def _told(facts: Facts, part: str, service: list[str]) -> tuple[Evidence, ...]:
    said = inside(facts, "training", part)
    match part:
        case "funding":
            return said or inside(facts, "training", "financed")
        case "listing":
            return said or written(facts, service)
        case "provider":
            return said or written(facts, _provider(facts))
        case _:
            return said


def _provider(facts: Facts) -> tuple[str, ...]:
    """The names of the advertiser: whom the public is told of, and nothing says that it is not the provider."""
    known = facts.advertiser
    if known is None:
        return ()
    return (*known.handles, *([known.name] if known.name else []))


def _surely(facts: Facts, promoted: Promotion) -> bool:
    """Whether the post promotes the training: who pays for it says so, or the words offer it to the reader."""
    return promoted.sure or bool(used(facts, "training", "offer", "financed"))


def _lacking(facts: Facts, missing: list[str], promoted: Promotion) -> tuple[Ruling | Unjudged, ...]:
    if not missing:
        return ()
    if facts.post.text is None:
        return (Unjudged("text"),)
    if not facts.proven:
        return (Ruling("promotion_unproven", promoted.shown, ON_DEAL),)
    if not _surely(facts, promoted):
        return (Ruling("product_in_doubt", promoted.shown, (*ON_DEAL, TRAINING.asked)),)
    return tuple(Ruling(_MISSING[part], promoted.shown, ON_DEAL, part=part) for part in missing)


def _inducement(facts: Facts, promoted: Promotion) -> tuple[Ruling, ...]:
    baits = used(facts, "training", "inducement")
    if not baits:
        return ()
    sure = facts.proven and _surely(facts, promoted)
    code = "inducement" if sure else "inducement_unproven"
    shown = tuple(_bait(*each) for each in baits)
    evidence = (*shown, *promoted.shown)
    return (Ruling(code, evidence, ON_DEAL, {"words": shown[0].quote or ""}, part="inducement"),)


def _bait(passage: Passage, hit: Hit) -> Evidence:
    """*100 % gratuite* says enough; a word alone (*offerts*) does not."""
    return quote(passage, hit) if " " in hit.quote else clause(passage, hit.start, hit.end)


CHECKS = {"fr.training.information": information}
