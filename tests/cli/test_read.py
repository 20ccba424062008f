"""``perenne read``: what files are, what their columns are taken for, and their posts as lines."""

import json
import os
import pty
import stat
import subprocess
from pathlib import Path

import pytest

from perenne.model.post import Post
from perenne.model.wire import decode
from perenne.readers.formats import read_formats
from tests.cli.calling import PERENNE, call
from tests.cli.conftest import Perenne
from tests.cli.folders import content
from tests.cli.posts import GIFT, SHOUT, WALK, lines

TABLE = (
    "Créatrice;Réseau;Date de publication;Légende;Vues;Humeur\n"
    "@ines.baudrelle;Instagram;13/09/2026;Bonjour;1 200;bonne\n"
)
UNDECIDED = "Réseau;Date de publication;Légende\nInstagram;03/04/2026;Bonjour\n"
DEALS = "Créatrice;Marque;Date;Nature\nlina.corvelle;Maison Lune;13/11/2026;argent\n"


def test_every_format_of_the_examples_is_told_by_its_content(perenne: Perenne, repository: Path) -> None:
    said = perenne("read", repository / "examples" / "captures")
    told = dict(line.split(": ", 1) for line in said.lines if not line.startswith(" "))
    assert {name: what.split(",")[0] for name, what in told.items()} == {
        "4cat-instagram.csv": "fourcat-instagram/1",
        "4cat-threads.csv": "fourcat-threads/1",
        "4cat-tiktok-comments.csv": "fourcat-tiktok-comments/1",
        "4cat-tiktok.csv": "fourcat-tiktok/1",
        "4cat-twitter.csv": "fourcat-twitter/1",
        "minet-instagram.csv": "minet-instagram/1",
        "minet-tiktok.csv": "minet-tiktok/1",
        "tiktok-commercial-content-api.json": "tiktok-commercial-content-api/1",
        "video.info.json": "ytdlp-info/1",
        "youtube-channel-and-comments.json": "youtube-data-api/1",
        "youtube-data-tools-comments.csv": "fourcat-youtube-comments/1",
        "youtube-data-tools-videos.csv": "fourcat-youtube/1",
        "instagram.ndjson": "post/1",
        "suivi-agence.csv": "table/1",
        "tiktok-app.json": "tiktok-app/1",
        "tiktok-commercial-content.csv": "tiktok-commercial-content/1",
        "youtube-videos.json": "youtube-data-api/1",
        "zeeschuimer-export-instagram.ndjson": "zeeschuimer-instagram/1",
        "zeeschuimer-export-threads.ndjson": "zeeschuimer-threads/1",
        "zeeschuimer-export-tiktok-comments.ndjson": "zeeschuimer-tiktok-comments/1",
        "zeeschuimer-export-tiktok.ndjson": "zeeschuimer-tiktok/1",
        "zeeschuimer-export-x.ndjson": "zeeschuimer-x/1",
    }
    assert "2 rejects" in told["instagram.ndjson"]
    assert sum(line.startswith("  instagram.ndjson:") for line in said.lines) == 2


def test_posts_go_to_standard_output_as_lines_that_are_posts(perenne: Perenne, captures: Path, here: Path) -> None:
    said = perenne("read", "captures")
    assert [decode(Post, line).post_id for line in said.out.splitlines()] == ["Aa01", "Aa02", "Bb01"]
    assert perenne("read", "captures", "--out", "posts.ndjson").out == b""
    assert (here / "posts.ndjson").read_bytes() == said.out


def test_what_was_read_gives_the_same_findings_as_the_files_it_was_read_from(
    perenne: Perenne, repository: Path, here: Path
) -> None:
    """The way back to a line changes with the file; the finding does not."""
    captures = repository / "examples" / "captures"
    perenne("read", captures, "--out", "posts.ndjson")
    first, second = (perenne("audit", files, "--json").records for files in (captures, "posts.ndjson"))
    assert len(first) > 20

    def without_source(found: list[dict[str, object]]) -> list[tuple[object, ...]]:
        return [
            (each["subject"], each["rule"], each["verdict"], each["code"], each["because"], each["law_date"])
            for each in found
        ]

    assert without_source(first) == without_source(second)
    quoted = [each["id"] for each in first if all("source" not in proof for proof in each["evidence"])]  # type: ignore[attr-defined]
    assert quoted
    assert set(quoted) <= {each["id"] for each in second}


