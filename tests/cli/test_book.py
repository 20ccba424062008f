"""The book as an influence manager keeps it: from the command line, in both languages, over years."""

import shutil
from pathlib import Path

import msgspec
import pytest
from icalendar import Calendar

from tests.cli.calling import Said, call
from tests.cli.conftest import Perenne

EVENTS = "examples/book/events.ndjson"


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory, repository: Path) -> Path:
    """A folder with the book of the example in it, as the command wrote it."""
    folder = tmp_path_factory.mktemp("book")
    done = call("book", "add", repository / EVENTS, "--book", "book", cwd=folder)
    assert done.status == 0, done.err
    assert "52 events" in done.err
    return folder


@pytest.fixture
def kept(written: Path, tmp_path: Path) -> Path:
    """The same, to be changed."""
    shutil.copytree(written / "book", tmp_path / "book")
    return tmp_path


def _told(perenne: Perenne, *words: str) -> str:
    return _words(perenne("book", *words, "--book", "book"))


def _in_french(*words: str, cwd: Path) -> str:
    return _words(call("book", *words, "--book", "book", cwd=cwd, PERENNE_LANG="fr"))


def _words(done: Said) -> str:
    assert (done.status, done.err) == (0, "")
    return done.out.decode().replace("\u00a0", " ").replace("\u202f", " ")


def _refused(done: Said) -> str:
    assert done.status == 2
    assert done.out == b""
    (line,) = done.lines
    return line


def test_every_partnership_stands_in_a_line(perenne: Perenne, kept: Path) -> None:
    english, french = _told(perenne, "show"), _in_french("show", cwd=kept)
    assert "P-0042 · Zibellou SAS × Nine Averel · running (C-2026-007) · 9 posts" in english
    assert "P-0042 · Zibellou SAS × Nine Averel · en cours (C-2026-007) · 9 publications" in french
    assert english.startswith("As of 17 Nov 2026\n"), "the last day of the book, since there is no clock"


def test_one_partnership_is_told_whole(perenne: Perenne, kept: Path) -> None:
    told = _told(perenne, "show", "P-0042")
    for words in (
        "C-2025-007 · Essai · 15 Feb 2025 → 31 Dec 2025",
        "publications: 6 of 6",
        "stories: 0 of 3",
        "30 Nov 2026 · Zibellou SAS × Nine Averel: last day of notice of C-2026-007",
        "Bruno Talvard, 9 Nov 2026",
        "2026 · €5,070 · threshold of €1,000 reached",
        "Coffret de Noël · €870",
    ):
        assert words in told


def test_thresholds_say_what_is_reached_and_what_cannot_be_told(perenne: Perenne, kept: Path) -> None:
    told = _told(perenne, "thresholds")
    assert "theo.ardoise × Maison Lorbec (P-0060)\n  2026 · €1,150 · threshold of €1,000 reached" in told
    assert "nine.tissages × Maison Lorbec (P-0051)\n  2026 · €0 and 1 not valued · unknown" in told
    earlier = _told(perenne, "thresholds", "--on", "2026-06-01")
    assert "theo.ardoise × Maison Lorbec (P-0060)\n  2026 · €450 · below the threshold of €1,000" in earlier


def test_the_calendar_file_is_read_by_a_calendar(perenne: Perenne, kept: Path) -> None:
    done = perenne("book", "dates", "--ics", "book.ics", "--book", "book")
    assert done.status == 0
    entries = Calendar.from_ical((kept / "book.ics").read_bytes()).walk("VEVENT")
    assert [each.decoded("DTSTART").isoformat() for each in entries][:2] == ["2026-11-30", "2026-12-03"]
    assert "dernier jour du préavis" in str(entries[0]["SUMMARY"]), "reports speak French unless told otherwise"


def test_conflicts_and_measures_are_told_with_what_they_rest_on(perenne: Perenne, kept: Path) -> None:
    assert "C-2026-007 reserves “bougies” to Zibellou SAS" in _told(perenne, "conflicts")
    told = _told(perenne, "health")
    assert "Compliant posts (COMP@1): 90%, 65% to 98%, n = 10" in told
    assert "Median tenure (TEN@1): unknown, 3 of the 5 that it takes at least" in told


