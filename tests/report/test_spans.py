"""A text is cut where passages begin and end, and never loses a character."""

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from perenne.model.finding import WORST_FIRST
from perenne.report.spans import Passage, excerpt, pieces
from perenne.report.visible import room_taken

texts = st.text(max_size=300) | st.text(alphabet="ab é\u0301👩🏽‍💻\n\r\t<&\x1b\u202e", max_size=2_000)
passages = st.lists(
    st.builds(
        Passage, st.integers(-5, 2_000), st.integers(-5, 2_000), st.integers(1, 9), st.sampled_from(WORST_FIRST)
    ),
    max_size=12,
)


def _bad(start: int, end: int, number: int = 1) -> Passage:
    return Passage(start, end, number, "non_compliant")


def _ok(start: int, end: int, number: int = 2) -> Passage:
    return Passage(start, end, number, "compliant")


def test_a_text_without_passage_is_one_piece() -> None:
    assert [piece.text for piece in pieces("Merci !", [])] == ["Merci !"]
    assert pieces("", []) == ()


def test_overlapping_passages_are_split_and_the_worst_verdict_shows() -> None:
    cut = pieces("#deco #cosy #sp @lune", [_bad(6, 15), _ok(12, 21)])
    assert [(piece.text, piece.verdict) for piece in cut] == [
        ("#deco ", None), ("#cosy ", "non_compliant"), ("#sp", "non_compliant"), (" @lune", "compliant"),
    ]  # fmt: skip


def test_a_number_stands_once_where_its_passage_ends() -> None:
    cut = pieces("abcdef", [_bad(0, 6), _ok(2, 4)])
    assert [[each.number for each in piece.closes] for piece in cut] == [[], [2], [1]]
    assert [[each.number for each in piece.opens] for piece in cut] == [[1], [2], []]


def test_two_passages_of_one_finding_that_touch_are_one() -> None:
    cut = pieces("abcdef", [_bad(0, 3), _bad(2, 5), _bad(5, 6)])
    assert [piece.text for piece in cut] == ["abcdef"]


def test_passages_outside_the_text_are_dropped() -> None:
    assert [piece.text for piece in pieces("abc", [_bad(2, 9), _bad(-1, 2), _bad(1, 1), _bad(2, 1)])] == ["abc"]


@given(texts, passages)
def test_the_pieces_give_the_text_back(text: str, marked: list[Passage]) -> None:
    cut = pieces(text, marked)
    assert "".join(piece.text for piece in cut) == text
    assert all(piece.text for piece in cut)


@given(texts, passages)
def test_each_character_lies_under_the_passages_that_cover_it(text: str, marked: list[Passage]) -> None:
    within = [each for each in marked if 0 <= each.start < each.end <= len(text)]
    place = 0
    for piece in pieces(text, marked):
        for index in range(place, place + len(piece.text)):
            covering = {each.number for each in within if each.start <= index < each.end}
            assert covering == {each.number for each in piece.passages}
        place += len(piece.text)


@given(texts, passages)
def test_an_excerpt_is_the_text_with_stated_gaps(text: str, marked: list[Passage]) -> None:
    place = 0
    for piece in excerpt(text, marked):
        if piece.skipped:
            found = text.find(piece.text, place) if piece.text else len(text)
            assert found > place
            place = found
        assert text.startswith(piece.text, place)
        place += len(piece.text)
    assert place == len(text)


@given(texts, passages)
def test_an_excerpt_takes_little_room(text: str, marked: list[Passage]) -> None:
    assert sum(room_taken(piece.text) for piece in excerpt(text, marked)) <= 9_000


def test_a_long_caption_is_shortened_around_its_evidence() -> None:
    text = "Début du récit. " + "mot " * 500 + "Collaboration commerciale avec Valbrume. " + "mot " * 500
    start = text.index("Collaboration")
    shown = excerpt(text, [_bad(start, start + 25)])
    assert any(piece.text == "Collaboration commerciale" and piece.verdict for piece in shown)
    assert shown[0].text.startswith("Début du récit.")
    assert [piece.skipped for piece in shown].count(True) == 2
    assert sum(len(piece.text) for piece in shown) < 500


def test_the_worst_passages_are_kept_when_not_all_fit() -> None:
    text = "".join(f"{'x' * 180} passage{number:03} " for number in range(60))
    marked = [_ok(text.index(f"passage{n:03}"), text.index(f"passage{n:03}") + 10, n + 1) for n in range(59)]
    marked.append(_bad(text.index("passage059"), text.index("passage059") + 10, 60))
    shown = {each.number for piece in excerpt(text, marked) for each in piece.passages}
    assert 60 in shown
    assert len(shown) < 60


def test_a_cut_never_parts_an_accent_from_its_letter() -> None:
    text = unicodedata.normalize("NFD", "é" * 4_000)
    assert all(not unicodedata.combining(piece.text[0]) for piece in excerpt(text, []) if piece.text)
