"""The ledger says what left, and an alteration of it shows; several programs write at once, and one is killed."""

import multiprocessing
import os
import signal
import subprocess
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

import msgspec
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from perenne.chain import Json, linked
from perenne.handset.ledger import Broken, Entry, Ledger, is_signed
from perenne.model.errors import DataError

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)


def _ledger(folder: Path) -> Ledger:
    return Ledger(folder / "ledger.ndjson", lambda: NOON)


def _story(ledger: Ledger) -> None:
    ledger.add("institution", "started", connector="tiktok", policy="p1")
    ledger.add(
        "institution", "request", host="api.example", method="GET", path="/v2/video/list", fields=["fields"], bytes=12
    )
    ledger.add("institution", "response", host="api.example", bytes=812, told="200")
    ledger.add("institution", "ended", told="0")


def test_a_run_reads_as_the_story_of_what_left(tmp_path: Path) -> None:
    ledger = _ledger(tmp_path)
    _story(ledger)
    entries = [entry for _, entry in ledger.entries()]
    assert [each.event for each in entries] == ["started", "request", "response", "ended"]
    assert entries[1] == Entry(
        "2026-11-24T12:00:00.000Z", "institution", "request",
        host="api.example", method="GET", path="/v2/video/list", fields=("fields",), bytes=12,
    )  # fmt: skip


def test_only_its_owner_may_read_it_and_a_link_is_not_followed(tmp_path: Path) -> None:
    ledger = _ledger(tmp_path)
    _story(ledger)
    assert (tmp_path / "ledger.ndjson").stat().st_mode & 0o777 == 0o600
    (tmp_path / "led.ndjson").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(OSError, match="symbolic"):
        Ledger(tmp_path / "led.ndjson").add("a", "started")
    assert not (tmp_path / "elsewhere").exists()


@given(where=st.integers(0, 4_000), bit=st.integers(0, 7))
def test_any_bit_that_changes_is_found(tmp_path_factory: pytest.TempPathFactory, where: int, bit: int) -> None:
    folder = tmp_path_factory.mktemp("ledger")
    ledger = _ledger(folder)
    _story(ledger)
    head = ledger.signed(Ed25519PrivateKey.generate())
    file = folder / "ledger.ndjson"
    content = bytearray(file.read_bytes())
    content[where % len(content)] ^= 1 << bit
    file.write_bytes(content)
    assert not ledger.continues(head)


def test_lines_cut_off_show_to_whoever_kept_the_head(tmp_path: Path) -> None:
    ledger = _ledger(tmp_path)
    _story(ledger)
    head = ledger.signed(Ed25519PrivateKey.generate())
    assert ledger.continues(head)
    ledger.add("institution", "started")
    assert ledger.continues(head), "what came later changes nothing of what was"
    file = tmp_path / "ledger.ndjson"
    file.write_bytes(b"".join(file.read_bytes().splitlines(keepends=True)[:3]))
    assert len(list(ledger.entries())) == 3, "the chain itself holds"
    assert not ledger.continues(head)


def test_a_head_that_somebody_else_wrote_proves_nothing(tmp_path: Path) -> None:
    ledger = _ledger(tmp_path)
    _story(ledger)
    head = ledger.signed(Ed25519PrivateKey.generate())
    other = ledger.signed(Ed25519PrivateKey.generate())
    assert is_signed(head)
    assert not is_signed(msgspec.structs.replace(head, signature=other.signature))
    assert not is_signed(msgspec.structs.replace(head, n=head.n - 1))


def test_a_changed_line_is_named_by_its_number(tmp_path: Path) -> None:
    ledger = _ledger(tmp_path)
    _story(ledger)
    file = tmp_path / "ledger.ndjson"
    file.write_bytes(file.read_bytes().replace(b'"bytes":812', b'"bytes":811'))
    with pytest.raises(Broken, match="line 4") as broken:
        list(ledger.entries())
    assert "ligne 4" in broken.value.says.fr


def _write_many(file: Path, name: str) -> None:
    for _ in range(40):
        Ledger(file).add(name, "request")


def test_programs_that_write_at_once_all_stand_in_one_chain(tmp_path: Path) -> None:
    file = tmp_path / "ledger.ndjson"
    start = multiprocessing.get_context("spawn")
    writers = [start.Process(target=_write_many, args=(file, name)) for name in ("one", "two")]
    for each in writers:
        each.start()
    for each in writers:
        each.join(60)
    entries = [entry.handset for _, entry in Ledger(file).entries()]
    assert sorted(entries) == ["one"] * 40 + ["two"] * 40


