"""Our sentences get the spaces of their language; what is quoted keeps every character."""

import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perenne.model.bilingual import Language
from perenne.report.typography import MINUS, NARROW, WIDE, typo

ours = st.text(alphabet="abé 0123456789'’;:!?%€«»“”`-.,/nhtps\u00a0\u202f", max_size=60)
languages = st.sampled_from(["fr", "en"])


@pytest.mark.parametrize(
    ("written", "printed"),
    [
        ("Pourquoi ?", f"Pourquoi{NARROW}?"),
        ("oui ; non !", f"oui{NARROW}; non{NARROW}!"),
        ("76 % : de 69 à 81 %", f"76{NARROW}%{WIDE}: de 69 à 81{NARROW}%"),
        ("1 150 € HT", f"1{NARROW}150{WIDE}€ HT"),
        ("12 345 678", f"12{NARROW}345{NARROW}678"),
        ("en 2024 300 posts", "en 2024 300 posts"),
        ("« Publicité »", f"«{WIDE}Publicité{WIDE}»"),
        ("l'audience", "l’audience"),
        ("loi n° 2023-451, art. 5-2", f"loi n°{WIDE}2023-451, art.{WIDE}5-2"),
        ("art. L. 3323-4", f"art.{WIDE}L.{WIDE}3323-4"),
        ("le 8 novembre 2024, le 1er janv. 2027", f"le 8{WIDE}novembre 2024, le 1er{WIDE}janv. 2027"),
        ("de -20 à 5", f"de {MINUS}20 à 5"),
        ("2026-11-20T09:00:00Z", "2026-11-20T09:00:00Z"),
        ("à 18:42", "à 18:42"),
    ],
)
def test_french_is_set_as_french_printers_do(written: str, printed: str) -> None:
    assert typo(written, "fr") == printed


@pytest.mark.parametrize(
    ("written", "printed"),
    [
        ("Why? It's 76%: fine", "Why? It’s 76%: fine"),
        ("since 8 Nov 2024", f"since 8{WIDE}Nov 2024"),
        ("a fine of €300,000", "a fine of €300,000"),
        ("in 3 000 posts ; odd", "in 3 000 posts ; odd"),
    ],
)
def test_english_is_set_as_english_printers_do(written: str, printed: str) -> None:
    assert typo(written, "en") == printed


@pytest.mark.parametrize(
    "quoted",
    ["J'ai 1 000 idées ! Et toi ?", "-20 % avec mon code", "100 % naturel ; vrai : oui"],
)
def test_what_stands_between_guillemets_is_kept(quoted: str) -> None:
    assert typo(f"Le texte dit « {quoted} », ici !", "fr") == f"Le texte dit «{WIDE}{quoted}{WIDE}», ici{NARROW}!"
    assert f"“{quoted}”" in typo(f"It says “{quoted}”.", "en")


def test_a_quote_that_holds_guillemets_is_kept_when_it_is_named() -> None:
    quoted = "elle a dit « non ! » hier ; l'an 2 000"
    assert quoted in typo(f"Le texte dit « {quoted} » !", "fr", [quoted])


def test_commands_and_addresses_are_kept() -> None:
    assert (
        typo("tapez `a ; b ?` ou https://x.example/?a=1 !", "fr")
        == f"tapez `a ; b ?` ou https://x.example/?a=1{NARROW}!"
    )


@given(ours, languages)
def test_twice_is_the_same_as_once(text: str, language: Language) -> None:
    assert typo(typo(text, language), language) == typo(text, language)


@given(ours, ours, ours, languages)
def test_a_named_quote_is_never_touched(before: str, quoted: str, after: str, language: Language) -> None:
    text = f"{before}{quoted}{after}"
    said = typo(text, language, [text])
    assert said == text
    assert quoted in typo(f"xx {quoted} yy", language, [quoted])


@given(ours, languages)
def test_only_spaces_apostrophes_and_minus_signs_change(text: str, language: Language) -> None:
    changed = {" ": {NARROW, WIDE}, "'": {"’"}, "-": {MINUS}}
    for before, after in zip(text, typo(text, language), strict=True):
        assert before == after or after in changed[before]


def test_the_command_line_gets_typography_without_a_template_engine() -> None:
    code = "import sys, perenne.report.typography, perenne.report.names; print('jinja2' in sys.modules)"
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "False"


@given(ours, languages)
def test_a_text_alone_is_set_as_it_is_beside_another(text: str, language: Language) -> None:
    assert typo(f"l'x\n{text}", language) == f"l’x\n{typo(text, language)}"
