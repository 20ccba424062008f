"""What a run writes: tables for people and programs, a network, and nothing that a spreadsheet would run."""

import csv
import io
import json
import xml.etree.ElementTree as ET
from datetime import UTC, datetime
from pathlib import Path

import polars as pl
import pyarrow as pa
import pytest

from perenne.axes.authenticity.coordination.detect import TABLES, Coordination
from perenne.axes.authenticity.coordination.tables import ACCOUNTS, EDGES, EVIDENCE, GROUPS
from perenne.model.errors import UsageError
from perenne.report.coordination.folder import COORDINATION, as_csv, write_folder
from perenne.report.coordination.gexf import network

NAMES = ("=1+1", "lina & noé", "123456789012345", "<b>\x07", "zoé")
MOMENT = datetime(2026, 1, 1, 9, tzinfo=UTC)
GEXF = "{http://gexf.net/1.3}"


@pytest.fixture
def found() -> Coordination:
    """Four accounts in a group, an edge seen in two windows, and an account of which nothing is said."""
    edge = {"channel": "co-link", "group": 1, "meetings": 9, "joint": 8, "expected": 1.5, "lift": 5.0, "p": 1e-6}
    pairs = [(60, NAMES[0], NAMES[1], 1e-6), (300, NAMES[0], NAMES[1], 1e-9), (60, NAMES[1], NAMES[2], 1e-7)]
    edges = [edge | {"window": window, "a": a, "b": b, "p": p} for window, a, b, p in pairs]
    roles = ("core", "core", "core", "joined", None)
    accounts = [
        {"account": name, "tested": True, "p": 0.5, "accused": role is not None, "group": role and 1, "role": role}
        for name, role in zip(NAMES, roles, strict=True)
    ]
    act = {"channel": "co-link", "window": 60, "a": NAMES[0], "b": NAMES[1], "object": "@o", "t_a": MOMENT, "gap": -7}
    run = {
        "channel": "co-link", "method": "1", "window": 60, "level": 0.05, "family": 900, "refused": "too_little",
        "clock": 1, "informative": 3, "notes": "",
    }  # fmt: skip
    return Coordination(
        edges=pa.Table.from_pylist(edges, EDGES),
        evidence=pa.Table.from_pylist([act], EVIDENCE),
        groups=pa.Table.from_pylist([], GROUPS),
        accounts=pa.Table.from_pylist(accounts, ACCOUNTS),
        run=pa.Table.from_pylist([run]),
    )


@pytest.fixture
def written(found: Coordination, tmp_path: Path) -> Path:
    target = tmp_path / "coordination"
    _write(found, target)
    return target


def _write(found: Coordination, target: Path) -> None:
    with COORDINATION.prepared(target) as place:
        write_folder(found, place, target, "fr", named=False)


def test_every_table_is_there_twice_and_the_parquet_keeps_what_was_given(written: Path, found: Coordination) -> None:
    for name in TABLES:
        assert pl.read_parquet(written / f"{name}.parquet").to_dicts() == found.tables[name].to_pylist()
        rows = list(csv.reader(io.StringIO((written / f"{name}.csv").read_text(encoding="utf-8"))))
        assert rows[0] == found.tables[name].column_names
        assert len(rows) == 1 + len(found.tables[name])


def test_no_cell_of_a_sheet_is_a_formula_and_no_long_id_is_rounded(written: Path) -> None:
    rows = list(csv.DictReader(io.StringIO((written / "accounts.csv").read_text(encoding="utf-8"))))
    assert [row["account"] for row in rows] == ["'=1+1", "lina & noé", "'123456789012345", "<b> ", "zoé"]
    assert [(row["tested"], row["accused"], row["group"]) for row in rows[-2:]] == [
        ("true", "true", "1"),
        ("true", "false", ""),
    ]


def test_numbers_and_times_stay_what_they_are(found: Coordination) -> None:
    header, row = csv.reader(io.StringIO(b"".join(as_csv(found.evidence)).decode()))
    told = dict(zip(header, row, strict=True))
    assert (told["gap"], told["t_a"], told["t_b"], told["object"]) == ("-7", "2026-01-01T09:00:00Z", "", "'@o")


def test_the_network_has_a_node_an_account_and_an_edge_a_pair_by_its_best_window(found: Coordination) -> None:
    graph = ET.fromstring(network(found, named=False))  # noqa: S314 (our own)
    nodes = graph.findall(f".//{GEXF}node")
    assert [node.get("label") for node in nodes] == ["00001", "00002", "00003", "00004"]
    edges = graph.findall(f".//{GEXF}edge")
    assert len(edges) == 2
    values = {each.get("for"): each.get("value") for each in edges[0].iter(f"{GEXF}attvalue")}
    assert (values["window"], float(values["p"] or 1), edges[0].get("weight")) == ("300", 1e-9, "8")


def test_names_stand_in_the_network_only_where_they_were_asked_for(found: Coordination) -> None:
    assert b"lina" not in network(found, named=False)
    labels = [node.get("label") for node in ET.fromstring(network(found, named=True)).iter(f"{GEXF}node")]  # noqa: S314
    assert labels == ["=1+1", "lina & noé", "123456789012345", "<b>\ufffd"]


def test_the_summary_says_it_in_both_languages(written: Path) -> None:
    summary = json.loads((written / "summary.json").read_text(encoding="utf-8"))
    assert summary["perenne"] == "coordination/1"
    assert "too little to judge" in summary["said"][0]["en"]
    assert "trop peu pour juger" in summary["said"][0]["fr"]


def test_the_same_run_gives_the_same_bytes_and_replaces_the_earlier_one(written: Path, found: Coordination) -> None:
    before = {file.name: file.read_bytes() for file in written.iterdir()}
    _write(found, written)
    assert {file.name: file.read_bytes() for file in written.iterdir()} == before
    assert len(before) == 2 * len(TABLES) + 3
    assert {file.stat().st_mode & 0o777 for file in written.iterdir()} == {0o600}


def test_a_folder_of_somebody_else_is_never_replaced(found: Coordination, tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "letter.txt").write_text("dear", encoding="utf-8")
    with pytest.raises(UsageError):
        _write(found, tmp_path / "mine")
    assert (tmp_path / "mine" / "letter.txt").read_text(encoding="utf-8") == "dear"
