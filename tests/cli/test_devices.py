"""``perenne devices`` as a security officer calls it."""

import json
import re
import shutil
from pathlib import Path

import pytest

from tests.cli.conftest import Perenne
from tests.devices.made import ABSENT, PRESENT, device, exception, proof, write

ON = ("--on", "2026-11-24")


@pytest.fixture
def register(here: Path) -> Path:
    return write(here / "register", device(), proof(PRESENT), device("two"))


def test_a_check_tells_each_verdict_with_its_proof_and_writes_the_report(
    perenne: Perenne, register: Path, here: Path
) -> None:
    said = perenne("devices", "check", "register", *ON)
    assert said.status == 0
    assert said.lines == ["Report: perenne-devices/devices.html"]
    told = said.out.decode()
    assert "phone-1 (phone-1): Non-compliant" in told
    assert "export.json · aaaaaaaaaaaa" in told
    assert "two (two): Unknown" in told
    assert '<html lang="fr">' in (here / "perenne-devices" / "devices.html").read_text(encoding="utf-8")


def test_as_json_each_line_is_a_verdict_and_nothing_is_written(perenne: Perenne, register: Path, here: Path) -> None:
    said = perenne("devices", "check", "register", *ON, "--json")
    assert [(each["device"], each["verdict"]) for each in said.records] == [
        ("phone-1", "non_compliant"),
        ("two", "unknown"),
    ]
    assert not (here / "perenne-devices").exists()


def test_without_a_day_the_clock_says_which_so_that_no_proof_stays_fresh(perenne: Perenne, here: Path) -> None:
    write(here / "old", device(), proof(ABSENT, on="2023-04-01"))
    (told,) = perenne("devices", "check", "old", "--json").records
    assert told["verdict"] == "unknown"


@pytest.mark.parametrize(
    ("records", "status"),
    [
        ([device(), proof(ABSENT)], 0),
        ([device(), proof(PRESENT), device("two")], 1),
        ([device()], 3),
        ([], 3),
        ([device(under=["fr.state"]), proof(PRESENT), exception()], 0),
    ],
)
def test_strict_tells_scripts_how_it_stands(
    perenne: Perenne, here: Path, records: list[dict[str, object]], status: int
) -> None:
    write(here / "r", *records)
    assert perenne("devices", "check", "r", *ON, "--strict", "--json").status == status


def test_more_rules_may_be_named(perenne: Perenne, register: Path, repository: Path) -> None:
    own = repository / "examples/devices/register/rules"
    said = perenne("devices", "check", "register", *ON, "--json", "--rules", own, "--rules", own / "own.yaml")
    assert said.status == 2
    assert "exists already" in said.err
    said = perenne("devices", "rules", "own.second-phone", "--register", own.parent)
    assert "From 1 January 2026" in said.out.decode().replace("\u00a0", " ")


def test_the_rules_are_read_aloud_on_a_day(perenne: Perenne) -> None:
    assert "fr.state.recreational" in perenne("devices", "rules").out.decode()
    assert "fr.state.recreational" not in perenne("devices", "rules", "--on", "2023-03-23").out.decode()
    told = perenne("devices", "rules", "eu.commission.tiktok").out.decode().replace("\u00a0", " ")
    assert "From 15 March 2023 · obligation" in told
    assert "From 23 February 2023 to 14 March 2023 · advice" in told
    assert "B, serious secondary source" in told
    told = perenne("devices", "rules", "eu.commission.tiktok", "--on", "2023-01-01").out.decode()
    assert "Not in force on that day." in told


def test_the_examples_give_the_register_of_the_example(perenne: Perenne, here: Path, repository: Path) -> None:
    source = repository / "examples/devices"
    shutil.copytree(source / "register", here / "register")
    shutil.rmtree(here / "register" / "proofs")
    files = [source / name for name in ("android.json", "checklist.csv", "studios.csv", "declaration.json")]
    said = perenne("devices", "import", *files, "--register", "register")
    assert said.status == 0, said.err
    assert "android.json: 2 proofs, kept; left out: 1 device not in the register" in said.err
    said = perenne(
        "devices", "import", source / "console.csv", "--map", source / "console.toml", "--register", "register"
    )
    assert said.status == 0, said.err
    one = {each.name: each.read_bytes() for each in (here / "register" / "proofs").iterdir()}
    assert one == {each.name: each.read_bytes() for each in (source / "register" / "proofs").iterdir()}
    private = [b"carnet_de_sante", b"rencontres", b"RVG-0042", b"RVG-0011", b"35000000", b"u.example"]
    perenne("devices", "check", "register", *ON, "--out", "report")
    written = [each for each in here.rglob("*") if each.is_file()]
    assert len(written) > 10
    assert [(each, secret) for each in written for secret in private if secret in each.read_bytes()] == []


def test_a_preview_writes_nothing(perenne: Perenne, here: Path, repository: Path) -> None:
    shutil.copytree(repository / "examples/devices/register", here / "register")
    before = {each: each.read_bytes() for each in (here / "register").rglob("*") if each.is_file()}
    said = perenne(
        "devices", "import", repository / "examples/devices/android.json", "--register", "register", "--preview"
    )
    assert len(said.records) == 2
    assert {each: each.read_bytes() for each in (here / "register").rglob("*") if each.is_file()} == before


