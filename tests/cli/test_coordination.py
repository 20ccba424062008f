"""``perenne coordination``: from a file of acts to who acts together, in words that accuse nobody of more."""

import json
import re
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


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("nothing.csv",), "nothing.csv"),
        (("acts.csv",), "--map account=COLUMN"),
        (("acts.csv", "--map", "account=who,object=link,time=when"), "when"),
        (("acts.csv", "--window", "soon"), "--window"),
        (("acts.csv", "--window", "4000"), "300"),
        (("acts.csv", "--fdr", "2"), "between 0 and 1"),
        (("acts.csv", "--map", "account=who,object=link,time=at", "--engine", "oracle:"), "oracle:"),
        (("acts.csv", "--map", "account=who,object=link,time=at", "--engine", "trino://x"), "trino"),
        (("-",), "reads files"),
        (("acts.zip",), "unpack it"),
    ],
)
def test_what_cannot_be_done_is_said_in_one_sentence(
    perenne: Perenne, here: Path, words: tuple[str, ...], told: str
) -> None:
    (here / "acts.csv").write_text("who,link,at\na,o,5\n", encoding="utf-8")
    with ZipFile(here / "acts.zip", "w") as packed:
        packed.write(here / "acts.csv", "acts.csv")
    said = perenne("coordination", *words)
    assert said.status == 2
    assert told in said.lines[-1]
    assert "Traceback" not in said.err
    assert not (here / "perenne-coordination").exists()
