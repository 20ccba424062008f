"""Whatever stands inside may say what it likes: a plain child plays one that a file has taken over."""

import socket
import subprocess
import sys
from pathlib import Path
from textwrap import dedent

import pytest

from perenne.audit.intake import read_file
from perenne.handset.channel import Broken
from perenne.handset.tiers import Standing, standing
from perenne.isolation import checks, compartment
from perenne.isolation.compartment import Compartment
from perenne.isolation.wire import said_on
from perenne.model.errors import UnreadableFile, UsageError
from perenne.readers.confined import gave_up
from perenne.readers.opening import Found, open_reading
from perenne.readers.tasks import NothingKept, through

POST = b'{"platform": "instagram", "post_id": "C1", "text": "un"}\n'
_READY = '{"perenne":"ready"}'
_FORMAT = '{"perenne":"format","format":"post/1","sha256":""}'
_DONE = '{"perenne":"done"}'


class Playing:
    """As ``Started``, with a child that says these lines to each errand in turn, whatever it is asked."""

    turns: tuple[str, ...] = ()
    started = 0

    def __init__(self, standing: Standing) -> None:
        type(self).started += 1
        self.line, theirs = socket.socketpair()
        code = f"""
            import os, socket, sys, time
            line = socket.socket(fileno={theirs.fileno()})
            print('{_READY}', flush=True)
            for turn in {self.turns!r}:
                length, files, _, _ = socket.recv_fds(line, 4, 1)
                line.recv(int.from_bytes(length, "big"))
                exec(turn)
                sys.stdout.flush()
            """
        self.process = subprocess.Popen(
            [sys.executable, "-I", "-c", dedent(code)],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            pass_fds=[theirs.fileno()],
        )
        theirs.close()

    def close(self) -> None:
        self.line.close()
        self.process.kill()
        self.process.communicate()


@pytest.fixture
def played(monkeypatch: pytest.MonkeyPatch) -> type[Playing]:
    class Play(Playing):
        pass

    monkeypatch.setattr(compartment, "Started", Play)
    return Play


def says(*lines: str) -> str:
    return f"print({chr(10).join(lines)!r})"


def read(path: Path) -> list[object]:
    return list(open_reading(path, path.name).items())


@pytest.fixture
def path(tmp_path: Path) -> Path:
    (place := tmp_path / "one.ndjson").write_bytes(POST)
    return place


OTHER = '{"perenne":"post/1","platform":"tiktok","source":{"file":"other.ndjson","sha256":"00","line":1}}'
REJECT = '{"perenne":"reject","line":1,"path":"","reason":{"fr":"non","en":"no"}}'


