"""Days as each language writes them, and sentences that name one."""

from datetime import date

import pytest

from perenne.model.bilingual import Bilingual, counted, day_in_words, month_in_words


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


def test_things_are_counted_as_each_language_counts_them() -> None:
    assert [counted(n, "fichier", "file").fr for n in (0, 1, 2)] == ["0 fichier", "1 fichier", "2 fichiers"]
    assert [counted(n, "fichier", "file").en for n in (0, 1, 2)] == ["0 files", "1 file", "2 files"]
    copies = [counted(n, "copie réunie/copies réunies", "copy merged/copies merged") for n in (1, 2)]
    assert copies == [
        Bilingual(fr="1 copie réunie", en="1 copy merged"),
        Bilingual(fr="2 copies réunies", en="2 copies merged"),
    ]
    assert counted(2, "refus/refus", "reject").fr == "2 refus"


def test_words_of_both_languages_are_filled_in_each_in_its_own() -> None:
    said = Bilingual(fr="il reste {n}", en="{n} left").filled(n=counted(2, "jour", "day"))
    assert (said.fr, said.en) == ("il reste 2 jours", "2 days left")
