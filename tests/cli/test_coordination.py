"""``perenne coordination``: from a file of acts to who acts together, in words that accuse nobody of more."""

import json
import re
import sqlite3
from contextlib import closing
from pathlib import Path
from zipfile import ZipFile

import polars as pl
import pytest

from tests.cli.conftest import Perenne
from tests.known_answers.lake import Lake, lake

FORBIDDEN = re.compile(r"\bbots?\b|\bfake|\bfaux\b|fraud|désinformation|disinformation|malveillant|malicious", re.I)


@pytest.fixture(scope="module")
def known() -> Lake:
    return lake(331, 12_000, innocents=(), rings=("amp15", "pure12"))


@pytest.fixture
def acts(known: Lake, here: Path) -> Path:
    frame = pl.DataFrame({"who": known.account, "link": known.object, "at": known.time})
    frame.with_columns(pl.format("u{}", "who").alias("who")).write_csv(here / "acts.csv")
    return here / "acts.csv"


def test_the_rings_of_a_file_are_found_shown_and_named_only_where_asked(
    perenne: Perenne, acts: Path, known: Lake, here: Path
) -> None:
    said = perenne(
        "coordination", acts, "--map", "account=who,object=link,time=at", "--out", "found", "--window", "60"
    )
    assert said.status == 0, said.err
    assert "12 accounts acted together beyond chance (false discovery rate 5%, family of" in said.err
    assert "Coordinated does not mean inauthentic, paid or automated" in said.err
    assert FORBIDDEN.search(said.err) is None
    assert "u1" not in said.err
    accounts = pl.read_parquet(here / "found" / "accounts.parquet")
    accused = {int(name.removeprefix("u")) for name in accounts.filter("accused")["account"]}
    assert accused == known.ringed
    assert accounts.columns[:6] == ["account", "tested", "p", "accused", "group", "role"]
    summary = json.loads((here / "found" / "summary.json").read_text(encoding="utf-8"))
    assert FORBIDDEN.search(json.dumps(summary, ensure_ascii=False)) is None
    assert said.out == b""


def test_who_asks_is_shown_the_names(perenne: Perenne, here: Path) -> None:
    rows = [{"account": f"u{a}", "object": "o", "time": a} for a in range(3)]
    pl.DataFrame(rows).write_ndjson(here / "acts.ndjson")
    said = perenne("coordination", "acts.ndjson", "--names")
    assert said.status == 0, said.err
    assert "too little to judge" in said.err
    assert (here / "perenne-coordination" / "run.csv").is_file()


OPENINGS = ("Bonjour !", "Alors", "Les amis,", "Franchement :", "Bref.")
COPIES = (
    "ce masque a vraiment changé ma vie en trois semaines et je le garde pour toujours",
    "ma grand-mère aurait adoré cette soupe aux orties que je prépare chaque printemps au jardin",
    "personne ne m’avait dit que la mer faisait autant de bruit quand on dort la fenêtre ouverte",
    "nous avons repeint la cuisine en vert sauge dimanche dernier et personne ne le regrette encore",
)


def _posts(here: Path) -> Path:
    """Five accounts that publish four texts within seconds of each other, each with words of its own."""
    lines = [
        {
            "perenne": "post/1", "platform": "x", "post_id": f"{number}-{who}", "account": {"handle": f"u{who}"},
            "published_at": f"2026-01-0{number + 1}T09:00:{10 * who:02}Z",
            "text": f"{OPENINGS[who]} {copy} #jour{who}. L'abus d'alcool est dangereux pour la santé.",
        }
        for number, copy in enumerate(COPIES)
        for who in range(5)
    ]  # fmt: skip
    lines.append(lines[0] | {"post_id": "alone", "text": "Rien de tout cela"})
    (here / "posts.ndjson").write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    return here / "posts.ndjson"


def test_what_an_earlier_run_wrote_is_not_read_as_acts(perenne: Perenne, here: Path) -> None:
    (here / "acts.csv").write_text("account,object,time\na,o,5\nb,o,6\n", encoding="utf-8")
    for _ in range(2):
        said = perenne("coordination", ".")
        assert said.status == 0, said.err
        assert "2 acts read\n" in said.err
    said = perenne("coordination", "perenne-coordination")
    assert said.status == 2
    assert "no file to read" in said.lines[-1]


