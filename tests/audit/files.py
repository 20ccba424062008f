"""Small real files for an audit, and what an audit of them says."""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from perenne.audit.outcome import AuditOutcome
from perenne.audit.run import Audited, AuditRequest, audit
from perenne.readers.opening import find_files
from tests.law.given import PAID

FRENCH: dict[str, Any] = {
    "platform": "instagram",
    "kind": "post",
    "published_at": "2026-11-20T09:00:00Z",
    "account": {"handle": "lina.m", "country": "FR"},
    "audience": {"countries": {"FR": 0.9}},
}
DEALS = "Créateur;Marque;Date;Nature\nlina.m;Maison Lune;15/11/2026;argent\nclaire.m;Belorso;01/10/2026;argent\n"


def a_line(post_id: str | None, text: str | None, /, **facts: Any) -> dict[str, Any]:
    return {**FRENCH, "post_id": post_id, "text": text, **facts}


def a_paid_line(post_id: str, text: str | None, /, **facts: Any) -> dict[str, Any]:
    return a_line(post_id, text, deal=PAID, **facts)


def write_lines(path: Path, records: Iterable[dict[str, Any] | str]) -> Path:
    """Records as NDJSON; a string is written as it stands."""
    path.parent.mkdir(parents=True, exist_ok=True)
    lines = [each if isinstance(each, str) else json.dumps(each, ensure_ascii=False) for each in records]
    path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    return path


def write(path: Path, content: str) -> Path:
    path.write_text(content, encoding="utf-8")
    return path


def audited(*paths: Path, deals: Iterable[Path] = (), answers: Iterable[Path] = (), **request: Any) -> Audited:
    """The audit of ``paths``, with its side files."""
    side: dict[str, Any] = {"deals": tuple(find_files(deals)), "answers": tuple(find_files(answers))}
    return audit(AuditRequest(files=tuple(find_files(paths)), **{**side, **request}))


def outcome(*paths: Path, **request: Any) -> AuditOutcome:
    return audited(*paths, **request).outcome


def verdicts(found: AuditOutcome) -> dict[str, str]:
    """Post id → verdict of the intent rule."""
    return {each.subject.id: each.verdict for each in found.findings if each.rule == "fr.mention.intent"}
