"""The channel out of the compartment holds its limits, whatever speaks into it; a plain child plays the stranger."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from perenne.handset.channel import Bounds, Broken, lines, read, records


class Said(msgspec.Struct, tag="said", forbid_unknown_fields=True):
    n: int
    text: str = ""


class Ended(msgspec.Struct, tag="ended", forbid_unknown_fields=True):
    pass


def _written(said: Said) -> bytes:
    try:
        return msgspec.json.encode(said)
    except (msgspec.ValidationError, OverflowError, UnicodeEncodeError):
        return b""


SHORT = Bounds(line=1_000, total=10_000, lines=100, seconds=20, idle=5, complaint=1_000)


@contextmanager
def speaking(code: str) -> Iterator["subprocess.Popen[bytes]"]:
    process = subprocess.Popen([sys.executable, "-I", "-c", code], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


def heard(code: str, bounds: Bounds = SHORT) -> list[Said | Ended]:
    with speaking(code) as process:
        return list(records(process, Said | Ended, bounds))


def test_what_is_said_well_is_heard_to_the_end() -> None:
    assert heard("""print('{"type":"said","n":1,"text":"é\\u202e"}\\n{"type":"ended"}')""") == [
        Said(1, "é\u202e"),
        Ended(),
    ]


@pytest.mark.parametrize(
    ("limit", "code"),
    [
        ("line", "import sys, time\nsys.stdout.write('x' * 2_000)\nsys.stdout.flush()\ntime.sleep(60)"),
        ("total", "while True: print('x' * 900)"),
        ("lines", "print('\\n' * 200)"),
        ("complaint", "import sys\nwhile True: sys.stderr.write('x' * 4096)"),
        ("half", """import sys; sys.stdout.write('{"type":"ended"')"""),
        ("exit", 'print(\'{"type":"ended"}\'); raise SystemExit(3)'),
        ("exit", "import os, signal; os.kill(os.getpid(), signal.SIGSEGV)"),
    ],
)
def test_a_run_that_breaks_a_limit_is_ended_and_says_which(limit: str, code: str) -> None:
    with speaking(code) as process:
        with pytest.raises(Broken) as broken:
            list(lines(process, SHORT))
        process.wait(10)
    assert broken.value.limit == limit
    assert broken.value.says.fr.endswith("rien n’est gardé")


@pytest.mark.parametrize(
    ("limit", "code"),
    [
        ("idle", "import time; print('{}', flush=True); time.sleep(60)"),
        ("seconds", "import time\nwhile True: print(flush=True); time.sleep(0.05)"),
        ("seconds", "import os, time; os.close(1); os.close(2); time.sleep(60)"),
    ],
)
def test_silence_dripping_and_closed_outputs_do_not_hold_anybody_up(limit: str, code: str) -> None:
    bounds = Bounds(seconds=2, idle=0.7 if limit == "idle" else 60)
    with speaking(code) as process, pytest.raises(Broken) as broken:
        list(lines(process, bounds))
    assert broken.value.limit == limit


@pytest.mark.parametrize(
    "line",
    [
        r'{"type":"said","n":1,"n":2}',
        r'{"type":"said","n":1.0}',
        r'{"type": "said","n":1}',
        r'{"type":"said","n":"1"}',
        r'{"type":"said","n":1,"more":2}',
        r'{"type":"other"}',
        r'{"type":"said","n":1}{"type":"ended"}',
        r'{"n":1,"type":"said"}',
        r'{"type":"said","n":1,"text":"\u0041"}',
        r'{"type":"said","n":1,"text":"\ud800"}',
        r'{"type":"said","n":1e400}',
        "\ufeff" + r'{"type":"ended"}',
        "[" * 900,
        "",
    ],
)
def test_a_record_that_is_not_written_in_its_one_way_is_refused(line: str) -> None:
    with pytest.raises(Broken) as broken:
        heard(f"import sys; sys.stdout.buffer.write({line.encode()!r} + b'\\n')")
    assert broken.value.limit == "record"


@given(st.binary(max_size=300) | st.builds(Said, n=st.integers(), text=st.text()).map(_written))
def test_whatever_comes_is_a_record_that_is_written_so_or_the_declared_error(line: bytes) -> None:
    with suppress(Broken):
        assert msgspec.json.encode(read(line, msgspec.json.Decoder(Said | Ended))) == line


def test_the_inside_is_killed_with_what_it_holds_when_the_channel_breaks() -> None:
    with speaking(
        "import signal\nsignal.signal(signal.SIGTERM, signal.SIG_IGN)\nwhile True: print('x' * 900)"
    ) as process:
        with pytest.raises(Broken):
            list(lines(process, SHORT))
        assert process.wait(10) == -9