def test_the_words_that_posts_share_stand_beside_each_joint_act(perenne: Perenne, here: Path) -> None:
    said = perenne("coordination", _posts(here), "--channel", "co-text", "--window", "60", "--out", "found")
    assert said.status == 0, said.err
    evidence = pl.read_parquet(here / "found" / "evidence.parquet")
    assert len(evidence) == 10 * len(COPIES)
    assert set(evidence["shared"]) == set(COPIES)
    assert "20 acts read, 1 text without a copy\n" in said.err
    assert set(evidence["channel"]) == {"co-text"}
    assert (here / "found" / "bursts.csv").is_file()


def test_words_that_a_brief_asked_for_are_no_copy(perenne: Perenne, here: Path) -> None:
    (here / "brief.txt").write_text("\n".join(COPIES), encoding="utf-8")
    said = perenne("coordination", _posts(here), "--channel", "co-text", "--brief", "brief.txt")
    assert said.status == 2
    assert "no text is copied" in said.lines[-1]
    assert not (here / "perenne-coordination").exists()


@pytest.mark.parametrize("name", ["missing.txt", "posts.ndjson.gz"])
def test_a_brief_that_cannot_be_read_is_said(perenne: Perenne, here: Path, name: str) -> None:
    (here / "posts.ndjson.gz").write_bytes(b"\x1f\x8b\xff\xfe")
    said = perenne("coordination", _posts(here), "--channel", "co-text", "--brief", name)
    assert said.status == 2
    assert name in said.lines[-1]


def test_the_same_posts_are_read_inside_a_compartment_or_not(perenne: Perenne, here: Path) -> None:
    tables = []
    for isolation in ("never", "auto"):
        said = perenne(
            "coordination", _posts(here), "--channel", "co-hashtag", "--out", isolation, "--isolation", isolation
        )
        assert said.status == 0, said.err
        tables.append(pl.read_parquet(here / isolation / "accounts.parquet"))
    assert tables[0].equals(tables[1])


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("nothing.csv",), "nothing.csv"),
        (("acts.csv",), "--map account=COLUMN"),
        (("acts.csv", "--map", "account=who,object=link,time=when"), "when"),
        (("acts.csv", "--window", "soon"), "--window"),
        (("acts.csv", "--window", "4000"), "300"),
        (("acts.csv", "--window", ","), "--window"),
        (("posts.ndjson", "--channel", "co-text", "--brief", "."), "--brief"),
        (("acts.csv", "--fdr", "2"), "between 0 and 1"),
        (("acts.csv", "--map", "account=who,object=link,time=at", "--engine", "oracle:"), "oracle:"),
        (("acts.csv", "--map", "account=who,object=link,time=at", "--engine", "trino://x"), "trino"),
        (("-",), "reads files"),
        (("acts.zip",), "unpack it"),
        (("toolkit.db",), "choose one with --channel"),
        (("toolkit.db", "--channel", "co-link"), "not one of the coordination-network-toolkit"),
        (("posts.ndjson",), "--channel"),
        (("posts.ndjson", "--channel", "co-image"), "co-hashtag"),
        (("acts.csv", "--channel", "colink"), "is it co-link?"),
        (("acts.csv", "--isolation", "maybe"), "--isolation"),
        (("posts.ndjson", "--channel", "co-link", "--brief", "acts.csv"), "--channel co-text"),
    ],
)
def test_what_cannot_be_done_is_said_in_one_sentence(
    perenne: Perenne, here: Path, words: tuple[str, ...], told: str
) -> None:
    (here / "acts.csv").write_text("who,link,at\na,o,5\n", encoding="utf-8")
    with ZipFile(here / "acts.zip", "w") as packed:
        packed.write(here / "acts.csv", "acts.csv")
    _posts(here)
    with closing(sqlite3.connect(here / "toolkit.db")) as connection:
        connection.execute("create table edges (a, b)")
    said = perenne("coordination", *words)
    assert said.status == 2
    assert told in said.lines[-1]
    assert "Traceback" not in said.err
    assert not (here / "perenne-coordination").exists()


@pytest.mark.parametrize(("words", "said"), [((), "fr"), (("--lang", "en"), "en"), (("--lang", "fr"), "fr")])
def test_the_page_is_in_the_language_that_is_asked_for_and_else_in_french(
    perenne: Perenne, here: Path, words: tuple[str, ...], said: str
) -> None:
    (here / "acts.csv").write_text("account,object,time\nlina,a,2026-01-01T09:00:00Z\nnoe,a,2026-01-01T09:00:05Z\n")
    perenne("coordination", "acts.csv", "--out", "found", *words)
    assert f'<html lang="{said}">' in (here / "found" / "report.html").read_text(encoding="utf-8")
