"""Words in disguise, and spelling that only looks like one (position R34)."""

import time
import unicodedata

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from perenne.text.cue import all_cues
from perenne.text.disguise import disguises
from perenne.text.hit import Hit
from perenne.text.lexicon import lexicon
from perenne.text.obfuscation import DETECTORS, POSSIBLE, Rescue, borrowed_letters, rescued
from tests.law.given import CUES, LEXICON

OURS = Rescue(CUES, LEXICON)


def found(text: str) -> tuple[Hit, ...]:
    return OURS.find([text])[0]


def mentions(text: str) -> list[tuple[str | None, str]]:
    """Strength and words of each mention that ``text`` hides, by the cues of the package."""
    return [(hit.cue.strength, hit.quote) for hit in rescued([text])[0] if hit.cue.family == "mention"]


@pytest.mark.parametrize("quote", ["𝐏𝐮𝐛", "Ⓟⓤⓑ", "Ｐｕｂ", "𝓹𝓾𝓫𝓵𝓲𝓬𝓲𝓽𝓮", "publicitᵉ"])
def test_letters_that_only_look_like_others_are_borrowed(quote: str) -> None:
    assert borrowed_letters(quote)


@pytest.mark.parametrize("quote", ["PUBLICITÉ", "publicite", unicodedata.normalize("NFD", "Publicité"), "", "#pub"])
def test_capitals_and_accents_however_written_are_ordinary_spelling(quote: str) -> None:
    assert not borrowed_letters(quote)


SET_APART = [
    ("P.u.b.l.i.c.i.t.é", "P.u.b.l.i.c.i.t.é"),
    ("🌙 p u b l i c i t e, ma lampe", "p u b l i c i t e"),
    (
        "P\u00a0U\u00a0B\u00a0L\u202fI\u00a0C\u00a0I\u00a0T\u00a0É · les bacs",
        "P\u00a0U\u00a0B\u00a0L\u202fI\u00a0C\u00a0I\u00a0T\u00a0É",
    ),
    ("p-u-b-l-i-c-i-t-é", "p-u-b-l-i-c-i-t-é"),
    ("p_u_b_l_i_c_i_t_e", "p_u_b_l_i_c_i_t_e"),
    ("P U B L I C I T E", "P U B L I C I T E"),
    ("p. u. b. l. i. c. i. t. é", "p. u. b. l. i. c. i. t. é"),
    ("Publi cité, ma lampe", "Publi cité"),
    ("p.u.8.l.i.c.i.t.é", "p.u.8.l.i.c.i.t.é"),
]
OTHER_LETTERS = [
    ("pub1icité", "pub1icité"),
    ("Ma lampe pub1!cit3 du soir", "pub1!cit3"),
    ("puβlicité", "puβlicité"),
    ("рubliсité", "рubliсité"),
    ("ᴘᴜʙʟɪᴄɪᴛᴇ", "ᴘᴜʙʟɪᴄɪᴛᴇ"),
    ("🅿🆄🅱🅻🅸🅲🅸🆃🅴 !", "🅿🆄🅱🅻🅸🅲🅸🆃🅴"),
    ("pu\u200bblici\u2060té", "pu\u200bblici\u2060té"),
    ("p̶u̶b̶l̶i̶c̶i̶t̶e̶", "p̶u̶b̶l̶i̶c̶i̶t̶e̶"),
    ("ma lampe eticilbup", "eticilbup"),
    (unicodedata.normalize("NFD", "🌙 pub1icité, ma lampe"), unicodedata.normalize("NFD", "pub1icité")),
]
SEVERAL_WORDS = [
    ("C0llab0ration c0mmerciale avec @maisonlune", "C0llab0ration c0mmerciale"),
    ("c o l l a b o r a t i o n   c o m m e r c i a l e", "c o l l a b o r a t i o n   c o m m e r c i a l e"),
    ("c.o.l.l.a.b.o.r.a.t.i.o.n.c.o.m.m.e.r.c.i.a.l.e", "c.o.l.l.a.b.o.r.a.t.i.o.n.c.o.m.m.e.r.c.i.a.l.e"),
    ("Collab\u200boration commerciale", "Collab\u200boration commerciale"),
    ("соllаbоrаtiоn commerciale", "соllаbоrаtiоn commerciale"),
    ("elaicremmoc noitaroballoc", "elaicremmoc noitaroballoc"),
]


