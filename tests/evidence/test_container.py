"""The container names sizes that no test can write: its headers are compared with what other programs make."""

import io
import struct
import zipfile
from zlib import crc32

from perenne.evidence.container import Filling, Member, directory_entry, end_records, local_header, write


def test_small_members_need_no_wide_fields() -> None:
    assert len(local_header(Member("a.txt", 10, 1))) == 30 + 5
    assert len(directory_entry(Member("a.txt", 10, 1), 0xFFFFFFFE)) == 46 + 5
    assert len(end_records(0xFFFE, 10, 10)) == 22


def test_a_large_member_has_its_sizes_in_the_wide_field() -> None:
    header = local_header(Member("a.txt", 2**32, 1))
    assert header[4:6] == b"\x2d\0"
    assert header[18:26] == b"\xff" * 8
    assert struct.unpack("<2H2Q", header[35:]) == (1, 16, 2**32, 2**32)


def test_only_numbers_that_do_not_fit_stand_in_the_wide_field() -> None:
    entry = directory_entry(Member("a.txt", 10, 1), 2**40)
    assert struct.unpack("<2HQ", entry[51:]) == (1, 8, 2**40)
    assert struct.unpack("<2L", entry[20:28]) == (10, 10)


def test_many_members_or_a_far_directory_have_a_wide_end() -> None:
    for end in (end_records(0xFFFF, 10, 10), end_records(3, 10, 2**33), end_records(3, 2**33, 10)):
        assert end[:4] == b"PK\6\6"
        assert len(end) == 56 + 20 + 22


def test_seventy_thousand_members_are_read_by_another_program() -> None:
    out = io.BytesIO()
    write(out, (Filling(Member(f"{n:05}", 1, crc32(b"x")), lambda: io.BytesIO(b"x")) for n in range(70_000)))
    with zipfile.ZipFile(out) as archive:
        assert len(archive.namelist()) == 70_000
        assert archive.read("69999") == b"x"
