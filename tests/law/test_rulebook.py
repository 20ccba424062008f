"""The schema refuses what a hand can get wrong in a rule; what it lets through is then judged as written."""

import copy
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from perenne.dated.shelf import shelf
from perenne.law.checks import CHECKS
from perenne.law.relations.checks import RELATION_CHECKS
from perenne.law.rulebook import Rulebook, read_rulebook, rulebook
from perenne.model.errors import DataError, UsageError
from perenne.model.finding import ACCUSING

NAME = "fr/identity.advertiser"
RULE = "fr.identity.advertiser"


@pytest.fixture
def shelved() -> dict[str, Any]:
    """The package's index and one rule, free to be spoiled."""
    content = copy.deepcopy(shelf("perenne.law.rules"))
    return {name: content[name] for name in ("index", NAME)}


def refusal(shelved: dict[str, Any]) -> str:
    with pytest.raises(DataError) as refused:
        read_rulebook(shelved)
    assert str(refused.value) == refused.value.says.en != refused.value.says.fr
    return str(refused.value)


def test_one_rule_alone_makes_a_rulebook_and_all_others_are_not_built(shelved: dict[str, Any]) -> None:
    book = read_rulebook(shelved)
    assert list(book.rules) == [RULE]
    assert set(book.not_built) == set(book.index.rule_ids) - {RULE}


def test_a_rule_without_version_is_refused(shelved: dict[str, Any]) -> None:
    shelved[NAME]["versions"] = []
    assert "needs a version" in refusal(shelved)


@pytest.mark.parametrize(
    ("second", "says"),
    [
        ({"from": "2010-01-01"}, "2004-06-22 and 2010-01-01 overlap"),
        ({"from": "2004-06-22"}, "overlap"),
        ({"from": "2001-01-01", "to": "2002-01-01"}, "out of order"),
        ({"from": "2030-01-01", "to": "2029-12-31"}, "ends before it starts"),
    ],
)
def test_two_versions_never_hold_on_one_day(shelved: dict[str, Any], second: dict[str, str], says: str) -> None:
    versions = shelved[NAME]["versions"]
    versions.append({**versions[0], **second})
    assert says in refusal(shelved)


def test_the_day_after_the_last_one_may_begin_a_new_version(shelved: dict[str, Any]) -> None:
    versions = shelved[NAME]["versions"]
    versions[0]["to"] = "2024-11-07"
    versions.append({**versions[0], "from": "2024-11-08", "to": None})
    rule = read_rulebook(shelved).rule(RULE)
    on = {day: rule.on(date.fromisoformat(day)) for day in ("2004-06-21", "2004-06-22", "2024-11-07", "2024-11-08")}
    assert [version.id if version else None for version in on.values()] == [
        None, "2004-06-22", "2004-06-22", "2024-11-08",
    ]  # fmt: skip


Spoil = Callable[[dict[str, Any]], Any]


def _overrule(rule: dict[str, Any]) -> None:
    rule["versions"][0]["verdicts"] = {"nowhere": "compliant"}


def _ask_nothing(rule: dict[str, Any]) -> None:
    rule["outcomes"]["not_named"]["verdict"] = "needs_human"


def _ask_nothing_in_a_version(rule: dict[str, Any]) -> None:
    rule["versions"][0]["verdicts"] = {"not_named": "needs_human"}


def _accuse_in_doubt(rule: dict[str, Any]) -> None:
    rule["versions"][0]["confidence"] = "D"
    rule["outcomes"]["not_named"]["verdict"] = "non_compliant"


@pytest.mark.parametrize(
    ("spoil", "says"),
    [
        (_overrule, "unknown outcomes: nowhere"),
        (_ask_nothing, "not_named needs a person and asks nothing"),
        (_ask_nothing_in_a_version, "not_named needs a person and asks nothing"),
        (_accuse_in_doubt, "not_named needs a person and asks nothing"),
        (lambda rule: rule["outcomes"]["named"].update(notices=["nowhere"]), "unknown notices nowhere"),
        (lambda rule: rule["outcomes"]["named"].update(verdict="guilty"), "guilty"),
        (lambda rule: rule["outcomes"]["named"]["because"].pop("en"), "en"),
        (lambda rule: rule["outcomes"]["named"].update(becuase="…"), "becuase"),
        (lambda rule: rule["versions"][0].update(confidence="E"), "E"),
        (lambda rule: rule["versions"][0].update({"from": "the other day"}), "date"),
        (lambda rule: rule.pop("checked_on"), "checked_on"),
        (lambda rule: rule.update(abroad="perhaps"), "perhaps"),
        (lambda rule: rule.update(wakes=[]), "needs something that wakes it"),
        (lambda rule: rule.update(subject="relation"), "on relations takes nothing"),
        (lambda rule: rule.update(subject="nobody"), "nobody"),
        (lambda rule: rule.update(id="fr.identity.nobody"), "unknown or filed elsewhere"),
        (lambda rule: rule.update(id="fr.identity.own_brand"), "unknown or filed elsewhere"),
    ],
)
def test_a_rule_that_is_not_well_formed_is_refused_and_its_file_named(
    shelved: dict[str, Any], spoil: Spoil, says: str
) -> None:
    spoil(shelved[NAME])
    refused = refusal(shelved)
    assert refused.startswith(NAME)
    assert says in refused


def test_a_rule_in_the_file_of_another_name_is_refused(shelved: dict[str, Any]) -> None:
    shelved["fr/identity.brand"] = shelved.pop(NAME)
    assert refusal(shelved).startswith("fr/identity.brand: the file holds the rule fr.identity.advertiser")


def test_a_rulebook_without_index_is_refused(shelved: dict[str, Any]) -> None:
    del shelved["index"]
    assert refusal(shelved).startswith("index: ")


