"""Every sentence that a person can read exists in French and in English, and both say the same things.

Sentences are pairs: ``fr=`` and ``en=`` of one call in Python, the keys ``fr`` and ``en`` of one mapping in YAML.
"""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from perenne.dated import strict_yaml

PLACEHOLDER = re.compile(r"\{(\w*?)(?:_fr|_en)?(?:[^\w{}][^{}]*)?\}")
FRENCH_FAULTS = {
    "a typewriter apostrophe": re.compile(r"\w'\w"),
    "no space before high punctuation": re.compile(r"[\w)»][;!?]|[\w)»}]:(?=\s|\Z)"),
    "no space inside « »": re.compile(r"«\S|\S»"),
    "English quotation marks": re.compile(r"[“”]"),
}


class Pair(NamedTuple):
    place: str
    fr: str
    en: str


def _said(node: ast.expr) -> str | None:
    """The words of a constant or an f-string, with ``{name}`` for what is filled in; ``None`` for anything else."""
    if isinstance(node, ast.Constant):
        return node.value if isinstance(node.value, str) else None
    if isinstance(node, ast.JoinedStr):
        parts = [each.value if isinstance(each, ast.Constant) else "{}" for each in node.values]
        return "".join(str(each) for each in parts)
    return None


def pairs_in_python(code: str, place: str) -> Iterator[Pair]:
    """The pairs of ``code``; half a pair is a pair with ``""`` for the half that is missing."""
    for node in ast.walk(ast.parse(code)):
        if not isinstance(node, ast.Call):
            continue
        words = {each.arg: _said(each.value) for each in node.keywords if each.arg in {"fr", "en"}}
        if words and None not in words.values():
            yield Pair(f"{place}:{node.lineno}", words.get("fr") or "", words.get("en") or "")


def pairs_in_data(data: object, place: str) -> Iterator[Pair]:
    if isinstance(data, dict):
        words = [data.get("fr"), data.get("en")]
        if any(isinstance(each, str) for each in words):
            yield Pair(place, *(each if isinstance(each, str) else "" for each in words))
        for key, value in data.items():
            yield from pairs_in_data(value, f"{place}/{key}")
    elif isinstance(data, list):
        for number, value in enumerate(data):
            yield from pairs_in_data(value, f"{place}[{number}]")


def faults(pair: Pair) -> list[str]:
    if not pair.fr.strip() or not pair.en.strip():
        return ["only in one language"]
    found = [what for what, pattern in FRENCH_FAULTS.items() if pattern.search(pair.fr)]
    if sorted(PLACEHOLDER.findall(pair.fr)) != sorted(PLACEHOLDER.findall(pair.en)):
        found.append("not the same placeholders")
    if "«" in pair.en:
        found.append("French quotation marks in English")
    return found


def _pairs(repository: Path) -> Iterator[Pair]:
    source = repository / "src"
    for file in sorted(source.rglob("*.py")):
        yield from pairs_in_python(file.read_text(encoding="utf-8"), str(file.relative_to(source)))
    for file in sorted(source.rglob("*.yaml")):
        name = str(file.relative_to(source))
        yield from pairs_in_data(strict_yaml.load(file.read_text(encoding="utf-8"), name), name)


def test_every_sentence_is_said_well_in_both_languages(repository: Path) -> None:
    pairs = list(_pairs(repository))
    assert len(pairs) > 20
    assert [f"{pair.place}: {fault}" for pair in pairs for fault in faults(pair)] == []


@pytest.mark.parametrize(
    ("fr", "en", "fault"),
    [
        ("", "Nothing here", "only in one language"),
        ("L'audience manque", "The audience is missing", "a typewriter apostrophe"),
        ("Pourquoi?", "Why?", "no space before high punctuation"),
        ("{file}: illisible", "{file}: unreadable", "no space before high punctuation"),
        ("la clé «deal»", "the key “deal”", "no space inside « »"),
        ("la clé “deal”", "the key “deal”", "English quotation marks"),
        ("{n} lignes", "{count} lines", "not the same placeholders"),
        ("la mention « pub »", "the mention « pub »", "French quotation marks in English"),
    ],
)
def test_a_fault_would_be_seen(fr: str, en: str, fault: str) -> None:
    assert faults(Pair("here", fr, en)) == [fault]


def test_a_good_pair_has_no_fault() -> None:
    good = Pair("here", "{file} : la clé « {key} » n’est pas connue ; à 12:30, ôtez-la", "{file}: unknown key {key}")
    assert faults(good) == []


def test_half_a_pair_is_seen_in_python_and_in_yaml() -> None:
    assert [faults(pair) for pair in pairs_in_python("DataError(fr='Vide')", "x.py")] == [["only in one language"]]
    assert [faults(pair) for pair in pairs_in_data({"because": {"en": "Empty"}}, "x")] == [["only in one language"]]
