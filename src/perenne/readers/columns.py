"""What the columns of a table are: guessed from their headers, shown, and overruled by a mapping file.

A guess is certain or it is none: where two columns may be one field, a person is asked. A mapping file is TOML::

    [columns]
    "Légende" = "text"            # a field of post/1 or of a deal, "extra" (kept as it is) or "drop"

    [options]
    date_order = "dmy"            # or "mdy"
    decimal = ","                 # or "."
    timezone = "America/Toronto"  # of times that state no zone
    platform = "instagram"        # of all rows
    sheet = "Posts"               # of a workbook
"""

import json
import re
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, fields
from difflib import get_close_matches
from functools import cache
from pathlib import Path
from typing import Any, Literal, NamedTuple, get_args
from zoneinfo import ZoneInfo

import msgspec

from perenne.model.bilingual import Bilingual
from perenne.model.errors import DataError, UsageError
from perenne.model.post import Platform
from perenne.readers import headers
from perenne.readers.delimited import Damaged, Row, as_text
from perenne.readers.moments import DateOrder
from perenne.readers.numbers import DecimalSign

Table = Literal["posts", "deals"]
ReadAs = Literal[
    "text", "verbatim", "address", "moment", "utc", "time", "count", "amount", "seconds", "flag", "handle", "names",
    "word", "extra", "unclear", "dropped", "private",
]  # fmt: skip

SAID: dict[ReadAs, Bilingual] = {
    "text": Bilingual(fr="texte", en="text"),
    "verbatim": Bilingual(fr="texte publié, tel quel", en="published text, as it stands"),
    "address": Bilingual(fr="adresse web", en="web address"),
    "moment": Bilingual(fr="date ou date et heure", en="date or date and time"),
    "utc": Bilingual(fr="date et heure UTC", en="date and time in UTC"),
    "time": Bilingual(fr="heure", en="time of day"),
    "count": Bilingual(fr="nombre entier ou fourchette", en="whole number or band"),
    "amount": Bilingual(fr="montant hors taxe en euros", en="amount in euros excluding VAT"),
    "seconds": Bilingual(fr="secondes", en="seconds"),
    "flag": Bilingual(fr="oui, non ou rien", en="yes, no or nothing"),
    "handle": Bilingual(fr="compte, sans @", en="account, without @"),
    "names": Bilingual(fr="noms séparés par des virgules", en="names separated by commas"),
    "word": Bilingual(fr="un mot parmi ceux du champ", en="one of the field’s words"),
    "extra": Bilingual(fr="gardée telle quelle, jamais jugée", en="kept as it stands, never judged"),
    "unclear": Bilingual(fr="deux sens possibles : non lue comme un champ", en="two meanings: not read as a field"),
    "dropped": Bilingual(fr="écartée", en="left out"),
    "private": Bilingual(fr="écartée : données de personnes", en="left out: data of private persons"),
}

POST_FIELDS: dict[str, ReadAs] = {
    "platform": "word", "post_id": "text", "url": "address", "kind": "word", "published_at": "moment",
    "published_time": "time", "account.id": "text", "account.handle": "handle", "account.name": "text",
    "account.bio": "verbatim", "account.country": "word", "title": "verbatim", "text": "verbatim", "language": "text",
    "first_comment": "verbatim", "overlay": "verbatim", "speech": "verbatim", "duration_s": "seconds",
    "links": "names", "coauthors": "names", "labels.paid_partnership": "flag", "labels.promotional": "flag",
    "labels.sponsors": "names",
    "labels.ai": "flag", "media.face_or_body": "flag", "media.retouched": "flag", "media.generated": "flag",
    "deal.consideration": "flag", "deal.forms": "word", "deal.value_eur": "amount", "deal.requested": "flag",
    "deal.objective": "text", "deal.advertiser.name": "text", "deal.advertiser.handles": "names",
    "stats.views": "count", "stats.likes": "count", "stats.comments": "count", "stats.shares": "count",
    "stats.saves": "count",
}  # fmt: skip
DEAL_FIELDS: dict[str, ReadAs] = {
    "creator": "handle", "creator.handle": "handle", "creator.country": "word", "advertiser": "text",
    "advertiser.handles": "names", "advertiser.country": "word", "date": "moment", "from": "moment", "to": "moment",
    "kind": "word", "requested": "flag", "value_eur": "amount", "value_incl_vat": "text", "objective": "text",
    "contract.form": "word", "contract.date_signed": "moment", "note": "text",
}  # fmt: skip
FIELDS: dict[Table, dict[str, ReadAs]] = {"posts": POST_FIELDS, "deals": DEAL_FIELDS}

_HARMLESS = re.compile(r"stats\.|duration_s|account\.(?!handle)|language|kind|note|objective")
"""Fields of a post that no judgement rests on: left unread where two columns claim one."""


class Column(NamedTuple):
    header: str
    field: str | None
    read_as: ReadAs


class Doubt(NamedTuple):
    """What a person should decide. ``blocks``: nothing is read before that. ``field``: the one that columns claim."""

    says: Bilingual
    blocks: bool = False
    field: str | None = None


