"""What a ZIP says it holds is read without trust and without end: for telling what changed, never for deciding."""

import io
import struct
import zipfile

import pytest

from perenne.evidence import directory as reading
from perenne.evidence.container import Member, directory_entry, end_records, local_header
from perenne.evidence.directory import File, TooMany, directory


def _zipped(*names: str, comment: bytes = b"", method: int = zipfile.ZIP_STORED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name in names:
            archive.writestr(name, name * 50)
        archive.comment = comment
    return out.getvalue()


def _listed(content: bytes) -> reading.Directory:
    return directory(File(io.BytesIO(content)))


def test_a_stream_is_read_by_place_and_empty_outside() -> None:
    file = File(io.BytesIO(b"0123456789"))
    assert (file.size, file.at(2, 3), file.at(8, 100), file.at(10, 1)) == (10, b"234", b"89", b"")
    assert (file.at(-1, 3), file.at(11, 3), file.at(0, -5)) == (b"", b"", b"")


def test_members_are_found_with_their_places_sizes_and_ways_of_packing() -> None:
    content = _zipped("a.txt", "b/c.txt", method=zipfile.ZIP_DEFLATED)
    listed = _listed(content)
    assert [(each.name, each.size, each.stored) for each in listed.members] == [
        (b"a.txt", 250, False),
        (b"b/c.txt", 350, False),
    ]
    assert listed.end == len(content)
    assert all(each.packed < each.size for each in listed.members)
    (stored,) = _listed(_zipped("a.txt")).members
    begin = stored.content_at(File(io.BytesIO(_zipped("a.txt"))))
    assert begin is not None
    assert _zipped("a.txt")[begin : begin + stored.size] == b"a.txt" * 50


def test_bytes_before_and_a_comment_behind_shift_nothing_out_of_sight() -> None:
    content = b"??" + _zipped("a.txt", comment=b"PK is no sign")
    (member,) = _listed(content).members
    assert member.content_at(File(io.BytesIO(content))) == 2 + 30 + 5


def test_without_an_end_what_stands_one_after_the_other_is_listed() -> None:
    content = _zipped("a.txt", "b.txt")
    cut = _listed(content[: content.index(b"PK\1\2")])
    assert ([each.name for each in cut.members], cut.end) == ([b"a.txt", b"b.txt"], None)


def test_wide_fields_are_read_where_the_old_ones_say_so() -> None:
    wide = Member("a.txt", 2**32, 7)
    entry = directory_entry(wide, 2**40)
    end = end_records(1, len(entry), 2**33)
    (member,) = _listed(entry + end).members
    assert (member.size, member.packed) == (2**32, 2**32)
    assert member.offset == 2**40 - 2**33, "shifted as the whole file is against what it says"


@pytest.mark.parametrize("end", [0, 1, 2**31, 0xFFFFFFFE])
def test_an_end_that_lies_about_the_directory_leads_to_nothing_and_no_error(end: int) -> None:
    content = _zipped("a.txt")
    lying = content[:-10] + struct.pack("<2LH", end, end, 0)
    assert len(_listed(lying).members) <= 1


def test_a_header_that_is_none_has_no_content() -> None:
    content = bytearray(_zipped("a.txt"))
    content[0] = 0
    (member,) = _listed(bytes(content)).members
    assert member.content_at(File(io.BytesIO(bytes(content)))) is None


def test_more_members_than_a_bundle_can_have_stop_the_reading(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "MOST", 2)
    with pytest.raises(TooMany):
        _listed(_zipped("a", "b", "c"))
    with pytest.raises(TooMany):
        _listed(b"".join(local_header(Member(name, 0, 0)) for name in "abc"))
