"""What the columns of a sheet are, by their headers: as data, and as a person's mapping says otherwise."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal, NamedTuple

import msgspec

from perenne.dated.shelf import shelf
from perenne.model.bilingual import Bilingual
from perenne.partnerships.importing.mapping import STAYS, Choices
from perenne.readers import headers
from perenne.readers.columns import is_private

ReadAs = Literal[
    "text",
    "handle",
    "urls",
    "platform",
    "kind",
    "count",
    "day",
    "money",
    "country",
    "countries",
    "codes",
    "state",
    "span",
]
Vat = Literal["excl", "incl"]
_TOKENS = re.compile(r"[^\W_]+|[€$£%]")
_LONGEST = 200

SAID: dict[ReadAs, Bilingual] = {
    "text": Bilingual(fr="texte", en="text"),
    "handle": Bilingual(fr="compte, sans @", en="account, without @"),
    "urls": Bilingual(fr="adresses web", en="web addresses"),
    "platform": Bilingual(fr="plateforme", en="platform"),
    "kind": Bilingual(fr="sorte de contenu", en="kind of content"),
    "count": Bilingual(fr="nombre entier", en="whole number"),
    "day": Bilingual(fr="date", en="date"),
    "money": Bilingual(fr="montant", en="amount"),
    "country": Bilingual(fr="pays", en="country"),
    "countries": Bilingual(fr="pays, séparés par des virgules", en="countries, separated by commas"),
    "codes": Bilingual(fr="codes, séparés par des virgules", en="codes, separated by commas"),
    "state": Bilingual(fr="état de la vente", en="state of the sale"),
    "span": Bilingual(fr="durée", en="length of time"),
}


class _Field(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    read_as: ReadAs = msgspec.field(name="as")
    sure: tuple[str, ...] = ()
    maybe: tuple[str, ...] = ()


class Taxes(msgspec.Struct, frozen=True):
    """How a header or a cell says whether VAT is in it, and in which currency it counts."""

    vat: dict[Vat, tuple[str, ...]]
    currencies: dict[str, tuple[str, ...]]


class _Roles(msgspec.Struct, frozen=True):
    terms: frozenset[str]
    follow: frozenset[str]


class _Words(msgspec.Struct, frozen=True):
    fields: dict[str, _Field]


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """``words``: key of a header → rank (the lower, the surer) and field."""

    fields: dict[str, ReadAs]
    words: dict[str, tuple[int, str]]


class Column(NamedTuple):
    """A column as it is read; ``read_as`` ``None``: it is not, and ``private``: because it is about persons."""

    header: str
    field: str | None = None
    read_as: ReadAs | None = None
    vat: Vat | None = None
    currency: str | None = None
    private: bool = False


class Question(NamedTuple):
    """What a person should decide. ``blocks``: nothing is written before that; ``option``: the one of a mapping that
    decides it."""

    says: Bilingual
    blocks: bool = False
    option: Literal["vat", "date_order", "decimal"] | None = None


@cache
def vocabulary(package: str, name: str) -> Vocabulary:
    fields = msgspec.convert(shelf(package)[name], _Words).fields
    words: dict[str, tuple[int, str]] = {}
    for called, each in fields.items():
        for rank, said in ((1, each.sure), (2, each.maybe)):
            for word in said:
                words.setdefault(headers.key(word), (rank, called))
    return Vocabulary({called: each.read_as for called, each in fields.items()}, words)


@cache
def taxes() -> Taxes:
    return msgspec.convert(shelf(__package__)["columns"], Taxes)


@cache
def roles() -> _Roles:
    return msgspec.convert(shelf(__package__)["columns"], _Roles)


def _tokens(text: str) -> list[str]:
    return [token.casefold() for token in _TOKENS.findall(text[:_LONGEST])]


def _without(tokens: list[str], phrase: str) -> list[str] | None:
    """``tokens`` without ``phrase``; ``None`` where it does not stand there."""
    wanted = _tokens(phrase)
    for at in range(len(tokens) - len(wanted) + 1):
        if tokens[at : at + len(wanted)] == wanted:
            return tokens[:at] + tokens[at + len(wanted) :]
    return None


def vat_in(text: str) -> Vat | None:
    """Whether ``text`` says that VAT is in or out; ``None`` where it says neither, or both."""
    return _taken_off(_tokens(text))[1] if any(map(str.isalpha, text)) else None


def currency_alone(text: str) -> str | None:
    """The currency that ``text`` names; ``""`` where it names none, ``None`` where it says more than VAT and
    currency."""
    left, _, currency = _taken_off(_tokens(text))
    return None if left else currency or ""


def _taken_off(tokens: list[str]) -> tuple[list[str], Vat | None, str | None]:
    """The tokens without what they say of VAT and currency, and that."""
    vats: set[Vat] = set()
    currency: str | None = None
    for vat, phrases in taxes().vat.items():
        for phrase in phrases:
            if (left := _without(tokens, phrase)) is not None:
                tokens = left
                vats.add(vat)
    for code, phrases in taxes().currencies.items():
        for phrase in phrases:
            if (left := _without(tokens, phrase)) is not None:
                tokens, currency = left, code
    return tokens, vats.pop() if len(vats) == 1 else None, currency


def is_known(header: str, words: Vocabulary, choices: Choices) -> bool:
    return _guess(header, words, choices)[0] is not None or is_private(header)


def _guess(header: str, words: Vocabulary, choices: Choices) -> tuple[tuple[int, str] | None, Vat | None, str | None]:
    bare, vat, currency = _taken_off(_tokens(header))
    if (stated := choices.field_of(header)) is not None:
        return (0, stated), vat, currency
    found = words.words.get(headers.key(header)) or words.words.get(headers.key("".join(bare)))
    return found, vat, currency


def name_columns(
    said: Sequence[str], words: Vocabulary, choices: Choices
) -> tuple[tuple[Column, ...], tuple[Question, ...]]:
    """One column for each header, and the question that several columns for one field raise."""
    guesses = [_guess(header, words, choices) for header in said]
    chosen: dict[int, str] = {}
    questions: list[Question] = []
    for field in words.fields:
        ranks = {n: found[0] for n, (found, _, _) in enumerate(guesses) if found and found[1] == field}
        best = [n for n, rank in ranks.items() if rank == min(ranks.values())]
        if len(best) == 1:
            chosen[best[0]] = field
        elif best:
            questions.append(_rivals(field, [said[n] for n in best]))
    columns = []
    for number, (header, (_, vat, currency)) in enumerate(zip(said, guesses, strict=True)):
        name = chosen.get(number)
        private = name is None and is_private(header)
        columns.append(Column(header, name, words.fields[name] if name else None, vat, currency, private))
    questions += _unsaid_taxes(columns, choices)
    return tuple(columns), tuple(questions)


def _rivals(field: str, said: list[str]) -> Question:
    shown_fr, shown_en = ", ".join(f"« {each} »" for each in said), ", ".join(f"“{each}”" for each in said)
    return Question(
        Bilingual(
            fr=f"plusieurs colonnes peuvent être {field} ({shown_fr}) : dans la correspondance (--map), sous "
            f'[columns], écrivez "{said[0]}" = "{field}" pour la bonne et "{STAYS}" pour les autres',
            en=f"several columns may be {field} ({shown_en}): in the mapping (--map), under [columns], write "
            f'"{said[0]}" = "{field}" for the right one and "{STAYS}" for the others',
        ),
        blocks=True,
    )


def _unsaid_taxes(columns: Sequence[Column], choices: Choices) -> Iterator[Question]:
    for column in columns:
        if column.read_as == "money" and column.vat is None and choices.options.vat is None:
            yield Question(
                Bilingual(
                    fr=f"« {column.header} » : HT ou TTC ? Sans réponse, ces montants restent sans valeur ; dans la "
                    'correspondance (--map), sous [options], écrivez vat = "excl" si tout est hors taxe',
                    en=f"“{column.header}”: excluding or including VAT? Unanswered, these amounts have no value; in "
                    'the mapping (--map), under [options], write vat = "excl" where all of it excludes VAT',
                ),
                option="vat",
            )