class Named(NamedTuple):
    columns: tuple[Column, ...]
    doubts: tuple[Doubt, ...]

    @property
    def claimed(self) -> frozenset[str]:
        """The fields that one column is, or that several claim."""
        found = (*(column.field for column in self.columns), *(doubt.field for doubt in self.doubts))
        return frozenset(name for name in found if name is not None)


@dataclass(frozen=True, slots=True)
class Options:
    """What the cells do not say by themselves."""

    date_order: DateOrder | None = None
    decimal: DecimalSign | None = None
    timezone: str | None = None
    platform: Platform | None = None
    sheet: str | None = None


@dataclass(frozen=True, slots=True)
class Mapping:
    """What a person decided, or what was found and may be decided otherwise.

    ``columns``: header → field, ``extra`` or ``drop``.
    """

    columns: tuple[tuple[str, str], ...] = ()
    options: Options = field(default_factory=Options)

    def field_of(self, header: str) -> str | None:
        exact = dict(self.columns).get(header)
        if exact is not None or not headers.key(header):
            return exact
        return next((name for said, name in self.columns if headers.key(said) == headers.key(header)), None)


# The mapping file

_STAYS = ("extra", "drop")


def load_mapping(path: Path) -> Mapping:
    """The mapping in the file at ``path``. Raises ``UsageError`` that names the key or field that is wrong."""
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        raise UsageError(
            fr=f"{path.name} : ce fichier de correspondance ne peut pas être lu",
            en=f"{path.name}: this mapping file cannot be read",
        ) from None
    return parse_mapping(text, path.name)


def parse_mapping(text: str, name: str) -> Mapping:
    """The mapping that ``text`` (TOML) says; ``name`` of the file, for errors. Raises ``UsageError``."""
    try:
        said = tomllib.loads(text)
    except tomllib.TOMLDecodeError as problem:
        raise _wrong(name, fr=f"TOML illisible ({problem})", en=f"unreadable TOML ({problem})") from None
    for part in said:
        if part not in {"columns", "options"} or not isinstance(said[part], dict):
            raise _unknown(name, part, ["columns", "options"])
    options: dict[str, Any] = {key: _option(name, key, value) for key, value in said.get("options", {}).items()}
    columns = tuple((header, _field(name, value)) for header, value in said.get("columns", {}).items())
    return Mapping(columns, Options(**options))


def write_mapping(mapping: Mapping) -> str:
    """``mapping`` as a file to read, mend and use again."""
    written = {_quoted(header): _quoted(name) for header, name in reversed(mapping.columns)}
    columns = "".join(f"{header} = {name}\n" for header, name in reversed(written.items()))
    chosen = [(each.name, getattr(mapping.options, each.name)) for each in fields(Options)]
    options = "".join(f"{name} = {_quoted(value)}\n" for name, value in chosen if value is not None)
    return f"[columns]\n{columns}\n[options]\n{options}"


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def _field(name: str, said: Any) -> str:
    known = [*POST_FIELDS, *DEAL_FIELDS, *_STAYS]
    if said not in known:
        raise _unknown(name, str(said), known)
    return str(said)


def _option(name: str, key: str, value: Any) -> str:
    allowed: dict[str, tuple[str, ...]] = {
        "date_order": get_args(DateOrder),
        "decimal": get_args(DecimalSign),
        "platform": get_args(Platform),
    }
    if key not in {each.name for each in fields(Options)}:
        raise _unknown(name, key, [each.name for each in fields(Options)])
    if not isinstance(value, str) or (key in allowed and value not in allowed[key]):
        choice = ", ".join(allowed.get(key, ("…",)))
        raise _wrong(name, fr=f"{key} attend un texte parmi : {choice}", en=f"{key} takes one of: {choice}")
    if key == "timezone":
        zone(value, name)
    return value


def zone(key: str, name: str = "timezone") -> ZoneInfo:
    """The time zone called ``key``. Raises ``UsageError``."""
    try:
        return ZoneInfo(key)
    except (KeyError, ValueError, OSError):
        raise _wrong(
            name,
            fr=f"fuseau inconnu « {key} » : écrivez un nom tel que Europe/Paris",
            en=f"unknown zone “{key}”: write a name such as Europe/Paris",
        ) from None


def _unknown(name: str, said: str, known: list[str]) -> UsageError:
    near = ", ".join(get_close_matches(said, known, n=3, cutoff=0.4)) or ", ".join(known[:6])
    return _wrong(name, fr=f"« {said} » est inconnu ; proches : {near}", en=f"“{said}” is unknown; near it: {near}")


def _wrong(name: str, fr: str, en: str) -> UsageError:
    return UsageError(fr=f"{name} : {fr}", en=f"{name}: {en}")


# Headers


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
        if guess is not None and guess.field not in _STAYS:
            claims[guess.field].append(number)
    meanings = {
        number: doubt for number, header in enumerate(said) if (doubt := _two_meanings(header, table, mapping))
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
    return _Guess(0, name) if name in FIELDS[table] or name in _STAYS else None


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
