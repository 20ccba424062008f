"""``PERENNE_LANG`` sets the language of everything; unset, commands speak English and reports French."""

import re
from pathlib import Path

import pytest

from tests.cli.calling import call, start
from tests.cli.conftest import Perenne
from tests.cli.folders import questions
from tests.cli.posts import GIFT, SHOUT, lines

ENGLISH = re.compile(
    r"(?<!-)\b(?:the|of|and|is|are|takes?|see|not|with|by|Usage|Show|Commands|required|default|Read)\b"
)
FRENCH = re.compile(r"\b(?:le|la|les|des|une|du|est|voir|n’est|avec|Utilisation|Commandes|obligatoire|défaut)\b")

CALLS = [
    ["--help"],
    ["audit", "--help"],
    ["read", "--help"],
    ["law", "--help"],
    ["audit"],
    ["audit", "x.ndjson", "--bogus"],
    ["audit", "x.ndjson", "--json=1"],
    ["sing"],
    ["audit", "nowhere"],
    ["audit", "x.ndjson", "--as-of", "soon"],
    ["audit", "x.ndjson", "--out", "."],
    ["read", "x.ndjson", "--out", "x.ndjson"],
    ["law", "show", "fr.nothing"],
    ["law", "show", "fr.mention.intent", "--on", "1999-01-01"],
]


@pytest.mark.parametrize("words", CALLS, ids=" ".join)
def test_every_word_is_of_the_chosen_language(perenne: Perenne, here: Path, words: list[str]) -> None:
    (here / "x.ndjson").write_bytes(lines(SHOUT))
    french, english = call(*words, cwd=here, PERENNE_LANG="fr"), perenne(*words)
    said_fr, said_en = (said.out.decode() + said.err for said in (french, english))
    assert french.status == english.status
    assert ENGLISH.search(said_fr) is None
    assert FRENCH.search(said_en) is None
    assert said_fr != said_en


def test_what_an_audit_and_a_reading_say_is_of_the_chosen_language(perenne: Perenne, here: Path) -> None:
    (here / "in").mkdir()
    (here / "in" / "x.ndjson").write_bytes(lines(SHOUT, GIFT) + b"{\n")
    (here / "in" / "y.ndjson").write_bytes(b"")
    for words in (["audit", "in", "--json"], ["read", "in", "--out", "posts"]):
        french, english = call(*words, cwd=here, PERENNE_LANG="fr"), perenne(*words)
        assert (french.status, english.status) == (0, 0)
        assert ENGLISH.search(french.err) is None
        assert FRENCH.search(english.err) is None
        assert "vide" in french.err
        assert "empty" in english.err


def test_unset_commands_speak_english_and_reports_french(tmp_path: Path) -> None:
    (tmp_path / "x.ndjson").write_bytes(lines(GIFT))
    said = start("audit", "x.ndjson", cwd=tmp_path)
    assert said.lines[0] == "Read: 1 file, 1 post, 0 copies merged"
    assert '<html lang="fr"' in (tmp_path / "perenne-audit" / "report.html").read_text("utf-8")


def test_set_it_holds_for_reports_too_and_lang_comes_first(tmp_path: Path) -> None:
    stated = "EN_GB.UTF-8"
    (tmp_path / "x.ndjson").write_bytes(lines(GIFT))
    call("audit", "x.ndjson", "--out", "a", cwd=tmp_path, PERENNE_LANG=stated)
    assert '<html lang="en"' in (tmp_path / "a" / "report.html").read_text("utf-8")
    assert questions(tmp_path / "a")[0]["asked"].startswith("Did you")
    call("audit", "x.ndjson", "--out", "b", "--lang", "fr", cwd=tmp_path, PERENNE_LANG=stated)
    assert '<html lang="fr"' in (tmp_path / "b" / "report.html").read_text("utf-8")


def test_a_language_that_is_not_ours_counts_as_none(tmp_path: Path) -> None:
    assert "Usage:" in call("--help", cwd=tmp_path, PERENNE_LANG="de").out.decode()


def test_french_speaks_with_french_typography(tmp_path: Path) -> None:
    said = call("audit", "nowhere", cwd=tmp_path, PERENNE_LANG="fr")
    assert said.lines == [
        "perenne\u00a0: «\u00a0nowhere\u00a0» n’existe pas ou vous est fermé\u00a0: vérifiez le chemin"
    ]


@pytest.mark.parametrize("encoding", ["ascii", "cp1252"])
def test_a_terminal_without_our_signs_gets_the_rest(tmp_path: Path, encoding: str) -> None:
    """A pipe on Windows is in the encoding of its machine."""
    for words in (["audit", "--help"], ["law", "show", "fr.mention.intent"]):
        said = call(*words, cwd=tmp_path, PERENNE_LANG="fr", encoding=encoding)
        assert (said.status, said.err) == (0, "")
        assert b"fr.mention.intent" in said.out or b"perenne audit" in said.out
