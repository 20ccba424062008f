"""The desk's words beside the report's: each app's ``words.yaml`` is where people read and change them."""

from pkgutil import iter_modules
from typing import NamedTuple

import msgspec

from perenne import desk
from perenne.dated.shelf import shelf
from perenne.model.bilingual import Bilingual
from perenne.model.errors import DataError
from perenne.report import words as report
from perenne.report.voice import Counted


class _Count(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    one: Bilingual
    many: Bilingual


class _Words(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    words: dict[str, Bilingual] = {}
    counts: dict[str, _Count] = {}


class _Spoken(NamedTuple):
    words: dict[str, Bilingual]
    counts: dict[str, Counted]


def _spoken() -> _Spoken:
    """Raises ``DataError`` where a file is not as it should be, or two say the same word."""
    words, counts = dict(report.WORDS), dict(report.COUNTS)
    own: set[str] = set()
    for app in iter_modules(desk.__path__):
        if app.ispkg and (said := shelf(f"perenne.desk.{app.name}").get("words")):
            found = msgspec.convert(said, _Words)
            if twice := own & {*found.words, *found.counts}:
                named = ", ".join(sorted(twice))
                raise DataError(fr=f"dit deux fois : {named} ({app.name})", en=f"said twice: {named} ({app.name})")
            own |= {*found.words, *found.counts}
            words |= found.words
            counts |= {key: Counted(each.one, each.many) for key, each in found.counts.items()}
    return _Spoken(words, counts)


WORDS, COUNTS = _spoken()