def test_the_hash_of_the_rulebook_tells_of_any_change_and_not_of_the_order_of_its_files(
    shelved: dict[str, Any],
) -> None:
    book = read_rulebook(shelved)
    assert read_rulebook(dict(reversed(shelved.items()))).sha256 == book.sha256
    shelved[NAME]["outcomes"]["named"]["because"]["fr"] += "."
    assert read_rulebook(shelved).sha256 != book.sha256


def test_a_version_of_confidence_d_never_accuses(shelved: dict[str, Any]) -> None:
    rule = shelved[NAME]
    _accuse_in_doubt(rule)
    rule["outcomes"]["not_named"]["question"] = {
        "fact": "deal.advertiser",
        "to": "counsel",
        "fr": "Qui ?",
        "en": "Who?",
    }
    read = read_rulebook(shelved).rule(RULE)
    assert read.verdict("not_named", read.versions[0]) == "needs_human"
    assert read.verdict("named", read.versions[0]) == "compliant"


@pytest.mark.parametrize("confidence", ["A", "B", "C"])
def test_a_version_of_any_other_confidence_may_accuse(shelved: dict[str, Any], confidence: str) -> None:
    rule = shelved[NAME]
    _accuse_in_doubt(rule)
    rule["versions"][0]["confidence"] = confidence
    read = read_rulebook(shelved).rule(RULE)
    assert read.verdict("not_named", read.versions[0]) == "non_compliant"


def test_a_rule_is_asked_for_by_its_id_and_refused_plainly_where_it_is_not_built_or_not_known() -> None:
    book = rulebook()
    assert book.rule(RULE).id == RULE
    with pytest.raises(UsageError, match=r"fr\.political\.window is not built yet"):
        book.rule("fr.political.window")
    with pytest.raises(UsageError, match=r"there is no rule “fr\.mention\.intention”, but fr\.mention\.intent;"):
        book.rule("fr.mention.intention")


# What the package's own rulebook holds


@pytest.fixture(scope="module")
def book() -> Rulebook:
    return rulebook()


def test_every_rule_built_has_a_check_and_every_check_its_rule(book: Rulebook) -> None:
    assert set(book.rules_on("post")) == set(CHECKS)
    assert set(book.rules_on("relation")) == set(RELATION_CHECKS)
    assert {*book.rules_on("post"), *book.rules_on("relation")} == set(book.rules)


def test_the_contract_names_the_rules_and_no_id_stands_twice(book: Rulebook) -> None:
    ids = book.index.rule_ids
    assert len(ids) == len(set(ids)) == 54
    assert {"fr.mention.duration", "platform.policy", "uk.mention.intent", "fr.contract.clauses"} <= set(ids)


@pytest.mark.parametrize(
    ("rule", "starts"),
    [
        ("fr.mention.intent", ["2023-06-11", "2024-05-12", "2024-11-08"]),
        ("fr.mention.every_medium", ["2023-06-11", "2024-11-08"]),
        ("fr.mention.understandable", ["1994-08-07", "2024-11-08"]),
        ("fr.mention.instant", ["2022-01-01"]),
        ("fr.image.retouched", ["2023-06-11", "2024-11-08"]),
        ("fr.image.virtual", ["2023-06-11", "2024-11-08"]),
        ("fr.identity.own_brand", ["2023-06-11"]),
        ("eu.dsa.declaration", ["2024-02-17"]),
    ],
)
def test_the_versions_begin_on_the_days_of_the_law(book: Rulebook, rule: str, starts: list[str]) -> None:
    assert [version.id for version in book.rule(rule).versions] == starts


def test_the_law_of_2023_leaves_no_day_uncovered_and_its_last_version_is_open(book: Rulebook) -> None:
    for rule in book.rules.values():
        for earlier, later in zip(rule.versions, rule.versions[1:], strict=False):
            assert earlier.end is not None, rule.id
            assert (later.start - earlier.end).days == 1, rule.id
        assert rule.versions[-1].end is None, rule.id


def test_the_penalty_of_a_hidden_advertisement_rises_on_12_may_2024(book: Rulebook) -> None:
    rule = book.rule("fr.mention.intent")
    penalties = [str(version.penalty and version.penalty.en) for version in rule.versions]
    assert ["300,000" in penalty for penalty in penalties] == [True, False, False]
    assert ["750,000" in penalty for penalty in penalties] == [False, True, True]


def test_only_the_rules_of_article_5_fall_away_for_a_creator_in_another_eea_state(book: Rulebook) -> None:
    abroad = {rule.id for rule in book.rules.values() if rule.abroad == "out_of_scope"}
    assert abroad == {"fr.image.retouched", "fr.image.virtual", "fr.training.information"}
    assert all("art. 5" in version.article for rule in abroad for version in book.rule(rule).versions)


def test_a_recommendation_never_accuses(book: Rulebook) -> None:
    for rule in book.rules.values():
        for version in rule.versions:
            if version.status != "law":
                assert not {rule.verdict(code, version) for code in rule.outcomes} & ACCUSING, rule.id


def test_every_position_that_a_rule_rests_on_is_told_in_the_index(book: Rulebook) -> None:
    rules = book.rules.values()
    cited = {version.position for rule in rules for version in rule.versions}
    cited |= {outcome.position for rule in rules for outcome in rule.outcomes.values()}
    cited |= {outcome.position for outcome in book.index.around.values()}
    assert cited - {None} <= set(book.index.positions)


def test_no_rule_was_checked_after_the_rulebook_was_last_changed(book: Rulebook) -> None:
    assert {
        rule.id for rule in book.rules.values() if rule.checked_on > date.fromisoformat(book.index.version)
    } == set()