@pytest.mark.parametrize(("text", "quote"), SET_APART + OTHER_LETTERS + SEVERAL_WORDS)
def test_a_mention_in_disguise_is_found_where_it_stands(text: str, quote: str) -> None:
    (hit,) = (each for each in found(text) if each.cue.family == "mention")
    assert (hit.quote, text[hit.start : hit.end]) == (quote, quote)
    assert hit.obfuscated
    assert hit.cue.strength == "statutory"


@pytest.mark.parametrize("text", ["p.u.b @maisonlune", "ma lampe pu8 du soir", "🇵🇺🇧", "P_U_B", "ⓟ.u.b ma lampe"])
def test_the_short_word_is_found_wherever_it_stands_and_counts_as_the_clear_one(text: str) -> None:
    assert ("equivalent" in [strength for strength, _ in mentions(text)]) is (text != "ⓟ.u.b ma lampe")


@pytest.mark.parametrize(
    "text",
    [
        *("publicité", "PUBLICITÉ", "publicite", "Publicite\u0301", "pub.", "#pub", "𝐩𝐮𝐛", "collab' commerciale"),
        *("p.u.b.l.i.c", "A.B.C", "S.N.C.F", "à 9 h 3 0", "...", "p", "", "1 2 3 4", "y a à faire", "à b i e n"),
        *("10ans", "5ans", "3ème", "1ère", "mon code5", "EMMA20", "COVID19", "H2O", "mp3", "B2B", "g 3 1", "24h/24"),
        *("🇫🇷🇧🇪🇨🇭", "👨‍👩‍👧", "Привет", "Ευχαριστώ", "5 µg", "pro@pub.fr", "@pub1icite", "https://x.fr/pub1icite"),
        *("s.p.o.n.s.o", "c.o.l.l.a.b", "#s.p"),
    ],
)
def test_ordinary_words_numbers_addresses_and_abbreviations_are_none(text: str) -> None:
    assert [hit for hit in found(text) if hit.cue.family == "mention"] == []


def test_a_soft_hyphen_hides_a_word_and_is_no_disguise() -> None:
    (hit,) = found("Publi\u00adcité")
    assert (hit.quote, hit.obfuscated) == ("Publi\u00adcité", False)


def test_behind_a_soft_hyphen_a_word_needs_its_place() -> None:
    assert mentions("La publi\u00adcité du métro m'épuise") == []
    assert mentions("La p.u.b.l.i.c.i.t.é du métro") == [("statutory", "p.u.b.l.i.c.i.t.é")]


def test_a_tag_that_only_hints_at_a_deal_is_not_looked_for() -> None:
    assert mentions("ma lampe c.o.l.l.a.b") == []
    assert mentions("#sp0n") == []
    assert mentions("0ffert par @maisonlune") == [("gift", "0ffert par")]
    assert mentions("en p@rten4riat avec @maisonlune") == [("unclear", "en p@rten4riat avec")]


@pytest.mark.parametrize(
    ("text", "family", "quote"),
    [
        ("Du c4s1n0 en ligne ce soir", "gambling", "c4s1n0 en ligne"),
        ("ma v@pe parfum fraise", "tobacco", "v@pe"),
        ("ma p.u.f.f parfum fraise", "tobacco", "ma p.u.f.f"),
        ("v i n rouge du soir", "alcohol", "v i n rouge"),
        ("avec le c0de promo HIVER10", "promo", "c0de promo"),
    ],
)
def test_any_other_word_in_disguise_is_an_ordinary_hit(text: str, family: str, quote: str) -> None:
    hits = [hit for hit in rescued([text])[0] if hit.cue.family == family]
    assert any(quote in hit.quote for hit in hits) or any(hit.quote in quote for hit in hits)
    assert hits
    assert all(hit.obfuscated and text[hit.start : hit.end] == hit.quote for hit in hits)


