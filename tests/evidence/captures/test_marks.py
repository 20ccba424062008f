"""A mark is told by its state: what is intact is only what somebody stated, and what is missing proves nothing."""

import json
import sys
import tempfile
from typing import Any

import pytest

from perenne.evidence import confined
from perenne.evidence.captures.looked import Fact
from perenne.evidence.captures.marks import facts


def _facts(monkeypatch: pytest.MonkeyPatch, **mark: Any) -> list[Fact]:
    """What is told of a mark that the child found so."""
    monkeypatch.setattr(confined, "CHILD", (sys.executable, "-c", f"print({json.dumps(mark)!r})"))
    with tempfile.TemporaryFile() as source:
        return list(facts(source, "image/jpeg"))


@pytest.mark.parametrize("state", ["none", "remote", "unreadable"])
def test_without_a_mark_that_can_be_read_nothing_is_proven_and_nothing_accused(
    monkeypatch: pytest.MonkeyPatch, state: str
) -> None:
    (said,) = _facts(monkeypatch, state=state)
    assert (said.state, said.what) == ("unchecked", "mark")


@pytest.mark.parametrize(
    ("state", "mark", "signer"), [("valid", "holds", "unchecked"), ("trusted", "holds", "holds")]
)
def test_an_intact_mark_is_not_the_same_as_a_trusted_signer(
    monkeypatch: pytest.MonkeyPatch, state: str, mark: str, signer: str
) -> None:
    said = {each.what: each for each in _facts(monkeypatch, state=state, signer=["Lorbec", "", ""])}
    assert (said["mark"].state, said["signer"].state) == (mark, signer)
    assert "Lorbec" in said["signer"].says.en


def test_a_broken_mark_says_what_broke_and_where(monkeypatch: pytest.MonkeyPatch) -> None:
    failures = [
        ["assertion.dataHash.mismatch", "self#jumbf=/c2pa/x/c2pa.assertions/c2pa.hash.data"],
        ["some.new.code", ""],
    ]
    said = _facts(monkeypatch, state="invalid", failures=failures)
    assert [(each.what, each.state, each.about) for each in said[:3]] == [
        ("mark", "broken", None),
        ("assertion.dataHash.mismatch", "broken", "c2pa.hash.data"),
        ("some.new.code", "broken", None),
    ]
    assert "the file has changed since it was signed" in said[1].says.en
    assert "some.new.code" in said[2].says.fr


def test_what_a_mark_states_of_its_source_is_a_statement(monkeypatch: pytest.MonkeyPatch) -> None:
    sources = [
        [True, "c2pa.created", "http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia"],
        [False, "c2pa.opened", "http://cv.iptc.org/newscodes/digitalsourcetype/somethingNew"],
    ]
    outer, inner = (each for each in _facts(monkeypatch, state="valid", sources=sources) if each.what == "source")
    assert (outer.state, outer.about) == ("unchecked", "c2pa.created")
    assert outer.says.en == "the mark states: made by a trained model (artificial intelligence)"
    assert inner.says.en.endswith("that this one was made from states: somethingNew")
    (silent,) = (each for each in _facts(monkeypatch, state="valid") if each.what == "source")
    assert "does not say how the picture came about" in silent.says.en
