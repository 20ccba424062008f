"""The page of a run: allowed words, pseudonyms, the evidence of each pair, and nothing that runs."""

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from html.parser import HTMLParser
from itertools import combinations
from typing import Any

import pyarrow as pa
import pytest

from perenne.axes.authenticity.coordination.detect import Coordination
from perenne.axes.authenticity.coordination.tables import ACCOUNTS, BURSTS, EDGES, EVIDENCE, GROUPS
from perenne.model.bilingual import Language
from perenne.report.coordination.gexf import network
from perenne.report.coordination.page import render
from perenne.report.coordination.view import MOST_ACTS, MOST_PAIRS, power
from tests.axes.authenticity.coordination.test_told import FORBIDDEN, GROUP, RUN

START = datetime(2026, 1, 1, 9, tzinfo=UTC)
RUNS = RUN | {"channel": "co-link", "method": "1", "accused": 3}
EVIL = "<script>alert(1)</script>\u202e"
NAMES = ("lina.orval", "noe", EVIL)


def _pair(a: str, b: str, **told: Any) -> dict[str, Any]:
    return {
        "channel": "co-link", "window": 60, "group": 1, "a": a, "b": b, "meetings": 9, "joint": 8, "expected": 1.5,
        "lift": 5.33, "lift_low": 2.3, "lift_high": 10.5, "p": 1.1e-8, "threshold": 0.0004, "reading": "minutes",
        "own_crowd": 0.5, "both_halves": True,
    } | told  # fmt: skip


def _act(a: str, b: str, n: int, **told: Any) -> dict[str, Any]:
    at = START + timedelta(hours=n)
    return {
        "channel": "co-link", "window": 60, "group": 1, "a": a, "b": b, "object": f"https://x.example/noe/{n}",
        "owner": "mairie", "t_a": at + timedelta(seconds=7), "t_b": at, "gap": -7, "acts_in_cell": 12,
    } | told  # fmt: skip


def _run(names: tuple[str, ...] = NAMES, acts: int = 2, joined: int = 0, **told: Any) -> Coordination:
    """A group in which everybody is tied to everybody."""
    pairs = list(combinations(names, 2))
    group = GROUP | {
        "core": len(names), "joined": joined, "edges": len(pairs), "objects": acts, "joint_acts": acts * len(pairs),
        "median_gap": 7.0, "first": START, "last": START, "owners": 1.0, "top_owner": "mairie",
        "top_owner_share": 0.9, "one_source": True, "reciprocity": 0.0, "mutual": False,
    }  # fmt: skip
    others = [{"account": f"other{n}", "group": 1, "role": "joined", "p": 0.2, "tested": True} for n in range(joined)]
    core = [{"account": name, "group": 1, "role": "core", "p": 1e-9, "tested": True} for name in names]
    found = Coordination(
        edges=pa.Table.from_pylist([_pair(a, b) for a, b in pairs], EDGES),
        evidence=pa.Table.from_pylist([_act(a, b, n) for a, b in pairs for n in range(acts)], EVIDENCE),
        groups=pa.Table.from_pylist([group], GROUPS),
        accounts=pa.Table.from_pylist([*core, *others], ACCOUNTS),
        run=pa.Table.from_pylist([RUNS]),
    )
    return replace(found, **told)


def html(language: Language) -> str:
    """A page with all of its parts: a group that others joined, a pair without a group, a burst."""
    found = _run(("lina", "noe", "zoe", "ines", "milo"), acts=4, joined=9)
    alone = pa.Table.from_pylist([_pair("alba", "ugo", group=None)], EDGES)
    burst = {"window": 60, "object": "https://x.example/noe/1", "at": START, "acts": 40, "together": 22}
    who = [{"account": name, "role": "alone", "p": 1e-6, "tested": True} for name in ("alba", "ugo")]
    whole = replace(
        found,
        edges=pa.concat_tables([found.edges, alone]),
        accounts=pa.concat_tables([found.accounts, pa.Table.from_pylist(who, ACCOUNTS)]),
        bursts=pa.Table.from_pylist([burst], BURSTS),
    )
    return render(whole, language, named=False)


def _text(page: str) -> str:
    """What is read of it, without style."""
    told: list[str] = []

    class Reading(HTMLParser):
        def handle_data(self, data: str) -> None:
            told.append(data)

    body = page[page.index("<body>") :]
    Reading().feed(body)
    return re.sub(r"\s+", " ", " ".join(told))


