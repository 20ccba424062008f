"""Every colour of text is legible on every ground, in the light and in the dark: recomputed from the style sheet."""

import re
from importlib.resources import files
from itertools import product

import pytest

TEXT = ("ink", "ink2", "ink3", "violet", "violet-hover", "ok", "imp", "bad", "forb", "info")
GROUNDS = ("paper", "sheet", "sunk")
ON_OWN_TINT = ("violet", "ok", "imp", "bad", "forb", "info")
GRAPHICS = ("edge", "ok", "imp-fill", "bad", "forb", "violet", "chart")
STATIC = files("perenne.report").joinpath("static")
SHEETS = {each.name: each.read_text(encoding="utf-8") for each in STATIC.iterdir() if each.name.endswith(".css")}
CSS = SHEETS["page.css"]
EVERY = "".join(SHEETS[name] for name in sorted(SHEETS))


def _tokens(block: str) -> dict[str, str]:
    return dict(re.findall(r"--([\w-]+): (#[0-9A-F]{6});", block))


LIGHT = _tokens(CSS.split("@media")[0])
DARK = LIGHT | _tokens(CSS.split("@media screen and (prefers-color-scheme: dark)")[1].split("\n* {")[0])


def _luminance(colour: str) -> float:
    """Relative luminance, WCAG 2.2."""
    parts = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
    red, green, blue = (each / 12.92 if each <= 0.04045 else ((each + 0.055) / 1.055) ** 2.4 for each in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_the_measure_is_that_of_the_guidelines() -> None:
    assert contrast("#FFFFFF", "#000000") == pytest.approx(21)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])
def test_text_is_legible_on_every_ground(tokens: dict[str, str]) -> None:
    found = {(text, ground): contrast(tokens[text], tokens[ground]) for text, ground in product(TEXT, GROUNDS)}
    found |= {(text, "its tint"): contrast(tokens[text], tokens[f"{text}-tint"]) for text in ON_OWN_TINT}
    found |= {("ink", tint): contrast(tokens["ink"], tokens[f"{tint}-tint"]) for tint in ON_OWN_TINT}
    assert {pair: round(ratio, 2) for pair, ratio in found.items() if ratio < 4.5} == {}


@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])
def test_graphics_stand_out_from_the_sheet(tokens: dict[str, str]) -> None:
    outlined = {"imp-fill": "imp-hatch"}  # the hatching carries it where the filling is pale
    found = {each: contrast(tokens[each], tokens["sheet"]) for each in GRAPHICS}
    weak = {each for each, ratio in found.items() if ratio < 3}
    assert {each for each in weak if contrast(tokens[outlined.get(each, each)], tokens["sheet"]) < 3} == set()


def test_every_colour_is_a_token() -> None:
    outside = re.sub(r":root \{.*?\n\s*\}", "", EVERY, flags=re.DOTALL)
    assert set(re.findall(r"#[0-9A-Fa-f]{3,6}\b(?!-)", outside)) <= {
        "#514D59"
    }  # margin boxes know no custom property


def test_every_token_is_defined_and_used() -> None:
    assert set(re.findall(r"var\(--([\w-]+)\)", EVERY)) == set(re.findall(r"--([\w-]+):", EVERY))
