"""The words of the pages of the book and of a contract: none missing, none left over."""

import re
from importlib.resources import files
from typing import get_args

import pytest

from perenne.model.event import Choice, Given, What
from perenne.model.relation import ContractForm
from perenne.report.book import names
from perenne.report.book import words as of_book
from perenne.report.contract import words as of_contract
from perenne.report.fragments import Catalogue

REPORT = files("perenne.report")


def _sources(kind: str) -> str:
    return "".join(
        each.read_text(encoding="utf-8")
        for folder in (REPORT.joinpath(kind), REPORT.joinpath("templates", kind))
        for each in folder.iterdir()
        if each.name.endswith((".py", ".html")) and each.name != "words.py"
    )


@pytest.mark.parametrize(
    ("kind", "catalogue", "made"),
    [
        (
            "book",
            of_book.CATALOGUE,
            r"index\.kind\.\w+|(?:legend|invoice)\.(?:ok|imp|bad|forb|hum|out|unk|todo|money|kind)",
        ),
        (
            "contract",
            of_contract.CATALOGUE,
            r"banner\.(?:stop|read|none|unread|present|weak|missing)|clauses\.(?:law|other|practice)",
        ),
    ],
)
def test_every_word_of_the_catalogue_is_used(kind: str, catalogue: Catalogue, made: str) -> None:
    looked_up = set(re.findall(r"""["']([\w.]+)["']""", _sources(kind)))
    known = {*catalogue.words, *catalogue.counts}
    assert {each for each in known - looked_up if not re.fullmatch(made, each)} == set()


def test_every_code_of_the_book_has_its_name() -> None:
    assert {each.__struct_config__.tag for each in get_args(What)} == set(names.KINDS)
    assert set(get_args(Choice)) == set(names.CHOICES)
    assert {*get_args(ContractForm), None} == set(names.CONTRACTS)
    assert set(get_args(Given.__annotations__["form"])) == set(names.FORMS)
