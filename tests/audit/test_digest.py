"""What is kept in memory: the same whether posts were judged at once or in parts, and never more than fits a page."""

from typing import Any

import polars as pl
import pytest

from perenne.audit.digest import MOST_ASKED, MOST_POSTS, Digest, creator, digest_of, judged_post
from perenne.audit.index import hashed
from perenne.audit.judgement import Judgement
from perenne.model.post import Post
from tests.law.given import a_post, all_judged, paid

TEXTS = ("Publicité · Ma lampe", "Ma lampe", "Ma lampe, mon code LINA20", "#sp @valbrume", "Le chat")


@pytest.fixture(scope="module")
def judged() -> list[Judgement]:
    posts: list[Post] = []
    for n in range(40):
        facts: dict[str, Any] = {"post_id": f"C{n:02}", "published_at": f"202{4 + n % 3}-{n % 12 + 1:02}-10"}
        posts.append((paid if n % 3 == 0 else a_post)(TEXTS[n % 5], **facts))
    return all_judged(posts)


def of(several: list[Judgement]) -> Digest:
    """The digest of judgements taken one by one."""
    digest = Digest()
    for each in several:
        digest.add(judged_post(each.post, each.findings))
        for finding in each.findings:
            if finding.question:
                digest.ask(each.post, finding.question)
    return digest


def test_parts_add_up_to_the_whole(judged: list[Judgement]) -> None:
    whole = of(judged)
    for cut in (0, 1, 17, 40):
        sum_of_both = of(judged[:cut])
        sum_of_both.add_digest(of(judged[cut:]))
        assert sum_of_both.first == whole.first
        assert sum_of_both == whole


def test_it_counts_posts_by_verdict_and_findings_by_rule(judged: list[Judgement]) -> None:
    digest = of(judged)
    assert digest.verdicts.total() == 40
    assert digest.spoken == sum(1 for each in judged if each.findings)
    assert sum(counted.total() for counted in digest.rules.values()) == sum(len(each.findings) for each in judged)
    assert {rule for rule, _, _ in digest.examples} == set(digest.rules)
    assert digest.days == (
        min(each.facts.day for each in judged if each.facts.day),
        digest.days[1] if digest.days else 0,
    )


def test_the_worst_are_kept_of_however_many(judged: list[Judgement]) -> None:
    digest = Digest()
    silent = judged_post(a_post("Le chat", post_id="A"), ())
    for _ in range(10 * MOST_POSTS):
        digest.consider(silent)
    worst = of(judged).first[0]
    digest.consider(worst)
    assert digest.first[0] == worst
    assert len(digest.first) == MOST_POSTS
    assert len(digest._first) <= 4 * MOST_POSTS


def test_a_question_is_counted_without_end_and_the_first_who_wait_are_named(judged: list[Judgement]) -> None:
    (question,) = {each.question for one in judged for each in one.findings if each.question} & {
        each.question for one in judged for each in one.findings if each.question and "deal" in each.question.fact
    }
    parts = [Digest(), Digest()]
    for n in range(2 * MOST_ASKED):
        parts[n // MOST_ASKED].ask(a_post("x", post_id=f"C{n}"), question)
    parts[0].add_digest(parts[1])
    (asked,) = parts[0].asked.values()
    assert asked.posts == 2 * MOST_ASKED
    assert [place.id for place in asked.first] == [f"C{n}" for n in range(MOST_ASKED)]


def test_of_an_audit_in_memory_the_order_never_matters(judged: list[Judgement]) -> None:
    posts = [each.post for each in judged]
    findings = [finding for each in judged for finding in each.findings]
    assert digest_of(posts, findings) == digest_of(posts[::-1], findings)
    assert digest_of(posts, findings).accounts == 1
    assert digest_of([], []) == Digest()


ACCOUNTS = {
    ("lina", "Lina", "7"): "@lina",
    ("@lina", None, None): "@lina",
    ("", "Lina", "7"): "Lina",
    (None, None, "7"): "7",
}


@pytest.mark.parametrize(("account", "said"), ACCOUNTS.items())
def test_a_creator_is_the_handle_else_the_name_else_the_id(account: tuple[str | None, ...], said: str) -> None:
    assert creator(*account) == said


def test_nobody_is_no_creator() -> None:
    assert creator(None, "", None) is None
    assert hashed(pl.Series([None, "", "Lina", "lina"], dtype=pl.String)).n_unique() == 2