# Properties


def disguised_word(word: str) -> st.SearchStrategy[str]:
    """``word`` with signs between its letters, with other letters, or with characters that are not seen."""
    lists = disguises()
    apart = st.sampled_from([".", "-", "_", " ", "·", "*", ". "]).map(lambda sign: sign.join(word))
    hidden = st.tuples(st.integers(1, len(word) - 1), st.sampled_from(sorted(lists.unseen + lists.overlays))).map(
        lambda cut: word[: cut[0]] + cut[1] + word[cut[0] :]
    )
    alike = st.integers(0, len(word) - 2).flatmap(
        lambda at: st.sampled_from([each for each in lists.look_alikes[word[at]] if ord(each) < 0x10000]).map(
            lambda letter: word[:at] + letter + word[at + 1 :]
        )
    )
    signs = st.sampled_from([("i", "1"), ("l", "1"), ("i", "!"), ("b", "8")]).map(lambda swap: word.replace(*swap))
    return st.one_of(apart, hidden, alike, signs)


@given(
    st.sampled_from(["", "🌙 ", "Ma lampe 𝐝𝐮 soir ", "e\u0301te\u0301 "]),
    disguised_word("publicite"),
    st.text("✨ .!", max_size=3),
)
def test_however_it_is_disguised_the_word_is_found_exactly(before: str, word: str, after: str) -> None:
    text = f"{before}{word} {after}"
    hits = [hit for hit in found(text) if hit.cue.strength == "statutory"]
    assert [(hit.quote, hit.obfuscated) for hit in hits] == [(word, True)]
    assert hits[0].start == len(before)


@given(st.lists(st.text(st.sampled_from("publicitéPUB18@.- \u200b\u0301\u00adсо🇵🇺🇧🅱ᴘ\n#"), max_size=40), max_size=4))
def test_every_hit_quotes_the_original(texts: list[str]) -> None:
    assert len(rescued(texts)) == len(texts)
    for text, hits in zip(texts, rescued(texts), strict=True):
        for hit in hits:
            assert 0 <= hit.start < hit.end <= len(text)
            assert text[hit.start : hit.end] == hit.quote


@given(st.text(max_size=60))
def test_where_no_detector_fires_nothing_is_found(text: str) -> None:
    if not pl.Series([text]).str.contains(POSSIBLE)[0]:
        assert found(text) == ()


def test_what_is_ordinary_in_the_examples_of_the_cues_is_not_rescued() -> None:
    examples = sorted({text for cue in all_cues() for text in cue.for_ + cue.against})
    plain = lexicon().find(examples)
    rescued_too = {
        (text, hit.quote)
        for text, hits, known in zip(examples, rescued(examples), plain, strict=True)
        for hit in hits
        if hit.cue.family == "mention" and hit not in known
    }
    assert rescued_too == set()


def test_each_detector_is_part_of_the_one_that_is_run() -> None:
    for name, text in {
        "set_apart": "p.u.b",
        "digits": "pub1icité",
        "look_alikes": "puβlicité",
        "unseen": "pu\u200bb",
        "cut": "publi cité",
        "backwards": "éticilbup",
    }.items():
        column = pl.Series([text, "Un dimanche au marché, 20 °C"])
        assert column.str.contains(DETECTORS[name]).to_list() == [True, False]
        assert column.str.contains(POSSIBLE).to_list() == [True, False]


@pytest.mark.parametrize(
    "text",
    [
        "p." * 100_000,
        "p.u " * 50_000,
        ". " * 100_000,
        "a1" * 100_000,
        "p\u200b" * 100_000,
        "🇵🇺" * 50_000,
        "pсb" * 50_000,
    ],
)
def test_a_text_made_to_be_slow_is_not(text: str) -> None:
    before = time.process_time()
    found(text)
    assert time.process_time() - before < 4
