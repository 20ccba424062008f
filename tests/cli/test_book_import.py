"""An agency brings its sheet and its sales: shown first, written once, undone whole."""

import csv
import shutil
import tomllib
from pathlib import Path

import msgspec
import pytest

from tests.cli.calling import Said, call
from tests.cli.conftest import Perenne

EXAMPLES = ("collaborations.csv", "three-tabs.xlsx", "orders.csv", "awin.csv")


@pytest.fixture
def desk(tmp_path: Path, repository: Path) -> Path:
    """A folder with the examples in it, and no book."""
    for name in EXAMPLES:
        shutil.copy(repository / "examples" / "book" / name, tmp_path)
    return tmp_path


def _in_french(*words: str, cwd: Path) -> Said:
    return call("book", *words, cwd=cwd, PERENNE_LANG="fr")


def _plain(text: str) -> str:
    return text.replace("\u00a0", " ").replace("\u202f", " ")


def test_a_preview_shows_columns_refusals_and_what_would_be_done_and_writes_nothing(
    perenne: Perenne, desk: Path
) -> None:
    done = perenne("book", "import", "collaborations.csv", "--preview")
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


def test_a_preview_speaks_french(perenne: Perenne, desk: Path) -> None:
    told = _plain(_in_french("import", "collaborations.csv", "--preview", cwd=desk).out.decode())
    assert "Partenariats créés : 3, complétés : 0 ; événements nouveaux : 17" in told
    assert "Une case vide n’est pas zéro." in told


def test_a_sheet_is_written_once_and_undone_whole(perenne: Perenne, desk: Path) -> None:
    first, again = (perenne("book", "import", "collaborations.csv", "--by", "Ana") for _ in range(2))
    assert "Imported: 17 events, batch b000001 (to undo it: perenne book undo b000001)." in first.err
    assert "Nothing new: nothing is written (17 things stand in the book already)." in again.err
    assert [each.name for each in (desk / "perenne-book").iterdir()] == ["00000001.ndjson"]
    head = msgspec.json.decode((desk / "perenne-book" / "00000001.ndjson").read_bytes().partition(b"\n")[0])
    assert (head["of"], head["by"]) == ("collaborations.csv", "Ana")
    assert perenne("book", "undo", "b000001").status == 0
    assert "Imported: 17 events, batch b000003" in perenne("book", "import", "collaborations.csv").err


def test_thresholds_are_found_in_an_imported_book(perenne: Perenne, desk: Path) -> None:
    for name in EXAMPLES[:2]:
        assert perenne("book", "import", name).status == 0
    told = perenne("book", "thresholds").out.decode()
    assert "€1,150 · threshold of €1,000 reached" in told
    assert "€0 and 1 not valued · unknown" in told


def test_refused_rows_come_back_with_reasons_and_no_formula(perenne: Perenne, desk: Path) -> None:
    with (desk / "bad.csv").open("w", encoding="utf-8") as file:
        file.write(
            "Créatrice;Marque;Date de post;Cachet HT;E-mail\n=cmd();Maison Lorbec;32/10/2026;5;nine@exemple.test\n"
        )
    done = perenne("book", "import", "bad.csv", "--rejects", "rejects.csv")
    assert "Nothing new" in done.err
    (row,) = csv.DictReader((desk / "rejects.csv").read_text(encoding="utf-8-sig").splitlines())
    assert (row["line"], row["field"], row["reason"]) == ("2", "posted_on", "unreadable date")
    assert row["Créatrice"] == "'=cmd()"
    assert "nine@exemple.test" not in str(row)


def test_a_question_stops_the_import_and_a_mapping_answers_it(perenne: Perenne, desk: Path) -> None:
    (desk / "us.csv").write_text("Creator,Brand,Post date,Amount\nNine Averel,Maison Lorbec,03/04/2026,450\n")
    asked = perenne("book", "import", "us.csv")
    assert asked.status == 2
    assert "date_order" in asked.lines[-1]
    assert not (desk / "perenne-book").exists()
    (desk / "map.toml").write_text('[options]\ndate_order = "mdy"\nvat = "excl"\n')
    assert perenne("book", "import", "us.csv", "--map", "map.toml").status == 0
    assert "4 Mar 2026" in _plain(perenne("book", "show").out.decode())


