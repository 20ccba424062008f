"""What an audit left on disk, for looking at and for comparing."""

import csv
import io
from pathlib import Path
from typing import Any

import msgspec

FILES = {
    "report.html", "findings.ndjson", "findings.parquet", "findings.xlsx", "posts.ndjson", "questions.csv",
    "rejects.ndjson", "summary.json",
}  # fmt: skip


def content(folder: Path) -> dict[str, bytes]:
    """Every file below ``folder``, by its path there."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def summary(folder: Path) -> dict[str, Any]:
    return msgspec.json.decode((folder / "summary.json").read_bytes(), type=dict[str, Any])


def records(file: Path) -> list[dict[str, Any]]:
    return [msgspec.json.decode(line, type=dict[str, Any]) for line in file.read_bytes().splitlines()]


def questions(folder: Path) -> list[dict[str, str]]:
    """The rows of ``questions.csv``, as a spreadsheet shows them."""
    sheet = (folder / "questions.csv").read_text("utf-8-sig")
    delimiter = ";" if ";" in sheet.splitlines()[0] else ","
    return list(csv.DictReader(io.StringIO(sheet, newline=""), delimiter=delimiter))


def is_whole(folder: Path) -> bool:
    """Whether the folder holds one audit, with every file of it."""
    return set(content(folder)) - {name for name in content(folder) if name.startswith("sources/")} == FILES
