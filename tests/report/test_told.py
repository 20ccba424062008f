"""One fault is told once: findings that the same change answers stand together."""

from perenne.law.rulebook import rulebook
from perenne.model.post import Post
from perenne.report.told import Told, told_together
from tests.law.given import a_post, judged, paid

INTENT, INSTANT, UNDERSTANDABLE = "fr.mention.intent", "fr.mention.instant", "fr.mention.understandable"


def told(post: Post) -> list[Told]:
    return list(told_together(judged(post).findings, rulebook()))


def rules(post: Post) -> dict[str, tuple[str, ...]]:
    """The rule that is told, and those told with it."""
    return {each.finding.rule: tuple(other.rule for other in each.also) for each in told(post)}


def test_a_mention_that_stands_only_in_the_first_comment_is_one_fault() -> None:
    said = rules(paid("Une lampe de @maisonlune", first_comment="Collaboration commerciale"))
    assert said[INTENT] == (INSTANT,)
    assert INSTANT not in said


def test_a_foreign_word_is_one_fault_and_what_is_compliant_is_told_each_by_itself() -> None:
    said = rules(paid("Sponsored · une lampe de @maisonlune"))
    assert said[INTENT] == (UNDERSTANDABLE,)
    assert said[INSTANT] == ()


def test_what_another_change_answers_is_another_fault() -> None:
    vin = {"consideration": "yes", "forms": ["money"], "advertiser": {"name": "Maison Lune", "sectors": ["alcohol"]}}
    said = rules(paid("Une cuvée de Maison Lune", deal=vin))
    assert said[INTENT] == said["fr.alcohol.message"] == ()


def test_the_worst_comes_first_and_nothing_is_lost() -> None:
    post = a_post("Merci @maisonlune, j'adore, sponsored")
    found = judged(post).findings
    together = told(post)
    assert sorted(each.id for group in together for each in (group.finding, *group.also)) == sorted(
        each.id for each in found
    )
    order = ["prohibited", "non_compliant", "needs_human", "improvable", "compliant", "out_of_scope"]
    places = [order.index(group.finding.verdict) for group in together]
    assert places == sorted(places)