def test_what_is_asked_answered_and_signed_becomes_a_proof(
    perenne: Perenne, here: Path, register: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PERENNE_HOME", str(here / "home"))
    assert perenne("devices", "ask", "register", "--device", "two", *ON, "--lang", "en").status == 0
    sheet = here / "questions.csv"
    asked = sheet.read_text(encoding="utf-8-sig").splitlines()
    assert len(asked) == 4
    sheet.write_text(
        "\n".join([asked[0], *(f"{each[:-2]}no,2026-11-20,press" for each in asked[1:])]), encoding="utf-8"
    )
    said = perenne("devices", "declare", "questions.csv")
    assert said.status == 0, said.err
    key = next(word for word in said.err.split() if word.startswith("k-")).rstrip(":.")
    assert perenne("devices", "import", "declaration.json", "--register", "register").status == 2
    write(register, device(), proof(PRESENT), device("two", keys=[key]))
    assert perenne("devices", "import", "declaration.json", "--register", "register").status == 0
    told = {
        each["device"]: each["verdict"] for each in perenne("devices", "check", "register", *ON, "--json").records
    }
    assert told == {"phone-1": "non_compliant", "two": "compliant"}
    write(register, device("two"))
    said = perenne("devices", "check", "register", *ON)
    assert "Beware: 1 declaration does not count" in said.err
    assert "two (two): Unknown" in said.out.decode()
    assert "1 déclaration ne compte pas" in (here / "perenne-devices" / "devices.html").read_text(encoding="utf-8")


def test_a_sheet_is_never_written_over(perenne: Perenne, here: Path, register: Path) -> None:
    (here / "questions.csv").write_text("answers")
    said = perenne("devices", "ask", "register")
    assert (said.status, (here / "questions.csv").read_text()) == (2, "answers")


def test_what_is_due_is_told_and_may_go_to_a_calendar(perenne: Perenne, here: Path, register: Path) -> None:
    said = perenne("devices", "due", "register", *ON)
    assert "23 Dec 2026 · phone-1: last day of the proof" in said.out.decode().replace("\u00a0", " ")
    assert perenne("devices", "due", "register", *ON, "--ics", "due.ics", "--lang", "fr").status == 0
    calendar = (here / "due.ics").read_text(encoding="utf-8")
    assert "DTSTART;VALUE=DATE:20261223" in calendar
    assert "dernier jour de la preuve" in calendar.replace("\n ", "").replace("\r\n ", "")
    write(here / "quiet", device())
    assert "Nothing ends" in perenne("devices", "due", "quiet", *ON).out.decode()


@pytest.mark.parametrize(
    ("words", "wrong"),
    [
        (("check", "nowhere"), "there is no register"),
        (("check", "register", "--on", "tomorrow"), "2026-11-24"),
        (("check", "register", "--lang", "de"), "fr or en"),
        (("check", "register", "--rules", "nowhere.yaml"), "nowhere.yaml"),
        (("check", "register", "--out", "register"), "choose another folder"),
        (("rules", "fr.nothing"), "there is no rule"),
        (("import", "nowhere.json", "--register", "register"), "nowhere.json"),
        (("import", "register/register.ndjson", "--register", "register/register.ndjson"), "is no folder"),
        (("import", "register/register.ndjson", "--register", "register"), "register.ndjson"),
        (("ask", "register", "--device", "three"), "phone-1, two"),
        (("declare", "register/register.ndjson"), "no sheet of questions"),
        (("declare", "nowhere.csv"), "nowhere.csv"),
    ],
)
def test_a_slip_gets_one_sentence(
    perenne: Perenne, here: Path, register: Path, words: tuple[str, ...], wrong: str
) -> None:
    said = perenne("devices", *words)
    assert (said.status, len(said.lines), said.out) == (2, 1, b"")
    assert wrong in said.err


def test_a_wrong_line_is_named(perenne: Perenne, here: Path, register: Path) -> None:
    with (register / "register.ndjson").open("a", encoding="utf-8") as file:
        file.write(json.dumps({"perenne": "device/1", "id": "x"}) + "\n")
    said = perenne("devices", "check", "register")
    assert said.lines == ["perenne: register.ndjson, line 5: required key missing (class)"]


SHELL = re.compile(r"^```sh\n(.*?)^```$", re.DOTALL | re.MULTILINE)


def test_every_command_of_the_guide_runs_as_it_stands(
    perenne: Perenne, here: Path, repository: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PERENNE_HOME", str(here / "home"))
    shutil.copytree(repository / "examples/devices", here / "examples/devices")
    shutil.copytree(repository / "examples/devices/register", here / "register")
    filled = "device,question,answer,on,by\nperso-3,com.zhiliaoapp.musically,no,2026-11-20,membre\n"
    (here / "filled.csv").write_text(filled, encoding="utf-8")
    shown = SHELL.findall((repository / "docs/devices.md").read_text(encoding="utf-8"))
    commands = [line for block in shown for line in block.splitlines()]
    assert {line.split()[2] for line in commands} == {"check", "rules", "import", "ask", "declare", "due"}
    for line in commands:
        said = perenne(*line.split()[1:])
        assert (line, said.status) == (line, 0), said.err


def test_every_help_shows_examples_that_run(perenne: Perenne, here: Path, repository: Path) -> None:
    shutil.copytree(repository / "examples/devices", here / "examples/devices")
    shutil.copytree(repository / "examples/devices/register", here / "register")
    for verb in ("check", "rules", "import", "ask", "due"):
        lines = perenne("devices", verb, "--help").out.decode().splitlines()
        shown = [line.split()[1:] for line in lines if line.strip().startswith("perenne devices")]
        assert shown
        for words in shown:
            said = perenne(*words)
            assert (words, said.status) == (words, 0), said.err
