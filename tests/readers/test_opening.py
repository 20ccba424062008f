import contextlib
import hashlib
import io
import os
import socket
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from perenne.model.errors import UnreadableFile, UsageError
from perenne.model.post import Post
from perenne.model.relation import Relation
from perenne.readers import opening
from perenne.readers.mapping import parse_mapping
from perenne.readers.opening import STDIN, Found, find_files, open_reading, spooled_stdin
from perenne.readers.reading import Other
from perenne.readers.records_ndjson import read_relations

POST = b'{"platform": "instagram", "post_id": "C8xk2", "text": "Merci @maisonlune"}\n'


def put(path: Path, content: bytes = POST) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return path


def names(*arguments: Path) -> list[str]:
    return [found.name for found in find_files(arguments)]


# What to read


def test_a_folder_gives_its_files_at_any_depth_sorted_with_names_relative_to_it(tmp_path: Path) -> None:
    for name in ("b.csv", "a/z.ndjson", "a/c/x.json", "é.csv"):
        put(tmp_path / "campagne" / name)
    assert find_files([tmp_path / "campagne"]) == [
        Found(tmp_path / "campagne" / name, name) for name in ("a/c/x.json", "a/z.ndjson", "b.csv", "é.csv")
    ]


def test_hidden_files_and_the_traces_of_programs_are_left_out(tmp_path: Path) -> None:
    for name in (".git/config", ".DS_Store", "~$deals.xlsx", "Thumbs.db", "desktop.ini", "__MACOSX/x.csv", "x.csv"):
        put(tmp_path / name)
    assert names(tmp_path) == ["x.csv"]


def test_a_hidden_file_that_is_named_is_read(tmp_path: Path) -> None:
    assert names(put(tmp_path / ".capture.ndjson")) == [".capture.ndjson"]


def test_an_earlier_audit_in_the_folder_is_left_out_and_read_where_it_is_named(tmp_path: Path) -> None:
    put(tmp_path / "posts.ndjson")
    put(tmp_path / "perenne-audit" / "summary.json", b'{"perenne": "summary/1", "posts": 1}')
    put(tmp_path / "perenne-audit" / "posts.ndjson")
    put(tmp_path / "autre" / "summary.json", b'{"posts": 1}')
    assert names(tmp_path) == ["autre/summary.json", "posts.ndjson"]
    assert names(tmp_path / "perenne-audit") == ["posts.ndjson", "summary.json"]


def test_a_file_that_two_arguments_lead_to_is_read_once(tmp_path: Path) -> None:
    put(tmp_path / "a" / "x.csv")
    assert names(tmp_path, tmp_path / "a", tmp_path / "a" / "x.csv") == ["a/x.csv"]


def test_names_that_are_alike_are_told_apart_by_their_folder_then_by_a_number(tmp_path: Path) -> None:
    march, april = put(tmp_path / "mars" / "posts.csv"), put(tmp_path / "avril" / "posts.csv")
    assert names(march, april) == names(april, march) == ["avril/posts.csv", "mars/posts.csv"]
    assert names(march.parent, april.parent) == ["avril/posts.csv", "mars/posts.csv"]
    other_march = put(tmp_path / "2025" / "mars" / "posts.csv")
    assert [(found.path, found.name) for found in find_files([march, other_march])] == [
        (march, "mars/posts.csv"),
        (other_march, "mars/posts.csv (2)"),
    ]


def test_links_are_followed_to_files_of_the_same_folder_alone(tmp_path: Path) -> None:
    outside = put(tmp_path / "prive" / "banque.csv")
    folder = tmp_path / "campagne"
    put(folder / "objets" / "ab12.csv")
    put(folder / ".objets" / "cd34.csv")
    (folder / "mars.csv").symlink_to(folder / ".objets" / "cd34.csv")
    (folder / "double.csv").symlink_to(folder / "objets" / "ab12.csv")
    (folder / "vole.csv").symlink_to(outside)
    (folder / "dossier").symlink_to(outside.parent)
    (folder / "boucle").symlink_to(folder)
    (folder / "mort.csv").symlink_to(folder / "absent.csv")
    (folder / "spirale.csv").symlink_to(folder / "spirale.csv")
    assert len(find_files([folder])) == 2
    assert {found.path.resolve().name for found in find_files([folder])} == {"ab12.csv", "cd34.csv"}


def test_a_link_that_is_named_is_read(tmp_path: Path) -> None:
    link = tmp_path / "lien.ndjson"
    link.symlink_to(put(tmp_path / "posts.ndjson"))
    assert find_files([link])[0].path == link