def test_a_page_says_what_was_found_how_sure_and_what_else_could_explain_it() -> None:
    said = _text(render(_run(), "en", named=False))
    for each in (
        "3 accounts acted together beyond chance",
        "Coordinated does not mean inauthentic, paid or automated",
        "about 5% at most are named wrongly, on average",
        "all about one source",
        "9,206",
        "100 of 5,100",
        "8 joint of 9, expected 1.5",
        "5.3 times, from 2.3 to 10.5",
        "1.1 × 10⁻⁸ / 4 × 10⁻⁴",
        "minutes of their own",
        "1 Jan 2026, 09:00:00",
    ):
        assert each in said
    assert "deux comptes se croisent" in _text(render(_run(), "fr", named=False)).lower()


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("named", [True, False])
def test_nobody_is_called_anything_and_no_sentence_is_half_translated(language: Any, named: bool) -> None:
    said = _text(render(_run(), language, named=named))
    assert not FORBIDDEN.search(said.replace(EVIL, ""))
    assert "{" not in said
    assert ("Groupe 1" in said) is (language == "fr")


def test_names_are_numbers_and_masked_in_objects_unless_they_are_asked_for() -> None:
    hidden, shown = (_text(render(_run(), "en", named=named)) for named in (False, True))
    assert not {name for name in ("lina.orval", "noe", "mairie") if name in hidden}
    assert "https://x.example/…/1" in hidden
    assert "account 1 and account 2" in hidden
    assert {name for name in ("lina.orval", "noe", "mairie") if name in shown} == {"lina.orval", "noe", "mairie"}


def test_the_page_and_the_network_give_an_account_the_same_number() -> None:
    found = _run()
    gexf = network(found, named=True).decode()
    number = int(re.search(r'id="(\d+)" label="noe"', gexf)[1])  # type: ignore[index]
    assert f"{number} · noe" in _text(render(found, "en", named=True)).replace("  ", " ")


@pytest.mark.parametrize(
    ("names", "called"),
    [
        (("lina", "noe", "zoe"), ["1", "2", "3"]),
        (("lina", "noe", "2"), ["P1", "P2", "P3"]),
        (("003", "p0002", "noe"), ["PP1", "PP2", "PP3"]),
        (("17", "123456789012345678901234567890", "noe"), ["1", "2", "3"]),
    ],
)
def test_no_number_that_stands_for_an_account_is_the_name_of_another(
    names: tuple[str, ...], called: list[str]
) -> None:
    said = _text(render(_run(names), "en", named=False))
    assert f"account {called[0]} and account {called[1]}" in said
    assert f"account {called[2]} tied" in said
    assert f" {called[2]} " in said


def test_who_came_first_is_told_by_the_gap() -> None:
    found = _run(NAMES[:2], acts=0)
    acts = [_act(*NAMES[:2], 0), _act(*NAMES[:2], 1, gap=7), _act(*NAMES[:2], 2, gap=0)]
    page = render(replace(found, evidence=pa.Table.from_pylist(acts, EVIDENCE)), "en", named=True)
    cells = re.findall(r'data-label="The first"><bdi>(.*?)</bdi>', page)
    assert cells == ["noe", "lina.orval", "–"]


def test_markup_and_what_turns_a_line_around_are_shown_and_do_nothing() -> None:
    found = _run()
    evil = pa.Table.from_pylist([_act(*NAMES[:2], 1, object=EVIL, shared=EVIL)], EVIDENCE)
    for named in (True, False):
        page = render(replace(found, evidence=evil), "en", named=named)
        assert "<script" not in page
        assert "\u202e" not in page
    assert "default-src 'none'" in page
    assert not re.search(r"\b(?:src|href)=\"(?!#)", page)


def test_bursts_are_about_objects_and_accuse_nobody() -> None:
    said = _text(html("en"))
    assert "Moments of unusual activity" in said
    assert "their cause is unknown" in said
    assert "Pairs without a group" in said


def test_names_are_shown_as_they_are_and_cannot_turn_their_neighbours_around() -> None:
    page = render(_run(("l'ours : -5", "مريم")), "fr", named=True)
    assert "<strong><bdi>l&#39;ours : -5</bdi> et <bdi>مريم</bdi></strong>" in page


def test_of_an_object_as_long_as_a_book_the_beginning_is_shown() -> None:
    found = _run(acts=0)
    acts = [_act(*NAMES[:2], n, object="a " * 50_000, shared="b " * 50_000) for n in range(3)]
    page = render(replace(found, evidence=pa.Table.from_pylist(acts, EVIDENCE)), "en", named=False)
    assert "a a a" in page
    assert "b b …" in page
    assert len(page) < 100_000


