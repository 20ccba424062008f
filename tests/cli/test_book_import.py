"""An agency brings its sheet and its sales: shown first, written once, undone whole."""

import csv
import shutil
from pathlib import Path

import msgspec
import pytest

from tests.cli.calling import Said, call

EXAMPLES = ("collaborations.csv", "three-tabs.xlsx", "orders.csv", "awin.csv")


@pytest.fixture
def desk(tmp_path: Path, repository: Path) -> Path:
    """A folder with the examples in it, and no book."""
    for name in EXAMPLES:
        shutil.copy(repository / "examples" / "book" / name, tmp_path)
    return tmp_path


def _book(*words: str, cwd: Path, language: str = "en") -> Said:
    return call("book", *words, cwd=cwd, PERENNE_LANG=language)


def _plain(text: str) -> str:
    return text.replace("\u00a0", " ").replace("\u202f", " ")


def test_a_preview_shows_columns_refusals_and_what_would_be_done_and_writes_nothing(desk: Path) -> None:
    done = _book("import", "collaborations.csv", "--preview", cwd=desk)
    assert done.status == 0
    told = done.out.decode()
    for words in (
        "Cachet HT → fee (amount excl. VAT) · 700,00",
        "E-mail → – (left out: data of private persons)",
        "✗ collaborations.csv, line 6 (posted_on): unreadable date",
        "✗ collaborations.csv, line 8: a line of totals",
        "line 5: no value: Valeur produit HT : coffret",
        "Partnerships created: 3, completed: 0; new events: 17",
        "An empty cell is not zero.",
    ):
        assert words in told
    assert "exemple.test" not in told
    assert not (desk / "perenne-book").exists()


def test_a_preview_speaks_french(desk: Path) -> None:
    told = _plain(_book("import", "collaborations.csv", "--preview", cwd=desk, language="fr").out.decode())
    assert "Partenariats créés : 3, complétés : 0 ; événements nouveaux : 17" in told
    assert "Une case vide n’est pas zéro." in told


def test_a_sheet_is_written_once_and_undone_whole(desk: Path) -> None:
    first, again = (_book("import", "collaborations.csv", "--by", "Ana", cwd=desk) for _ in range(2))
    assert "Imported: 17 events, batch b000001 (to undo it: perenne book undo b000001)." in first.err
    assert "Nothing new: nothing is written (17 things stand in the book already)." in again.err
    assert [each.name for each in (desk / "perenne-book").iterdir()] == ["00000001.ndjson"]
    head = msgspec.json.decode((desk / "perenne-book" / "00000001.ndjson").read_bytes().partition(b"\n")[0])
    assert (head["of"], head["by"]) == ("collaborations.csv", "Ana")
    assert _book("undo", "b000001", cwd=desk).status == 0
    assert "Imported: 17 events, batch b000003" in _book("import", "collaborations.csv", cwd=desk).err


def test_thresholds_are_found_in_an_imported_book(desk: Path) -> None:
    for name in EXAMPLES[:2]:
        assert _book("import", name, cwd=desk).status == 0
    told = _book("thresholds", cwd=desk).out.decode()
    assert "€1,150 · threshold of €1,000 reached" in told
    assert "€0 and 1 not valued · unknown" in told


def test_refused_rows_come_back_with_reasons_and_no_formula(desk: Path) -> None:
    with (desk / "bad.csv").open("w", encoding="utf-8") as file:
        file.write(
            "Créatrice;Marque;Date de post;Cachet HT;E-mail\n=cmd();Maison Lorbec;32/10/2026;5;nine@exemple.test\n"
        )
    done = _book("import", "bad.csv", "--rejects", "rejects.csv", cwd=desk)
    assert "Nothing new" in done.err
    (row,) = csv.DictReader((desk / "rejects.csv").read_text(encoding="utf-8-sig").splitlines())
    assert (row["line"], row["field"], row["reason"]) == ("2", "posted_on", "unreadable date")
    assert row["Créatrice"] == "'=cmd()"
    assert "nine@exemple.test" not in str(row)


def test_a_question_stops_the_import_and_a_mapping_answers_it(desk: Path) -> None:
    (desk / "us.csv").write_text("Creator,Brand,Post date,Amount\nNine Averel,Maison Lorbec,03/04/2026,450\n")
    asked = _book("import", "us.csv", cwd=desk)
    assert asked.status == 2
    assert "date_order" in asked.lines[-1]
    assert not (desk / "perenne-book").exists()
    (desk / "map.toml").write_text('[options]\ndate_order = "mdy"\nvat = "excl"\n')
    assert _book("import", "us.csv", "--map", "map.toml", cwd=desk).status == 0
    assert "4 Mar 2026" in _plain(_book("show", cwd=desk).out.decode())


@pytest.mark.parametrize("words", [("import", "absent.csv"), ("import", "."), ("sales", "absent.csv")])
def test_what_cannot_be_read_is_said_in_a_sentence(desk: Path, words: tuple[str, ...]) -> None:
    done = _book(*words, cwd=desk)
    assert (done.status, done.out, len(done.lines)) == (2, b"", 1)
    assert "Traceback" not in done.err


def test_sales_are_told_by_code_as_a_trace(desk: Path) -> None:
    assert _book("import", "collaborations.csv", cwd=desk).status == 0
    done = _book("sales", "orders.csv", "awin.csv", "--out", "sales.ndjson", cwd=desk)
    told = done.out.decode()
    assert "2 orders, €100 excl. VAT, 0 of them without amount excl. VAT" in told
    assert told.count("trace, not effect") == 2
    assert "Other codes: 1 orders; without code: 1" in told
    written = (desk / "sales.ndjson").read_text(encoding="utf-8")
    assert written.count('"sale/1"') == 10
    for secret in ("acheteuse", "Delorme", "33611223344"):
        assert secret not in told + done.err + written
    french = _plain(_book("sales", "orders.csv", cwd=desk, language="fr").out.decode())
    assert "2 commandes, 100 € HT" in french
    assert "Trace, pas effet" in french
