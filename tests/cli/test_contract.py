"""``perenne contract check`` as somebody calls it who keeps relations in a file."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.cli.calling import call
from tests.cli.conftest import Perenne
from tests.cli.posts import GIFT, lines


def relation(name: str, **changed: Any) -> bytes:
    deal = {
        "creator": "nine.exemple",
        "advertiser": "Zibellou",
        "date": "2026-03-10",
        "kind": "money",
        "requested": True,
        "value_eur": 1150.0,
        "objective": "lancement",
    }
    record = {
        "perenne": "relation/1",
        "id": name,
        "creator": {"handle": "nine.exemple", "country": "FR"},
        "advertiser": {"name": "Zibellou", "handles": ["zibellou"], "country": "FR"},
        "targets_french_public": True,
        "deals": [deal],
        "contract": {"form": "none"},
    }
    return json.dumps({**record, **changed}, ensure_ascii=False).encode() + b"\n"


@pytest.fixture
def book(here: Path) -> Path:
    """Three relations: one accused, one asked about, one in order."""
    signed = {"form": "signed_document", "date_signed": "2026-01-05", "first_service": "2026-01-10"}
    small = [
        {"creator": "nine.exemple", "advertiser": "Zibellou", "date": "2026-03-10", "kind": "money", "value_eur": 90}
    ]
    path = here / "relations.ndjson"
    path.write_bytes(relation("none") + relation("signed", contract=signed) + relation("small", deals=small))
    return path


def test_each_relation_is_told_with_its_verdict_its_proof_and_what_to_do(perenne: Perenne, book: Path) -> None:
    said = perenne("contract", "check", "relations.ndjson")
    assert (said.status, said.err) == (0, "")
    shown = said.out.decode()
    assert "nine.exemple × Zibellou (none, relations.ndjson:1): Non-compliant" in shown
    assert "Written contract needed (loi n° 2023-451, art. 8 ; décret n° 2025-1137)" in shown
    assert "    · deals[0] = 2026-03-10, money, 1150\u00a0€, lancement" in shown
    assert "    → Draw up a written, signed contract" in shown
    assert "(signed, relations.ndjson:2): Needs a person" in shown
    assert "    ? What do the clauses of the contract say" in shown
    assert "(small, relations.ndjson:3): Compliant" in shown
    assert "  ! Write the terms down all the same" in shown
    assert max(map(len, shown.splitlines())) <= 100


def test_in_french_everything_is_french(book: Path) -> None:
    said = call("contract", "check", book.name, cwd=book.parent, PERENNE_LANG="fr")
    shown = said.out.decode()
    assert "(none, relations.ndjson:1)\u00a0: Non conforme" in shown
    assert "1\u202f150\u00a0€" in shown
    assert "Needs a person" not in shown
    assert "not recorded" not in shown


def test_as_json_the_findings_come_one_a_line(perenne: Perenne, book: Path) -> None:
    said = perenne("contract", "check", "relations.ndjson", "--json")
    assert (said.status, said.err) == (0, "")
    found = [json.loads(line) for line in said.out.splitlines()]
    assert {each["perenne"] for each in found} == {"finding/1"}
    assert {each["subject"]["id"] for each in found} == {"none", "signed", "small"}
    first = found[0]
    assert (first["subject"]["kind"], first["rule"], first["verdict"]) == (
        "relation", "fr.contract.required", "non_compliant",
    )  # fmt: skip
    assert perenne("contract", "check", "relations.ndjson", "--json").out == said.out


def test_strict_turns_an_accusation_into_an_exit_status_and_nothing_else(perenne: Perenne, book: Path) -> None:
    assert perenne("contract", "check", "relations.ndjson", "--strict").status == 1
    book.write_bytes(relation("asked", contract=None))
    assert perenne("contract", "check", "relations.ndjson", "--strict").status == 0


def test_the_law_of_another_day_may_be_asked_for(perenne: Perenne, here: Path) -> None:
    deal = {"creator": "n", "advertiser": "Zibellou", "date": "2025-06-10", "kind": "money", "value_eur": 5000}
    old = relation("old", creator={"country": "FR"}, deals=[deal])
    now = perenne("contract", "check", "-", "--json", stdin=old)
    then = perenne("contract", "check", "-", "--json", "--as-of", "2026-12-31", stdin=old)
    assert [(each["verdict"], each["basis"]) for each in (*now.records, *then.records)] == [
        ("needs_human", "publication"),
        ("non_compliant", "as_of"),
    ]


def test_a_line_that_is_no_relation_is_refused_and_the_rest_is_judged(perenne: Perenne, here: Path) -> None:
    broken = relation("x", contract={"form": "handshake"})
    (here / "mixed.ndjson").write_bytes(relation("good") + broken + b"{\n" + relation("also"))
    said = perenne("contract", "check", "mixed.ndjson", "--json")
    assert said.status == 0
    assert [each["subject"]["id"] for each in map(json.loads, said.out.splitlines())] == ["good", "also"]
    forms = "email_exchange, message_exchange, none, oral, signed_document"
    assert said.lines == [
        f"mixed.ndjson:2 (contract.form): value not in the list ({forms})",
        "mixed.ndjson:3: this is not JSON",
    ]


def test_files_of_something_else_are_named_and_do_not_stop_the_others(perenne: Perenne, book: Path) -> None:
    for number in range(8):
        (book.parent / f"posts-{number}.ndjson").write_bytes(lines(GIFT))
    said = perenne("contract", "check", ".", "--json")
    assert said.status == 0
    assert len(said.lines) == 6
    assert (
        said.lines[0]
        == "posts-0.ndjson: in the format post/1, which is not relation/1: nothing in it is checked here"
    )
    assert said.lines[-1] == "… and 3 more without a relation"


def test_where_there_is_no_relation_at_all_nothing_is_done(perenne: Perenne, here: Path) -> None:
    (here / "posts.ndjson").write_bytes(lines(GIFT))
    said = perenne("contract", "check", "posts.ndjson")
    assert (said.status, said.out) == (2, b"")
    assert len(said.lines) == 1
    assert said.err.startswith(
        "perenne: nothing could be read. “posts.ndjson”: in the format post/1, which is not rel"
    )


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("check",), "PATH is missing"),
        (("check", "nowhere.ndjson"), "does not exist"),
        (("check", "relations.ndjson", "--as-of", "spring"), "a date is written like 2026-11-24"),
        (("cheque",), "there is no command “cheque”"),
    ],
)
def test_a_call_that_cannot_be_done_says_why(perenne: Perenne, book: Path, words: tuple[str, ...], says: str) -> None:
    said = perenne("contract", *words)
    assert (said.status, said.out) == (2, b"")
    assert len(said.lines) == 1
    assert says in said.err


def test_called_bare_it_lists_its_verbs(perenne: Perenne) -> None:
    said = perenne("contract")
    assert said.status == 0
    assert "check" in said.out.decode()


def test_what_a_record_says_never_commands_the_terminal(perenne: Perenne, here: Path) -> None:
    said = perenne("contract", "check", "-", stdin=relation("\u001b[31mred", creator={"handle": "n\u202ei"}))
    assert b"\x1b" not in said.out
    assert "\u202e" not in said.out.decode()


def test_the_invented_relations_of_the_examples_show_each_kind_of_verdict(repository: Path) -> None:
    said = call("contract", "check", "examples/relations.ndjson", cwd=repository)
    shown = said.out.decode()
    assert (said.status, said.err) == (0, "")
    for verdict in ("Compliant", "Improvable", "Needs a person", "Non-compliant"):
        assert f"): {verdict}\n" in shown