def test_no_part_of_a_name_stands_where_a_long_text_is_cut() -> None:
    long = "qz" + 4 * "orvalvaqz"
    acts = [_act(long, "noe", n, shared="é" * n + f" {long}" * 1_000) for n in range(12)]
    found = _run((long, "noe"), evidence=pa.Table.from_pylist(acts, EVIDENCE))
    assert "… … …" in (said := _text(render(found, "en", named=False)))
    assert "qz" not in said


def test_names_are_masked_in_shared_words_and_in_moments_of_unusual_activity() -> None:
    burst = {"channel": "co-text", "window": 60, "object": "merci zoe", "owner": "Zoé", "at": START, "acts": 30}
    found = _run(
        evidence=pa.Table.from_pylist([_act(*NAMES[:2], 1, shared="dit Lina Orval à Noé")], EVIDENCE),
        bursts=pa.Table.from_pylist([burst | {"together": 20, "share": 0.9, "usual": 0.1}], BURSTS),
    )
    said = _text(render(found, "en", named=False))
    assert "dit … à …" in said
    assert "merci …" in said


def test_of_a_pair_that_one_window_judged_that_one_is_told() -> None:
    judged = _pair(*NAMES[:2])
    listed = _pair(*NAMES[:2], window=300, group=None, p=None, threshold=None)
    for rows in ([judged, listed], [listed, judged]):
        said = _text(render(_run(NAMES[:2], edges=pa.Table.from_pylist(rows, EDGES)), "en", named=False))
        assert "p and threshold" in said
        assert "not judged" not in said


def test_of_very_much_the_clearest_is_shown_and_the_rest_is_named() -> None:
    names = tuple(f"compte{n:03}" for n in range(70))
    page = render(_run(names, acts=MOST_ACTS + 1, joined=130), "en", named=False)
    said = _text(page)
    assert f"{MOST_PAIRS} pairs of 2,415, the clearest first" in said
    assert f"{MOST_ACTS} acts of {MOST_ACTS + 1}; all are in evidence.csv" in said
    assert "100 accounts are shown" in said
    assert "The 60 accounts with most ties are drawn" in said
    assert page.count('<details class="pair">') == MOST_PAIRS
    assert len(page) < 300_000


def test_where_it_was_refused_to_judge_joint_acts_are_shown_and_nobody_is_named() -> None:
    nobody = [{"account": name, "tested": False, "role": None} for name in NAMES]
    found = _run(
        groups=GROUPS.empty_table(),
        accounts=pa.Table.from_pylist(nobody, ACCOUNTS),
        edges=pa.Table.from_pylist([_pair(*NAMES[:2], group=None, p=None, threshold=None)], EDGES),
        run=pa.Table.from_pylist([RUNS | {"refused": "too_little"}]),
    )
    assert b"<edge " not in network(found, named=True)
    assert b"<node " not in network(found, named=True)
    said = _text(render(found, "en", named=False))
    assert "too little to judge" in said
    assert "nobody is accused" in said
    assert "Joint acts, not judged" in said
    assert "p and threshold" not in said
    assert "Coordinated does not mean" not in said


def test_where_nothing_is_found_the_page_says_what_could_have_been_seen() -> None:
    nothing = _run(
        groups=GROUPS.empty_table(), accounts=ACCOUNTS.empty_table(), edges=EDGES.empty_table(),
        evidence=EVIDENCE.empty_table(),
    )  # fmt: skip
    said = _text(render(nothing, "en", named=False))
    assert "Nothing beyond chance at this level (family of 9,206 accounts); a ring with fewer than about 6" in said
    assert "How to read a pair" not in said


@pytest.mark.parametrize(
    ("p", "fr", "en"),
    [
        (None, "–", "–"),
        (0.0, "0", "0"),
        (1.0, "1", "1"),
        (0.0314, "0,031", "0.031"),
        (1.14e-8, "1,1 × 10⁻⁸", "1.1 × 10⁻⁸"),
        (9.96e-5, "1 × 10⁻⁴", "1 × 10⁻⁴"),
        (5e-324, "4,9 × 10⁻³²⁴", "4.9 × 10⁻³²⁴"),
    ],
)
def test_small_chances_are_written_as_powers(p: float | None, fr: str, en: str) -> None:
    assert power(p, "fr").replace("\xa0", " ") == fr
    assert power(p, "en").replace("\xa0", " ") == en
