"""What moved between two contracts is said in both languages, and for whom it is better is not."""

import msgspec
import pytest

from perenne.contracts.difference import Change, changes, same
from perenne.contracts.terms import Terms
from perenne.contracts.terms_file import read_terms
from perenne.dated.shelf import shelf
from perenne.report.typography import typo
from tests.contracts.terms import terms, text

KEPT = "gardée par la créatrice après la mission"


def moved(**changed: str) -> list[tuple[str, str, str]]:
    return [(each.term, each.moved, each.says.en) for each in changes(terms(), terms(**changed), typo)]


def test_nothing_moves_between_a_contract_and_itself() -> None:
    assert moved() == []
    assert same(typo).en == "Both contracts state the same terms."


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("fee = 1500.00", "fee = 1800", ("fee", "changed", "Fee excluding VAT: €1,500.00 → €1,800.00.")),
        ("payment_days = 30", "payment_days = 45", ("payment_days", "changed", "Payment within: 30 days → 45 days.")),
        ("ends = 2027-05-31", "ends = 2027-06-30",
         ("ends", "changed", "End of the contract: 31\u00a0May 2027 → 30\u00a0June 2027.")),
        ('"TikTok", "site', '"site', ("media", "removed", "Media granted: removed, TikTok.")),
        ("count = 2", "count = 3",
         ("deliverables", "changed", "Content, réel on Instagram, by 15\u00a0December 2026: 2 → 3.")),
        ("value = 129.00", "value = 99",
         ("in_kind", "changed", f"Benefit in kind, une lampe Zibellou: €129.00 ({KEPT}) → €99.00 ({KEPT}).")),
        ("targets_french_public = true", "targets_french_public = false",
         ("targets_french_public", "changed", "The public in France is meant: yes → no.")),
    ],
)  # fmt: skip
def test_each_change_is_one_sentence(old: str, new: str, expected: tuple[str, str, str]) -> None:
    assert moved(**{old: new}) == [expected]


def test_a_right_that_is_new_is_added() -> None:
    found = moved(**{"ai_allowed = false": 'ai_allowed = true\nai_use = "dubbing"'})
    assert found == [("ai_use", "added", "Use of likeness and voice by an artificial intelligence: added, dubbing.")]


def test_french_has_its_typography() -> None:
    (change,) = changes(terms(), terms(**{"fee = 1500.00": "fee = 1800"}), typo)
    assert change.says.fr == "Rémunération hors taxes\u00a0: 1\u202f500,00\u00a0€ → 1\u202f800,00\u00a0€."


def test_the_other_way_round_swaps_added_and_removed() -> None:
    free = text().split("[exclusivity]")
    without = read_terms((free[0] + "[conduct]" + free[1].split("[conduct]")[1]).encode()).terms
    assert without is not None
    assert {each.moved for each in changes(terms(), without, typo)} == {"removed"}
    assert {each.moved for each in changes(without, terms(), typo)} == {"added"}


def test_an_agent_who_comes_in_is_told_in_words() -> None:
    agent = (
        '\n[agent]\nname = "Agence Tamaris"\nemail = "a@tamaris.exemple.fr"\n'
        'represents = ["creator"]\nwritten_mandate = true\n'
    )
    read = read_terms((text() + agent).encode())
    assert read.terms is not None
    said = [each.says.en for each in changes(terms(), read.terms, typo)]
    assert "The agent represents: added, the creator." in said


def test_every_term_has_a_name() -> None:
    names = set(shelf("perenne.contracts.wording")["terms"]["names"])
    plain = {
        each for each in Terms.__dataclass_fields__ if each not in {"creator", "advertiser", "agent", "exclusivity"}
    }
    assert plain <= names


def test_a_change_is_a_record() -> None:
    (change,) = changes(terms(), terms(**{"fee = 1500.00": "fee = 1800"}), typo)
    assert msgspec.json.decode(msgspec.json.encode(change), type=Change) == change
