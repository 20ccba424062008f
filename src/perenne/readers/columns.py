"""What the columns of a table are: guessed from their headers, shown, and overruled by a mapping file.

A guess is certain or it is none: where two columns may be one field, a person is asked.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import cache
from typing import Literal, NamedTuple

import msgspec

from perenne.model.bilingual import Bilingual
from perenne.model.errors import DataError
from perenne.readers import headers
from perenne.readers.delimited import Damaged, Row, as_text
from perenne.readers.fields import FIELDS, ReadAs, Table
from perenne.readers.mapping import STAYS, Mapping

_HARMLESS = re.compile(r"stats\.|duration_s|account\.(?!handle)|language|kind|note|objective")
"""Fields of a post that no judgement rests on: left unread where two columns claim one."""


class Column(NamedTuple):
    header: str
    field: str | None
    read_as: ReadAs


class Doubt(NamedTuple):
    """What a person should decide. ``blocks``: nothing is read before that. ``field``: the one that columns claim;
    ``option``: the one of a mapping that decides it."""

    says: Bilingual
    blocks: bool = False
    field: str | None = None
    option: Literal["date_order", "decimal"] | None = None


class Named(NamedTuple):
    columns: tuple[Column, ...]
    doubts: tuple[Doubt, ...]

    @property
    def claimed(self) -> frozenset[str]:
        """The fields that one column is, or that several claim."""
        found = (*(column.field for column in self.columns), *(doubt.field for doubt in self.doubts))
        return frozenset(name for name in found if name is not None)


class _Words(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    sure: tuple[str, ...] = ()
    maybe: tuple[str, ...] = ()


class _Private(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    words: tuple[str, ...]
    within: tuple[str, ...]


class _Unclear(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    headers: tuple[str, ...]
    fields: tuple[str, ...]
    fr: str
    en: str


class _OtherTable(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    kind: str
    unless: tuple[str, ...]
    least: int
    words: tuple[str, ...]


class _Guess(NamedTuple):
    rank: int
    """The lower, the surer: 0 stated by a person, 1 and 2 as in the vocabulary."""
    field: str


@cache
def _vocabulary(table: Table) -> dict[str, _Guess]:
    guesses: dict[str, _Guess] = {}
    for name, words in headers.said(table, dict[str, _Words]).items():
        if name not in FIELDS[table]:
            raise DataError(fr=f"{table}.yaml : champ inconnu {name}", en=f"{table}.yaml: unknown field {name}")
        for rank, said in ((1, words.sure), (2, words.maybe)):
            for word in said:
                guess = _Guess(rank, name)
                if guesses.setdefault(headers.key(word), guess) != guess:
                    raise DataError(fr=f"{table}.yaml : « {word} » deux fois", en=f"{table}.yaml: “{word}” twice")
    return guesses


@cache
def _private() -> tuple[frozenset[str], frozenset[str]]:
    private = headers.said("private", _Private)
    return frozenset(map(headers.key, private.words)), frozenset(map(headers.key, private.within))


@cache
def _unclear() -> dict[str, _Unclear]:
    said = headers.said("unclear", tuple[_Unclear, ...])
    return {headers.key(header): each for each in said for header in each.headers}


_UNIT = re.compile(r"(?P<base>.+?)\s*[(\[](?P<unit>[^()\[\]]*)[)\]]\s*\Z", re.DOTALL)
_UNITS_THAT_ARE_OURS = frozenset({"s", "sec", "secondes", "seconds", "eur", "euro", "euros", "en euros", "€", "utc"})
_TOKENS = re.compile(r"[^\W_]+")
_LONGEST = 200
"""Characters of a header that says anything."""


def _spellings(header: str) -> Iterable[str]:
    """The keys that ``header`` may be looked up under: whole, then without a unit that is ours."""
    if len(header) > _LONGEST:
        return
    yield headers.key(header)
    unit = _UNIT.match(header)
    if unit and unit["unit"].strip().casefold() in _UNITS_THAT_ARE_OURS:
        yield headers.key(unit["base"])
    if is_utc(header):
        yield headers.key(header).removesuffix("utc")


def is_utc(header: str) -> bool:
    """Whether a header says that its times are in UTC (``create_date_utc``, ``Date (UTC)``)."""
    return "utc" in (token.casefold() for token in _TOKENS.findall(header))


def _guess(header: str, table: Table) -> _Guess | None:
    vocabulary = _vocabulary(table)
    return next((vocabulary[key] for key in _spellings(header) if key in vocabulary), None)


def is_private(header: str) -> bool:
    """Whether a column looks like data of private persons (e-mail, phone, postal address, bank account, birth)."""
    words, within = _private()
    whole = headers.key(header)
    return any(headers.key(token) in words for token in _TOKENS.findall(header)) or any(
        part in whole for part in within
    )


def header_row(rows: Iterable[Row | Damaged], mapping: Mapping) -> Row | None:
    """The first of ``rows`` in which two cells are headers that we know; else the first with two texts, or any."""
    readable = [row for row in rows if isinstance(row, Row)]
    known = (row for row in readable if sum(_is_known(as_text(cell), mapping) for cell in row.cells) > 1)
    texts = (row for row in readable if sum(isinstance(cell, str) and cell.strip() != "" for cell in row.cells) > 1)
    return next(known, None) or next(texts, None) or next(iter(readable), None)


def _is_known(header: str, mapping: Mapping) -> bool:
    return (
        mapping.field_of(header) is not None or any(_guess(header, table) for table in FIELDS) or is_private(header)
    )


def name_columns(said: Sequence[str], table: Table, mapping: Mapping) -> Named:
    """One ``Column`` for each header in ``said``, and what a person should decide."""
    guesses = [_stated(header, table, mapping) or _guess(header, table) for header in said]
    claims: dict[str, list[int]] = defaultdict(list)
    for number, guess in enumerate(guesses):
        if guess is not None and guess.field not in STAYS:
            claims[guess.field].append(number)
    meanings = {
        number: doubt
        for number, header in enumerate(said)
        if (doubt := _two_meanings(header, table, mapping) or _other_unit(header, table, mapping))
    }
    doubts, unclear, chosen = list(meanings.values()), set(meanings), dict[int, str]()
    for name, numbers in claims.items():
        surest = min(guess.rank for number in numbers if (guess := guesses[number]))
        rivals = [number for number in numbers if (guess := guesses[number]) and guess.rank == surest]
        if len(rivals) == 1:
            chosen[rivals[0]] = name
        else:
            doubts.append(_rivalry(name, [said[number] for number in rivals]))
            unclear.update(rivals)
    present = {headers.key(header) for header in said}
    doubts.extend(_absence(header) for header, _ in mapping.columns if headers.key(header) not in present)
    columns = (
        _column(header, table, mapping, chosen.get(number), unclear=number in unclear)
        for number, header in enumerate(said)
    )
    return Named(tuple(columns), tuple(doubts))


def _stated(header: str, table: Table, mapping: Mapping) -> _Guess | None:
    name = mapping.field_of(header)
    return _Guess(0, name) if name in FIELDS[table] or name in STAYS else None


def _column(header: str, table: Table, mapping: Mapping, name: str | None, *, unclear: bool) -> Column:
    if name is not None:
        read_as = FIELDS[table][name]
        return Column(header, name, "utc" if read_as == "moment" and is_utc(header) else read_as)
    if is_private(header) and not unclear:
        return Column(header, None, "private")
    if mapping.field_of(header) == "drop":
        return Column(header, None, "dropped")
    return Column(header, None, "unclear" if unclear else "extra")


def _two_meanings(header: str, table: Table, mapping: Mapping) -> Doubt | None:
    if mapping.field_of(header) is not None:
        return None
    meaning = next((_unclear()[key] for key in _spellings(header) if key in _unclear()), None)
    if meaning is None or not any(name in FIELDS[table] for name in meaning.fields):
        return None
    write = " / ".join(f'"{header}" = "{name}"' for name in meaning.fields if name in FIELDS[table])
    return Doubt(
        Bilingual(
            fr=f"la colonne « {header} » n’est pas lue : {meaning.fr} ({write})",
            en=f"the column “{header}” is not read: {meaning.en} ({write})",
        )
    )


def _other_unit(header: str, table: Table, mapping: Mapping) -> Doubt | None:
    """The question that ``Vues (k)`` raises: numbers that count in a unit of their own are not taken."""
    found = _UNIT.match(header) if len(header) <= _LONGEST else None
    if found is None or mapping.field_of(header) is not None or _guess(header, table) is not None:
        return None
    guess = _vocabulary(table).get(headers.key(found["base"]))
    if guess is None or FIELDS[table][guess.field] not in {"count", "amount", "seconds"}:
        return None
    base, unit = found["base"].strip(), found["unit"].strip()
    return Doubt(
        Bilingual(
            fr=f"la colonne « {header} » n’est pas lue : ses nombres comptent en « {unit} » ; écrivez-les en entier "
            f"sous l’en-tête « {base} », ou, s’ils le sont déjà, dans la correspondance : "
            f'"{header}" = "{guess.field}"',
            en=f"the column “{header}” is not read: its numbers count in “{unit}”; write them out in full under the "
            f'header “{base}” or, where they already are, "{header}" = "{guess.field}" in the mapping',
        )
    )


def _rivalry(name: str, said: list[str]) -> Doubt:
    if len({headers.key(each) for each in said}) == 1:
        return Doubt(
            Bilingual(
                fr=f"plusieurs colonnes s’appellent « {said[0]} » : renommez celles qui ne sont pas le champ {name}",
                en=f"several columns are called “{said[0]}”: rename those that are not the field {name}",
            ),
            blocks=not _HARMLESS.match(name),
            field=name,
        )
    columns_fr, columns_en = ", ".join(f"« {each} »" for each in said), ", ".join(f"“{each}”" for each in said)
    return Doubt(
        Bilingual(
            fr=f"plusieurs colonnes peuvent être le champ {name} ({columns_fr}) : dans le fichier de correspondance, "
            f'sous [columns], écrivez "{said[0]}" = "{name}" pour la bonne et "extra" pour les autres',
            en=f"several columns may be the field {name} ({columns_en}): in the mapping file, "
            f'under [columns], write "{said[0]}" = "{name}" for the right one and "extra" for the others',
        ),
        blocks=not _HARMLESS.match(name),
        field=name,
    )


def _absence(header: str) -> Doubt:
    return Doubt(
        Bilingual(
            fr=f"la colonne « {header} » du fichier de correspondance n’est pas dans ce tableau",
            en=f"the column “{header}” of the mapping file is not in this table",
        )
    )


def other_table(said: Sequence[str], named: Named) -> str | None:
    """The kind of a table that holds no posts (``account table``), or ``None``."""
    claimed = named.claimed
    keys = [headers.key(header) for header in said]
    others: tuple[_OtherTable, ...] = headers.said("tables", tuple[_OtherTable, ...])
    for other in others:
        words = tuple(map(headers.key, other.words))
        if claimed.isdisjoint(other.unless) and sum(key.startswith(words) for key in keys) >= other.least:
            return other.kind
    return None
