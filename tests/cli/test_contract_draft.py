"""``perenne contract draft``, ``diff``, ``sign`` and ``signatures`` as a person calls them."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.calling import Said
from tests.contracts.terms import EXAMPLE, text

Perenne = Callable[..., Said]


@pytest.fixture
def drafted(perenne: Perenne, here: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("PERENNE_HOME", str(here / "home"))
    assert perenne("contract", "draft", EXAMPLE, "--out", "contract.pdf").status == 0
    return here / "contract.pdf"


def test_a_draft_is_signed_twice_and_verified(perenne: Perenne, drafted: Path) -> None:
    first = perenne(
        "contract", "sign", drafted, "--name", "Nine Arvor", "--at", "2026-12-01T10:00", "--out", "one.pdf"
    )
    assert first.status == 0, first.err
    assert "A key was just made for Nine Arvor" in first.err
    assert "not a qualified signature" in first.err
    second = perenne(
        "contract", "sign", "one.pdf", "--name", "Maison Lorbec", "--at", "2026-12-01T11:00+01:00", "--out", "two.pdf"
    )
    assert second.status == 0, second.err
    said = perenne("contract", "signatures", "two.pdf")
    assert said.status == 0
    assert "Signed by Nine Arvor, known here: intact" in said.err
    assert "Signed by Maison Lorbec, known here: intact, covers the whole file." in said.err
    Path("touched.pdf").write_bytes(Path("two.pdf").read_bytes() + b"\n% more")
    assert perenne("contract", "signatures", "touched.pdf").status == 1


def test_a_stranger_who_verifies_knows_nobody_until_told(
    perenne: Perenne, drafted: Path, monkeypatch: pytest.MonkeyPatch, here: Path
) -> None:
    perenne("contract", "sign", drafted, "--name", "Nine Arvor", "--at", "2026-12-01T10:00", "--out", "one.pdf")
    authority = here / "home" / "parties" / "authority.pem"
    monkeypatch.setenv("PERENNE_HOME", str(here / "elsewhere"))
    assert "not known here: intact" in perenne("contract", "signatures", "one.pdf").err
    said = perenne("contract", "signatures", "one.pdf", "--trust", authority, "--json")
    assert json.loads(said.out)["known"] is True


def test_a_passphrase_comes_from_a_file_or_the_environment(
    perenne: Perenne, drafted: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    Path("secret").write_text("mot de passe\n", encoding="utf-8")
    words = ("contract", "sign", drafted, "--name", "Nine Arvor", "--at", "2026-12-01T10:00")
    assert perenne(*words, "--passphrase-file", "secret", "--out", "one.pdf").status == 0
    assert perenne(*words, "--out", "two.pdf").status == 2
    monkeypatch.setenv("PERENNE_SIGN_PASSPHRASE", "mot de passe")
    assert perenne(*words, "--out", "three.pdf").status == 0


def test_an_unsigned_pdf_and_no_pdf(perenne: Perenne, drafted: Path) -> None:
    unsigned = perenne("contract", "signatures", drafted)
    assert (unsigned.status, "not signed" in unsigned.err) == (1, True)
    nothing = perenne("contract", "signatures", EXAMPLE)
    assert (nothing.status, "this file is no PDF" in nothing.err) == (2, True)


def test_a_comparison_reads_terms_and_our_own_pdf(perenne: Perenne, drafted: Path) -> None:
    Path("b.toml").write_text(text(**{"fee = 1500.00": "fee = 1800"}), encoding="utf-8")
    said = perenne("contract", "diff", drafted, "b.toml")
    assert (said.status, said.out.decode()) == (0, "Fee excluding VAT: €1,500.00 → €1,800.00.\n")
    (change,) = perenne("contract", "diff", drafted, "b.toml", "--json").records
    assert change["term"] == "fee"
    assert perenne("contract", "diff", drafted, EXAMPLE).out == b"Both contracts state the same terms.\n"


def test_wrong_terms_give_a_sentence_each_and_no_file(perenne: Perenne, here: Path) -> None:
    Path("bad.toml").write_text('perenne = "terms/1"\n', encoding="utf-8")
    said = perenne("contract", "draft", "bad.toml", "--out", "bad.pdf")
    assert said.status == 2
    assert len(said.lines) > 20
    assert not Path("bad.pdf").exists()


def test_a_minor_gets_no_file(perenne: Perenne, here: Path) -> None:
    Path("minor.toml").write_text(text(**{"born = 1998-05-04": "born = 2012-05-04"}), encoding="utf-8")
    said = perenne("contract", "draft", "minor.toml", "--out", "minor.pdf")
    assert (said.status, Path("minor.pdf").exists()) == (2, False)
    assert "14 years old" in said.err


def test_a_file_of_another_kind_is_never_replaced(perenne: Perenne, here: Path) -> None:
    Path("notes.txt").write_text("mine", encoding="utf-8")
    assert perenne("contract", "draft", EXAMPLE, "--out", "notes.txt").status == 2
    assert Path("notes.txt").read_text(encoding="utf-8") == "mine"
