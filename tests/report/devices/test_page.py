"""The page of a register: every verdict with its word, its reason and its proof, and no name of an app that no rule
names."""

from pathlib import Path

import pytest

from perenne.devices.judge import Checked
from perenne.model.bilingual import Language
from perenne.report.devices.page import render
from perenne.report.devices.view import MOST_DEVICES
from tests.devices.made import ABSENT, PRESENT, checked, device, exception, proof, sourced
from tests.report.page import Element, read

LANGUAGES: tuple[Language, ...] = ("fr", "en")
HOSTILE = "<script>alert(1)</script>\u202e"


@pytest.fixture
def register(tmp_path: Path) -> Checked:
    lost = {
        "perenne": "device-incident/1",
        "id": "I-1",
        "device": "out",
        "on": "2026-10-01",
        "kind": "lost",
        "what": "train",
    }
    lost |= {"kind": "lost", "what": "oublié dans un train"}
    return checked(
        tmp_path,
        device("good", label="Poste sain", origin={"assembled_in": sourced("DE"), "owner_of_maker": sourced("HK")}),
        device("bad", label="Poste TikTok"),
        device("out"),
        device("press", under=["fr.state"]),
        device("free", under=[]),
        proof(ABSENT, name="good"),
        proof(PRESENT, name="bad", original={"file": HOSTILE, "sha256": "c" * 64}),
        proof(ABSENT, name="out", days=40),
        proof(PRESENT, name="press"),
        exception(device="press", reason=HOSTILE),
        lost,
    )


def _page(register: Checked, language: Language = "fr") -> Element:
    return read(render(register, language))


def test_each_device_stands_with_its_verdict_as_a_word(register: Checked) -> None:
    table = next(each for each in _page(register).every("table") if "register" in each.classes)
    rows = [row.words for row in table.every("tr")[1:]]
    words = ("Non conforme", "Inconnu", "Exception, 21\u00a0j", "Conforme", "Sans obligation")
    assert len(rows) == len(words)
    for row, word in zip(rows, words, strict=True):
        assert word.replace("\u00a0", " ") in row.replace("\u00a0", " ")


def test_the_four_facts_of_origin_stay_apart(register: Checked) -> None:
    page = _page(register)
    section = next(each for each in page.every("section") if "Poste sain" in each.words and "device" in each.classes)
    rows = {row.every("th")[0].words: row.words for row in section.every("tr") if row.every("td")}
    assert "non renseigné" in rows["Pays de la marque"]
    assert "Allemagne" in rows["Pays d’assemblage"]
    assert "Hong Kong" in rows["Pays du propriétaire du fabricant"]
    assert "non renseigné" in rows["Pays où le système est construit"]


def test_a_verdict_shows_rule_source_and_the_hash_of_its_proof(register: Checked) -> None:
    words = _page(register).words
    assert "c" * 64 in words
    assert "eu.commission.tiktok@2023-03-15" in words
    assert "23\u00a0février 2023" in words or "23 février 2023" in words


def test_the_bar_has_a_table_that_says_the_same(register: Checked) -> None:
    page = _page(register, "en")
    (desc,) = [each for each in page.every("desc") if each.attributes.get("id") == "bar-desc"]
    table = next(each for each in page.every("table") if "Devices by verdict" in each.words)
    counted = {row.every("th")[0].words.strip(): row.every("td")[0].words.strip() for row in table.every("tr")[1:]}
    assert counted == {"Non-compliant": "1", "Unknown": "1", "Exception": "1", "Compliant": "1", "No obligation": "1"}
    assert desc.words == ", ".join(f"{word} {n}" for word, n in counted.items())


def test_what_people_wrote_is_shown_and_never_run(register: Checked) -> None:
    html = str(render(register, "fr"))
    assert "<script>" not in html
    assert "\u202e" not in html
    assert "&lt;script&gt;" in html


def test_the_page_loads_nothing_and_every_link_leads_somewhere(register: Checked) -> None:
    for language in LANGUAGES:
        page = _page(register, language)
        ids = [each.attributes["id"] for each in page.every() if "id" in each.attributes]
        assert len(ids) == len(set(ids))
        links = [each.attributes["href"] for each in page.every("a", "use")]
        assert all(str(each).startswith("#") and str(each)[1:] in ids for each in links)
        assert page.every("script", "link", "img", "iframe") == []
        assert next(each.tag for each in page.every("h1", "h2", "h3")) == "h1"
        assert all(each.every("caption") for each in page.every("table"))


def test_the_same_register_gives_the_same_page(register: Checked) -> None:
    assert render(register, "en") == render(register, "en")


def test_an_empty_register_has_a_page_too(tmp_path: Path) -> None:
    assert "No device is in use on that day" in read(render(checked(tmp_path), "en")).words


def test_of_very_many_devices_the_worst_are_told_and_the_rest_is_counted(tmp_path: Path) -> None:
    many = [device(f"d{n}", under=[]) for n in range(MOST_DEVICES + 30)]
    page = read(render(checked(tmp_path, *many, device("zz", label="Le pire"), proof(PRESENT, name="zz")), "en"))
    table = next(each for each in page.every("table") if "register" in each.classes)
    rows = table.every("tr")[1:]
    assert len(rows) == MOST_DEVICES
    assert "Le pire" in rows[0].words
    assert "31 more devices" in page.words