@pytest.mark.parametrize(
    ("verb", "file", "option"), [("import", "collaborations.csv", "--rejects"), ("sales", "orders.csv", "--out")]
)
def test_what_is_written_never_replaces_what_is_read(
    perenne: Perenne, desk: Path, verb: str, file: str, option: str
) -> None:
    before = (desk / file).read_bytes()
    done = perenne("book", verb, file, option, f"./{file}")
    assert (done.status, (desk / file).read_bytes()) == (2, before)
    assert f"is one of the files to read: choose another name with {option}" in done.lines[-1]


def test_a_mapping_that_does_not_exist_is_written_to_be_mended_and_given_again(perenne: Perenne, desk: Path) -> None:
    (desk / "us.csv").write_text(
        "Creator,Brand,Post date,Amount,Mood,E-mail\nNine Averel,Maison Lorbec,03/04/2026,450,calm,n@exemple.test\n"
    )
    asked = perenne("book", "import", "us.csv", "--map", "map.toml")
    assert asked.status == 2
    assert "map.toml: what was understood of us.csv; mend it and give it again" in asked.lines
    written = (desk / "map.toml").read_text(encoding="utf-8")
    said = tomllib.loads(written)
    assert said["columns"] == {
        "Creator": "creator", "Brand": "advertiser", "Post date": "posted_on", "Amount": "fee", "Mood": "drop",
        "E-mail": "drop",
    }  # fmt: skip
    assert "# day and month cannot be told apart" in written
    (desk / "map.toml").write_text(written + 'date_order = "mdy"\nvat = "excl"\n')
    done = perenne("book", "import", "us.csv", "--map", "map.toml")
    assert (done.status, "Imported: 3 events" in done.err) == (0, True)
    assert (desk / "map.toml").read_text(encoding="utf-8").startswith(written), "it is not written over"


@pytest.mark.parametrize("words", [("import", "absent.csv"), ("import", "."), ("sales", "absent.csv")])
def test_what_cannot_be_read_is_said_in_a_sentence(perenne: Perenne, desk: Path, words: tuple[str, ...]) -> None:
    done = perenne("book", *words)
    assert (done.status, done.out, len(done.lines)) == (2, b"", 1)
    assert "Traceback" not in done.err


def test_sales_are_told_by_code_as_a_trace(perenne: Perenne, desk: Path) -> None:
    assert perenne("book", "import", "collaborations.csv").status == 0
    done = perenne("book", "sales", "orders.csv", "awin.csv", "--out", "sales.ndjson")
    told = done.out.decode()
    assert "2 orders, €100 excl. VAT, 0 of them without amount excl. VAT" in told
    assert told.count("trace, not effect") == 2
    assert "Other codes: 1 order; without code: 1" in told
    written = (desk / "sales.ndjson").read_text(encoding="utf-8")
    assert written.count('"sale/1"') == 10
    for secret in ("acheteuse", "Delorme", "33611223344"):
        assert secret not in told + done.err + written
    assert "keeps no sale" in perenne("book", "sales").lines[-1]
    kept, again = (perenne("book", "sales", "orders.csv", "--keep", "--by", "Ana") for _ in range(2))
    assert "Kept: 5 sales, batch b000002 (to undo it: perenne book undo b000002)." in kept.err
    assert "In the book already: 5; left outside: 2 without a code of the book" in again.err
    assert "Nothing new" in again.err
    assert "2 orders, €100 excl. VAT" in perenne("book", "sales").out.decode()
    book = (desk / "perenne-book" / "00000002.ndjson").read_text(encoding="utf-8")
    assert ("acheteuse" in book, book.count('"kind":"sold"')) == (False, 5)
    assert perenne("book", "undo", "b000002").status == 0
    assert "keeps no sale" in perenne("book", "sales").lines[-1]
    french = _plain(_in_french("sales", "orders.csv", cwd=desk).out.decode())
    assert "2 commandes, 100 € HT" in french
    assert "Trace, pas effet" in french
