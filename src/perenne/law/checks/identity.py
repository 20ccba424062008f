"""For whom the post advertises (LCEN, loi n° 2004-575, art. 20): the advertiser, or the creator's own brand."""

import re
from collections.abc import Iterator

from perenne.law.facts import DISCLOSING, Facts, field_value, quote, quote_mention
from perenne.law.rulebook import Version
from perenne.law.ruling import Ruling, Unjudged
from perenne.model.finding import Evidence
from perenne.model.post import Advertiser
from perenne.text.handles import handles
from perenne.text.names import folded_name, occurrences, opening_name, proper_names
from perenne.text.passage import Passage

_NAME = r"[A-ZÀ-ÖØ-Þ][\w’'&-]+"
_NAMED_AFTER = re.compile(
    r"(?<!\w)(?:avec|par|chez)\s+(?:l['’]|la |le |les )?"
    rf"(?P<name>{_NAME}(?: (?:(?:de|du|des|la|le|les|&|et) ){{0,2}}{_NAME})*)"
)


def advertiser(facts: Facts, version: Version) -> Ruling | Unjudged | None:
    """Can the reader tell for whom the post advertises?"""
    mentioned = [mention for mention in facts.content_mentions if mention.strength in DISCLOSING]
    if facts.refuted or not (facts.strong or mentioned):
        return None
    if facts.post.account.own_brands and facts.advertiser is None:
        return None
    if facts.post.labels.sponsors:
        sponsors = field_value(facts, "labels.sponsors", list(facts.post.labels.sponsors))
        return Ruling("named", (sponsors,), words={"name": f"@{facts.post.labels.sponsors[0]}"})
    content = [passage for passage in facts.passages if passage.field not in {"account.bio", "first_comment"}]
    if named := _naming(facts, content):
        return Ruling("named", (named,), words={"name": named.quote or ""})
    if facts.post.text is None:
        return Unjudged("text")
    if facts.advertiser is None and _could_be_a_name(content):
        return None
    depends = ("deal.advertiser",) if facts.advertiser else ()
    said = tuple(quote_mention(mention) for mention in mentioned)
    return Ruling("not_named", said or tuple(clue.evidence for clue in facts.deal.of_grade("strong")), depends)


def _naming(facts: Facts, content: list[Passage]) -> Evidence | None:
    known = _known_names(facts.advertiser)
    if facts.advertiser is not None and known:
        return next(_known_in(content, known), None)
    return next(_some_name(facts, content), None)


def _known_names(known: Advertiser | None) -> tuple[str, ...]:
    if known is None:
        return ()
    return (*known.handles, *([known.name] if known.name else []))


def _known_in(content: list[Passage], known: tuple[str, ...]) -> Iterator[Evidence]:
    for passage, start, end in occurrences(content, known):
        yield _quoted(passage, start, end)


def _some_name(facts: Facts, content: list[Passage]) -> Iterator[Evidence]:
    """A name that nobody has to know beforehand: a handle, or a proper name after *avec*, *par*, *chez*, or opening
    the text (position R32)."""
    own = (facts.post.account.handle or "").removeprefix("@").lower()
    for passage in content:
        for start, end in handles(passage.text):
            if passage.text[start + 1 : end].lower() != own:
                yield _quoted(passage, start, end)
        if passage.field.startswith("overlay["):
            continue  # read off a picture: a capital there is no name
        if match := _NAMED_AFTER.search(passage.text):
            yield _quoted(passage, *match.span("name"))
        if (opening := opening_name(passage.text)) and not _is_mention(facts, passage, *opening):
            yield _quoted(passage, *opening)


def _is_mention(facts: Facts, passage: Passage, start: int, end: int) -> bool:
    return any(
        mention.field == passage.field and mention.start < end and start < mention.end for mention in facts.mentions
    )


def _could_be_a_name(content: list[Passage]) -> bool:
    """Whether a capitalised word or a hashtag inside the text might be a brand that we cannot class."""
    return any("#" in passage.text or next(proper_names(passage.text), None) for passage in content)


def _quoted(passage: Passage, start: int, end: int) -> Evidence:
    return Evidence(passage.field, start, end, passage.text[start:end])


def own_brand(facts: Facts, version: Version) -> Ruling | Unjudged | None:
    """Does a creator who promotes a brand of their own say so, or is it plain from handle and bio?"""
    brands = facts.post.account.own_brands
    if not brands:
        return None
    content = [passage for passage in facts.passages if passage.field not in {"account.bio", "first_comment"}]
    named = next(_known_in(content, brands), None)
    owning = next((quote(*each) for each in facts.hits("own") if each[0].field != "account.bio"), None)
    woken = named or owning
    if facts.post.text is None and woken is None:
        return Unjudged("text")
    if woken is None:
        return None
    if named is not None and owning is not None:
        return Ruling("own_brand_plain", (owning, named), ("account.own_brands",))
    owned = field_value(facts, "account.own_brands", list(brands))
    return _own_brand_said(facts, brands, woken, owned)


def _own_brand_said(facts: Facts, brands: tuple[str, ...], woken: Evidence, owned: Evidence) -> Ruling:
    clear = [mention for mention in facts.content_mentions if mention.strength in {"statutory", "equivalent"}]
    if clear or facts.labelled:
        return Ruling("own_brand_disclosed", (woken, *map(quote_mention, clear)))
    if context := _context(facts, brands):
        return Ruling("own_brand_plain", (context, woken, owned), ("account.own_brands",))
    match facts.answer("own_brand.plain"):
        case "yes":
            return Ruling("own_brand_confirmed", (woken, owned), ("own_brand.plain",))
        case "no":
            return Ruling("own_brand_hidden", (woken, owned), ("own_brand.plain",))
        case _:
            return Ruling("own_brand_silent", (woken, owned), ("account.own_brands", "own_brand.plain"))


def _context(facts: Facts, brands: tuple[str, ...]) -> Evidence | None:
    """The handle, the account's name or the bio that shows the brand."""
    joined = tuple(filter(None, (folded_name(brand).replace(" ", "") for brand in brands)))
    account = facts.post.account
    for field, said in (
        ("account.bio", account.bio),
        ("account.handle", account.handle),
        ("account.name", account.name),
    ):
        folded = folded_name(said or "").replace(" ", "")
        if any(name in folded for name in joined):
            return field_value(facts, field, said)
    return None


CHECKS = {
    "fr.identity.advertiser": advertiser,
    "fr.identity.own_brand": own_brand,
}
