"""The desk's words beside the report's: ``words.yaml`` is where people read and change them."""

from typing import NamedTuple

import msgspec

from perenne.dated.shelf import shelf
from perenne.model.bilingual import Bilingual
from perenne.report import words as report
from perenne.report.voice import Counted


class _Count(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    one: Bilingual
    many: Bilingual


class _Words(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    words: dict[str, Bilingual]
    counts: dict[str, _Count]


class _Spoken(NamedTuple):
    words: dict[str, Bilingual]
    counts: dict[str, Counted]


def _spoken() -> _Spoken:
    """Raises ``DataError`` where the file is not as it should be."""
    own = msgspec.convert(shelf("perenne.desk.web")["words"], _Words)
    counts = {key: Counted(each.one, each.many) for key, each in own.counts.items()}
    return _Spoken({**report.WORDS, **own.words}, {**report.COUNTS, **counts})


WORDS, COUNTS = _spoken()