def test_columns_are_shown_with_what_they_are_taken_for(perenne: Perenne, here: Path) -> None:
    (here / "t.csv").write_text(TABLE, encoding="cp1252")
    said = perenne("read", "t.csv")
    assert "  Légende → text (published text, as it stands)" in said.lines
    assert "  Humeur → – (kept as it stands, never judged)" in said.lines
    (read,) = (decode(Post, line) for line in said.out.splitlines())
    assert (read.account.handle, read.published_at, read.stats.views) == ("ines.baudrelle", "2026-09-13", 1200)


def test_a_table_of_deals_is_shown_as_deals(perenne: Perenne, here: Path) -> None:
    (here / "d.csv").write_text(DEALS, encoding="utf-8")
    said = perenne("read", "d.csv")
    assert (said.status, said.out) == (0, b"")
    assert [line.split(" (")[0] for line in said.lines[1:]] == [
        "  Créatrice → creator",
        "  Marque → advertiser",
        "  Date → date",
        "  Nature → kind",
    ]


def test_a_mapping_is_written_once_then_mended_and_used(perenne: Perenne, here: Path) -> None:
    (here / "t.csv").write_text(TABLE, encoding="utf-8")
    first = perenne("read", "t.csv", "--map", "m.toml")
    assert first.lines[0].startswith("m.toml: ")
    written = (here / "m.toml").read_text("utf-8")
    assert '"Légende" = "text"' in written
    assert perenne("read", "t.csv", "--map", "m.toml").out == first.out
    assert (here / "m.toml").read_text("utf-8") == written
    (here / "m.toml").write_text(written.replace('"Légende" = "text"', '"Légende" = "title"'), encoding="utf-8")
    (mended,) = (decode(Post, line) for line in perenne("read", "t.csv", "--map", "m.toml").out.splitlines())
    assert (mended.title, mended.text) == ("Bonjour", None)
    (audited,) = perenne("audit", "t.csv", "--map", "m.toml", "--json").lines[:1]
    assert audited == "Read: 1 file, 1 post, 0 copies merged"


def test_a_table_that_leaves_something_open_is_refused_and_its_mapping_is_written_to_decide(
    perenne: Perenne, here: Path
) -> None:
    (here / "t.csv").write_text(UNDECIDED, encoding="utf-8")
    said = perenne("read", "t.csv", "--map", "m.toml")
    assert (said.status, said.out) == (2, b"")
    assert "date_order" in said.lines[-1]
    decided = (here / "m.toml").read_text("utf-8") + 'date_order = "dmy"\n'
    (here / "m.toml").write_text(decided, encoding="utf-8")
    (read,) = (decode(Post, line) for line in perenne("read", "t.csv", "--map", "m.toml").out.splitlines())
    assert read.published_at == "2026-04-03"


def test_standard_input_is_read_where_a_line_says_so(perenne: Perenne) -> None:
    said = perenne("read", "-", stdin=TABLE.encode("cp1252"))
    assert said.lines[0] == "-: table/1, 1 post, 0 rejects"


def test_a_file_that_is_no_post_is_named_for_what_it_is(perenne: Perenne, repository: Path) -> None:
    said = perenne("read", repository / "examples" / "answers.ndjson")
    assert (said.status, said.out) == (0, b"")
    assert said.lines[0].startswith("answers.ndjson: answer/1, 0 posts, 0 rejects, ")


def test_kinds_are_said_in_the_language_of_the_command(here: Path) -> None:
    (here / "d.csv").write_text(DEALS, encoding="utf-8")
    (here / "c.csv").write_text("Page;Abonnés\nZibellou;1200\n", encoding="utf-8")
    french = call("read", ".", cwd=here, PERENNE_LANG="fr").lines
    english = call("read", ".", cwd=here, PERENNE_LANG="en").lines
    assert [line for line in french if not line.startswith("  ")] == [
        "c.csv\u00a0: table/1, 0 publication, 0 refus, 1 × ligne d’un tableau de comptes",
        "d.csv\u00a0: table/1, 0 publication, 0 refus, 1 × ligne d’un tableau d’accords",
    ]
    assert [line for line in english if not line.startswith("  ")] == [
        "c.csv: table/1, 0 posts, 0 rejects, 1 × account table",
        "d.csv: table/1, 0 posts, 0 rejects, 1 × deal table",
    ]


