"""Registers of an invented office, short to write: a heading, one phone, and what a test adds."""

import json
from collections.abc import Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from perenne.devices.judge import Checked, check
from perenne.devices.register import Register, own_rules, read_register
from perenne.devices.rule import Rules, with_own
from perenne.devices.verdict import Verdict

DAY = date(2026, 11, 24)
TIKTOK = ("com.zhiliaoapp.musically", "com.ss.android.ugc.trill", "com.zhiliaoapp.musically.go")
ABSENT = dict.fromkeys(TIKTOK, False)
PRESENT = ABSENT | {TIKTOK[0]: True}
HEADING = {"perenne": "register/1", "organisation": "Bureau Rivage"}


def device(name: str = "phone-1", **facts: Any) -> dict[str, Any]:
    return {"perenne": "device/1", "id": name, "class": "work", "under": ["eu.commission"], **facts}


def proof(
    apps: Mapping[str, bool] | None = None, *, days: int = 1, name: str = "phone-1", **facts: Any
) -> dict[str, Any]:
    """A proof of so many ``days`` before the day of the tests, as a console tells it."""
    said = {
        "perenne": "device-evidence/1",
        "device": name,
        "kind": "android_management",
        "on": (DAY - timedelta(days=days)).isoformat(),
        "original": {"file": "export.json", "sha256": "a" * 64},
        "apps": dict(apps or {}),
        **facts,
    }
    number = sum(map(ord, json.dumps(said, sort_keys=True)))
    return {"id": f"e-{number}", **said}


def exception(**facts: Any) -> dict[str, Any]:
    return {
        "perenne": "device-exception/1",
        "id": "X-1",
        "device": "phone-1",
        "rule": "fr.state.recreational",
        "reason": "veille",
        "approved_by": "direction",
        "approved_on": "2026-09-01",
        "from": "2026-09-15",
        "until": "2026-12-15",
        **facts,
    }


def sourced(country: str, confidence: str = "A") -> dict[str, Any]:
    return {"country": country, "source": "étiquette", "on": "2026-03-02", "confidence": confidence}


def lines(*records: Mapping[str, Any]) -> str:
    return "".join(json.dumps(each, ensure_ascii=False) + "\n" for each in records)


def write(folder: Path, *records: Mapping[str, Any]) -> Path:
    """A register with ``records`` in ``folder``."""
    folder.mkdir(exist_ok=True)
    (folder / "register.ndjson").write_text(lines(HEADING, *records), encoding="utf-8")
    return folder


def write_rule(folder: Path, asks: str, **changed: str) -> None:
    """A rule of the office's own on every phone; ``asks``: what its one version asks, as YAML."""
    said = {"force": "obligation", "confidence": "A", "concerns": "[{}]", "provided": '"yes"'} | changed
    (folder / "rules").mkdir(parents=True, exist_ok=True)
    (folder / "rules" / "own.yaml").write_text(
        f"""id: own.phones
institution: own
body: {{fr: Bureau Rivage, en: Bureau Rivage}}
name: {{fr: Nos téléphones, en: Our phones}}
checked_on: 2026-11-02
versions:
  - from: 2026-01-01
    force: {said["force"]}
    source: Décision du bureau
    confidence: {said["confidence"]}
    summary: {{fr: Nos téléphones sont tenus., en: Our phones are kept.}}
    concerns: {said["concerns"]}
    {asks}
    exceptions: {{provided: {said["provided"]}}}
""",
        encoding="utf-8",
    )


def opened(folder: Path) -> tuple[Register, Rules]:
    return read_register(folder), with_own(own_rules(folder))


def checked(folder: Path, *records: Mapping[str, Any], on: date = DAY) -> Checked:
    register, rules = opened(write(folder, *records))
    return check(register, rules, on)


def only(folder: Path, *records: Mapping[str, Any], on: date = DAY) -> Verdict:
    """The one verdict on the one device."""
    (verdict,) = checked(folder, *records, on=on).verdicts
    return verdict
