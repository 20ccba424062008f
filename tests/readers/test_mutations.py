"""Every example, damaged in every way that files are damaged: read as far as it goes or refused, and nothing else."""

import re
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from perenne.model.errors import UnreadableFile
from perenne.model.reject import Reject
from perenne.readers.opening import find_files, open_reading
from tests.readers.archives import zip_of

EXAMPLES = Path(__file__).parents[2] / "examples"
SLOW = {".xlsx", ".ods", ".parquet"}
"""Each is read in a process of its own; ``test_workbook`` and ``test_parquet`` damage them."""
FILES = sorted(path for path in EXAMPLES.rglob("*") if path.is_file() and path.suffix not in {".md", *SLOW})

# How files are damaged

VALUE = re.compile(rb'(?<=[:,\[;])\s*(?:"[^"]*"|-?\d+(?:\.\d+)?|true|false|null)')
KEY = re.compile(rb'"\w+"\s*:\s*(?:"[^"]*"|\d+|true|false|null),')
STRANGE = (
    b"\0", rb"\ud800", b"NaN", b"-Infinity", b"1e999", b"9" * 400, b"\xff\xfe", b"\xed\xa0\x80", b"\x1b[2J",
    b"\xc2\x9b", b"[", b"{", b"}", b"]", b'"', b",", b";", b"\n", b"\r", b"\\", b"null", b"true", b"[[]]", b'"x"',
    b'{"a": {}}', b"\xef\xbb\xbf", b"[" * 2_000, b'{"a":' * 1_500, b"-99999999999999", b"9007199254740993",
    b'"99999-99-99"',
)  # fmt: skip

Damage = Callable[[bytes, int, int], bytes]


def within(content: bytes, at: int) -> int:
    return at % (len(content) + 1)


def cut(content: bytes, at: int, _: int) -> bytes:
    return content[: within(content, at)]


def headless(content: bytes, at: int, _: int) -> bytes:
    return content[within(content, at) :]


def holed(content: bytes, at: int, to: int) -> bytes:
    first, last = sorted((within(content, at), within(content, to)))
    return content[:first] + content[last:]


def flipped(content: bytes, at: int, to: int) -> bytes:
    place = within(content, at)
    return content[:place] + bytes([to % 256]) + content[place + 1 :]


def inserted(content: bytes, at: int, which: int) -> bytes:
    place = within(content, at)
    return content[:place] + STRANGE[which % len(STRANGE)] + content[place:]


def with_value(content: bytes, at: int, which: int) -> bytes:
    values = list(VALUE.finditer(content))
    if not values:
        return content
    found = values[at % len(values)]
    return content[: found.start()] + STRANGE[which % len(STRANGE)] + content[found.end() :]


def with_key_twice(content: bytes, at: int, to: int) -> bytes:
    keys = list(KEY.finditer(content))
    if not keys:
        return content
    place = keys[at % len(keys)].end()
    return content[:place] + keys[to % len(keys)][0] + content[place:]


def with_lines_swapped(content: bytes, at: int, to: int) -> bytes:
    lines = content.splitlines(keepends=True) or [b""]
    first, second = at % len(lines), to % len(lines)
    lines[first], lines[second] = lines[second], lines[first]
    return b"".join(lines)


def with_other_line_ends(content: bytes, _: int, which: int) -> bytes:
    return b"".join(line + (b"\r", b"\r\n", b"\n")[which % 3] for line in content.splitlines())


def in_another_encoding(content: bytes, _: int, which: int) -> bytes:
    encodings = ("utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252")
    return content.decode("utf-8", "replace").encode(encodings[which % len(encodings)], "replace")


def mixed(content: bytes, at: int, _: int) -> bytes:
    return content + b"\n" + FILES[at % len(FILES)].read_bytes()


def packed(content: bytes, _: int, which: int) -> bytes:
    return zip_of({("a.json", "a.csv", "b/summary.json", "a.zip")[which % 4]: content})


DAMAGES: Sequence[Damage] = (
    cut, headless, holed, flipped, inserted, with_value, with_key_twice, with_lines_swapped, with_other_line_ends,
    in_another_encoding, mixed, packed,
)  # fmt: skip
NUMBERS = st.integers(0, 100_000)
DAMAGED = st.lists(st.tuples(st.sampled_from(DAMAGES), NUMBERS, NUMBERS), min_size=1, max_size=3)


def said_of(path: Path) -> list[str]:
    """Every sentence that reading ``path`` says, in both languages."""
    said = []
    for found in find_files([path]):
        try:
            for item in open_reading(found.path, found.name, member=found.member).items():
                if isinstance(item, Reject):
                    said += [item.reason.fr, item.reason.en]
        except UnreadableFile as problem:
            said += [problem.says.fr, problem.says.en]
    return said


@pytest.mark.parametrize("example", FILES, ids=[path.name for path in FILES])
@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(damages=DAMAGED)
def test_a_damaged_example_is_read_or_refused_in_sentences_that_repeat_no_json(
    example: Path, damages: list[tuple[Damage, int, int]], tmp_path: Path
) -> None:
    content = example.read_bytes()
    for damage, at, to in damages:
        content = damage(content, at, to)
    (tmp_path / "x").write_bytes(content)
    for sentence in said_of(tmp_path / "x"):
        assert '": ' not in sentence
        assert '{"' not in sentence


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(name=st.sampled_from(["connections", "posts_1", "reels", "stories"]), damages=DAMAGED)
def test_a_damaged_member_costs_no_other_member(
    name: str, damages: list[tuple[Damage, int, int]], tmp_path: Path
) -> None:
    with zipfile.ZipFile(EXAMPLES / "archives" / "instagram-archive.zip") as archive:
        members = {each: archive.read(each) for each in archive.namelist()}
    for each in members:
        if name in each:
            for damage, at, to in damages:
                members[each] = damage(members[each], at, to)
    (tmp_path / "x.zip").write_bytes(zip_of(members))
    found = find_files([tmp_path / "x.zip"])
    whole = [each for each in found if each.member is not None and name not in each.member]
    assert len(whole) >= 3
    for member in whole:
        assert list(open_reading(member.path, member.name, member=member.member).items())
