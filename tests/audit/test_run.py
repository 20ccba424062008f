"""The whole audit on small real files: every record accounted for, questions asked once and answered for good."""

import random
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from perenne.audit.outcome import AuditOutcome
from perenne.audit.run import AuditRequest, audit
from perenne.model.errors import UsageError
from perenne.model.finding import Evidence
from perenne.readers.opening import find_files
from tests.audit.files import DEALS, a_line, a_paid_line, audited, outcome, verdicts, write, write_lines

CODE = "Ma lampe, avec mon code LINA20"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two captures with a repeat, a reject, a post from Québec, and a file that is no data."""
    captures = tmp_path / "captures"
    write_lines(
        captures / "a.ndjson",
        [
            a_paid_line("C1", "Ma lampe"),
            a_line("C2", CODE),
            a_line("C3", "Publicité · Ma lampe @maisonlune"),
            "{broken",
        ],
    )
    write_lines(
        captures / "b.ndjson",
        [
            a_line("C3", None, source={"observed_at": "2026-11-22"}),
            a_line("C4", "Ma lampe du soir"),
            a_line("C5", "Merci @maisonlune", account={"handle": "zoe", "country": "CA"}, audience={}),
            a_paid_line("C6", None),
        ],
    )
    write(captures / "note.bin", "")
    return captures


def test_every_record_is_accounted_for(folder: Path) -> None:
    summary = outcome(folder).summary
    assert [(file.file, file.records, file.rejects) for file in summary.files] == [
        ("a.ndjson", 3, 1),
        ("b.ndjson", 4, 0),
        ("note.bin", 0, 0),
    ]
    assert (summary.posts, summary.repeats) == (6, 1)
    assert sum(file.records for file in summary.files) == summary.posts + summary.repeats
    assert sum(summary.verdicts.values()) == summary.posts
    assert [file.problem for file in summary.files] == [None, None, "le fichier est vide"]


def test_the_counts_by_rule_are_those_of_the_findings(folder: Path) -> None:
    found = outcome(folder)
    counted = {
        (rule, verdict): count
        for rule, verdicts in found.summary.rules.items()
        for verdict, count in verdicts.items()
    }
    assert counted == Counter((each.rule, each.verdict) for each in found.findings)


def test_each_post_gets_the_verdict_that_is_its_own(folder: Path) -> None:
    found = outcome(folder)
    assert verdicts(found) == {"C1": "non_compliant", "C2": "needs_human", "C3": "compliant"}
    assert {word: count for word, count in found.summary.verdicts.items() if count} == {
        "non_compliant": 1,
        "needs_human": 1,
        "compliant": 1,
        "out_of_scope": 3,
    }


def test_what_could_not_be_judged_is_told_by_file(folder: Path) -> None:
    files = {file.file: file.not_judged for file in outcome(folder).summary.files}
    assert files["b.ndjson"]["fr.mention.intent"] == "text : non enregistré par cette source"
    assert files["a.ndjson"] == {}
    english = outcome(folder, language="en").summary.files[1]
    assert english.not_judged["fr.mention.intent"] == "text not recorded by this source"


def test_a_country_whose_law_is_not_built_is_counted_as_elsewhere(folder: Path) -> None:
    summary = outcome(folder).summary
    assert summary.jurisdictions == ("CA", "FR")
    assert summary.elsewhere == {"CA": 1}
    assert "fr.political.window" in summary.not_checked
    assert "fr.mention.intent" not in summary.not_checked


def test_the_order_of_the_files_never_matters(folder: Path) -> None:
    found = find_files([folder])
    for seed in range(4):
        shuffled = random.Random(seed).sample(found, len(found))  # noqa: S311
        assert audit(AuditRequest(files=tuple(shuffled))) == audit(AuditRequest(files=tuple(found)))


def test_a_repeat_keeps_the_words_that_only_one_copy_has(folder: Path) -> None:
    (post,) = [post for post in outcome(folder).posts if post.post_id == "C3"]
    assert post.text == "Publicité · Ma lampe @maisonlune"
    assert post.source.file == "b.ndjson"


def test_originals_are_those_that_gave_posts(folder: Path) -> None:
    originals = audited(folder).originals
    assert [(each.path.name, each.clean) for each in originals] == [("a.ndjson", True), ("b.ndjson", True)]


def test_no_file_gives_an_empty_audit() -> None:
    found = audit(AuditRequest(files=())).outcome
    assert (found.posts, found.findings, found.summary.posts) == ((), (), 0)
    assert set(found.summary.verdicts.values()) == {0}


# Questions and answers


def test_a_question_is_asked_once_a_post_with_every_finding_that_waits_for_it(tmp_path: Path) -> None:
    doubtful = a_line("C1", f"Une bière, {CODE}", media={"retouched": True, "face_or_body": True})
    write_lines(tmp_path / "a.ndjson", [doubtful])
    found = outcome(tmp_path)
    asked = [each for each in found.questions if each.question.fact == "deal.consideration"]
    assert len(asked) == 1
    waiting = {each.id for each in found.findings if each.question and each.question.fact == "deal.consideration"}
    assert set(asked[0].findings) == waiting
    assert len(waiting) > 1


def test_an_answer_ends_the_question_and_is_traced_to_its_line(folder: Path, tmp_path: Path) -> None:
    answer = {"perenne": "answer/1", "platform": "instagram", "post_id": "C2", "question": "deal.consideration"}
    answers = write_lines(tmp_path / "answers.ndjson", ["", {**answer, "answer": "non", "by": "Lina M."}])
    found = outcome(folder, answers=[answers])
    assert found.questions == ()
    (said,) = [each for each in found.findings if each.subject.id == "C2"]
    assert (said.verdict, said.code) == ("out_of_scope", "no_consideration")
    proof = Evidence("answers.deal.consideration", value="no", source="Lina M., answers.ndjson:2")
    assert proof in said.evidence


def test_an_answer_to_a_post_that_was_not_read_is_listed(folder: Path, tmp_path: Path) -> None:
    answer = {"perenne": "answer/1", "platform": "tiktok", "post_id": "C2", "question": "q", "answer": "no"}
    found = outcome(folder, answers=[write_lines(tmp_path / "answers.ndjson", [answer, "{broken"])])
    assert found.unmatched_answers == (("tiktok", "C2"),)
    assert [(reject.file, reject.line) for reject in found.rejects] == [("a.ndjson", 4), ("answers.ndjson", 2)]


# Deals


def test_a_sheet_of_deals_meets_the_posts_and_what_met_none_is_listed(tmp_path: Path) -> None:
    posts = [a_line("C1", "Ma lampe @maisonlune"), a_line("C2", "Ma lampe")]
    captures = write_lines(tmp_path / "a.ndjson", posts)
    found = outcome(captures, deals=[write(tmp_path / "deals.csv", DEALS)])
    assert verdicts(found) == {"C1": "non_compliant"}
    (accused,) = [each for each in found.findings if each.rule == "fr.mention.intent"]
    assert accused.evidence == (Evidence("deals", value="Maison Lune, 2026-11-15", source="deals.csv:2"),)
    assert [(loose.where, loose.deal.creator) for loose in found.loose_deals] == [("deals.csv:3", "claire.m")]
    assert found.summary.relations == 2


def test_a_relation_meets_the_posts_too(tmp_path: Path) -> None:
    captures = write_lines(tmp_path / "a.ndjson", [a_line("C1", "Ma lampe @maisonlune")])
    deal = {"creator": "@LINA.M", "advertiser": "Maison Lune", "date": "2026-11-10", "kind": "money"}
    relation = {"perenne": "relation/1", "id": "r1", "deals": [deal]}
    found = outcome(captures, deals=[write_lines(tmp_path / "r.ndjson", [relation, "{broken"])])
    assert verdicts(found) == {"C1": "non_compliant"}
    assert [reject.file for reject in found.rejects] == ["r.ndjson"]


@pytest.mark.parametrize(
    ("option", "content"),
    [
        ("deals", ""),
        ("deals", "Date;Vues\n15/11/2026;5\n"),
        ("deals", '{"perenne": "post/1", "platform": "x"}\n'),
        ("answers", ""),
        ("answers", "platform;post_id;answer\nx;1;oui\n"),
        ("answers", '{"perenne": "relation/1", "id": "r"}\n'),
        ("answers", DEALS),
    ],
)
def test_a_side_file_that_is_something_else_stops_the_audit_with_one_sentence_that_names_it(
    tmp_path: Path, option: str, content: str
) -> None:
    captures = write_lines(tmp_path / "a.ndjson", [a_line("C1", CODE)])
    with pytest.raises(UsageError) as refused:
        outcome(captures, **{option: [write(tmp_path / "side.csv", content)]})
    assert refused.value.says.fr.startswith("side.csv")
    assert refused.value.says.en.startswith("side.csv")


# What a person states for the whole run


def test_a_stated_deal_is_that_of_every_post_that_records_none(tmp_path: Path) -> None:
    posts = [a_line("C1", CODE), a_line("C2", CODE, deal={"consideration": "no"}), a_paid_line("C3", "Ma lampe")]
    captures = write_lines(tmp_path / "a.ndjson", posts)
    assert verdicts(outcome(captures, stated_deal="yes")) == {
        "C1": "non_compliant",
        "C2": "out_of_scope",
        "C3": "non_compliant",
    }
    assert verdicts(outcome(captures, stated_deal="no")) == {
        "C1": "out_of_scope",
        "C2": "out_of_scope",
        "C3": "non_compliant",
    }


@pytest.mark.parametrize("stated", ["no", "yes", "unknown"])
def test_a_stated_deal_is_none_for_a_post_of_which_another_copy_records_one(tmp_path: Path, stated: str) -> None:
    newer = a_line("C1", "Ma lampe", source={"observed_at": "2026-11-22"})
    captures = write_lines(tmp_path / "a.ndjson", [newer, a_paid_line("C1", "Ma lampe")])
    found = outcome(captures, stated_deal=stated)
    assert verdicts(found) == {"C1": "non_compliant"}
    assert found.conflicts == ()


def test_a_stated_audience_wakes_the_law_of_posts_that_record_none(tmp_path: Path) -> None:
    abroad = a_paid_line("C1", "Ma lampe", account={"handle": "zoe", "country": "CA"}, audience={})
    captures = write_lines(tmp_path / "a.ndjson", [abroad])
    assert verdicts(outcome(captures)) == {}
    assert verdicts(outcome(captures, audience=("FR",))) == {"C1": "non_compliant"}


def test_where_nothing_is_known_of_a_country_french_law_is_assumed_and_said_once(tmp_path: Path) -> None:
    captures = write_lines(tmp_path / "a.ndjson", [a_line(f"C{n}", CODE, account={}, audience={}) for n in range(3)])
    found = outcome(captures)
    assert found.summary.assumed == ("FR",)
    assert {each.question.fact for each in found.questions} == {"deal.consideration"}
    assert all("account.country" in each.depends_on for each in found.findings)


def test_the_view_under_another_days_law_is_marked_as_one(folder: Path) -> None:
    found = outcome(folder, as_of=date(2023, 6, 10))
    assert found.summary.as_of == "2023-06-10"
    assert {each.basis for each in found.findings} == {"as_of"}
    assert {each.law_date for each in found.findings} == {"2023-06-10"}
    assert set(verdicts(found).values()) == {"out_of_scope"}


def _told(found: Path) -> list[tuple[str, int, int | None]]:
    told: list[tuple[str, int, int | None]] = []
    audit(AuditRequest(files=tuple(find_files([found]))), lambda *said: told.append(said))
    return told


def test_progress_tells_what_was_read_and_then_how_many_of_all_were_judged(folder: Path) -> None:
    told = _told(folder)
    assert [each for each in told if each[0] == "judge"][-1] == ("judge", 6, 6)
    assert [each for each in told if each[0] == "read"][-1] == ("read", 8, None)


def test_conflicting_copies_are_both_shown(tmp_path: Path) -> None:
    captures = write_lines(tmp_path / "a.ndjson", [a_line("C1", "avant"), a_line("C1", "après")])
    found: AuditOutcome = outcome(captures)
    (conflict,) = found.conflicts
    assert {conflict.kept, conflict.other} == {"avant", "après"}
    assert found.summary.repeats == 1
