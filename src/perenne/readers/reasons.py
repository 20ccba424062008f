"""Why a file was taken for the format that it is in: what stands in it and would not be taken for that otherwise."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from perenne.model.bilingual import Bilingual
from perenne.readers import delimited, packed, table
from perenne.readers.formats import format_named
from perenne.readers.lines import BOM
from perenne.readers.reading import Format

_MOST, _LONGEST = 3, 40
_ARCHIVE = Bilingual(fr="c’est une archive ZIP", en="it is a ZIP archive")
_SHAPE = Bilingual(fr="ses enregistrements ont la forme de ce format", en="its records have the shape of this format")
_TABLE = Bilingual(fr="c’est un tableau, avec une ligne d’en-têtes", en="it is a table, with a row of headers")


def why(head: bytes, name: str) -> Bilingual:
    """What in ``head``, the beginning of a file in the format ``name``, tells so."""
    if name == table.FORMAT:
        return _TABLE
    if name == packed.FORMAT:
        return _ARCHIVE
    card = format_named(name)
    if card.columns and (header := delimited.first_row(head)):
        said = {cell.strip().casefold() for cell in header}
        told = next((each for each in card.columns if said >= each), frozenset())
        return _columns(sorted(cell for cell in header if cell.strip().casefold() in told)) if told else _SHAPE
    record = _first_record(head)
    if record is None or card.holds is None:
        return _SHAPE
    if isinstance(tag := record.get("perenne"), str):
        return Bilingual(fr=f"il se dit « {tag[:_LONGEST]} »", en=f"it says that it is “{tag[:_LONGEST]}”")
    keys = list(_telling(card, record))
    return _keys(keys) if keys else _SHAPE


def _columns(said: list[str]) -> Bilingual:
    shown = [each[:_LONGEST] for each in said[:_MOST]]
    return Bilingual(
        fr="il a les colonnes " + ", ".join(f"« {each} »" for each in shown),
        en="it has the columns " + ", ".join(f"“{each}”" for each in shown),
    )


def _keys(keys: list[str]) -> Bilingual:
    shown = [each[:_LONGEST] for each in keys[:_MOST]]
    return Bilingual(
        fr="il contient " + ", ".join(f"« {each} »" for each in shown),
        en="it holds " + ", ".join(f"“{each}”" for each in shown),
    )


def _first_record(head: bytes) -> Mapping[str, Any] | None:
    """The first object of a JSON text, where it ends within ``head``."""
    text = head.removeprefix(BOM).decode("utf-8", "replace").lstrip()
    try:
        value, _ = json.JSONDecoder().raw_decode(text)
    except (ValueError, RecursionError):
        return None
    if isinstance(value, list):
        value = value[0] if value else None
    return value if isinstance(value, dict) else None


def _telling(card: Format, record: Mapping[str, Any]) -> Iterator[str]:
    """The keys, of the record or of an object in it, without which it would not be taken for this format."""
    if card.holds is None or not card.holds(record):
        return
    for key, value in record.items():
        if not card.holds({other: said for other, said in record.items() if other != key}):
            yield key
        if isinstance(value, dict):
            for inner in value:
                without = {other: said for other, said in value.items() if other != inner}
                if not card.holds({**record, key: without}):
                    yield inner
