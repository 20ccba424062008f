"""Law is data: no statutory word, article, date or amount stands in Python, where no counsel would read it.

Docstrings and comments may cite their source; what is checked is what the program says and compares.
"""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

STATUTORY = {
    "an article": re.compile(r"\bart(?:icle)?s?\.? ?\d|\b[LRD]\. ?\d{3}-\d", re.IGNORECASE),
    "a text": re.compile(
        r"\b(?:loi|décret|ordonnance|arrêté|directive|règlement|regulation)\b.{0,20}\b\d{2,4}[-/]\d+", re.IGNORECASE
    ),
    "an official id": re.compile(r"\b(?:LEGI|JORF)(?:ARTI|TEXT|SCTA)\d+|\b3\d{4}[LR]\d{4}\b"),
    "an amount": re.compile(r"\d[\d\u00a0\u202f .,]*(?:€|\bEUR\b|euros?\b)", re.IGNORECASE),
    "a date": re.compile(r"\A(?:19|20)\d{2}-\d{2}-\d{2}\Z"),
    "a mention": re.compile(
        r"collaboration commerciale|partenariat (?:commercial|rémunéré)|(?:contenu|post) sponsorisé|images? retouchée"
        r"|images? virtuelle|abus d.alcool|avec modération|jouer comporte|manger[- ]?bouger"
        r"|\A#?(?:publicités?|sponsorisée?|partenariat|annonce|collab)\Z",
        re.IGNORECASE,
    ),
}
AMOUNT = re.compile(r"value_eur|amount|price|total_eur|threshold", re.IGNORECASE)
ALLOWED = {
    # The words of the platform's own label, as the page shows it.
    ("readers/zeeschuimer/tiktok_labels.py", "a mention"),
}
"""(module, what) of what was looked at and is no law, each with its reason."""
EPOCH = 1970


def _spoken(tree: ast.Module) -> Iterator[ast.Constant]:
    """The text constants of a module that are no docstring."""
    silent = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in silent:
            yield node


def _fixed_dates(tree: ast.Module) -> Iterator[ast.Call]:
    """Calls such as ``date(2024, 11, 8)``; computers count from 1970, laws do not."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and len(node.args) >= 3:
            called = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
            numbers = [each.value for each in node.args if isinstance(each, ast.Constant)]
            if called in {"date", "datetime"} and len(numbers) >= 3 and numbers[0] != EPOCH:
                yield node


def _compared_amounts(tree: ast.Module) -> Iterator[ast.Compare]:
    """Comparisons of an amount of money with a number other than zero."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Compare):
            sides = [node.left, *node.comparators]
            numbers = [each.value for each in sides if isinstance(each, ast.Constant)]
            if any(isinstance(each, int | float) and each for each in numbers) and AMOUNT.search(ast.unparse(node)):
                yield node


def law_in(code: str) -> list[tuple[int, str]]:
    """The lines of ``code`` where law stands, and what it is."""
    tree = ast.parse(code)
    found = [
        (node.lineno, what)
        for node in _spoken(tree)
        for what, pattern in STATUTORY.items()
        if pattern.search(str(node.value))
    ]
    found += [(node.lineno, "a date") for node in _fixed_dates(tree)]
    found += [(node.lineno, "a threshold") for node in _compared_amounts(tree)]
    return sorted(found)


def test_no_law_stands_in_python(repository: Path) -> None:
    source = repository / "src" / "perenne"
    found = [
        f"{file.relative_to(repository)}:{line}: {what}"
        for file in sorted(source.rglob("*.py"))
        for line, what in law_in(file.read_text(encoding="utf-8"))
        if (file.relative_to(source).as_posix(), what) not in ALLOWED
    ]
    assert found == []


@pytest.mark.parametrize(
    ("code", "what"),
    [
        ("ARTICLE = 'loi 2023-451, art. 5-2'", {"an article", "a text"}),
        ("where = f'{x} L. 121-3'", {"an article"}),
        ("ID = 'LEGIARTI000050457275'", {"an official id"}),
        ("says = 'plus de 1 000 € par an'", {"an amount"}),
        ("SINCE = '2024-11-08'", {"a date"}),
        ("SINCE = date(2024, 11, 8)", {"a date"}),
        ("words = ['Collaboration commerciale']", {"a mention"}),
        ("words = {'#publicité'}", {"a mention"}),
        ("due = deal.value_eur >= 1000", {"a threshold"}),
    ],
)
def test_law_in_python_would_be_seen(code: str, what: set[str]) -> None:
    assert {each for _, each in law_in(code)} == what


@pytest.mark.parametrize(
    "code",
    [
        '"""The civil date (Code civil, art. 1)."""',
        "x = 1\n'''Since 2024-11-08: loi 2023-451, art. 5-2.'''",
        "worth = deal.value_eur > 0",
        "example = 'a time such as 2026-11-20T09:00:00Z'",
        "moment = datetime(year, month, day)",
    ],
)
def test_a_source_in_a_docstring_and_plain_code_are_no_law(code: str) -> None:
    assert law_in(code) == []
