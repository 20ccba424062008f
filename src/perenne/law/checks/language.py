"""The French language in advertising (loi n° 94-665, art. 2)."""

from perenne.law.facts import DISCLOSING, Facts, field_value, quote_mention
from perenne.law.promotion import ON_DEAL
from perenne.law.rulebook import Version
from perenne.law.ruling import Ruling
from perenne.law.waking import BIO
from perenne.model.finding import Evidence
from perenne.text.language import holds, language_of, own_words
from perenne.text.passage import Passage


def french(facts: Facts, version: Version) -> Ruling | None:
    """Is an advertisement wholly in another language? Of an unknown language nothing is said."""
    said = [each for each in facts.content_mentions if each.strength in DISCLOSING]
    if facts.refuted or not (facts.strong or said):
        return None
    if _declared(facts) == "fr":
        return None
    content = [each for each in facts.passages if each.field not in {BIO, "first_comment"}]
    if any(holds(_without_mentions(facts, each), "fr") for each in content):
        return None
    text = next((each for each in content if each.field == "text"), None)
    language = _language(facts, text, version.parameters["least_words"]) if text else None
    if text is None or language is None or language == "fr":
        return None
    written = field_value(facts, "language", language) if facts.post.language else _whole(text)
    return Ruling("foreign_text", (written, *map(quote_mention, said)), (*ON_DEAL, "language"))


def _language(facts: Facts, text: Passage, least_words: int) -> str | None:
    """What the post declares, where it says enough in its own words to be in any language; else what its function
    words tell."""
    bare = _without_mentions(facts, text)
    declared = _declared(facts)
    if declared is not None:
        return declared if len(own_words(bare)) >= least_words else None
    return language_of(bare)


def _declared(facts: Facts) -> str | None:
    """The language that the post declares; codes that stand for none or for several declare nothing."""
    declared = (facts.post.language or "").lower().replace("_", "-").split("-")[0]
    return declared if declared.isalpha() and declared not in {"und", "zxx", "mul"} else None


def _without_mentions(facts: Facts, passage: Passage) -> str:
    text = passage.text
    for each in facts.mentions:
        if each.field == passage.field:
            text = text[: each.start] + " " * (each.end - each.start) + text[each.end :]
    return text


def _whole(text: Passage) -> Evidence:
    return Evidence(text.field, 0, len(text.text), text.text)


CHECKS = {"fr.language.french": french}