def test_an_import_is_undone_and_the_book_says_so(perenne: Perenne, kept: Path) -> None:
    done = perenne("book", "undo", "b000001", "--book", "book")
    assert done.status == 0
    assert "there is no book" in _refused(perenne("book", "show", "--book", "book"))


NEGATIVE: dict[str, object] = {"kind": "paid", "invoice": "F-1", "amount": {"amount": "-1"}}
ENDLESS: dict[str, object] = {"kind": "agreed", "agreement": "C-9", "terms": {"notice_days": 1_000_000_000}}
TOO_FINE: dict[str, object] = {"kind": "given", "form": "money", "value": {"amount": "1.005"}}
UNSIGNED: dict[str, object] = {"kind": "decided", "about": "C-1", "choice": "stop", "reason": "budget"}


def _line(what: dict[str, object]) -> str:
    event = {"perenne": "event/1", "id": "x", "partnership": "P-0042", "on": "2026-01-01", "what": what}
    return msgspec.json.encode(event).decode()


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("{", "line 2: this is not JSON"),
        ('{"perenne": "event/1"}', "line 2 (id): required key missing"),
        (_line(NEGATIVE), "line 2 (what.amount.amount): expected an amount from zero to a trillion"),
        (_line(ENDLESS), "line 2 (what.terms.notice_days): expected a number of days or pieces that can be"),
        (_line(TOO_FINE), "line 2 (what.value.amount): expected an amount exact to the cent, such as 1200.00"),
        (_line(UNSIGNED), "line 2 (by): a decision needs the name of who decided"),
    ],
)
def test_a_line_that_is_no_event_is_named_and_nothing_is_written(
    perenne: Perenne, kept: Path, repository: Path, line: str, why: str
) -> None:
    first = (repository / EVENTS).read_text(encoding="utf-8").splitlines()[0]
    good = first.replace("ev001", "new").replace("P-0042", "P-9")
    done = perenne("book", "add", "-", "--book", "book", stdin=f"{good}\n{line}\n".encode())
    assert why in _refused(done)
    assert "3 partnerships" in _told(perenne, "show")


def test_events_that_a_windows_program_wrote_are_read(perenne: Perenne, kept: Path, repository: Path) -> None:
    events = b"\xef\xbb\xbf" + (repository / EVENTS).read_bytes().replace(b"\n", b"\r\n")
    done = perenne("book", "add", "-", "--book", "other", stdin=events)
    assert (done.status, "52 events" in done.err) == (0, True)


def test_an_event_that_contradicts_the_book_is_refused_with_the_reason(
    perenne: Perenne, kept: Path, repository: Path
) -> None:
    again = perenne("book", "add", repository / EVENTS, "--book", "book")
    assert "event “ev001” (P-0042, 2025-02-03) is impossible" in _refused(again)


def test_what_is_not_there_is_said_in_one_line(perenne: Perenne, kept: Path, tmp_path: Path) -> None:
    assert "there is no book in “empty”" in _refused(perenne("book", "show", "--book", "empty"))
    assert "no partnership “P-1”" in _refused(perenne("book", "show", "P-1", "--book", "book"))
    assert "no batch “b9”" in _refused(perenne("book", "undo", "b9", "--book", "book"))
    assert "does not open" in _refused(perenne("book", "add", "nothing.ndjson", "--book", "book"))
    assert "2026-11-24" in _refused(perenne("book", "dates", "--on", "soon", "--book", "book"))
    french = call("book", "show", "--book", "vide", cwd=tmp_path, PERENNE_LANG="fr")
    assert "aucun livre dans «\u00a0vide\u00a0»" in _refused(french)


def test_names_cannot_command_the_terminal(perenne: Perenne, kept: Path) -> None:
    creator, advertiser = {"handle": "a\x1b[31m"}, {"name": "b\u202e"}
    odd = _line({"kind": "opened", "creator": creator, "advertiser": advertiser}).replace("P-0042", "P-\\u001b[2J")
    assert perenne("book", "add", "-", "--book", "book", stdin=odd.encode()).status == 0
    for verb in ("show", "thresholds", "dates", "conflicts", "health"):
        assert b"\x1b" not in perenne("book", verb, "--book", "book").out
