import contextlib
import io
import zipfile
from pathlib import Path
from typing import BinaryIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perenne.model.errors import UnreadableFile
from perenne.model.post import Post
from perenne.readers import packed
from perenne.readers.opening import Found, find_files, open_reading, spooled_stdin, unpacked
from perenne.readers.packed import Member, contents
from tests.readers.archives import locked, spoilt, zip_of
from tests.readers.workbooks import workbook

POST = b'{"platform": "instagram", "post_id": "C8xk2", "text": "Merci @maisonlune"}\n'
TABLE = "Réseau;Compte;Texte\ninstagram;lina.m;Merci @maisonlune\n".encode("cp1252")
BOOK = workbook({"Posts": [["Réseau", "Compte", "Texte"], ["instagram", "lina.m", "Merci @maisonlune"]]})


def put(path: Path, members: dict[str, bytes] | bytes) -> Path:
    path.write_bytes(members if isinstance(members, bytes) else zip_of(members))
    return path


def posts_in(path: Path) -> dict[str, list[Post]]:
    return {found.name: posts_of(found) for found in find_files([path])}


def posts_of(found: Found) -> list[Post]:
    reading = open_reading(found.path, found.name, member=found.member)
    return [item for item in reading.items() if isinstance(item, Post)]


def refusal(path: Path) -> str:
    (found,) = find_files([path])
    with pytest.raises(UnreadableFile) as refused:
        posts_of(found)
    assert refused.value.says.fr != refused.value.says.en
    return refused.value.says.en


def test_the_members_of_an_archive_are_files_of_their_own_names(tmp_path: Path) -> None:
    path = put(tmp_path / "mars.zip", {"captures/a.ndjson": POST * 3, "suivi.csv": TABLE, "suivi.xlsx": BOOK})
    read = posts_in(path)
    assert {name: len(posts) for name, posts in read.items()} == {
        "mars.zip/captures/a.ndjson": 3,
        "mars.zip/suivi.csv": 1,
        "mars.zip/suivi.xlsx": 1,
    }
    (first, *_) = read["mars.zip/captures/a.ndjson"]
    assert (first.source.file, first.source.line) == ("mars.zip/captures/a.ndjson", 1)


def test_the_list_of_members_is_gone_through_once_and_anew_once_the_archive_changed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = put(tmp_path / "a.zip", {f"{number}.ndjson": POST for number in range(50)})
    listed: list[BinaryIO] = []
    archive = packed._archive

    def noted(stream: BinaryIO) -> zipfile.ZipFile:
        listed.append(stream)
        return archive(stream)

    monkeypatch.setattr(packed, "_archive", noted)
    assert sum(map(len, posts_in(path).values())) == 50
    assert len(listed) == 2  # to find the files, and to open them
    put(path, {"0.ndjson": POST * 2, "1.ndjson": POST * 3})
    assert [len(posts) for posts in posts_in(path).values()] == [2, 3]


def test_a_member_has_the_hash_of_its_own_bytes(tmp_path: Path) -> None:
    alone = put(tmp_path / "a.ndjson", POST)
    (found,) = find_files([put(tmp_path / "a.zip", {"a.ndjson": POST})])
    assert open_reading(found.path, found.name, member=found.member).sha256 == open_reading(alone, "a").sha256


def test_an_archive_in_a_folder_is_opened_like_one_that_is_named(tmp_path: Path) -> None:
    put(tmp_path / "mars.zip", {"a.ndjson": POST})
    put(tmp_path / "b.ndjson", POST)
    assert [found.name for found in find_files([tmp_path])] == ["b.ndjson", "mars.zip/a.ndjson"]


def test_an_archive_on_standard_input_is_opened_too() -> None:
    with spooled_stdin(io.BytesIO(zip_of({"a.ndjson": POST}))) as found:
        (member,) = unpacked(found)
        assert (member.name, len(posts_of(member))) == ("-/a.ndjson", 1)


def test_what_is_left_out_of_folders_is_left_out_of_archives(tmp_path: Path) -> None:
    members = dict.fromkeys(
        (
            "__MACOSX/._x.csv",
            ".DS_Store",
            "a/.cache/x.csv",
            "a/~$x.xlsx",
            "Thumbs.db",
            "audit/posts.ndjson",
            "a/x.ndjson",
        ),
        POST,
    )
    members["audit/summary.json"] = b'{"perenne": "summary/1", "posts": 1}'
    members["autre/summary.json"] = b'{"posts": 1}'
    path = put(tmp_path / "x.zip", members)
    assert [found.name for found in find_files([path])] == ["x.zip/a/x.ndjson", "x.zip/autre/summary.json"]


