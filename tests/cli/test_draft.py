"""``perenne draft`` as somebody calls it who is about to publish."""

import json
import os
import threading
from pathlib import Path
from typing import get_args

import pytest

from perenne.model.post import Platform, Sector
from tests.cli.calling import call
from tests.cli.conftest import Perenne

LUNE = ("--deal", "yes", "--brand", "Maison Lune", "--handle", "maisonlune", "--on", "2026-11-20")


def test_a_paid_text_comes_back_with_its_verdict_its_reasons_and_a_proposal(perenne: Perenne) -> None:
    said = perenne("draft", "J’adore ces bougies", *LUNE)
    assert (said.status, said.err) == (0, "")
    lines = said.out.decode().splitlines()
    assert lines[0] == "Non-compliant, by the law of 20\u00a0November 2026"
    assert lines[1] == "Country of establishment unknown: French law assumed."
    assert "Non-compliant · Commercial intent indicated (loi n° 2023-451, art. 5-2)" in lines
    assert lines[-3:] == [
        "The smallest mending (Compliant):",
        "",
        "Collaboration commerciale avec @maisonlune · J’adore ces bougies",
    ]


def test_the_law_is_that_of_the_planned_day(perenne: Perenne) -> None:
    text = "Partenariat rémunéré avec @maisonlune · une bougie"
    then = perenne("draft", text, *LUNE[:-1], "2024-03-10", "--json")
    now = perenne("draft", text, *LUNE, "--json")
    intents = [
        {each["rule"]: each["verdict"] for each in json.loads(said.out)["findings"]}["fr.mention.intent"]
        for said in (then, now)
    ]
    assert intents == ["improvable", "compliant"]


def test_the_proposal_given_back_is_compliant_and_gets_none(perenne: Perenne) -> None:
    first = json.loads(perenne("draft", "Mes bougies #sp", *LUNE, "--json").out)
    assert first["perenne"] == "draft/1"
    assert first["proposal"]["complete"]
    again = json.loads(perenne("draft", first["proposal"]["text"], *LUNE, "--json").out)
    assert again["proposal"] is None
    assert {each["verdict"] for each in again["findings"]} == {"compliant"}


def test_a_text_comes_from_a_file_or_from_standard_input(tmp_path: Path) -> None:
    (tmp_path / "caption.txt").write_bytes("\ufeffPublicité · une bougie @maisonlune\n".encode())
    from_file = call("draft", "caption.txt", "--on", "2026-11-20", "--json", cwd=tmp_path)
    piped = call(
        "draft",
        "-",
        "--on",
        "2026-11-20",
        "--json",
        cwd=tmp_path,
        stdin="Publicité · une bougie @maisonlune\n".encode(),
    )
    assert json.loads(from_file.out)["text"] == json.loads(piped.out)["text"] == "Publicité · une bougie @maisonlune"


def test_what_is_known_may_stand_in_a_record_and_options_go_before_it(tmp_path: Path) -> None:
    record = {"perenne": "post/1", "platform": "tiktok", "text": "Une bougie", "deal": {"consideration": "yes"}}
    (tmp_path / "post.json").write_text(json.dumps(record), encoding="utf-8")
    said = call("draft", "--facts", "post.json", "--on", "2026-11-20", "--json", cwd=tmp_path)
    (intent,) = [each for each in json.loads(said.out)["findings"] if each["rule"] == "fr.mention.intent"]
    assert (intent["verdict"], intent["subject"]["platform"]) == ("non_compliant", "tiktok")
    denied = call("draft", "--facts", "post.json", "--on", "2026-11-20", "--deal", "no", "--json", cwd=tmp_path)
    assert json.loads(denied.out)["findings"] == []


def test_one_fault_is_told_once_with_every_rule_that_the_change_answers(tmp_path: Path) -> None:
    record = {
        "platform": "instagram",
        "text": "Une lampe de @maisonlune",
        "first_comment": "Collaboration commerciale",
    }
    (tmp_path / "post.json").write_text(json.dumps(record), encoding="utf-8")
    shown = call("draft", "--facts", "post.json", *LUNE, cwd=tmp_path).out.decode()
    assert shown.count("first comment") == 1
    assert "  Same mending: Mention seen at once (ARPP, recommandation" in shown


def test_a_text_that_wakes_no_rule_is_not_called_compliant(perenne: Perenne) -> None:
    lines = perenne("draft", "Bonjour le soleil", "--on", "2026-11-20").out.decode().splitlines()
    assert lines[0].startswith("Out of scope")
    assert lines[-1].startswith("No rule that is checked speaks of this text")


def test_a_mending_that_leaves_something_says_what_is_left(perenne: Perenne) -> None:
    kilos = perenne("draft", "Perdre 10 kilos en 2 semaines avec les gélules @maisonlune", *LUNE).out.decode()
    assert "What a few words can mend; left for you: Health claims (Non-compliant)." in kilos


