"""``--isolation``: by default files are read inside the compartment; what is found is the same to the byte."""

from dataclasses import replace
from pathlib import Path

import pytest

from perenne.handset import tiers
from perenne.handset.tiers import Tier, standing
from perenne.model.bilingual import Bilingual
from tests.cli.conftest import Perenne
from tests.cli.folders import content, summary
from tests.cli.posts import GIFT, lines

HOLDS = {Tier.SEALED: "sealed", Tier.CONFINED: "confined", Tier.NOT_ISOLATED: "none"}
SAID = {"sealed": "in a sealed compartment", "confined": "that the kernel confines", "none": "without isolation"}


@pytest.fixture
def unset(monkeypatch: pytest.MonkeyPatch) -> None:
    """As people start it."""
    monkeypatch.delenv("PERENNE_ISOLATION")


@pytest.fixture
def bare(unset: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine on which nothing isolates."""
    missing = (Bilingual(fr="le noyau n’a pas Landlock", en="the kernel has no Landlock"),)
    stands = replace(standing(), tier=Tier.NOT_ISOLATED, missing=missing)
    monkeypatch.setattr(tiers, "standing", lambda: stands)


@pytest.mark.usefixtures("unset")
def test_an_audit_is_the_same_inside_as_outside_but_for_the_line_that_says_which(
    perenne: Perenne, here: Path, captures: Path
) -> None:
    (captures / "deals.csv").write_text("creator;advertiser;date\nnoe;Valbrume;2026-11-01\n", encoding="utf-8")
    words = ("--lang", "en", "--deals", str(captures / "deals.csv"))
    outside = perenne("audit", "captures", "--out", "outside", "--isolation", "never", *words)
    inside = perenne("audit", "captures", "--out", "inside", *words)
    held = HOLDS[standing().tier]
    assert (outside.status, inside.status) == (0, 0)
    assert summary(here / "inside")["isolation"] == held
    assert summary(here / "outside")["isolation"] == "none"
    assert SAID[held] in (here / "inside" / "report.html").read_text(encoding="utf-8")
    one, other = content(here / "inside"), content(here / "outside")
    assert one.keys() == other.keys()
    assert {name for name in one if one[name] != other[name]} <= {"report.html", "summary.json"}


@pytest.mark.usefixtures("unset")
def test_reading_gives_the_same_bytes_and_the_same_lines_inside_as_outside(perenne: Perenne, captures: Path) -> None:
    (captures / "table.csv").write_text(
        "Réseau;Compte;Texte\ninstagram;lina.m;Merci\nnowhere;x;y\n", encoding="utf-8"
    )
    inside, outside = perenne("read", "captures"), perenne("read", "captures", "--isolation", "never")
    assert (inside.status, inside.out, inside.err) == (outside.status, outside.out, outside.err)
    assert "nowhere" not in inside.err
    assert len(inside.out.splitlines()) == 4


@pytest.mark.usefixtures("unset")
def test_workers_have_a_compartment_each(perenne: Perenne, here: Path, captures: Path) -> None:
    perenne("audit", "captures", "--out", "one")
    perenne("audit", "captures", "--out", "two", "--workers", "2")
    assert content(here / "one") == content(here / "two")


@pytest.mark.usefixtures("bare")
def test_where_nothing_isolates_the_report_says_so_and_a_line_what_is_missing(
    perenne: Perenne, here: Path, captures: Path
) -> None:
    said = perenne("audit", "captures", "--out", "a", "--lang", "fr")
    assert said.status == 0
    assert "Files are read without isolation: the kernel has no Landlock" in said.err
    assert summary(here / "a")["isolation"] == "none"
    assert "lus sans isolation" in (here / "a" / "report.html").read_text(encoding="utf-8").replace("\u202f", " ")


@pytest.mark.usefixtures("bare")
def test_what_is_to_be_always_and_cannot_be_is_not_done(
    perenne: Perenne, here: Path, captures: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for words in (["audit", "captures"], ["read", "captures"]):
        said = perenne(*words, "--isolation", "always")
        assert (said.status, said.out) == (2, b"")
        assert said.err.count("\n") == 1
        assert "nothing was read: the kernel has no Landlock" in said.err
    assert not (here / "perenne-audit").exists()
    monkeypatch.setenv("PERENNE_ISOLATION", "always")
    assert perenne("read", "captures").status == 2


def test_a_word_that_is_none_is_named_with_where_it_stood(
    perenne: Perenne, here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (here / "one.ndjson").write_bytes(lines(GIFT))
    assert (
        "--isolation takes auto, always, never, and not “yes”"
        in perenne("read", "one.ndjson", "--isolation", "yes").err
    )
    monkeypatch.setenv("PERENNE_ISOLATION", "on")
    said = perenne("audit", "one.ndjson")
    assert (said.status, "PERENNE_ISOLATION takes" in said.err) == (2, True)
