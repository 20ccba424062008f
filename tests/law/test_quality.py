"""The gates of the judgement of posts."""

from perenne.law.rulebook import rulebook
from tests.law.quality import DOCUMENT, FAMILIES, Share, quality, with_figures


def test_every_named_caption_is_right() -> None:
    captions = quality().captions

    assert captions.right == captions.of >= 33


def test_at_least_95_cases_in_a_hundred_are_right() -> None:
    assert quality().right.value >= 0.95


def test_the_cases_are_as_many_as_promised() -> None:
    innocent = quality().innocent_accused.of

    assert quality().right.of >= 400
    assert innocent >= 150


def test_no_innocent_post_is_accused() -> None:
    assert quality().innocent_accused.right == 0


def test_no_case_that_allows_no_accusation_gets_one() -> None:
    assert quality().falsely_accused.right == 0


def test_at_most_one_question_in_twenty_is_needless() -> None:
    assert quality().needless_questions.value <= 0.05


def test_every_quote_stands_where_it_is_said_to_stand() -> None:
    exact = quality().spans_exact

    assert exact.right == exact.of > 1000


def test_every_rule_that_judges_posts_belongs_to_a_family() -> None:
    beginnings = tuple(each for family in FAMILIES.values() for each in family)

    assert [rule for rule in rulebook().rules_on("post") if not rule.startswith(beginnings)] == []


def test_every_built_rule_has_cases() -> None:
    expected = {rule for each in quality().judged for rule in each.case.expect}

    assert set(rulebook().rules_on("post")) - expected == set()


def test_a_wilson_interval_of_no_error_in_150_still_allows_two_and_a_half_percent() -> None:
    low, high = Share(0, 150).interval

    assert round(low, 9) == 0.0
    assert round(high, 3) == 0.025


def test_the_document_gives_the_figures_of_today() -> None:
    """``make quality`` writes them."""
    document = DOCUMENT.read_text(encoding="utf-8")

    assert document == with_figures(document, quality().report())