def test_a_name_that_is_no_text_is_shown_as_text(tmp_path: Path) -> None:
    put(Path(os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9.csv")))
    assert names(tmp_path) == ["caf\ufffd.csv"]


def test_an_argument_that_does_not_exist_is_named(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="does not exist") as refused:
        find_files([tmp_path / "absent"])
    assert "absent" in refused.value.says.fr


def test_a_folder_that_cannot_be_listed_stands_for_itself(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(tmp_path / "ouvert.ndjson")
    put(tmp_path / "ferme" / "posts.ndjson")
    real = os.scandir

    def denied(path: str) -> object:  # a test may run as root, whom no permission stops
        if Path(path).name == "ferme":
            raise PermissionError(13, "denied", path)
        return real(path)

    monkeypatch.setattr(os, "scandir", denied)
    assert names(tmp_path) == ["ferme", "ouvert.ndjson"]


# Reading


def test_a_reading_is_recognised_hashed_and_read_as_often_as_wanted(tmp_path: Path) -> None:
    reading = open_reading(put(tmp_path / "posts.txt", POST * 3), "mars/posts.txt")
    assert (reading.file, reading.format) == ("mars/posts.txt", "post/1")
    assert reading.sha256 == hashlib.sha256(POST * 3).hexdigest()
    for _ in range(2):
        lines = [item.source.line for item in reading.items() if isinstance(item, Post)]
        assert lines == [1, 2, 3]
    (first, *_) = reading.items()
    assert isinstance(first, Post)
    assert first.source == reading.origin.source("post/1", 1)


def test_a_file_longer_than_what_is_looked_at_is_hashed_to_its_end(tmp_path: Path) -> None:
    content = POST * 30_000
    reading = open_reading(put(tmp_path / "posts.ndjson", content), "posts.ndjson")
    assert len(content) > 2 * 2**20
    assert reading.sha256 == hashlib.sha256(content).hexdigest()
    assert sum(1 for _ in reading.items()) == 30_000


@pytest.mark.parametrize(
    ("content", "form", "kind"),
    [
        (b'{"perenne": "relation/1", "id": "r1"}', "relation/1", "relation/1"),
        (b'{"perenne": "answer/1", "platform": "x"}', "answer/1", "answer/1"),
        (b"platform;post_id;question;answer\nx;1;deal.consideration;non\n", "answer/1", "answer/1"),
        (b'{"perenne": "finding/1", "id": "f-1"}', "finding/1", "finding/1"),
        (
            b'{"source_platform": "linkedin.com", "item_id": "1", "data": {}}',
            "zeeschuimer/1", "zeeschuimer linkedin.com",
        ),
        (b'{"kind": "youtube#playlist", "id": "PL"}', "youtube-data-api/1", "youtube#playlist"),
    ],
)  # fmt: skip
def test_records_that_are_no_posts_are_counted(tmp_path: Path, content: bytes, form: str, kind: str) -> None:
    reading = open_reading(put(tmp_path / "x", content), "x")
    assert reading.format == form
    assert [item.kind for item in reading.items() if isinstance(item, Other)] == [kind]


def test_a_table_is_read_with_its_mapping_and_the_platforms_library_without(tmp_path: Path) -> None:
    table = put(tmp_path / "suivi.csv", "Réseau;Compte;Blabla\ninstagram;lina.m;Merci @maisonlune\n".encode())
    (post,) = open_reading(table, "suivi.csv", parse_mapping('[columns]\nBlabla = "text"\n', "m.toml")).items()
    assert isinstance(post, Post)
    assert (post.text, post.source.reader) == ("Merci @maisonlune", "table/1")
    library = b"id,create_date,create_timestamp,label,video_views\n7,2024-11-05,1730764800,Paid Partnership,0-1K\n"
    (labelled,) = open_reading(put(tmp_path / "bibliotheque.csv", library), "bibliotheque.csv").items()
    assert isinstance(labelled, Post)
    assert labelled.labels.paid_partnership is True


def test_readers_of_relations_get_the_bytes_that_were_hashed(tmp_path: Path) -> None:
    reading = open_reading(put(tmp_path / "deals.ndjson", b'{"perenne": "relation/1", "id": "r1"}'), "deals.ndjson")
    with reading.opened() as stream:
        (relation,) = read_relations(stream, reading.origin)
    assert isinstance(relation, Relation)
    assert relation.source == reading.origin.source("relation/1", 1)


def test_a_file_that_changes_between_hash_and_reading_is_refused(tmp_path: Path) -> None:
    path = put(tmp_path / "posts.ndjson")
    reading = open_reading(path, "posts.ndjson")
    put(path, POST * 2)
    with pytest.raises(UnreadableFile, match="changed while it was being read"):
        list(reading.items())


def test_a_pipe_a_socket_and_a_folder_are_refused_and_never_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(str(tmp_path / "socket"))
        for path in (tmp_path / "pipe", tmp_path / "socket", tmp_path, Path(os.devnull)):
            with pytest.raises(UnreadableFile, match="no regular file"):
                open_reading(path, "x")


def test_a_file_that_is_gone_or_closed_to_us_is_refused_in_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(UnreadableFile, match="gone"):
        open_reading(tmp_path / "absent", "absent")
    path = put(tmp_path / "posts.ndjson")
    for problem, said in (
        (PermissionError(13, "denied"), "not allowed"),
        (OSError(5, "I/O"), r"\(Input/output error\)"),
    ):
        monkeypatch.setattr(opening, "_opener", _raising(problem))
        with pytest.raises(UnreadableFile, match=said):
            open_reading(path, "posts.ndjson")


def _raising(problem: OSError) -> object:
    def opened(*_arguments: object) -> None:
        raise problem

    return opened


def test_standard_input_is_a_file_of_this_user_alone_while_it_is_read() -> None:
    with spooled_stdin(io.BytesIO(POST)) as found:
        reading = open_reading(found.path, found.name)
        assert reading.file == STDIN
        assert [item.post_id for item in reading.items() if isinstance(item, Post)] == ["C8xk2"]
        if os.name == "posix":
            assert found.path.parent.stat().st_mode & 0o077 == 0
    assert not found.path.exists()


# Whatever the bytes

PARQUET = b"PAR1\x15\x04\x15\x10"
STARTS = (
    b"",
    POST,
    b"{",
    b"[",
    b"PK\x03\x04",
    PARQUET,
    b"a;b\n1;2\n",
    b"\xff\xfe",
    b'{"ig_stories": [',
    b'{"Post": {"Posts": ',
)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.sampled_from(STARTS), st.binary(max_size=120))
def test_bytes_of_any_kind_raise_nothing_but_a_refusal(tmp_path: Path, start: bytes, rest: bytes) -> None:
    put(tmp_path / "x", start + rest)
    for found in find_files([tmp_path / "x"]):
        with contextlib.suppress(UnreadableFile):
            list(open_reading(found.path, found.name, member=found.member).items())
