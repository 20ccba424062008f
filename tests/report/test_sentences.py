"""The title is a finding, and true whatever the counts are."""

import re
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perenne.model.bilingual import Language
from perenne.model.finding import WORST_FIRST
from perenne.report.interval import share
from perenne.report.numerals import figure, in_words, percent, portion
from perenne.report.sentences import Tally, if_all_were_faulty, lead, title
from perenne.report.typography import NARROW
from perenne.report.voice import Said, Voice

FR, EN = Voice("fr"), Voice("en")
LAW = Said("au droit de leur jour")


def tally(forb: int = 0, bad: int = 0, hum: int = 0, imp: int = 0, ok: int = 0, out: int = 0) -> Tally:
    return Tally(dict(zip(WORST_FIRST, (forb, bad, hum, imp, ok, out), strict=True)))


@pytest.mark.parametrize(
    ("counts", "french", "english"),
    [
        (tally(), "Aucune publication à juger", "No post to judge"),
        (
            tally(out=9),
            "Aucune publication ne relève des règles vérifiées",
            "No post falls under the rules that were checked",
        ),
        (
            tally(hum=12),
            "Douze publications attendent une réponse, aucune n’est encore jugée",
            "Twelve posts wait for an answer, none is judged yet",
        ),
        (
            tally(ok=7),
            "Toutes les publications jugées sont conformes aux règles vérifiées",
            "All the posts judged comply with the rules that were checked",
        ),
        (
            tally(ok=7, hum=1),
            "Aucune publication n’est mise en cause, une attend une réponse",
            "No post is found at fault, one waits for an answer",
        ),
        (
            tally(ok=7, imp=3),
            "Aucune publication n’est mise en cause, trois peuvent être améliorées",
            "No post is found at fault, three can be improved",
        ),
        (
            tally(bad=5, ok=7),
            "Cinq des douze publications jugées ne sont pas conformes",
            "Five of the twelve posts judged are not compliant",
        ),
        (tally(bad=1), "La seule publication jugée n’est pas conforme", "The only post judged is not compliant"),
        (
            tally(bad=4),
            "Aucune des quatre publications jugées n’est conforme",
            "None of the four posts judged is compliant",
        ),
        (
            tally(bad=6, ok=18),
            "Trois publications jugées sur quatre sont conformes",
            "Three in four of the posts judged are compliant",
        ),
        (
            tally(bad=17, imp=31, ok=149),
            "Plus de trois publications jugées sur quatre sont conformes",
            "More than three in four of the posts judged are compliant",
        ),
        (
            tally(forb=2, bad=17, ok=9),
            "Près d’une publication jugée sur trois est conforme, deux font une promotion interdite",
            "Nearly one in three of the posts judged is compliant, two promote what may not be promoted",
        ),
        (
            tally(bad=99, ok=1),
            "Moins d’une publication jugée sur dix est conforme",
            "Less than one in ten of the posts judged is compliant",
        ),
        (
            tally(bad=30),
            "Aucune des 30 publications jugées n’est conforme",
            "None of the 30 posts judged is compliant",
        ),
        (
            tally(bad=2, ok=28, hum=300),
            "300 publications attendent une réponse, deux des 30 publications jugées ne sont pas conformes",
            "300 posts wait for an answer, two of the 30 posts judged are not compliant",
        ),
    ],
)
def test_the_title_says_what_the_counts_say(counts: Tally, french: str, english: str) -> None:
    assert title(counts, FR) == french
    assert title(counts, EN) == english


def test_the_lead_gives_counts_rate_and_interval() -> None:
    said = lead(tally(forb=2, bad=4, hum=9, imp=7, ok=18, out=4), FR, LAW).replace("\u00a0", " ").replace(NARROW, " ")
    assert said == (
        "Sur 31 publications jugées, 18 sont conformes au droit de leur jour : 58 %, de 41 à 74 %. "
        "Sept sont à améliorer, quatre ne sont pas conformes et deux font une promotion interdite. "
        "Neuf autres attendent une réponse et quatre sont hors du champ des règles vérifiées."
    )


def test_below_twenty_posts_there_is_no_rate() -> None:
    said = lead(tally(bad=5, ok=14), EN, Said("the law of their day"))
    assert "too few for a rate" in said
    assert "%" not in said


def test_what_waits_could_all_be_faulty() -> None:
    assert if_all_were_faulty(tally(ok=149, bad=48, hum=17)) == 70
    assert if_all_were_faulty(tally(ok=5, hum=17)) is None


@given(st.tuples(*[st.integers(0, 60)] * 6), st.sampled_from(["fr", "en"]))
def test_every_count_gives_whole_sentences(counts: tuple[int, ...], language: Language) -> None:
    voice = Voice(language)
    said = [title(tally(*counts), voice), *re.split(r"(?<=\.) ", lead(tally(*counts), voice, LAW))]
    for sentence in said:
        assert sentence[0].isupper() or sentence[0].isdigit(), sentence
        assert "{" not in sentence
        assert not re.search(r"zéro|zero|\b0 (?:est|sont|comply|is)", sentence), sentence


@given(st.integers(1, 500), st.integers(1, 500))
def test_a_simple_fraction_is_told_truly(part: int, more: int) -> None:
    said = portion(part, part + more)
    exact, told = part * said.whole, said.part * (part + more)
    assert {"exactly": exact == told, "more": exact > told, "nearly": exact < told, "less": exact < told}[said.bound]
    assert abs(part / (part + more) - said.part / said.whole) <= 0.1


def test_the_interval_is_that_of_wilson() -> None:
    """Newcombe (1998), Statistics in Medicine 17, table I: method 3 for 81 of 263, 15 of 148, 0 of 20, 1 of 29."""
    known = {
        (81, 263): (0.2553, 0.3662),
        (15, 148): (0.0624, 0.1605),
        (0, 20): (0.0, 0.1611),
        (1, 29): (0.0061, 0.1718),
    }
    for (part, whole), (low, high) in known.items():
        interval = share(part, whole)
        assert interval is not None
        assert (round(interval.low, 4), round(interval.high, 4)) == (low, high)


@given(st.integers(20, 10_000), st.data())
def test_an_interval_holds_its_share(whole: int, data: st.DataObject) -> None:
    part = data.draw(st.integers(0, whole))
    interval = share(part, whole)
    assert interval is not None
    assert 0 <= interval.low <= interval.value <= interval.high <= 1


def test_nothing_and_everything_are_said_only_when_they_are() -> None:
    assert [percent(value) for value in (0, 0.0001, 0.005, 0.5, 0.9999, 1)] == [0, 1, 1, 50, 99, 100]


def test_numbers_are_words_up_to_twenty() -> None:
    assert [in_words(n, "fr") for n in (1, 17, 20, 21, 1234)] == ["une", "dix-sept", "vingt", "21", f"1{NARROW}234"]
    assert [in_words(n, "en") for n in (1, 17, 20, 21, 1234)] == ["one", "seventeen", "twenty", "21", "1,234"]
    assert [figure(n, "en") for n in (999, 1_000_000)] == ["999", "1,000,000"]


def test_a_rate_of_none_or_all_reads_well() -> None:
    for language, voice in product(("fr", "en"), (FR, EN)):
        if voice.language == language:
            assert "100" in lead(tally(ok=30), voice, LAW)
            assert "30" in lead(tally(bad=30), voice, LAW)
