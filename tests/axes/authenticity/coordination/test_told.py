"""What is said of an answer: what was found, how sure, what else could explain it, and nothing more."""

import re
from typing import Any

import msgspec
import pyarrow as pa
import pytest

from perenne.axes.authenticity.coordination.detect import Coordination
from perenne.axes.authenticity.coordination.tables import ACCOUNTS, EDGES, EVIDENCE, GROUPS
from perenne.axes.authenticity.coordination.told import lines, percent, rounded, words

FORBIDDEN = re.compile(
    r"\bbots?\b|robot|\bfake|\bfaux\b|fraud|tromp|désinformation|disinformation|malicious|malveill|troll",
    re.IGNORECASE,
)
RUN = {
    "window": 60, "level": 0.05, "family": 9206, "refused": None, "notes": "", "clock": 1, "informative": 5000,
    "rows": 80_000, "crowded": 0, "joint": 1000, "joint_crowded": 0, "cap": 200, "least_joint_of_candidates": 2,
    "cells": 5100, "cells_set_aside": 100, "joint_needed": 6,
}  # fmt: skip
GROUP = {
    "group": 1, "core": 12, "joined": 1, "meetings": 12.0, "joint": 11.0, "expected": 1.4, "window": 60,
    "own_crowd": 0.9, "one_source": None, "mutual": None,
}  # fmt: skip


def _found(run: dict[str, Any], *groups: dict[str, Any], alone: int = 0) -> Coordination:
    accounts = [{"account": str(each), "tested": True, "role": "alone"} for each in range(alone)]
    return Coordination(
        edges=EDGES.empty_table(),
        evidence=EVIDENCE.empty_table(),
        groups=pa.Table.from_pylist(list(groups), GROUPS),
        accounts=pa.Table.from_pylist(accounts, ACCOUNTS),
        run=pa.Table.from_pylist([run]),
    )


def _said(found: Coordination) -> tuple[str, str]:
    told = list(lines(found))
    return "\n".join(line.fr for line in told), "\n".join(line.en for line in told)


def test_a_group_is_told_with_its_family_its_times_and_what_chance_would_give() -> None:
    fr, en = _said(_found(RUN, GROUP))
    assert (
        "Group 1: 12 accounts acted together beyond chance (false discovery rate 5%, family of 9,206 accounts). Two "
        "of them met on 12 objects in the same hour, and were within 60 seconds on 11; others like them: 1.4"
    ) in en
    assert "d’autres comme eux : 1,4" in fr
    assert "1 autre compte a agi avec lui" in fr
    assert "1 more account acted with it" in en


def test_an_innocent_cause_stands_beside_every_answer() -> None:
    for found in (_found(RUN, GROUP), _found(RUN, alone=1)):
        fr, en = _said(found)
        assert "Coordinated does not mean inauthentic, paid or automated" in en
        assert "Coordonné ne veut dire ni inauthentique, ni payé, ni automatisé" in fr
    assert "1 account acted together with another" in en


def test_one_source_mutual_engagement_and_similar_objects_are_said_where_they_are() -> None:
    _, en = _said(_found(RUN, GROUP | {"one_source": True, "mutual": True, "own_crowd": 0.2}))
    assert "all about one source" in en
    assert "mutual and synchronous engagement" in en
    assert "compared mostly with similar objects" in en


def test_nothing_found_says_what_could_not_have_been_seen() -> None:
    fr, en = _said(_found(RUN))
    assert "a ring with fewer than about 6 joint acts cannot be seen here" in en
    assert "moins d’environ 6 actes conjoints" in fr
    assert "Coordinated" not in en


def test_where_no_two_could_be_judged_no_size_of_a_ring_is_told() -> None:
    fr, en = _said(_found(RUN | {"joint_needed": None}))
    assert "no two of them acted together often enough to be judged" in en
    assert "?" not in fr + en


def test_a_crowd_is_counted_and_its_blind_spot_told() -> None:
    _, en = _said(_found(RUN | {"crowded": 40, "joint_crowded": 530}))
    assert "40 in a crowd" in en
    assert "53% of the joint pairs" in en
    assert "only ever meet in a crowd are not seen" in en


@pytest.mark.parametrize("code", sorted(words().refused))
def test_each_refusal_has_its_sentence_and_finds_nothing(code: str) -> None:
    fr, en = _said(_found(RUN | {"refused": code}))
    assert fr.count("\n") == en.count("\n") == 0
    assert "beyond chance" not in en


@pytest.mark.parametrize("note", sorted(words().notes))
def test_each_note_has_its_sentence(note: str) -> None:
    _, en = _said(_found(RUN | {"notes": note}))
    assert en.count("Window of 60 s") == 2


def test_no_sentence_ever_calls_anybody_anything() -> None:
    every = msgspec.json.encode(words()).decode()
    assert FORBIDDEN.findall(every) == []


def test_a_share_is_rounded_to_what_it_can_bear() -> None:
    assert [percent(share).en for share in (0.05, 0.001, 0.534, 1.0, 0.0)] == ["5%", "0.1%", "53%", "100%", "0%"]
    assert percent(0.001).fr == "0,1 %"
    assert rounded(1.44, 1).fr == "1,4"
