"""The mention of the commercial intent (loi n° 2023-451, art. 5 then 5-2; code de la consommation, art. L. 121-3)."""

from collections.abc import Sequence
from typing import Any

from perenne.law.facts import DISCLOSING, Facts, field_value, quote, quote_mention
from perenne.law.rulebook import Version
from perenne.law.ruling import Ruling, Unjudged
from perenne.model.clue import Clue
from perenne.model.finding import Evidence
from perenne.text.mention import Mention, strongest
from perenne.text.position import caption_fold
from perenne.text.spelling import near_statutory

ON_DEAL = ("deal.consideration",)
_CLEAR = frozenset({"statutory", "equivalent"})
_UNNAMED_DEALS = frozenset({"deal_window", "deal_word"})
_THANKED = frozenset({"text", "title"})
_BY_STRENGTH = {
    "statutory": "mention_statutory",
    "equivalent": "mention_equivalent",
    "unclear": "mention_unclear",
    "foreign": "mention_foreign",
}


def intent(facts: Facts, version: Version) -> Ruling | Unjudged | None:
    """Is the commercial intent indicated?"""
    said = strongest(facts.content_mentions)
    if facts.refuted:
        return _no_consideration(facts)
    if said and said[0].strength in _CLEAR and not (facts.labelled and _all_disguised(facts)):
        return _clear_mention(facts, said)
    if facts.labelled and facts.deal.denied is None:
        return _label(facts, version)
    if said and said[0].strength in DISCLOSING and said[0].strength not in _CLEAR:
        return Ruling(_BY_STRENGTH[said[0].strength], _quotes(said), ON_DEAL, _words(said[0]))
    match facts.deal.grade:
        case "strong":
            return _strong_without_mention(facts, said)
        case "medium" | "weak":
            return _clue_without_mention(facts)
        case _:
            return None


def _no_consideration(facts: Facts) -> Ruling | None:
    """Nothing was exchanged: said only where something had woken the rule."""
    denied = facts.deal.denied
    if denied is None or not (facts.deal.clues or facts.mentions or denied.kind == "answer"):
        return None
    return Ruling("no_consideration", (denied.evidence,), ON_DEAL)


def _plain_mentions(facts: Facts) -> tuple[Mention, ...]:
    clear = [mention for mention in facts.content_mentions if mention.strength in _CLEAR]
    return strongest([mention for mention in clear if not mention.obfuscated])


def _all_disguised(facts: Facts) -> bool:
    return not _plain_mentions(facts)


def _clear_mention(facts: Facts, said: Sequence[Mention]) -> Ruling:
    plain = _plain_mentions(facts)
    if not plain:
        return Ruling("mention_obfuscated", _quotes(said), (), _words(said[0]))
    notices = ("picture_not_recorded",) if facts.is_video and facts.post.overlay is None else ()
    return Ruling(_BY_STRENGTH[plain[0].strength], _quotes(plain), (), _words(plain[0]), notices)


def _label(facts: Facts, version: Version) -> Ruling | Unjudged:
    if facts.post.text is None and not version.parameters.get("equivalents_allowed", True):
        return Unjudged("text")
    return Ruling("label_only", _labels(facts), ("labels.paid_partnership",))


def _labels(facts: Facts) -> tuple[Evidence, ...]:
    return tuple(clue.evidence for clue in facts.deal.of_kind("label"))


def _strong_without_mention(facts: Facts, said: Sequence[Mention]) -> Ruling | Unjudged:
    evidence = _deal_proof(facts)
    if facts.deal.denied is not None:
        return Ruling("contradiction", (*evidence, facts.deal.denied.evidence, *_negated(facts)), ON_DEAL)
    if facts.post.series and facts.post.series.mention_elsewhere:
        elsewhere = field_value(facts, "series.mention_elsewhere", value=True)
        return Ruling("mention_on_other_slide", (elsewhere, *evidence), ON_DEAL)
    if comment := _in_comment(facts):
        return Ruling("mention_in_comment", (*_quotes(comment), *evidence), ON_DEAL, _words(comment[0]))
    gift = _gift_in_doubt(facts, (*_quotes(said), *evidence))
    if said and said[0].strength == "gift" and (gift is None or gift.code != "gift_unrequested"):
        return Ruling("mention_gift", (*_quotes(said), *evidence), ON_DEAL, _words(said[0]))
    if gift:
        return gift
    if facts.post.text is None:
        return Unjudged("text")
    depends = (*ON_DEAL, "deal.requested") if facts.deal.in_kind_only else ON_DEAL
    if doubt := _in_doubt(facts, said, evidence):
        return doubt
    if said:
        code = "mention_refused" if said[0].strength == "refused" else "mention_ambiguous"
        return Ruling(code, (*_quotes(said), *evidence), depends, _words(said[0]))
    thanks = tuple(quote(*each) for each in facts.hits("relation", "thanks") if each[0].field in _THANKED)
    if thanks:
        return Ruling("thanks_only", (*thanks, *evidence), depends, {"mention": thanks[0].quote or ""})
    return Ruling("mention_absent", evidence, depends)