def test_names_that_climb_out_are_shown_below_the_archive_and_nothing_is_written(tmp_path: Path) -> None:
    names = [
        "../../etc/x.ndjson",
        "/etc/x.ndjson",
        "..\\..\\y.ndjson",
        "C:\\z.ndjson",
        "a/./b//../c.ndjson",
        "\x1b[31mr.ndjson",
    ]
    (tmp_path / "in").mkdir()
    path = put(tmp_path / "in" / "x.zip", dict.fromkeys(names, POST))
    assert {found.name: len(posts_of(found)) for found in find_files([path])} == {
        "x.zip/etc/x.ndjson": 1,
        "x.zip/etc/x.ndjson (2)": 1,
        "x.zip/y.ndjson": 1,
        "x.zip/C:/z.ndjson": 1,
        "x.zip/a/b/c.ndjson": 1,
        "x.zip/\ufffd[31mr.ndjson": 1,
    }
    assert [each.name for each in tmp_path.rglob("*")] == ["in", "x.zip"]


def test_a_name_in_utf_8_that_does_not_say_so_is_read_as_such() -> None:
    content = zip_of({"été.csv": TABLE})
    bare = content.replace(b"\x00\x08\x08\x00", b"\x00\x00\x08\x00")
    assert bare != content
    assert [member.shown for member in contents(io.BytesIO(bare)).members] == ["été.csv"]


def test_an_archive_within_an_archive_is_refused_and_the_rest_read(tmp_path: Path) -> None:
    path = put(tmp_path / "x.zip", {"a.ndjson": POST, "b.zip": zip_of({"c.ndjson": POST})})
    first, second = find_files([path])
    assert len(posts_of(first)) == 1
    with pytest.raises(UnreadableFile, match="an archive within an archive"):
        posts_of(second)


def test_an_archive_with_a_password_is_told(tmp_path: Path) -> None:
    assert "password" in refusal(put(tmp_path / "x.zip", locked(zip_of({"a.ndjson": POST}))))


def test_an_empty_archive_and_one_of_traces_alone_are_told(tmp_path: Path) -> None:
    assert "no file to read" in refusal(put(tmp_path / "x.zip", {"__MACOSX/x": b"", ".DS_Store": b""}))
    assert "this is an empty ZIP archive" in refusal(put(tmp_path / "y.zip", {}))


def test_a_member_that_unpacks_to_too_much_is_refused_before_it_is(tmp_path: Path) -> None:
    assert "over 300 times its size" in refusal(put(tmp_path / "x.zip", {"a.ndjson": b"\n" * 30_000_000}))


def test_a_member_that_lies_about_its_size_is_damaged(tmp_path: Path) -> None:
    honest = zip_of({"a.ndjson": POST * 1000})
    lying = honest.replace((len(POST) * 1000).to_bytes(4, "little"), (len(POST) * 10).to_bytes(4, "little"))
    assert lying != honest
    assert "damaged" in refusal(put(tmp_path / "x.zip", lying))


def test_a_member_whose_bytes_are_wrong_is_damaged_and_the_others_are_read(tmp_path: Path) -> None:
    path = put(tmp_path / "x.zip", spoilt(zip_of({"a.ndjson": POST, "b.ndjson": POST}), "a.ndjson"))
    first, second = find_files([path])
    with pytest.raises(UnreadableFile, match="damaged"):
        posts_of(first)
    assert len(posts_of(second)) == 1


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_two_members_of_one_name_are_refused(tmp_path: Path) -> None:
    file = io.BytesIO(zip_of({"a.ndjson": POST}))
    with zipfile.ZipFile(file, "a") as archive:
        archive.writestr("a.ndjson", POST)
    assert "have the same name" in refusal(put(tmp_path / "x.zip", file.getvalue()))


@pytest.mark.parametrize("compression", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_unusual_packing_is_told(compression: int, tmp_path: Path) -> None:
    assert "unusual way" in refusal(put(tmp_path / "x.zip", zip_of({"a.ndjson": POST}, compression)))


def test_the_number_of_members_is_bounded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(packed, "MAX_LOOKED_THROUGH", 8)
    assert "too many files" in refusal(put(tmp_path / "x.zip", {f"{number}.ndjson": POST for number in range(3)}))
    monkeypatch.setattr(packed, "MAX_DIRECTORY", 100)
    assert "too many files" in refusal(put(tmp_path / "y.zip", {f"{number}.ndjson": POST for number in range(3)}))


def test_an_archive_that_is_cut_is_told(tmp_path: Path) -> None:
    assert "damaged" in refusal(put(tmp_path / "x.zip", zip_of({"a.ndjson": POST})[:-10]))


ARCHIVE = zip_of({"a.ndjson": POST * 3, "b/c.csv": TABLE, "summary.json": b"{}"})


@given(st.integers(0, len(ARCHIVE) - 1), st.binary(min_size=1, max_size=6), st.booleans())
def test_an_archive_that_was_damaged_is_read_or_refused(at: int, bytes_: bytes, cut: bool) -> None:
    stream = io.BytesIO(ARCHIVE[:at] + bytes_ + (b"" if cut else ARCHIVE[at + len(bytes_) :]))
    with contextlib.suppress(UnreadableFile):
        for name, shown in contents(stream).members:
            assert Member(name, shown).shown.isprintable()
            with contextlib.suppress(UnreadableFile), packed.opened(stream, name) as member:
                member.read()
