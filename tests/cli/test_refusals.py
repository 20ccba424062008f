"""What cannot be done gets exit status 2 and one sentence that says why; nothing is written."""

import errno
import os
from pathlib import Path

import pytest

from perenne.audit import run
from tests.cli.conftest import Perenne
from tests.cli.posts import GIFT, SHOUT, lines

NO_TEXT = bytes(range(256)) * 8
A_TABLE_OF_NOTHING = b"Couleur;Taille\nbleu;grand\nvert;petit\n"


@pytest.fixture(autouse=True)
def files(here: Path) -> None:
    (here / "posts.ndjson").write_bytes(lines(SHOUT))
    (here / "empty.ndjson").write_bytes(b"")
    (here / "noise.bin").write_bytes(NO_TEXT)
    (here / "table.csv").write_bytes(A_TABLE_OF_NOTHING)
    (here / "answers.ndjson").write_bytes(
        b'{"perenne":"answer/1","platform":"instagram","post_id":"Aa01","question":"deal.consideration","answer":"no"}\n'
    )
    (here / "bare").mkdir()
    (here / "map.toml").write_text('[columns]\n"Couleur" = "colour"\n')
    (here / "notes").mkdir()
    (here / "notes" / "mine.txt").write_text("not an audit")


def _left(here: Path) -> set[str]:
    return {str(path.relative_to(here)) for path in here.rglob("*")}


WRONG_CALLS = [
    (["audit"], "PATH"),
    (["audit", "posts.ndjson", "--bogus"], "--bogus"),
    (["audit", "posts.ndjson", "--out"], "--out"),
    (["audit", "posts.ndjson", "--strict=yes"], "--strict"),
    (["audit", "posts.ndjson", "--as-of", "20/11/2026"], "20/11/2026"),
    (["audit", "posts.ndjson", "--as-of", "2026-02-30"], "2026-02-30"),
    (["audit", "posts.ndjson", "--as-of", ""], "2026-11-24"),
    (["audit", "posts.ndjson", "--audience", "France"], "FRANCE"),
    (["draft", "Bonjour", "--country", "France"], "--country takes a country code of two letters"),
    (["draft", "Bonjour", "Lina"], "a word too many (Lina): put in quotes what has spaces in it"),
    (["draft", ""], "the text is empty"),
    (["draft", "-"], "the text is empty"),
    (["audit", "posts.ndjson", "--audience", "FR,UK"], "GB"),
    (["audit", "posts.ndjson", "--audience", "XX"], "for France, or several such as FR,BE, and not “XX”"),
    (["audit", "posts.ndjson", "--audience", "FR;BE"], "“FR;BE”"),
    (["audit", "posts.ndjson", "--deal", "maybe"], "yes, no, unknown"),
    (["audit", "posts.ndjson", "--lang", "de"], "fr or en"),
    (["audit", "posts.ndjson", "--originals", "some"], "clean, all, none"),
    (["audit", "posts.ndjson", "--map", "nowhere.toml"], "nowhere.toml"),
    (["audit", "posts.ndjson", "--map", "map.toml"], "colour"),
    (["audit", "posts.ndjson", "--map", "noise.bin"], "noise.bin"),
    (["audit", "posts.ndjson", "--deals", "nowhere.csv"], "nowhere.csv"),
    (["audit", "posts.ndjson", "--deals", "empty.ndjson"], "empty.ndjson"),
    (["audit", "posts.ndjson", "--deals", "bare"], "bare"),
    (["audit", "posts.ndjson", "--deals", "posts.ndjson"], "--deals"),
    (["audit", "posts.ndjson", "--deals", "answers.ndjson"], "--deals"),
    (["audit", "posts.ndjson", "--deals", "table.csv"], "Couleur"),
    (["audit", "posts.ndjson", "--answers", "nowhere.csv"], "nowhere.csv"),
    (["audit", "posts.ndjson", "--answers", "bare"], "bare"),
    (["audit", "posts.ndjson", "--answers", "posts.ndjson"], "--answers"),
    (["audit", "posts.ndjson", "--answers", "table.csv"], "questions.csv"),
    (["audit", "posts.ndjson", "--answers", "noise.bin"], "noise.bin"),
    (["audit", "posts.ndjson", "--out", "notes"], "notes"),
    (["audit", "posts.ndjson", "--out", "posts.ndjson"], "posts.ndjson"),
    (["audit", "posts.ndjson", "--out", "."], "--out"),
    (["audit", "posts.ndjson", "--out", "/"], "--out"),
    (["audit", "posts.ndjson", "--out", "/dev/full"], "no folder: --out takes one"),
    (["audit", "posts.ndjson", "--workers", "999999999999"], "(a number from 1 to 61)"),
    (["audit", "posts.ndjson", "--map", "/dev/zero"], "no regular file"),
    (["audit", "nowhere"], "nowhere"),
    (["audit", ""], "PATH"),
    (["audit", "bare"], "no file"),
    (["audit", "empty.ndjson"], "empty.ndjson"),
    (["audit", "empty.ndjson", "noise.bin"], "empty.ndjson"),
    (["audit", "-"], "empty"),
    (["read"], "PATH"),
    (["read", "bare"], "no file"),
    (["read", "empty.ndjson", "noise.bin"], "empty.ndjson"),
    (["read", "posts.ndjson", "--out", "posts.ndjson"], "posts.ndjson"),
    (["read", "posts.ndjson", "--out", "bare"], "bare"),
    (["read", "posts.ndjson", "--map", "new.toml"], "new.toml"),
    (["law", "show"], "RULE"),
    (["law", "show", "fr.mention.nothing"], "fr.mention.nothing"),
    (["law", "show", "fr.political.window"], "not built"),
    (["law", "show", "fr.mention.intent", "--on", "yesterday"], "yesterday"),
    (["law", "show", "fr.mention.intent", "--on", "1999-01-01"], "is not in force"),
    (["law", "list", "everything"], "perenne law list"),
    (["law", "sing"], "sing"),
    (["sing"], "sing"),
]


