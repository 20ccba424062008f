"""From a request to a bundle: records, originals, the law as it stood, and the page, under one manifest."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import msgspec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from perenne import __version__
from perenne.audit.outcome import Summary
from perenne.evidence import originals, pdf
from perenne.evidence.bundle import Bundle, Piece, bundled, held, on_disk
from perenne.evidence.gathering import Gathered, Request, gather
from perenne.evidence.law_texts import rule_texts
from perenne.evidence.originals import Original
from perenne.evidence.page import render
from perenne.evidence.records import Contents, Edition, OfAnAudit
from perenne.evidence.view import PageView, page_view
from perenne.law.rulebook import Rulebook, rulebook
from perenne.model.bilingual import Language
from perenne.report.voice import Voice
from perenne.signed import key_id

NDJSON, JSON = "application/x-ndjson", "application/json"


@dataclass(frozen=True, slots=True)
class Made:
    """The bundle, not yet sealed, and what went into it."""

    bundle: Bundle
    gathered: Gathered
    originals: tuple[Original, ...]
    with_pdf: bool


def make(
    request: Request, key: Ed25519PrivateKey, language: Language, spool: Path, stated_on: str | None = None
) -> Made:
    """The bundle that ``request`` asks for; ``spool``: a private folder, kept until the bundle is written.

    Raises ``UsageError``.
    """
    gathered, book = gather(request, spool), rulebook()
    kept = list(_originals(request, gathered))
    named = tuple(each for each, _ in kept)
    view = page_view(gathered, named, book, key_id(key.public_key().public_bytes_raw()), stated_on, Voice(language))
    pieces = [on_disk(name, NDJSON, file) for name, file in gathered.records.items()]
    pieces += {piece.path: piece for _, piece in kept if piece is not None}.values()
    pieces += [held("contents.json", JSON, _contents(gathered, named, book)), *_law(gathered, book)]
    pieces += _pages(view, language, stated_on)
    return Made(bundled(pieces, key, stated_on), gathered, named, with_pdf=pdf.is_installed())


def _originals(request: Request, gathered: Gathered) -> Iterator[tuple[Original, Piece | None]]:
    if request.audit is not None:
        yield from originals.from_audit(request.audit, gathered.read_in, wanted=request.originals)
    yield from sorted(map(originals.attached, request.attached), key=lambda each: (each[0].file, each[0].sha256))


def _law(gathered: Gathered, book: Rulebook) -> Iterator[Piece]:
    texts = rule_texts(gathered.under.values(), book)
    lines = [msgspec.json.encode(each, order="deterministic") + b"\n" for each in texts]
    if lines:
        yield held("law.ndjson", NDJSON, b"".join(lines))


def _pages(view: PageView, language: Language, stated_on: str | None) -> Iterator[Piece]:
    yield held("page.html", "text/html", render(view, language).encode("utf-8", "backslashreplace"))
    if pdf.is_installed():
        yield held("page.pdf", "application/pdf", pdf.pdf(view, language, stated_on))


def _contents(gathered: Gathered, named: Sequence[Original], book: Rulebook) -> bytes:
    """What the bundle is about and what it rests on, for a program that reads it."""
    told = Contents(
        program=__version__,
        rulebook=Edition(version=book.index.version, sha256=book.sha256),
        audit=None if gathered.summary is None else _of_audit(gathered.summary),
        posts=gathered.posts,
        relations=gathered.relations,
        findings=gathered.findings,
        verdicts=dict(sorted(gathered.verdicts.items())),
        originals=tuple(named),
    )
    said = json.dumps(msgspec.to_builtins(told), ensure_ascii=False, indent=2)
    return said.encode("utf-8", "backslashreplace") + b"\n"


def _of_audit(summary: Summary) -> OfAnAudit:
    return OfAnAudit(
        program=summary.program,
        rulebook=Edition(version=summary.rulebook.version, sha256=summary.rulebook.sha256),
        as_of=summary.as_of,
        jurisdictions=tuple(summary.jurisdictions),
        assumed=tuple(summary.assumed),
        not_checked=tuple(summary.not_checked),
    )