@pytest.mark.parametrize(
    ("turn", "limit"),
    [
        (says(OTHER, _DONE), "not what it should be"),
        (says('{"perenne":"member","name":"a","shown":"a"}', _DONE), "not what it should be"),
        (
            says('{"perenne":"reject","line":1,"line":2,"path":"","reason":{"fr":"","en":""}}'),
            "not what it should be",
        ),
        (says("Traceback"), "not what it should be"),
        (says(REJECT) + "; sys.exit()", "broke off"),
        (says(REJECT) + "; sys.stdout.flush(); os.kill(os.getpid(), 9)", "broke off"),
        ("while True: print('" + REJECT + "')", "said too much"),
        ("while True: sys.stderr.write('x' * 4096)", "complains without end"),
    ],
)
def test_what_is_said_otherwise_than_asked_costs_the_file_and_nothing_of_it_is_kept(
    played: type[Playing], path: Path, turn: str, limit: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(checks, "_LEAST", 10_000)
    played.turns = (says(_FORMAT, _DONE), turn)
    with through(Compartment(standing())), pytest.raises(NothingKept, match=limit) as refused:
        read(path)
    assert refused.value.says.fr.endswith("rien n’est gardé de ce fichier, peut-être abîmé ou fait pour nuire")


DEAL = '{"perenne":"relation/1","id":"R1","source":{"file":"other.ndjson","sha256":"00","line":1}}'
NOWHERE = '{"perenne":"answer/1","platform":"tiktok","post_id":"1","question":"deal.consideration","answer":"no"}'


def test_a_deal_that_claims_to_stand_in_another_file_is_not_taken(played: type[Playing], path: Path) -> None:
    played.turns = (says(_FORMAT, _DONE), says(DEAL, _DONE))
    with through(Compartment(standing())), pytest.raises(NothingKept, match="not what it should be"):
        list(open_reading(path, path.name).relations())


def test_an_answer_that_stands_in_no_file_is_not_taken(played: type[Playing], path: Path) -> None:
    played.turns = (says(_FORMAT, _DONE), says(NOWHERE, _DONE))
    with through(Compartment(standing())), pytest.raises(NothingKept, match="not what it should be"):
        list(open_reading(path, path.name).answers())


def test_an_audit_keeps_nothing_of_such_a_file_and_says_why(
    played: type[Playing], path: Path, tmp_path: Path
) -> None:
    played.turns = (says(_FORMAT, _DONE), says(*[REJECT] * 3) + "; sys.exit()")
    with through(Compartment(standing())):
        read = read_file(Found(path, path.name), None, tmp_path, 0, lambda done: None)
    assert (len(read.posts), len(read.rejects), read.records, read.sha256) == (0, 0, 0, "")
    assert read.unread is not None
    assert "nothing is kept of this file" in read.unread.reason.en


@pytest.mark.parametrize(
    "turn",
    [
        says(_DONE),
        says(_FORMAT, _FORMAT, _DONE),
        says('{"perenne":"format","format":"<script>","sha256":""}', _DONE),
        says('{"perenne":"format","format":"post/1","sha256":"ab"}', _DONE),
        says(f'{{"perenne":"format","format":"post/1","sha256":"{"0" * 64}"}}', _DONE),
        says(REJECT, _DONE),
    ],
)
def test_a_format_is_said_once_and_is_one_that_there_is(played: type[Playing], path: Path, turn: str) -> None:
    played.turns = (turn,)
    with through(Compartment(standing())), pytest.raises(NothingKept):
        open_reading(path, path.name)


def test_the_next_file_has_a_compartment_that_the_last_one_has_not_touched(played: type[Playing], path: Path) -> None:
    played.turns = (says(_FORMAT, _DONE), "sys.exit(1)")
    with through(Compartment(standing())):
        for _ in range(3):
            with pytest.raises(NothingKept):
                read(path)
    assert played.started == 3


def test_a_library_that_goes_down_with_a_workbook_is_said_as_outside(played: type[Playing], path: Path) -> None:
    played.turns = (
        says(_FORMAT, _DONE),
        says('{"perenne":"within","kind":"workbook"}') + "; sys.stdout.flush(); os.abort()",
    )
    with through(Compartment(standing())), pytest.raises(UnreadableFile) as refused:
        read(path)
    assert (type(refused.value), refused.value.says) == (UnreadableFile, gave_up("workbook").says)


def test_one_that_cannot_be_shut_reads_nothing_and_says_what_to_do(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Unshut(Playing):
        def __init__(self, standing: Standing) -> None:
            super().__init__(standing)
            self.process.kill()
            self.process.communicate()
            self.process = subprocess.Popen(
                [sys.executable, "-c", "raise SystemExit(1)"], stdout=subprocess.PIPE, stderr=subprocess.PIPE
            )

    monkeypatch.setattr(compartment, "Started", Unshut)
    with through(Compartment(standing())), pytest.raises(UsageError, match="could not be shut") as refused:
        read(path)
    assert "--isolation never" in refused.value.says.fr


@pytest.mark.parametrize(
    "line",
    [
        b'{"perenne":"post/1","platform":"tiktok","duration_s":12}',
        b'{"perenne":"post/1","platform":"tiktok","extra":{"a":1.0}}',
    ],
)
def test_a_number_may_be_written_in_two_ways(line: bytes) -> None:
    assert said_on(line).platform == "tiktok"


@pytest.mark.parametrize(
    "line",
    [
        b'{"perenne":"post/1","platform":"tiktok","platform":"x"}',
        b'{"perenne":"post/1","platform":"tiktok","duration_s":12,"extra":{"a":1,"a":2}}',
        b'{"perenne":"post/1","platform":"nowhere"}',
        b"[" * 5_000,
        b"\xff",
    ],
)
def test_anything_else_may_not(line: bytes) -> None:
    with pytest.raises(Broken):
        said_on(line)