def _in_doubt(facts: Facts, said: Sequence[Mention], evidence: tuple[Evidence, ...]) -> Ruling | None:
    """What may be a mention, though it is none that we know: a person reads it before anybody is accused."""
    if facts.deal.forms == ("own_brand",):
        return Ruling("own_brand_deal", evidence, ON_DEAL)
    series = facts.post.series
    if series is not None and series.mention_elsewhere is None and facts.answer("series.mention_elsewhere") != "no":
        return _other_slide_unknown(facts, evidence)
    if facts.answer("mention.present") == "no":
        return None
    found = _possible_mention(facts, said)
    if found is None:
        return None
    words = {"mention": found.quote or ""}
    if facts.answer("mention.present") == "yes":
        return Ruling("mention_confirmed", (found, *evidence), ("mention.present",), words)
    return Ruling("mention_possible", (found, *evidence), (*ON_DEAL, "mention.present"), words)


def _other_slide_unknown(facts: Facts, evidence: tuple[Evidence, ...]) -> Ruling:
    code = "mention_on_other_slide" if facts.answer("series.mention_elsewhere") == "yes" else "other_slide_unknown"
    return Ruling(code, evidence, (*ON_DEAL, "series.mention_elsewhere"))


def _possible_mention(facts: Facts, said: Sequence[Mention]) -> Evidence | None:
    content = [passage for passage in facts.passages if passage.field not in {"account.bio", "first_comment"}]
    for passage, hit in facts.hits("hint"):
        known = any(mention.field == passage.field and _overlaps(mention, hit.start, hit.end) for mention in said)
        if passage in content and not known:
            return quote(passage, hit)
    for passage, start, end in near_statutory(iter(content)):
        return Evidence(passage.field, start, end, passage.text[start:end])
    return None


def _overlaps(mention: Mention, start: int, end: int) -> bool:
    return mention.start < end and start < mention.end


def _gift_in_doubt(facts: Facts, evidence: tuple[Evidence, ...]) -> Ruling | None:
    if not facts.gift_in_doubt:
        return None
    code = "gift_unrequested" if facts.requested is False else "gift_request_unknown"
    return Ruling(code, evidence, (*ON_DEAL, "deal.requested"))


def _clue_without_mention(facts: Facts) -> Ruling | Unjudged | None:
    denied = facts.deal.denied
    if denied is not None and facts.deal.grade == "weak":
        return Ruling("denied_by_author", (denied.evidence, *_deal_proof(facts)), ON_DEAL)
    clues = facts.deal.of_grade(facts.deal.grade)
    words = {"clue_fr": clues[0].says.fr, "clue_en": clues[0].says.en}
    if clues[0].kind in _UNNAMED_DEALS:
        return Ruling("clue_deal", tuple(clue.evidence for clue in clues), ON_DEAL, words)
    return Ruling(f"clue_{facts.deal.grade}", tuple(clue.evidence for clue in clues), ON_DEAL, words)


def understandable(facts: Facts, version: Version) -> Ruling | None:
    """Is the mention in words that the French public understands?"""
    said = [mention for mention in facts.content_mentions if mention.strength in DISCLOSING]
    if facts.refuted or not said:
        return None
    french = [mention for mention in said if mention.language != "en"]
    if french:
        return Ruling("in_french", _quotes(french))
    if facts.labelled:
        return Ruling("label_in_french", (*_labels(facts), *_quotes(said)))
    return Ruling("foreign_word", _quotes(said), (), _words(said[0]))


def instant(facts: Facts, version: Version) -> Ruling | None:
    """Is the mention seen at once, without any action?"""
    if facts.refuted:
        return None
    disclosing = [mention for mention in facts.standing_mentions if _discloses(facts, mention)]
    said = strongest([mention for mention in disclosing if not mention.outside])
    places = {mention: _place(facts, mention, version.parameters) for mention in said}
    if seen := [mention for mention, place in places.items() if place == "at_once"]:
        return Ruling("at_once", _quotes(seen))
    if facts.labelled:
        return _label_seen(facts, version.parameters, said) if facts.post.text is not None or said else None
    if said:
        first = min(said, key=lambda mention: _PLACES.index(places[mention]))
        words = {**_words(first), "fold": str(_fold(facts) or ""), "tags": str(first.hashtags_before)}
        return Ruling(places[first], _quotes(said), (), words)
    outside = [mention for mention in disclosing if mention.outside]
    if outside and facts.strong:
        return Ruling("in_comment", _quotes(outside), (), _words(outside[0]))
    return None


