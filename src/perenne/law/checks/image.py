"""Retouched and virtual images (loi n° 2023-451, art. 5): what is declared, and what the post says."""

from perenne.law.facts import DISCLOSING, Facts, field_value, quote
from perenne.law.rulebook import Version
from perenne.law.ruling import Ruling, Unjudged
from perenne.law.wording import inside
from perenne.model.finding import Evidence


def retouched(facts: Facts, version: Version) -> Ruling | Unjudged | None:
    """Does a promotional image with a retouched face or silhouette say so?"""
    return _image_mention(facts, version, "retouched", facts.post.media.retouched)


def virtual(facts: Facts, version: Version) -> Ruling | Unjudged | None:
    """Does a promotional image with a face or silhouette made by an AI process say so?"""
    return _image_mention(facts, version, "virtual", facts.post.media.generated)


_RETOUCHED = "media.retouched"
_FACE_GENERATED = "media.face_generated"
_FIELDS = {"retouched": _RETOUCHED, "virtual": "media.generated"}


def _image_mention(facts: Facts, version: Version, topic: str, declared: bool | None) -> Ruling | Unjudged | None:
    if not declared or facts.refuted or not _promotes(facts):
        return None
    proof: tuple[Evidence, ...] = (field_value(facts, _FIELDS[topic], value=True),)
    face, shown = _face(facts)
    if face is False:
        return Ruling("no_face", (*proof, *shown), ("media.face_or_body",))
    if said := _said(facts, topic, version):
        return said
    if topic == "retouched" and (contradicted := _contradicted(facts, proof)):
        return contradicted
    if topic == "virtual" and (partly := _partly(facts, proof)):
        return partly
    if face is None:
        return Ruling("face_unknown", proof, ("media.face_or_body",))
    if topic == "virtual" and facts.post.labels.ai:
        return Ruling("platform_ai_label", (*proof, field_value(facts, "labels.ai", value=True)), ("labels.ai",))
    if facts.post.text is None:
        return Unjudged("text")
    proof = (*proof, *shown)
    if not facts.strong:
        return Ruling("deal_unknown", proof, ("deal.consideration", "media.face_or_body"))
    return Ruling("mention_absent", proof, ("deal.consideration", "media.face_or_body"))


def _contradicted(facts: Facts, proof: tuple[Evidence, ...]) -> Ruling | None:
    """The post says that nothing was retouched, and its record says that something was: a person must tell."""
    said = inside(facts, "image", "unretouched")
    if not said or facts.answer(_RETOUCHED) == "yes":
        return None
    code = "not_retouched" if facts.answer(_RETOUCHED) == "no" else "contradiction"
    return Ruling(code, (*said, *proof), (_RETOUCHED,), {"words": said[0].quote or ""})


def _partly(facts: Facts, proof: tuple[Evidence, ...]) -> Ruling | None:
    """The post says that something was generated, and names neither face nor silhouette: a person must tell."""
    said = inside(facts, "image", "partly")
    if not said or facts.answer(_FACE_GENERATED) == "yes":
        return None
    code = "face_not_generated" if facts.answer(_FACE_GENERATED) == "no" else "partly_told"
    return Ruling(code, (*said, *proof), (_FACE_GENERATED,), {"words": said[0].quote or ""})


def _face(facts: Facts) -> tuple[bool | None, tuple[Evidence, ...]]:
    """Whether a face or a silhouette is shown, and the field of the record that says so; an answer goes before it."""
    answered = {"yes": True, "no": False}.get(facts.answer("media.face_or_body") or "")
    if answered is not None:
        return answered, ()
    recorded = facts.post.media.face_or_body
    return recorded, () if recorded is None else (field_value(facts, "media.face_or_body", recorded),)


def _promotes(facts: Facts) -> bool:
    """The article binds promotional content: a deal, a mention, or at least a clue of medium grade."""
    mentioned = any(mention.strength in DISCLOSING for mention in facts.content_mentions)
    return mentioned or facts.deal.grade in {"strong", "medium"}


def _said(facts: Facts, topic: str, version: Version) -> Ruling | None:
    hits = [
        (passage, hit)
        for passage, hit in facts.hits("image", topic)
        if passage.field not in {"account.bio", "first_comment"}
    ]
    statutory = tuple(quote(passage, hit) for passage, hit in hits if hit.cue.strength == "statutory")
    if statutory:
        return Ruling("mention_statutory", statutory)
    equivalent: tuple[Evidence, ...] = tuple(quote(passage, hit) for passage, hit in hits)
    if equivalent:
        return Ruling("mention_equivalent", equivalent, words={"mention": equivalent[0].quote or ""})
    return None


CHECKS = {
    "fr.image.retouched": retouched,
    "fr.image.virtual": virtual,
}