def test_a_program_killed_in_the_middle_loses_nothing_that_was_acknowledged(tmp_path: Path) -> None:
    file = tmp_path / "ledger.ndjson"
    code = (
        "import sys; from pathlib import Path; from perenne.handset.ledger import Ledger\n"
        "while True: print(Ledger(Path(sys.argv[1])).add('a', 'request'), flush=True)"
    )
    process = subprocess.Popen([sys.executable, "-c", code, str(file)], stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    for line in process.stdout:
        if int(line) >= 50:
            break
    time.sleep(0.01)
    os.kill(process.pid, signal.SIGKILL)
    rest = process.communicate()[0].split()
    acknowledged = int(rest[-1]) if rest else 50
    assert sum(1 for _ in Ledger(file).entries()) >= acknowledged
    Ledger(file).add("a", "ended")


def test_an_act_too_long_to_be_read_again_is_refused_and_the_next_is_written(tmp_path: Path) -> None:
    ledger = _ledger(tmp_path)
    _story(ledger)
    with pytest.raises(DataError, match="too long for the ledger"):
        ledger.add("institution", "request", purpose="A" * 70_000)
    assert ledger.add("institution", "request", purpose="A" * 60_000) == 5
    assert ledger.add("institution", "ended") == 6
    assert len(list(ledger.entries())) == 6


@pytest.mark.parametrize(
    "act",
    [
        {"at": "2026-11-24T12:00:00.000Z", "handset": "x", "event": "invented"},
        {"at": "2026-11-24T12:00:00.000Z", "handset": "x", "event": "started", "more": 1},
        {},
    ],
)
def test_a_line_in_the_chain_that_is_no_act_of_ours_is_named(tmp_path: Path, act: dict[str, Json]) -> None:
    ledger = _ledger(tmp_path)
    _story(ledger)
    n, last = ledger.head()
    file = tmp_path / "ledger.ndjson"
    file.write_bytes(file.read_bytes() + linked(act, n + 1, last) + b"\n")
    with pytest.raises(Broken, match="line 5"):
        list(ledger.entries())
    with pytest.raises(Broken, match="is no act"):
        ledger.add("institution", "started")


@pytest.mark.parametrize("last", [b"\xff\xfe\n", b'{"act":"\xff"}\n', b"[" * 60_000 + b"\n", b"{}\n"])
def test_a_last_line_that_is_no_text_gets_a_sentence(tmp_path: Path, last: bytes) -> None:
    ledger = _ledger(tmp_path)
    _story(ledger)
    with (tmp_path / "ledger.ndjson").open("ab") as file:
        file.write(last)
    with pytest.raises(Broken, match="is no act"):
        ledger.add("institution", "started")
    with pytest.raises(Broken, match="line 5"):
        list(ledger.entries())


def test_what_is_told_once_is_told_once(tmp_path: Path) -> None:
    ledger = _ledger(tmp_path)
    assert ledger.add_once("institution", "published", "a" * 64)
    assert not ledger.add_once("institution", "published", "a" * 64)
    assert ledger.add_once("institution", "published", "b" * 64)
    assert ledger.head()[0] == 2


def test_half_a_line_is_put_aside_and_the_chain_goes_on(tmp_path: Path) -> None:
    ledger = _ledger(tmp_path)
    _story(ledger)
    with (tmp_path / "ledger.ndjson").open("ab") as file:
        file.write(b'{"act":{"at":"2026')
    assert ledger.add("institution", "started") == 5
    assert len(list(ledger.entries())) == 5
    (aside,) = tmp_path.glob("*.half-*")
    assert aside.read_bytes() == b'{"act":{"at":"2026'


def test_half_a_line_is_not_told_while_somebody_writes_it(tmp_path: Path) -> None:
    ledger = _ledger(tmp_path)
    _story(ledger)
    whole = ledger.head()
    with (tmp_path / "ledger.ndjson").open("ab") as file:
        file.write(b'{"act":{"at":"2026')
    assert len(list(ledger.entries())) == 4
    assert ledger.head() == whole
    assert ledger.continues(ledger.signed(Ed25519PrivateKey.generate()))


def test_a_copy_that_may_only_be_read_can_be_asked_and_signed(tmp_path: Path) -> None:
    ledger = _ledger(tmp_path)
    _story(ledger)
    (tmp_path / "ledger.ndjson").chmod(0o400)
    assert ledger.signed(Ed25519PrivateKey.generate()).n == len(list(ledger.entries())) == 4
    assert _ledger(tmp_path / "nowhere").head()[0] == 0
    assert not (tmp_path / "nowhere").exists()
