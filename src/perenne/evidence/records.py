"""What evidence says to programs: ``contents/1``, ``verdict/1`` and ``capture/1``, as the documents describe them."""

from collections.abc import Mapping

import msgspec

from perenne.evidence.captures.looked import Kind, Looked
from perenne.evidence.captures.looked import State as FactState
from perenne.evidence.change import What
from perenne.evidence.originals import Original
from perenne.evidence.timestamp import Authority, Stamp
from perenne.evidence.verify import State, Verdict
from perenne.model.finding import Verdict as OfASubject


class _Whole(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Every key is there, ``null`` where nothing is known."""


class Edition(_Whole, frozen=True):
    """An edition of the rules."""

    version: str
    sha256: str


class OfAnAudit(_Whole, frozen=True):
    """What an audit says of itself."""

    program: str
    rulebook: Edition
    as_of: str | None
    jurisdictions: tuple[str, ...]
    assumed: tuple[str, ...]
    not_checked: tuple[str, ...]


class Contents(
    msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, tag_field="perenne", tag="contents/1"
):
    """What a bundle is about and what it rests on; ``verdicts``: subjects by their worst."""

    program: str
    rulebook: Edition
    audit: OfAnAudit | None
    posts: int
    relations: int
    findings: int
    verdicts: Mapping[OfASubject, int]
    originals: tuple[Original, ...]


class Changed(_Whole, frozen=True):
    what: What
    path: str | None
    fr: str
    en: str


class Stamped(_Whole, frozen=True):
    """``time`` and ``signer`` are ``None`` where the token cannot be read."""

    time: str | None = None
    matches: bool = False
    signed: bool = False
    authority: Authority = "not_given"
    signer: str | None = None


class Verified(
    msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, tag_field="perenne", tag="verdict/1"
):
    state: State
    changes: tuple[Changed, ...]
    manifest_sha256: str | None
    sealed_by: str | None
    stated_on: str | None
    files: int | None
    timestamp: Stamped | None


class SeenFact(_Whole, frozen=True):
    state: FactState
    what: str
    about: str | None
    fr: str
    en: str


class Captured(
    msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, tag_field="perenne", tag="capture/1"
):
    file: str
    kind: Kind
    broken: bool
    facts: tuple[SeenFact, ...]


def stamped(stamp: Stamp) -> Stamped:
    return Stamped(
        time=stamp.time.isoformat(),
        matches=stamp.matches,
        signed=stamp.is_signed,
        authority=stamp.authority,
        signer=stamp.signer,
    )


def verified(verdict: Verdict, timestamp: Stamped | None) -> Verified:
    return Verified(
        state=verdict.state,
        changes=tuple(
            Changed(what=each.what, path=each.path, fr=each.says.fr, en=each.says.en) for each in verdict.changes
        ),
        manifest_sha256=verdict.manifest_sha256,
        sealed_by=verdict.seal.key_id if verdict.seal else None,
        stated_on=verdict.manifest.stated_on if verdict.manifest else None,
        files=len(verdict.manifest.resources) if verdict.manifest else None,
        timestamp=timestamp,
    )


def captured(name: str, looked: Looked) -> Captured:
    return Captured(
        file=name,
        kind=looked.kind,
        broken=looked.is_broken,
        facts=tuple(
            SeenFact(state=each.state, what=each.what, about=each.about, fr=each.says.fr, en=each.says.en)
            for each in looked.facts
        ),
    )
