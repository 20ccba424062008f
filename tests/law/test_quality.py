"""The gates of the judgement of posts."""

from tests.law.quality import Share, quality


def test_every_named_caption_is_right() -> None:
    captions = quality().captions

    assert captions.right == captions.of == 33


def test_at_least_nine_cases_in_ten_are_right() -> None:
    assert quality().right.value >= 0.9


def test_the_cases_are_as_many_as_promised() -> None:
    innocent = quality().innocent_accused.of

    assert quality().right.of >= 33 + 120
    assert innocent >= 50


def test_no_innocent_post_is_accused() -> None:
    assert quality().innocent_accused.right == 0


def test_no_case_that_allows_no_accusation_gets_one() -> None:
    assert quality().falsely_accused.right == 0


def test_at_most_one_question_in_ten_is_needless() -> None:
    assert quality().needless_questions.value <= 0.1


def test_a_wilson_interval_of_no_error_in_150_still_allows_two_and_a_half_percent() -> None:
    low, high = Share(0, 150).interval

    assert round(low, 9) == 0.0
    assert round(high, 3) == 0.025