@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_file_in_no_known_format_leads_to_the_help_that_names_the_formats(here: Path, language: str) -> None:
    (here / "a.json").write_text('{"tweets": 1}', encoding="utf-8")
    (said,) = call("read", "a.json", cwd=here, PERENNE_LANG=language).lines
    assert "perenne read --help" in said
    assert len(said) < 160
    helped = " ".join(call("read", "--help", cwd=here, PERENNE_LANG=language).out.decode().split())
    formats = read_formats()
    named = formats.fr if language == "fr" else formats.en
    assert "".join(named[-100:].split()) in "".join(helped.split())


def test_a_caption_commands_no_terminal_and_a_file_keeps_it_as_it_is(here: Path) -> None:
    caption = "Merci\x9b2J\x85\x7f fin"
    (here / "a.ndjson").write_text(json.dumps({"platform": "x", "text": caption}) + "\n", encoding="utf-8")
    shown = _on_a_terminal("read", "a.ndjson", cwd=here)
    assert decode(Post, shown.splitlines()[-1]).text == caption
    assert not any(sign in shown.decode() for sign in "\x9b\x85\x7f")
    piped = call("read", "a.ndjson", cwd=here).out
    assert caption in piped.decode()


def _on_a_terminal(*words: str, cwd: Path) -> bytes:
    """What ``perenne`` writes where a person watches."""
    ours, theirs = pty.openpty()
    subprocess.run([*PERENNE, *words], cwd=cwd, stdout=theirs, stderr=subprocess.DEVNULL, check=True, timeout=60)
    os.close(theirs)
    try:
        return os.read(ours, 65_536)
    finally:
        os.close(ours)


def test_bad_files_beside_good_ones_are_named_and_the_rest_is_read(perenne: Perenne, here: Path) -> None:
    (here / "a.bin").write_bytes(b"\x00\x01" * 99)
    (here / "b.ndjson").write_bytes(lines(SHOUT) + b"\xff\xfe\n" + lines(WALK))
    said = perenne("read", ".")
    assert (said.status, len(said.records)) == (0, 2)
    assert [line.split(":")[0] for line in said.lines] == ["a.bin", "b.ndjson", "  b.ndjson"]
    assert said.lines[2].startswith("  b.ndjson:2: ")


def test_the_file_written_is_for_its_owner_alone_and_replaces_the_one_before(perenne: Perenne, here: Path) -> None:
    (here / "a.ndjson").write_bytes(lines(SHOUT))
    perenne("read", "a.ndjson", "--out", "posts")
    assert stat.S_IMODE((here / "posts").stat().st_mode) == 0o600
    (here / "a.ndjson").write_bytes(lines(GIFT))
    perenne("read", "a.ndjson", "--out", "posts")
    assert b"Bb01" in (here / "posts").read_bytes()
    assert {path.name for path in here.iterdir()} == {"a.ndjson", "posts"}


@pytest.mark.parametrize("name", ["a.ndjson", "./a.ndjson", "link.ndjson"])
def test_a_file_that_is_read_is_never_written_over(perenne: Perenne, here: Path, name: str) -> None:
    (here / "a.ndjson").write_bytes(lines(SHOUT) + b"{\n")
    (here / "link.ndjson").symlink_to("a.ndjson")
    before = content(here)
    assert perenne("read", "a.ndjson", "--out", name).status == 2
    assert content(here) == before


def test_private_files_of_an_owners_archive_are_counted_and_never_named(perenne: Perenne, here: Path) -> None:
    inbox = here / "archive" / "your_instagram_activity" / "messages" / "inbox" / "anna.exemple_17"
    inbox.mkdir(parents=True)
    for number in (1, 2):
        (inbox / f"message_{number}.json").write_text("{}")
    (here / "archive" / "posts.ndjson").write_bytes(lines(WALK))
    said = perenne("read", "archive")
    assert "2 × private file not opened" in "\n".join(said.lines)
    assert "anna" not in "\n".join(said.lines)
    assert "no file in" in "\n".join(perenne("audit", "archive/posts.ndjson", "--deals", inbox).lines)