def test_a_text_may_begin_with_a_minus_sign(perenne: Perenne) -> None:
    shown = perenne("draft", "-20 % chez @maisonlune, avec mon code LINA20", *LUNE, "--json")
    assert (shown.status, shown.err) == (0, "")
    assert json.loads(shown.out)["text"].startswith("-20 %")
    assert perenne("draft", "--dael", "yes").status == 2


def test_the_line_ends_of_windows_are_line_ends(tmp_path: Path) -> None:
    (tmp_path / "caption.txt").write_bytes(b"Une bougie\r\nde Maison Lune\r\n")
    shown = call("draft", "caption.txt", *LUNE, cwd=tmp_path).out.decode()
    assert "\\u000d" not in shown
    assert shown.endswith("Collaboration commerciale · Une bougie\nde Maison Lune\n")


def test_strict_tells_by_its_status_that_the_text_is_not_compliant(perenne: Perenne) -> None:
    assert perenne("draft", "Une bougie", *LUNE, "--strict").status == 1
    assert perenne("draft", "Collaboration commerciale avec @maisonlune", *LUNE, "--strict").status == 0


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ([], "give a text: in quotes, in a file, or through - (see `perenne draft --help`)"),
        (["x", "--label", "maybe"], "--label takes yes or no, and not “maybe”"),
        (["x", "--on", "tomorrow"], "a date is written like 2026-11-24, and not “tomorrow”"),
        (
            ["x", "--platform", "minitel"],
            f"platform: value not in the list ({', '.join(sorted(get_args(Platform)))})",
        ),
        (
            ["x", "--sector", "candles"],
            f"deal.advertiser.sectors[0]: value not in the list ({', '.join(sorted(get_args(Sector)))})",
        ),
        (["x", "--country", "UK"], "the code of the United Kingdom is GB: write it in --country"),
        (["x", "--facts", "list.json"], "“list.json” is no JSON object: --facts takes one post/1 record"),
        (["x", "--facts", "absent.json"], "“absent.json” could not be read (No such file or directory)"),
        (["latin.txt"], "“latin.txt” is no UTF-8 text: save it as such"),
        (["list.json"], "“list.json” holds records: give one of them to --facts, or all to `perenne audit`"),
        (["."], "“.” could not be read (Is a directory)"),
        (["long.txt"], "“long.txt” is larger than a megabyte: that is no post’s text"),
    ],
)
def test_what_cannot_be_taken_is_refused_in_one_line(tmp_path: Path, words: list[str], told: str) -> None:
    (tmp_path / "list.json").write_text('[{"platform": "x"}]', encoding="utf-8")
    (tmp_path / "latin.txt").write_bytes("publicité".encode("latin-1"))
    (tmp_path / "long.txt").write_bytes(b"a" * 1_000_001)
    said = call("draft", *words, cwd=tmp_path)
    assert (said.status, said.out, said.lines) == (2, b"", [f"perenne: {told}"])


@pytest.mark.parametrize(
    "name",
    ["capton.txt", "ma légende.docx", "textes/capton.leg", "./capton", "../capton", "~/capton.md", "/nowhere/x"],
)
def test_a_mistyped_file_name_is_not_judged_as_a_text(perenne: Perenne, name: str) -> None:
    said = perenne("draft", name)
    assert (said.status, said.out) == (2, b"")
    assert said.lines == [
        f"perenne: “{name}” does not exist or is closed to you: check the file’s name, or give the text through -"
    ]


@pytest.mark.parametrize(
    "text", ["24/7", "#pub/@maisonlune", "https://maisonlune.example/lampe.html", "Bonjour", "et/ou...", "x" * 5_000]
)
def test_a_short_text_is_no_file_name(perenne: Perenne, text: str) -> None:
    said = perenne("draft", text, "--json")
    assert json.loads(said.out)["text"] == text


def test_a_text_may_come_through_a_pipe_with_a_name(perenne: Perenne, here: Path) -> None:
    os.mkfifo(here / "pipe")
    writer = threading.Thread(target=lambda: (here / "pipe").write_text("Une bougie", encoding="utf-8"))
    writer.start()
    said = perenne("draft", "pipe", "--json")
    writer.join()
    assert json.loads(said.out)["text"] == "Une bougie"


def test_a_text_that_commands_the_terminal_is_shown_as_its_codes(perenne: Perenne) -> None:
    said = perenne("draft", "\u001b[31mUne bougie\u202e", *LUNE)
    assert b"\x1b" not in said.out
    assert b"\\u001b[31mUne bougie\\u202e" in said.out


def test_in_french_it_speaks_french(tmp_path: Path) -> None:
    shown = call("draft", "Une bougie", *LUNE, cwd=tmp_path, PERENNE_LANG="fr").out.decode()
    assert shown.startswith("Non conforme, d’après le droit du 20\u00a0novembre 2026\n")
    assert "La plus petite correction (Conforme)\u00a0:" in shown
