"""The findings as a spreadsheet opens them: every word is text, nothing computes, the same give the same file."""

import io
import zipfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from perenne.law.rulebook import rulebook
from perenne.model.answer import Decision
from perenne.model.bilingual import Bilingual, Language
from perenne.model.finding import Evidence, Finding
from perenne.model.post import Account, Advertiser, Post
from perenne.report import workbook
from perenne.report.workbook import FindingRow, write_workbook
from tests.law.given import a_post, finding, judged, paid

BOOK = rulebook()


def intent(post: Post) -> Finding:
    return finding(judged(post), "fr.mention.intent")


def rows_of(*posts: Post) -> list[FindingRow]:
    return [FindingRow(each, post) for post in posts for each in judged(post).findings]


def written(tmp_path: Path, rows: Iterable[FindingRow], language: Language = "en") -> bytes:
    stream = io.BytesIO()
    write_workbook(stream, rows, BOOK, language, tmp_path)
    assert list(tmp_path.iterdir()) == []
    return stream.getvalue()


def table(file: bytes, sheet: int = 0) -> list[dict[str, Any]]:
    head, *rest = CalamineWorkbook.from_filelike(io.BytesIO(file)).get_sheet_by_index(sheet).to_python()
    return [dict(zip(map(str, head), row, strict=True)) for row in rest]


def one(tmp_path: Path, **changed: Any) -> dict[str, Any]:
    """The row of a finding that was ``changed``."""
    post = paid("J’adore ces bougies")
    found = msgspec.structs.replace(intent(post), **changed)
    return table(written(tmp_path, [FindingRow(found, post)]))[0]


def test_a_finding_is_a_row_that_a_person_can_read(tmp_path: Path) -> None:
    post = paid("J’adore ces bougies", url="https://example.org/p/1")
    found = intent(post)
    decision = Decision(
        finding=found.id, verdict="compliant", by="Ana R.", at="2026-11-25", reason="mention à l’image"
    )
    (row,) = table(written(tmp_path, [FindingRow(found, post, Advertiser(name="Maison Lune"), decision)]))
    assert (row["Verdict"], row["Rule"], row["Brand"]) == (
        "Non-compliant",
        "Commercial intent indicated",
        "Maison Lune",
    )
    assert (row["Decision"], row["Decided by"], row["Reason of the decision"]) == (
        "Compliant", "Ana R., 2026-11-25", "mention à l’image",
    )  # fmt: skip
    assert row["Address"] == "https://example.org/p/1"
    assert row["Rule id"] == f"fr.mention.intent@{found.rule_version}"
    assert row["Finding"] == found.id
    assert "deal.consideration = yes" in row["Proof"]


def test_in_french_the_heads_and_the_words_are_french(tmp_path: Path) -> None:
    (row, *_) = table(written(tmp_path, rows_of(paid("J’adore ces bougies")), "fr"))
    assert row["Verdict"] == "Non conforme"
    assert row["Règle"] == "Intention commerciale indiquée"


FORMULAS = ("=1+1", "+1", "-1", "@SUM(A1)", '=HYPERLINK("http://x")', "\t=1", "|calc", "%0A=1", "{=1}")


@pytest.mark.parametrize("said", FORMULAS)
def test_no_cell_is_a_formula_or_a_link_whatever_the_post_says(tmp_path: Path, said: str) -> None:
    post = a_post("x", account={"handle": said}, url=said)
    found = msgspec.structs.replace(intent(paid("x")), because=Bilingual(fr=said, en=said), article=said, part=said)
    file = written(tmp_path, [FindingRow(found, post, Advertiser(name=said))])
    with zipfile.ZipFile(io.BytesIO(file)) as package:
        sheet = package.read("xl/worksheets/sheet1.xml").decode()
        assert not any("hyperlink" in name or "external" in name.lower() for name in package.namelist())
        styles = package.read("xl/styles.xml").decode()
    assert "<f>" not in sheet
    assert "<hyperlink" not in sheet
    (row,) = table(file)
    assert row["Account"] == row["Brand"] == row["Article"] == said
    assert ("quotePrefix" in styles) == said.startswith(("=", "+", "-", "@", "\t", "|", "%"))


def test_control_characters_do_not_break_the_file_and_a_long_text_is_cut(tmp_path: Path) -> None:
    row = one(tmp_path, because=Bilingual(fr="", en="\x00\x1b[31mred\x0b\ud800" + "é" * 40_000))
    assert row["Why"].startswith("  [31mred éé")
    assert row["Why"].endswith("…")
    assert len(row["Why"]) == 16_001


def test_a_quote_and_a_value_stand_as_proof(tmp_path: Path) -> None:
    evidence = (Evidence("text", 0, 4, "Merc"), Evidence("labels.paid_partnership", value=True))
    assert one(tmp_path, evidence=evidence)["Proof"] == "« Merc » ⏐ labels.paid_partnership = True"


def test_the_same_findings_give_the_same_bytes(tmp_path: Path) -> None:
    rows = rows_of(paid("J’adore"), paid("Publicité · une bougie"))
    assert written(tmp_path, rows) == written(tmp_path, rows)


def test_without_findings_the_heads_stand_alone(tmp_path: Path) -> None:
    assert table(written(tmp_path, [])) == []


def test_what_does_not_fit_one_sheet_goes_to_the_next(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbook, "MOST_ROWS", 2)
    rows = rows_of(paid("J’adore"))[:1] * 5
    file = written(tmp_path, rows)
    assert [len(table(file, sheet)) for sheet in range(3)] == [2, 2, 1]


def test_a_finding_about_no_post_has_a_row_too(tmp_path: Path) -> None:
    (row,) = table(written(tmp_path, [FindingRow(intent(paid("J’adore")))]))
    assert (row["Account"], row["Verdict"]) == ("", "Non-compliant")


@settings(max_examples=20)
@given(said=st.text(min_size=1, max_size=80))
def test_whatever_an_account_is_called_the_file_opens_and_computes_nothing(
    tmp_path_factory: pytest.TempPathFactory, said: str
) -> None:
    post = msgspec.structs.replace(paid("J’adore"), account=Account(name=said))
    found: Finding = intent(paid("J’adore"))
    file = written(tmp_path_factory.mktemp("sheet"), [FindingRow(found, post)])
    (row,) = table(file)
    assert row["Finding"] == found.id
    assert b"<f>" not in zipfile.ZipFile(io.BytesIO(file)).read("xl/worksheets/sheet1.xml")
