"""Records from JSON: one JSON object in, one frozen value out, or the problem and where it lies.

``null`` means the same as an absent key everywhere, so a record may write ``"account": null``.
"""

import re
from typing import Any, TypeVar

import msgspec

from perenne.model.bilingual import Bilingual
from perenne.model.listed import listed

T = TypeVar("T", bound=msgspec.Struct)

OPEN_OBJECTS = frozenset({"extra", "facts"})
"""Objects whose inside belongs to whoever wrote the record: passed through untouched."""


MOST_VALUES = 3_000_000
"""How many values one record may hold: each may cost a hundred bytes of memory (``[],``), so all of them 300 MiB. A
captured post holds some hundreds; the archive of somebody who watched a million films holds about that many."""

_NOT_JSON = (msgspec.DecodeError, UnicodeDecodeError)
_NO_JSON = Bilingual(fr="ce n’est pas du JSON", en="this is not JSON")
_TOO_DEEP = Bilingual(
    fr="des valeurs sont imbriquées à plus de mille niveaux : aucune publication n’est écrite ainsi",
    en="values lie within each other over a thousand levels deep: no post is written like that",
)
_OUT_OF_RANGE = Bilingual(
    fr="un nombre dépasse tout ce qui se compte, comme 1e400 : corrigez-le, ou écrivez-le entre guillemets",
    en="a number is beyond all counting, such as 1e400: mend it, or write it in quotes",
)
TOO_LARGE = Bilingual(
    fr="enregistrement trop grand : plus de {most} valeurs", en="record too large: more than {most} values"
).filled(most=str(MOST_VALUES))


class RecordError(ValueError):
    """A record that is not what it should be: ``path`` inside it, ``reason`` in both languages."""

    def __init__(self, path: str, reason: Bilingual) -> None:
        super().__init__(reason.en)
        self.path = path
        self.reason = reason


def is_too_large(line: bytes) -> bool:
    """Whether ``line`` may hold more than ``MOST_VALUES``: each begins a list or an object, or follows a comma. Those
    signs count within texts too, where no person writes that many."""
    return len(line) > MOST_VALUES and sum(map(line.count, (b"[", b"{", b","))) > MOST_VALUES


def decode(kind: type[T], line: bytes) -> T:
    """The record on ``line``; raises ``RecordError`` where it is none, or too large to be looked at."""
    if is_too_large(line):
        raise RecordError("", TOO_LARGE)
    try:
        return msgspec.json.decode(line, type=kind)
    except msgspec.ValidationError:
        return convert(kind, _any_json(line))
    except RecursionError:
        raise RecordError("", _TOO_DEEP) from None
    except _NOT_JSON:
        raise RecordError("", _NO_JSON) from None


def _any_json(line: bytes) -> object:
    """The first pass may stop before it sees that the line is no JSON, or that a number in it is out of range."""
    try:
        return msgspec.json.decode(line)
    except RecursionError:
        raise RecordError("", _TOO_DEEP) from None
    except msgspec.ValidationError:
        raise RecordError("", _OUT_OF_RANGE) from None
    except _NOT_JSON:
        raise RecordError("", _NO_JSON) from None


def convert(kind: type[T], value: object) -> T:
    """The record that ``value`` (already decoded JSON) holds; raises ``RecordError`` where it is none.

    ``value`` loses its nulls: a copy would take as much memory again.
    """
    try:
        _drop_nulls(value)
        return msgspec.convert(value, type=kind)
    except msgspec.ValidationError as problem:
        raise _explained(str(problem), kind) from None
    except RecursionError:
        raise RecordError("", _TOO_DEEP) from None


def _drop_nulls(value: object) -> None:
    if isinstance(value, list):
        for item in value:
            _drop_nulls(item)
    elif isinstance(value, dict):
        for key in [key for key, item in value.items() if item is None]:
            del value[key]
        for key, item in value.items():
            if key not in OPEN_OBJECTS:
                _drop_nulls(item)


_AT = re.compile(r"(?P<what>.*?)(?: - at `\$\.?(?P<path>.*)`)?\Z", re.DOTALL)
_UNKNOWN = re.compile(r"Object contains unknown field `(?P<key>.*)`\Z", re.DOTALL)
_MISSING = re.compile(r"Object missing required field `(?P<key>.*)`\Z")
_KINDS = {
    "str": ("un texte", "a text"),
    "int": ("un nombre entier", "a whole number"),
    "float": ("un nombre", "a number"),
    "bool": ("vrai ou faux", "true or false"),
    "array": ("une liste", "a list"),
    "object": ("un objet", "an object"),
    "null": ("null", "null"),
}
_EXPECTED = re.compile(r"Expected `(?P<wanted>[^`]*)`, got `(?P<got>[^`]*)`")
_LENGTH = re.compile(r"Expected `array` of length (?P<wanted>\d+), got (?P<got>\d+)")
_OURS = re.compile(r"(?P<field>\w+): (?P<why>.*)\Z", re.DOTALL)


