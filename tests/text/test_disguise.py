"""How a text reads once its disguises are undone, and where each of its characters stands in the original."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perenne.text.disguise import Reading, Vocabulary, disguises, overlap, read

KNOWN = Vocabulary(
    words=frozenset({"publicite", "casino", "vape", "puff", "promo", "offert", "par"}),
    phrases={"collaborationcommerciale": "collaboration commerciale"},
    short=frozenset({"pub"}),
)


def reads(text: str) -> str:
    return read(text, KNOWN).text


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("p.u.f.f", "puff"),
        ("ma p u f f du soir", "ma puff du soir"),
        ("p.u.8", "pub"),
        ("o.f.f.e.r.t.p.a.r", "offert par"),
        ("c.o.l.l.a.b.o.r.a.t.i.o.n.c.o.m.m.e.r.c.i.a.l.e", "collaboration commerciale"),
        ("c4s1n0 en ligne", "casino en ligne"),
        ("#c4s1n0", "#casino"),
        ("v@pe", "vape"),
        ("pub!1cité", "publicite"),
        ("PUBLI\u200bCITÉ", "PUBLICITÉ"),
        ("publi\u00adcité", "publicité"),
        ("p̶u̶f̶f̶", "puff"),
        ("ᴘᴜʙ", "pub"),
        ("🇵 🇺 🇧", "pub"),
        ("cаsino", "casino"),
        ("publi-cité", "publicité"),
        ("éticilbup", "publicité"),
    ],
)
def test_a_disguise_that_hides_a_known_word_is_undone(text: str, plain: str) -> None:
    assert reads(text) == plain


@pytest.mark.parametrize(
    "text",
    [
        *("", "publicité", "Une puff", "p.u.n.k", "S.N.C.F", "p.u", "10promo", "promo5", "promo12", "5casino", "c4t"),
        *("@c4s1n0", "casino!", "pub|promo", "n0n", "Привет", "казино", "🇫🇷 🇧🇪", "👩‍👧", "pas ici"),
    ],
)
def test_everything_else_reads_as_it_stands(text: str) -> None:
    assert reads(text) == text
    assert not read(text, KNOWN).undone


def test_a_soft_hyphen_is_undone_and_is_no_disguise() -> None:
    reading = read("publi\u00adcité", KNOWN)
    assert (reading.disguised, reading.ordinary) == ((), ((5, 6),))


def test_each_letter_keeps_its_place() -> None:
    text = "🌙 p.u.f.f, c4sino"
    reading = read(text, KNOWN)
    assert reading.text == "🌙 puff, casino"
    assert [text[slice(*reading.original_span(at, at + 1))] for at in range(len(reading.text))] == list(
        "🌙 puff, c4sino"
    )
    assert [text[slice(*span)] for span in reading.disguised] == ["p.u.f.f", "c4sino"]


def test_a_word_written_backwards_has_one_span() -> None:
    reading = read("🌙 éticilbup", KNOWN)
    assert reading.original_span(2, 11) == (2, 11)


def test_spans_overlap_where_they_share_a_character() -> None:
    assert overlap((2, 4), [(0, 1), (3, 9)])
    assert not overlap((2, 4), [(0, 2), (4, 9)])
    assert not overlap((2, 4), [])


@given(st.text(st.sampled_from("publicté casino.8014@- \u200b\u00ad\u0301\u0336аеᴘ🇵🇺\n"), max_size=50))
def test_places_stay_inside_the_original_and_in_order(text: str) -> None:
    reading: Reading = read(text, KNOWN)
    assert len(reading.text) == len(reading.starts) == len(reading.ends)
    assert all(0 <= start < end <= len(text) for start, end in zip(reading.starts, reading.ends, strict=True))
    assert all(0 <= start < end <= len(text) for start, end in (*reading.disguised, *reading.ordinary))
    if "eticilbup" not in text and "éticilbup" not in text:
        assert list(reading.starts) == sorted(reading.starts)


def test_no_character_looks_like_two_letters_or_is_of_two_kinds() -> None:
    lists = disguises()
    alike = "".join(lists.look_alikes.values())
    everything = alike + "".join(lists.digits_and_signs) + lists.unseen + lists.overlays + lists.hyphens_unseen
    assert len(everything) == len(set(everything))
    assert all(not char.isascii() for char in alike)
