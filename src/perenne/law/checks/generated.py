"""Content made by artificial intelligence (règlement (UE) 2024/1689, art. 50): what is declared, and what is said."""

from perenne.law.facts import Facts, field_value
from perenne.law.rulebook import Version
from perenne.law.ruling import Ruling, Unjudged
from perenne.law.wording import inside
from perenne.model.finding import Evidence

_RESEMBLES = "media.resembles_existing"
_LABEL = "labels.ai"
_KEPT = "media.marking_kept"
_SATIRE = "media.satire"


def deepfake(facts: Facts, version: Version) -> Ruling | Unjudged | None:
    """Is content that resembles somebody or something that exists said to be made by a machine?"""
    if not (facts.post.media.generated or facts.post.labels.ai):
        return None
    resembles, shown = _resembles(facts)
    if resembles is False:
        return Ruling("resembles_nothing", shown, (_RESEMBLES,))
    if resembles is None and facts.post.media.face_or_body is False:
        return None
    if told := _told(facts):
        return Ruling("disclosed", (*told, *shown), (_RESEMBLES,))
    if resembles is None:
        return Ruling("resemblance_unknown", shown, (_RESEMBLES,))
    return _hidden(facts, shown)


def _hidden(facts: Facts, shown: tuple[Evidence, ...]) -> Ruling | Unjudged:
    if facts.post.text is None:
        return Unjudged("text")
    if (art := inside(facts, "satire")) and facts.answer(_SATIRE) != "no":
        code = "art_confirmed" if facts.answer(_SATIRE) == "yes" else "art_in_doubt"
        return Ruling(code, (*art, *shown), (_RESEMBLES, _SATIRE), {"words": art[0].quote or ""})
    label = facts.post.labels.ai
    if label is None and facts.answer(_LABEL) != "no":
        return Ruling("label_unknown", shown, (_RESEMBLES, _LABEL))
    return Ruling("hidden", shown, (_RESEMBLES, _LABEL))


def _resembles(facts: Facts) -> tuple[bool | None, tuple[Evidence, ...]]:
    """Whether it resembles what exists, with what is declared of the picture; an answer goes before the record."""
    media = facts.post.media
    made = (field_value(facts, "media.generated", value=True),) if media.generated else ()
    answered = {"yes": True, "no": False}.get(facts.answer(_RESEMBLES) or "")
    if answered is not None or media.resembles_existing is None:
        return answered, made
    return media.resembles_existing, (*made, field_value(facts, _RESEMBLES, media.resembles_existing))


def _told(facts: Facts) -> tuple[Evidence, ...]:
    label = (field_value(facts, _LABEL, value=True),) if facts.post.labels.ai else ()
    return (*label, *inside(facts, "image", "virtual", "partly")) or (
        (facts.answers[_LABEL].evidence,) if facts.answer(_LABEL) == "yes" else ()
    )


def marking(facts: Facts, version: Version) -> Ruling | Unjudged | None:
    """Was the marking that the generator set kept?"""
    if not facts.post.media.generated:
        return None
    made = field_value(facts, "media.generated", value=True)
    match facts.post.labels.ai, facts.answer(_KEPT):
        case True, _:
            return Ruling("marking_shown", (field_value(facts, _LABEL, value=True), made), (_LABEL,))
        case _, "yes":
            return Ruling("marking_kept", (made,), (_KEPT,))
        case _, "no":
            return Ruling("marking_lost", (made,), (_KEPT,))
        case None, _:
            return Unjudged(_LABEL)
        case _:
            return Ruling("marking_unknown", (field_value(facts, _LABEL, value=False), made), (_LABEL, _KEPT))


CHECKS = {"eu.ai.deepfake": deepfake, "eu.ai.marking": marking}
