"""The ledger as lines, as JSON and as a table that no spreadsheet runs."""

import csv
import io
import sys
from collections.abc import Iterable

import msgspec

from perenne.cli.console import printable, say, spoken
from perenne.handset.ledger import Event, Head, Ledger
from perenne.handset.left import LEAVING, Line
from perenne.model.bilingual import Bilingual, counted
from perenne.report.handset.words import EVENTS, got
from perenne.report.inert import defused
from perenne.report.typography import typo
from perenne.signed import key_id

_COLUMNS = (
    "n", "at", "event", "handset", "connector", "host", "address", "method", "path", "fields", "bytes", "body",
    "purpose", "by", "approved_by", "told", "visible",
)  # fmt: skip


def print_json(lines: Iterable[Line]) -> None:
    for line in lines:
        told = {"n": line.n, **msgspec.to_builtins(line.entry)}
        print(msgspec.json.encode(told | ({"approved_by": line.approved_by} if line.approved_by else {})).decode())


def print_csv(lines: Iterable[Line]) -> None:
    table = io.StringIO()
    writing = csv.writer(table)
    writing.writerow(_COLUMNS)
    for line in lines:
        told = {**msgspec.structs.asdict(line.entry), "n": line.n, "approved_by": line.approved_by}
        writing.writerow([defused(printable(_cell(told[name]))) for name in _COLUMNS])
    sys.stdout.write(table.getvalue())


def _cell(value: object) -> str:
    match value:
        case bool():
            return "yes" if value else "no"
        case tuple():
            return ", ".join(map(str, value))
        case _:
            return str(value)


def print_lines(lines: Iterable[Line]) -> None:
    none = True
    for line in lines:
        none = False
        print(printable(_line(line)))
    if none:
        say(Bilingual(fr="Rien de tel dans le registre.", en="Nothing of the kind in the ledger."))


def _line(line: Line) -> str:
    """When, what, of which handset, to whom, which fields and how much, why, who."""
    entry = line.entry
    parts = [
        f"{line.n:5}  {entry.at[:19].replace('T', ' ')}  {_act(entry.event):11}",
        " ".join(each for each in (entry.handset, entry.connector) if each),
        " ".join(each for each in (entry.method, entry.host + entry.path) if each),
        _what(line),
        _why(line),
    ]
    return "  ".join(each for each in parts if each)


def _act(event: Event) -> str:
    """What left stands in capitals: a colour would say it to some readers only."""
    word = EVENTS[event].said_in(spoken())
    return word.upper() if event in LEAVING else word


def _what(line: Line) -> str:
    entry = line.entry
    told = []
    if entry.fields:
        told.append(Bilingual(fr=f"champs : {', '.join(entry.fields)}", en=f"fields: {', '.join(entry.fields)}"))
    if entry.bytes:
        told.append(counted(entry.bytes, "octet", "byte"))
    if not entry.visible:
        told.append(Bilingual(fr="contenu non vu", en="content not seen"))
    return ", ".join(typo(each.said_in(spoken()), spoken()) for each in told)


def _why(line: Line) -> str:
    entry = line.entry
    named = ", ".join(line.approved_by)
    approved = Bilingual(fr=f"avec l’accord de {named}", en=f"approved by {named}").said_in(spoken()) if named else ""
    told = got(entry.told).said_in(spoken()) if entry.event in {"refused", "limit"} else entry.told
    return " · ".join(each for each in (entry.purpose, told, entry.by, approved) if each)


def say_head(head: Head) -> None:
    acts, key = counted(head.n, "acte", "act"), key_id(bytes.fromhex(head.key))
    say(
        Bilingual(
            fr=f"La chaîne tient : {acts.fr}, tête {head.hash}, signée par {key} le {head.at}",
            en=f"The chain holds: {acts.en}, head {head.hash}, signed by {key} on {head.at}",
        ),
        head.hash,
        key,
        head.at,
    )


def say_kept(kept: Head, own: Head) -> None:
    """Whose key signed it: a head that another made proves nothing to whoever does not know that key."""
    key = key_id(bytes.fromhex(kept.key))
    whose = (
        Bilingual(fr="votre clé", en="your key")
        if kept.key == own.key
        else Bilingual(fr="une autre clé que la vôtre,", en="another key than yours,")
    )
    say(
        Bilingual(
            fr=f"La tête gardée est signée par {whose.fr} {key}, le {kept.at}",
            en=f"The kept head is signed by {whose.en} {key}, on {kept.at}",
        ),
        key,
        kept.at,
    )


def say_halves(ledger: Ledger) -> None:
    if ledger.is_half():
        say(
            Bilingual(
                fr="La dernière ligne est sans fin : rien de ce qu’elle dit n’a été fait",
                en="The last line has no end: nothing that it tells was done",
            )
        )
    if names := ", ".join(ledger.halves()):
        say(
            Bilingual(
                fr=f"Des lignes qu’un arrêt a laissées inachevées sont gardées à côté : {names}",
                en=f"Lines that a crash left half are kept beside it: {names}",
            ),
            names,
        )


def say_not_continued(kept: Head) -> None:
    say(
        Bilingual(
            fr=f"Ce registre ne contient plus ce qu’il contenait le {kept.at} ({kept.n} actes) : il a été raccourci "
            "ou récrit",
            en=f"This ledger no longer holds what it held on {kept.at} ({kept.n} acts): it was cut or written anew",
        ),
        kept.at,
    )
