"""A table of TOML read key by key: each missing or wrong key is one sentence, and the reading goes on."""

import re
import unicodedata
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from perenne.model.bilingual import Bilingual
from perenne.model.money import LARGEST

LONGEST = 2_000
MOST_ROWS = 200
_CODE = {2: re.compile(r"[A-Z]{2}\Z"), 3: re.compile(r"[A-Z]{3}\Z")}
_EMAIL = re.compile(r"[^\s@<>]+@[^\s@<>]+\.[^\s@<>]+\Z")
_CENT = Decimal("0.01")


class Table:
    """``problems`` is shared by all the tables of one file. A wrong value reads as a harmless one of its kind, which
    nobody sees: what was read counts only where there is no problem."""

    def __init__(self, content: Mapping[str, Any], problems: list[Bilingual], path: str = "") -> None:
        self._content, self._problems, self._path = content, problems, path
        self._asked: set[str] = set()

    def has(self, key: str) -> bool:
        self._asked.add(key)
        return key in self._content

    def text(self, key: str) -> str:
        value = self._needed(key)
        if not isinstance(value, str) or not value.strip() or len(value) > LONGEST:
            self._wrong(key, value, "un texte de 1 à 2 000 signes", "a text of 1 to 2,000 characters")
            return ""
        words = " ".join(value.split())
        hidden = next((sign for sign in words if unicodedata.category(sign) in {"Cc", "Cf", "Co", "Cs"}), None)
        if hidden is not None:
            self._say(
                key,
                f"contient un signe invisible (U+{ord(hidden):04X}) : retirez-le",
                f"holds an invisible sign (U+{ord(hidden):04X}): remove it",
            )
        return words

    def text_or_none(self, key: str) -> str | None:
        return self.text(key) if self.has(key) else None

    def email(self, key: str) -> str:
        words = self.text(key)
        if words and not _EMAIL.match(words):
            self._wrong(key, words, "une adresse électronique", "an email address")
        return words

    def code(self, key: str, length: int) -> str:
        value = self._needed(key)
        if isinstance(value, str) and _CODE[length].match(value):
            return value
        self._wrong(key, value, f"un code de {length} capitales", f"a code of {length} capitals")
        return ""

    def number(self, key: str, least: int, most: int) -> int:
        value = self._needed(key)
        if isinstance(value, int) and not isinstance(value, bool) and least <= value <= most:
            return value
        self._wrong(key, value, f"un nombre entier de {least} à {most}", f"a whole number from {least} to {most}")
        return least

    def amount(self, key: str) -> Decimal:
        value = self._needed(key)
        if isinstance(value, int | Decimal) and not isinstance(value, bool):
            amount = Decimal(value)
            if amount.is_finite() and 0 <= amount < LARGEST and amount == amount.quantize(_CENT):
                return amount
        self._wrong(
            key, value, "un montant hors taxes, au centime près", "an amount excluding VAT, to the cent at most"
        )
        return Decimal(0)

    def day(self, key: str) -> date:
        value = self._needed(key)
        if isinstance(value, date) and not isinstance(value, datetime):
            return value
        self._wrong(key, value, "une date comme 2026-12-01, sans guillemets", "a date like 2026-12-01, not quoted")
        return date.min

    def yes(self, key: str) -> bool:
        value = self._needed(key)
        if not isinstance(value, bool):
            self._wrong(key, value, "true ou false", "true or false")
        return value is True

    def one_of(self, key: str, known: tuple[str, ...]) -> str:
        value = self._needed(key)
        if value not in known:
            self._wrong(key, value, " ou ".join(known), " or ".join(known))
            return known[0]
        return str(value)

    def texts(self, key: str) -> tuple[str, ...]:
        value = self._needed(key)
        if not isinstance(value, list) or not 0 < len(value) <= MOST_ROWS:
            self._wrong(key, value, "une liste de textes", "a list of texts")
            return ()
        row = Table({f"{key}[{at}]": each for at, each in enumerate(value, 1)}, self._problems, self._path)
        return tuple(row.text(f"{key}[{at}]") for at in range(1, len(value) + 1))

    def table(self, key: str) -> "Table":
        """The table ``key``; an empty one, of which every key is missing, where there is none."""
        self._asked.add(key)
        value = self._content.get(key, {})
        if not isinstance(value, dict):
            self._wrong(key, value, f"une table [{key}]", f"a table [{key}]")
            value = {}
        return Table(value, self._problems, f"{self._path}{key}.")

    def rows(self, key: str) -> tuple["Table", ...]:
        self._asked.add(key)
        value = self._content.get(key, [])
        fits = isinstance(value, list) and len(value) <= MOST_ROWS and all(isinstance(each, dict) for each in value)
        if not fits:
            self._wrong(key, value, f"des tables [[{key}]]", f"tables [[{key}]]")
            return ()
        return tuple(
            Table(each, self._problems, f"{self._path}{key}[{number}].") for number, each in enumerate(value, 1)
        )

    def refuse(self, key: str, fr: str, en: str) -> None:
        """A value that is well written and still cannot stand."""
        self._say(key, fr, en)

    def nothing_else(self) -> None:
        """A key that nobody asked for is a slip of the pen, not a thing to pass over."""
        for key in self._content:
            if key not in self._asked:
                self._say(key, "est inconnu : retirez-le ou corrigez-le", "is not known: remove or correct it")

    def _needed(self, key: str) -> object:
        self._asked.add(key)
        return self._content.get(key)

    def _wrong(self, key: str, value: object, fr: str, en: str) -> None:
        if value is None:
            self._say(key, f"manque : il y faut {fr}", f"is missing: it takes {en}")
        else:
            self._say(key, f"ne convient pas : il y faut {fr}", f"does not fit: it takes {en}")

    def _say(self, key: str, fr: str, en: str) -> None:
        place = f"{self._path}{key}"
        said = Bilingual(fr=f"« {place} » {fr}", en=f"“{place}” {en}")
        if said not in self._problems:
            self._problems.append(said)
