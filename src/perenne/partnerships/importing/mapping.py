"""What a person says of a sheet beforehand. TOML::

[columns]
"Rétribution" = "fee"         # a field, or "drop"

[options]
vat = "excl"                  # or "incl": of amounts that do not say
currency = "EUR"              # of amounts that do not say
date_order = "dmy"            # or "mdy", "ymd"
decimal = ","                 # or "."
advertiser = "Zibellou SAS"   # of a sheet without a column for it
platform = "instagram"        # of rows that do not say
"""

import tomllib
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path
from typing import Any, Literal

import msgspec

from perenne.model.errors import UsageError
from perenne.model.post import Platform
from perenne.readers import headers
from perenne.readers.mapping import quoted, text_of
from perenne.readers.moments import DateOrder
from perenne.readers.numbers import DecimalSign

STAYS = "drop"
"""What a mapping says of a column that is not read."""


class Options(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    vat: Literal["excl", "incl"] | None = None
    currency: str | None = None
    date_order: DateOrder | None = None
    decimal: DecimalSign | None = None
    advertiser: str | None = None
    platform: Platform | None = None


@dataclass(frozen=True, slots=True)
class Choices:
    columns: dict[str, str] = field(default_factory=dict)
    options: Options = field(default_factory=Options)

    def field_of(self, header: str) -> str | None:
        if not self.columns:
            return None
        return self.columns.get(header) or self.columns.get(headers.key(header))


AS_GUESSED = Choices()
"""Nothing was said beforehand."""


def load_choices(path: Path, fields: Collection[str]) -> Choices:
    """Raises ``UsageError`` that names what is wrong."""
    try:
        said = tomllib.loads(text_of(path))
    except (tomllib.TOMLDecodeError, RecursionError):
        raise UsageError(
            fr=f"{path.name} : ce fichier de correspondance ne se lit pas comme du TOML",
            en=f"{path.name}: this mapping file does not read as TOML",
        ) from None
    return _checked(said, path.name, fields)


def written(choices: Choices, questions: Iterable[str] = ()) -> str:
    """``choices`` as a file to read, mend and give again; ``questions``: what it leaves open, as remarks."""
    columns = "".join(f"{quoted(header)} = {quoted(field)}\n" for header, field in choices.columns.items())
    said = msgspec.to_builtins(choices.options)
    options = "".join(f"{name} = {quoted(value)}\n" for name, value in said.items() if value is not None)
    asked = "".join(f"# {' '.join(question.split())}\n" for question in questions)
    return f"[columns]\n{columns}\n[options]\n{options}{asked}"


def _checked(said: dict[str, Any], name: str, fields: Collection[str]) -> Choices:
    for part, content in said.items():
        if part not in {"columns", "options"} or not isinstance(content, dict):
            raise _unknown(name, part, ["columns", "options"])
    exact: dict[str, str] = {}
    for header, wanted in said.get("columns", {}).items():
        if wanted not in {*fields, STAYS}:
            raise _unknown(name, str(wanted), [*fields, STAYS])
        exact[header] = wanted
    columns = {headers.key(header): wanted for header, wanted in exact.items()} | exact
    for option in said.get("options", {}):
        if option not in Options.__struct_fields__:
            raise _unknown(name, option, Options.__struct_fields__)
    try:
        return Choices(columns, msgspec.convert(said.get("options", {}), Options))
    except msgspec.ValidationError as problem:
        key = str(problem).rpartition("$.")[2].rstrip("`")
        raise UsageError(
            fr=f"{name} : valeur refusée pour {key}", en=f"{name}: the value of {key} is refused"
        ) from None


def _unknown(name: str, said: str, known: Collection[str]) -> UsageError:
    near = ", ".join(get_close_matches(said, known, n=3, cutoff=0.4) or sorted(known))
    return UsageError(
        fr=f"{name} : « {said} » est inconnu ; proches : {near}", en=f"{name}: “{said}” is unknown; near it: {near}"
    )
