"""The mapping file: what a person says of a table’s columns, and of what its cells leave open. TOML::

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
import tomllib
from dataclasses import dataclass, field, fields
from difflib import get_close_matches
from pathlib import Path
from typing import Any, get_args
from zoneinfo import ZoneInfo

from perenne.model.errors import UsageError
from perenne.model.post import Platform
from perenne.model.refused import why
from perenne.readers import headers
from perenne.readers.fields import DEAL_FIELDS, POST_FIELDS
from perenne.readers.moments import DateOrder
from perenne.readers.numbers import DecimalSign


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


STAYS = ("extra", "drop")
"""What a mapping may say of a column that is no field: kept as it is, or left out."""


def load_mapping(path: Path) -> Mapping:
    """The mapping in the file at ``path``. Raises ``UsageError`` that names the key or field that is wrong."""
    return parse_mapping(text_of(path), path.name)


LONGEST = 2**20
"""Bytes of a mapping: thousands of columns."""


def text_of(path: Path) -> str:
    """What a mapping at ``path`` says, an ordinary file of bounded length. Raises ``UsageError``."""
    try:
        if path.exists() and not path.is_file():
            raise _wrong(path.name, fr="ce n’est pas un fichier ordinaire", en="this is no regular file")
        with path.open("rb") as stream:
            content = stream.read(LONGEST + 1)
        if len(content) > LONGEST:
            raise _wrong(
                path.name,
                fr="plus d’un mégaoctet : ce n’est pas une correspondance",
                en="over a megabyte: no mapping",
            )
        return content.decode("utf-8-sig")
    except OSError as problem:
        said = why(problem)
        raise _wrong(path.name, fr=f"impossible à lire ({said.fr})", en=f"cannot be read ({said.en})") from None
    except UnicodeDecodeError:
        raise _wrong(path.name, fr="enregistrez ce fichier en UTF-8", en="save this file as UTF-8") from None


def parse_mapping(text: str, name: str) -> Mapping:
    """The mapping that ``text`` (TOML) says; ``name`` of the file, for errors. Raises ``UsageError``."""
    try:
        said = tomllib.loads(text)
    except tomllib.TOMLDecodeError as problem:
        raise _wrong(name, fr=f"TOML illisible ({problem})", en=f"unreadable TOML ({problem})") from None
    except RecursionError:
        raise _wrong(
            name, fr="TOML illisible (trop de niveaux imbriqués)", en="unreadable TOML (nested too deep)"
        ) from None
    for part in said:
        if part not in {"columns", "options"} or not isinstance(said[part], dict):
            raise _unknown(name, part, ["columns", "options"])
    options: dict[str, Any] = {key: _option(name, key, value) for key, value in said.get("options", {}).items()}
    columns = tuple((header, _field(name, value)) for header, value in said.get("columns", {}).items())
    return Mapping(columns, Options(**options))


def write_mapping(mapping: Mapping) -> str:
    """``mapping`` as a file to read, mend and use again."""
    written = {quoted(header): quoted(name) for header, name in reversed(mapping.columns)}
    columns = "".join(f"{header} = {name}\n" for header, name in reversed(written.items()))
    chosen = [(each.name, getattr(mapping.options, each.name)) for each in fields(Options)]
    options = "".join(f"{name} = {quoted(value)}\n" for name, value in chosen if value is not None)
    return f"[columns]\n{columns}\n[options]\n{options}"


def quoted(text: str) -> str:
    """``text`` as a key or a value of TOML."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def _field(name: str, said: Any) -> str:
    known = [*POST_FIELDS, *DEAL_FIELDS, *STAYS]
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