_PLACES = ("at_once", "among_hashtags", "after_fold", "late_on_picture", "spoken")


def _discloses(facts: Facts, mention: Mention) -> bool:
    return mention.strength in DISCLOSING or (mention.strength == "gift" and facts.strong)


def _place(facts: Facts, mention: Mention, parameters: dict[str, Any]) -> str:
    if mention.spoken:
        return "spoken"
    if mention.on_picture:
        start = mention.from_s
        latest = _promotion_start(facts) + parameters["latest_s"]
        return "at_once" if start is None or start <= latest else "late_on_picture"
    if mention.hashtags_before >= parameters["hashtags_before"]:
        return "among_hashtags"
    fold = _fold(facts)
    if mention.field == "text" and fold is not None and mention.start >= fold:
        return "after_fold"
    return "at_once"


def _fold(facts: Facts) -> int | None:
    return caption_fold(facts.post.platform, facts.day)


def _promotion_start(facts: Facts) -> float:
    return min((part.from_s for part in facts.post.promotion or ()), default=0.0)


def _label_seen(facts: Facts, parameters: dict[str, Any], said: Sequence[Mention]) -> Ruling:
    """The label shows for some seconds at the start: too short where the promotion comes much later (R7)."""
    gap = _promotion_start(facts) - parameters["label_visible_s"]
    code = "label_far" if gap > parameters["label_gap_s"] else "label_at_once"
    return Ruling(code, (*_labels(facts), *_quotes(said)), ("labels.paid_partnership", "promotion"))


def every_medium(facts: Facts, version: Version) -> Ruling | Unjudged | None:
    """Does each medium that carries the promotion carry the mention?"""
    if facts.refuted:
        return None
    said = [mention for mention in facts.standing_mentions if _discloses(facts, mention)]
    inside = [mention for mention in said if not mention.outside]
    if facts.post.reshare_of and facts.strong:
        return _reshared(facts, inside)
    if facts.post.series and facts.post.series.mention_elsewhere and facts.strong and not inside:
        return Ruling("other_slide", (field_value(facts, "series.mention_elsewhere", value=True),))
    if inside and all(mention.spoken for mention in inside) and not facts.labelled:
        return Ruling("spoken_only", _quotes(inside), (), _words(inside[0]))
    if inside and facts.is_video:
        return _on_video(facts, inside, version)
    return None


def _reshared(facts: Facts, said: Sequence[Mention]) -> Ruling | Unjudged:
    reshared = field_value(facts, "reshare_of", facts.post.reshare_of)
    if said:
        return Ruling("kept_in_reshare", (*_quotes(said), reshared))
    if facts.labelled:
        return Ruling("kept_in_reshare", (*_labels(facts), reshared))
    if facts.post.text is None:
        return Unjudged("text")
    if facts.deal.denied is not None or _gift_in_doubt(facts, ()):
        return Ruling("reshare_in_doubt", (reshared, *_deal_proof(facts)), ON_DEAL)
    return Ruling("lost_in_reshare", (reshared, *_deal_proof(facts)), ON_DEAL)


def _on_video(facts: Facts, said: Sequence[Mention], version: Version) -> Ruling | None:
    on_picture = [mention for mention in said if mention.on_picture and mention.strength in _CLEAR]
    if on_picture:
        return Ruling("on_picture", _quotes(on_picture))
    if version.parameters.get("on_picture") and facts.post.overlay is not None and not facts.labelled:
        return Ruling("not_on_picture", _quotes(said), ("overlay",))
    return None


def _quotes(said: Sequence[Mention]) -> tuple[Evidence, ...]:
    return tuple(quote_mention(mention) for mention in said)


def _words(mention: Mention) -> dict[str, str]:
    return {"mention": ("#" if mention.hashtag else "") + mention.quote}


def _deal_proof(facts: Facts) -> tuple[Evidence, ...]:
    clues: tuple[Clue, ...] = facts.deal.of_grade(facts.deal.grade)
    return tuple(clue.evidence for clue in clues)


def _negated(facts: Facts) -> tuple[Evidence, ...]:
    return _quotes([mention for mention in facts.mentions if mention.negated])


def _in_comment(facts: Facts) -> tuple[Mention, ...]:
    outside = [mention for mention in facts.standing_mentions if mention.outside]
    return strongest([mention for mention in outside if mention.strength in DISCLOSING])


CHECKS = {
    "fr.mention.intent": intent,
    "fr.mention.understandable": understandable,
    "fr.mention.instant": instant,
    "fr.mention.every_medium": every_medium,
}
