"""The terms of the example, and what a test changes in them."""

from pathlib import Path

from perenne.contracts.terms import Terms
from perenne.contracts.terms_file import TermsRead, read_terms

EXAMPLE = Path(__file__).resolve().parents[2] / "examples" / "contracts" / "terms.toml"


def text(**changed: str) -> str:
    """The example with ``old`` lines replaced: ``text(**{"months = 6": "months = 12"})``."""
    said = EXAMPLE.read_text(encoding="utf-8")
    for old, new in changed.items():
        assert old in said
        said = said.replace(old, new)
    return said


def read(**changed: str) -> TermsRead:
    return read_terms(text(**changed).encode())


def terms(**changed: str) -> Terms:
    found = read(**changed)
    assert found.terms is not None, found.problems
    return found.terms
