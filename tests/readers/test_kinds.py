"""Every kind of record that is no post has words in both languages."""

import ast
from collections.abc import Iterator
from pathlib import Path

import perenne.readers
from perenne.readers.kinds import said_of
from perenne.readers.withheld import PRIVATE_FILE
from perenne.readers.zeeschuimer.envelope import ADVERTISEMENT, PRIVATE

READERS = Path(perenne.readers.__file__).parent


def kinds_in(source: str) -> Iterator[str]:
    """The kinds that are written out where a record is counted."""
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.Call(func=ast.Name(id="Other"), args=[kind, *_]):
                yield from (str(each.value) for each in _written_out(kind))


def _written_out(kind: ast.expr) -> Iterator[ast.Constant]:
    """The words themselves, of two where one is chosen."""
    match kind:
        case ast.Constant():
            yield kind
        case ast.IfExp(body=one, orelse=other):
            yield from (*_written_out(one), *_written_out(other))


def test_every_kind_that_a_reader_counts_is_said_in_french() -> None:
    written = {kind for path in READERS.rglob("*.py") for kind in kinds_in(path.read_text("utf-8"))}
    assert {"playlist", "deleted post"} <= written
    for kind in written | {ADVERTISEMENT, PRIVATE, PRIVATE_FILE, "account table", "comment table", "deal table"}:
        assert said_of(kind).fr != said_of(kind).en == kind


def test_names_of_formats_and_platforms_are_the_same_in_both_languages() -> None:
    for kind in ("answer/1", "zeeschuimer linkedin.com", "youtube#searchResult"):
        assert said_of(kind).fr == said_of(kind).en == kind


def test_a_sheet_keeps_its_name() -> None:
    assert said_of("sheet not read: Zibellou").fr == "feuille non lue : Zibellou"
