"""Days as each language writes them, and sentences that name one."""

from datetime import date

import pytest

from perenne.model.bilingual import Bilingual, day_in_words, month_in_words


@pytest.mark.parametrize(
    ("day", "french", "english"),
    [
        (date(2027, 1, 1), "1er janvier 2027", "1 January 2027"),
        (date(2026, 11, 20), "20 novembre 2026", "20 November 2026"),
        (date(2026, 8, 2), "2 août 2026", "2 August 2026"),
    ],
)
def test_a_day_is_written_as_each_language_writes_it(day: date, french: str, english: str) -> None:
    assert (day_in_words(day, "fr"), day_in_words(day, "en")) == (french, english)
    assert french.endswith(month_in_words(day, "fr"))
    assert english.endswith(month_in_words(day, "en"))


def test_a_sentence_writes_the_day_that_fills_it_and_leaves_words_that_look_like_one() -> None:
    said = Bilingual(fr="le {day}, « {words} »", en="on {day}, “{words}”").filled(
        day=date(2027, 1, 1), words="2027-01-01"
    )
    assert said == Bilingual(fr="le 1er janvier 2027, « 2027-01-01 »", en="on 1 January 2027, “2027-01-01”")