def _explained(message: str, kind: type[msgspec.Struct]) -> RecordError:
    at = _AT.match(message)
    what, path = (at["what"], at["path"] or "") if at else (message, "")
    if unknown := _UNKNOWN.match(what):
        return RecordError(_below(path, unknown["key"])[:120], Bilingual(fr="clé inconnue", en="unknown key"))
    if missing := _MISSING.match(what):
        return RecordError(
            _below(path, missing["key"]), Bilingual(fr="clé obligatoire absente", en="required key missing")
        )
    if expected := _EXPECTED.match(what):
        return RecordError(path, _wrong_kind(expected["wanted"], expected["got"]))
    if length := _LENGTH.match(what):
        return RecordError(path, _WRONG_LENGTH.filled(wanted=length["wanted"], got=length["got"]))
    if what.startswith(("Invalid enum value", "Invalid value")):
        return RecordError(path, _not_listed(listed(kind, path)))
    if what == "Invalid RFC3339 encoded date":
        return RecordError(
            path, Bilingual(fr="jour attendu, comme 2026-11-20", en="expected a day such as 2026-11-20")
        )
    if "out of range" in what:
        return RecordError(path, _OUT_OF_RANGE)
    if (ours := _OURS.match(what)) and ours["why"] in _FRENCH:
        return RecordError(_below(path, ours["field"]), Bilingual(fr=_FRENCH[ours["why"]], en=ours["why"]))
    return RecordError(path, Bilingual(fr="valeur refusée", en="value refused"))


def _not_listed(values: tuple[str, ...]) -> Bilingual:
    known = f" ({', '.join(values)})" if values else ""
    return Bilingual(fr=f"valeur hors de la liste{known}", en=f"value not in the list{known}")


def _below(path: str, key: str) -> str:
    return f"{path}.{key}" if path else key


_WRONG_LENGTH = Bilingual(
    fr="attendu : une liste de {wanted}, trouvé : une liste de {got}",
    en="expected a list of {wanted}, found a list of {got}",
)
_FRENCH = {
    "expected GB for the United Kingdom": "code attendu pour le Royaume-Uni : GB",
    "expected a country code of two capitals, such as FR": "code de pays attendu en deux capitales, comme FR",
    "expected shares between 0 and 1": "parts attendues entre 0 et 1",
    "expected an amount from zero to a trillion": "montant attendu, de zéro à mille milliards",
    "expected a number from zero up, or a band from low to high": "nombre attendu, zéro ou plus, ou une "
    "fourchette du bas vers le haut",
    "expected seconds from zero up, the end not before the start": "secondes attendues, zéro ou plus, la fin "
    "après le début",
    "expected an end that is not before the start": "la fin est avant le début",
    "expected a year such as 1998": "année attendue, comme 1998",
    "expected ages from 0 to 17": "âges attendus, de 0 à 17 ans",
    "expected shares that are one whole at most together": "la somme des parts dépasse 1",
    "expected a place from zero up, within the series": "place attendue, zéro ou plus, dans la série",
    "expected a currency code of three capitals, such as EUR": "code de monnaie en trois capitales attendu : EUR",
    "expected a day between 1990 and 2200": "jour attendu entre 1990 et 2200",
    "expected a number of days or pieces that can be": "nombre de jours ou de pièces impossible",
    "expected an amount exact to the cent, such as 1200.00": "montant attendu au centime près, comme 1200.00",
    "an app is known by one package at least": "une application se reconnaît à un paquet au moins",
    "an exception needs who approved it": "une exception porte le nom ou la fonction de qui l’approuve",
    "expected a number of days from 1 to 366": "nombre de jours attendu, de 1 à 366",
    "a version asks for something: apps, answers, patch_max_age_days or origin": "une version demande quelque "
    "chose : apps, answers, patch_max_age_days ou origin",
    "a version says which devices it concerns, all of them with [{}]": "une version dit quels appareils elle "
    "concerne, tous avec [{}]",
    "a rule has a version, and its versions follow each other by their days": "une règle a une version, et ses "
    "versions se suivent par leurs jours",
    "expected GET, POST, PUT or DELETE": "attendu : GET, POST, PUT ou DELETE",
    "only the relay writes Authorization, Cookie, Host and their like": "seul le relais écrit Authorization, Cookie, "
    "Host et leurs semblables",
    "expected names of headers": "noms d’en-têtes attendus",
    "a route has 1,000 characters and 100 names at most": "une route a 1 000 caractères et 100 noms au plus",
    "expected {token} once, and ASCII around it": "attendu : {token} une fois, et de l’ASCII autour",
    "expected one that a platform reads, and the relay does not write": "attendu : un en-tête que la plateforme lit "
    "et que le relais n’écrit pas",
    "expected letters, digits, _ and -": "lettres, chiffres, _ et - attendus",
    "expected a name such as Europe/Paris": "nom attendu, comme Europe/Paris",
    "expected small letters, no port and no dot at the end, such as api.example.org": "hôtes attendus en petites "
    "lettres, sans port ni point final, comme api.example.org",
    "a purpose and a source have 1,000 characters at most": "un motif et une source ont 1 000 caractères au plus",
    "a decision needs the name of who decided": "une décision porte le nom de qui la prend",
    "expected a date or a time such as 2026-11-20T09:00:00Z": "date ou heure attendue, comme 2026-11-20T09:00:00Z",
}


def _wrong_kind(wanted: str, got: str) -> Bilingual:
    first = wanted.split(" | ")[0]
    wanted_words = _KINDS.get(first, (first, first))
    got_words = _KINDS.get(got, (got, got))
    return Bilingual(
        fr=f"attendu : {wanted_words[0]}, trouvé : {got_words[0]}",
        en=f"expected {wanted_words[1]}, found {got_words[1]}",
    )


def encode(record: msgspec.Struct) -> bytes:
    """One NDJSON line, without its line end: the same record gives the same bytes."""
    return msgspec.json.encode(record, order="deterministic")


def as_builtins(record: msgspec.Struct) -> dict[str, Any]:
    """The record as plain dictionaries and lists, as JSON would show it."""
    plain: dict[str, Any] = msgspec.to_builtins(record, order="deterministic")
    return plain
