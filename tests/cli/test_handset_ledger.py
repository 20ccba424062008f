"""``perenne handset ledger``: what left, whole or of a day, and whether the chain still holds what it held."""

import csv
import io
from pathlib import Path

import msgspec
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from perenne.handset.ledger import Ledger
from perenne.signed import key_id
from tests.cli.calling import start
from tests.cli.conftest import Perenne

HELD = "The chain holds: 3 acts, head "


@pytest.fixture
def ledger(here: Path, monkeypatch: pytest.MonkeyPatch) -> Ledger:
    """In the user's own folder, where it is looked for."""
    monkeypatch.setenv("PERENNE_HOME", str(here / "home"))
    (here / "home" / "handset").mkdir(parents=True)
    made = Ledger(here / "home" / "handset" / "ledger.ndjson")
    made.add("press", "approved", told="a" * 64, by="=Lina Moreau")
    made.add("press", "published", told="a" * 64, connector="invented")
    made.add(
        "press", "request", host="api.platform.example", method="POST", path="/v1/publish", fields=["text"],
        bytes=212, purpose="publish what was approved",
    )  # fmt: skip
    return made


def test_each_line_tells_when_what_to_whom_how_much_why_and_who(perenne: Perenne, ledger: Ledger) -> None:
    said = perenne("handset", "ledger")
    lines = said.out.decode().splitlines()
    assert said.status == 0
    assert len(lines) == 3
    assert "PUBLISHED" in lines[1]
    assert "approved by =Lina Moreau" in lines[1]
    for part in ("REQUEST", "POST api.platform.example/v1/publish", "fields: text, 212 bytes", "publish what was"):
        assert part in lines[2]
    assert said.lines[-1].startswith(HELD + ledger.head()[1])


def test_what_left_of_a_host_can_be_asked_for_alone(perenne: Perenne, ledger: Ledger) -> None:
    said = perenne("handset", "ledger", "--left", "--host", "api.platform.example", "--json")
    assert [each["event"] for each in said.records] == ["request"]
    assert perenne("handset", "ledger", "--on", "2020-01-01").lines[0] == "Nothing of the kind in the ledger."


def test_the_table_has_a_line_an_act_and_no_formula(perenne: Perenne, ledger: Ledger) -> None:
    said = perenne("handset", "ledger", "--csv")
    rows = list(csv.DictReader(io.StringIO(said.out.decode())))
    assert [row["event"] for row in rows] == ["approved", "published", "request"]
    assert (rows[0]["by"], rows[1]["approved_by"]) == ("'=Lina Moreau", "'=Lina Moreau")
    assert (rows[2]["fields"], rows[2]["bytes"], rows[2]["visible"]) == ("text", "212", "yes")


def test_a_name_that_turns_the_line_around_stands_in_the_table_by_its_code(perenne: Perenne, ledger: Ledger) -> None:
    ledger.add("press", "approved", told="b" * 64, by="Lina\u202evsc.exe\x1b[2J")
    told = perenne("handset", "ledger", "--csv").out.decode()
    assert "\u202e" not in told
    assert "\x1b" not in told
    assert "Lina\\u202evsc.exe\\u001b[2J" in told


def test_a_kept_head_shows_that_lines_were_cut_off(perenne: Perenne, ledger: Ledger, here: Path) -> None:
    assert perenne("handset", "ledger", "--head", "head.json").status == 0
    assert perenne("handset", "ledger", "--against", "head.json").status == 0
    ledger.add("press", "ended")
    assert perenne("handset", "ledger", "--against", "head.json").status == 0, "what came later changes nothing"
    file = here / "home" / "handset" / "ledger.ndjson"
    file.write_bytes(b"".join(file.read_bytes().splitlines(keepends=True)[:2]))
    said = perenne("handset", "ledger", "--against", "head.json")
    assert said.status == 1
    assert "no longer holds what it held" in said.lines[-1]