@pytest.mark.parametrize(("words", "named"), WRONG_CALLS, ids=[" ".join(words) for words, _ in WRONG_CALLS])
def test_a_wrong_call_gets_one_sentence_and_writes_nothing(
    perenne: Perenne, here: Path, words: list[str], named: str
) -> None:
    before = _left(here)
    said = perenne(*words)
    assert (said.status, said.out) == (2, b"")
    (line,) = said.lines
    assert line.startswith("perenne: ")
    assert named in line
    assert _left(here) == before


def test_the_sentence_about_an_option_leads_to_the_help_of_its_command(perenne: Perenne) -> None:
    for words in (["audit", "posts.ndjson", "--bogus"], ["audit", "posts.ndjson", "--out"], ["audit"]):
        assert "see `perenne audit --help`" in perenne(*words).err
    assert "see `perenne law --help`" in perenne("law", "sing").err


def test_an_option_that_takes_no_value_is_told_so(perenne: Perenne) -> None:
    assert "--strict takes no value" in perenne("audit", "posts.ndjson", "--strict=yes").err


def test_an_unknown_command_shows_those_that_exist(perenne: Perenne) -> None:
    assert "audit, read, draft, coordination, contract, law, book, evidence" in perenne("audits").err


@pytest.mark.parametrize("words", [[], ["law"]])
def test_a_call_without_command_shows_the_help(perenne: Perenne, words: list[str]) -> None:
    said = perenne(*words)
    assert (said.status, said.err) == (0, "")
    assert said.out.decode() == perenne(*words, "--help").out.decode()


def test_a_second_file_that_cannot_be_read_is_counted_in_the_sentence(perenne: Perenne) -> None:
    for command in ("audit", "read"):
        assert "(and 1 more)" in perenne(command, "empty.ndjson", "noise.bin").err


def test_a_folder_that_is_no_audit_keeps_what_it_holds(perenne: Perenne, here: Path) -> None:
    (here / "notes" / "summary.json").write_text('{"total": 3}')
    said = perenne("audit", "posts.ndjson", "--out", "notes")
    assert said.status == 2
    assert (here / "notes" / "mine.txt").read_text() == "not an audit"


def test_a_mapping_is_not_written_where_reading_fails_elsewhere(perenne: Perenne, here: Path) -> None:
    (here / "posts.csv").write_bytes(b"Plateforme;Texte\ninstagram;Bonjour\n")
    said = perenne("read", "posts.csv", "--map", "nowhere/new.toml")
    assert said.status == 2
    assert "nowhere/new.toml" in said.err


def test_a_good_file_beside_bad_ones_is_read_and_the_bad_ones_are_named(perenne: Perenne, here: Path) -> None:
    (here / "mine.ndjson").write_bytes(lines(GIFT))
    said = perenne("audit", "mine.ndjson", "noise.bin", "empty.ndjson", "--json")
    assert said.status == 0
    assert {record["subject"]["id"] for record in said.records} == {"Bb01"}  # type: ignore[index]
    assert "Refused: 0 lines, 2 files" in said.lines
    assert [line.split(":")[0] for line in said.lines if line.startswith("  ")] == ["  empty.ndjson", "  noise.bin"]


def test_a_disk_that_is_full_while_posts_are_read_is_told_with_the_place(
    perenne: Perenne, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(run, "audit", full)
    said = perenne("audit", "posts.ndjson", "--out", "a")
    assert (said.status, said.lines) == (
        2,
        ["perenne: cannot write to “a” (No space left on device): choose another folder with --out"],
    )


def test_an_error_of_the_program_is_one_line_too_and_its_place_is_shown_where_asked(
    perenne: Perenne, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(run, "audit", broken)
    said = perenne("audit", "posts.ndjson", "--json")
    assert said.status == 2
    (line,) = said.lines
    assert "ZeroDivisionError" in line
    monkeypatch.setenv("PERENNE_TRACE", "1")
    with pytest.raises(ZeroDivisionError):
        perenne("audit", "posts.ndjson", "--json")