def test_a_head_that_this_ledger_does_not_continue_is_never_written_over(
    perenne: Perenne, ledger: Ledger, here: Path
) -> None:
    """It is the only proof that lines were cut off."""
    assert perenne("handset", "ledger", "--head", "head.json").status == 0
    kept = (here / "head.json").read_bytes()
    file = here / "home" / "handset" / "ledger.ndjson"
    file.write_bytes(b"".join(file.read_bytes().splitlines(keepends=True)[:2]))
    for words in (("--against", "head.json", "--head", "head.json"), ("--head", "head.json")):
        said = perenne("handset", "ledger", *words)
        assert said.status == 1
        assert "no longer holds what it held" in said.lines[-1]
        assert (here / "head.json").read_bytes() == kept
    assert perenne("handset", "ledger", "--against", "head.json", "--head", "other.json").status == 1
    assert not (here / "other.json").exists()


def test_whose_key_signed_a_kept_head_is_told(perenne: Perenne, ledger: Ledger, here: Path) -> None:
    perenne("handset", "ledger", "--head", "head.json")
    said = perenne("handset", "ledger", "--against", "head.json")
    assert any(line.startswith("The kept head is signed by your key ") for line in said.lines)
    other = ledger.signed(Ed25519PrivateKey.generate())
    (here / "other.json").write_bytes(msgspec.json.encode(other))
    said = perenne("handset", "ledger", "--against", "other.json")
    assert any(line.startswith("The kept head is signed by another key than yours, ") for line in said.lines)
    assert any(key_id(bytes.fromhex(other.key)) in line for line in said.lines)


def test_half_a_line_that_lies_there_or_was_put_aside_is_told(perenne: Perenne, ledger: Ledger, here: Path) -> None:
    file = here / "home" / "handset" / "ledger.ndjson"
    with file.open("ab") as writing:
        writing.write(b'{"act":')
    assert "The last line has no end" in perenne("handset", "ledger").err
    ledger.add("press", "ended")
    (aside,) = file.parent.glob("*.half-*")
    said = perenne("handset", "ledger")
    assert "The last line has no end" not in said.err
    assert aside.name in said.err


def test_a_changed_line_is_named_and_nothing_is_shown(perenne: Perenne, ledger: Ledger, here: Path) -> None:
    file = here / "home" / "handset" / "ledger.ndjson"
    file.write_bytes(file.read_bytes().replace(b"=Lina", b"=Lena"))
    said = perenne("handset", "ledger")
    assert (said.status, said.out) == (1, b"")
    assert "broken at line 2" in said.lines[0]


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("--ledger", "nowhere"), "no ledger at “nowhere”"),
        (("--json", "--csv"), "do not go together"),
        (("--against", "nowhere"), "is no signed head"),
        (("--on", "yesterday"), "perenne: "),
    ],
)
def test_what_cannot_be_done_gets_one_sentence(
    perenne: Perenne, ledger: Ledger, words: tuple[str, ...], says: str
) -> None:
    said = perenne("handset", "ledger", *words)
    assert (said.status, said.out, len(said.lines)) == (2, b"", 1)
    assert says in said.err


def test_no_other_file_is_written_over_by_a_head(perenne: Perenne, ledger: Ledger, here: Path) -> None:
    (here / "mine.txt").write_text("mine", encoding="utf-8")
    assert perenne("handset", "ledger", "--head", "mine.txt").status == 2
    assert (here / "mine.txt").read_text(encoding="utf-8") == "mine"


def test_a_name_does_not_command_the_terminal(perenne: Perenne, ledger: Ledger) -> None:
    ledger.add("press", "approved", by="\x1b[2J")
    assert "\x1b" not in perenne("handset", "ledger").out.decode()


def test_it_speaks_french(ledger: Ledger, here: Path) -> None:
    said = start("handset", "ledger", "--left", cwd=here, PERENNE_LANG="fr", PERENNE_HOME=str(here / "home"))
    assert "avec l’accord de =Lina Moreau" in said.out.decode()
    assert "La chaîne tient\u00a0: 3 actes" in said.lines[-1]
