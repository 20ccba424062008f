"""The verdicts as people sort and filter them in a spreadsheet: one row a device and rule, nothing ever a formula."""

import csv
import io
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from perenne.devices import catalogue
from perenne.devices.judge import Checked
from perenne.devices.records import ORIGINS, Device, Sourced
from perenne.devices.verdict import Verdict
from perenne.model.bilingual import Bilingual, Language
from perenne.report.devices import names
from perenne.report.inert import defused
from perenne.report.names import CONFIDENCE
from perenne.report.typography import typo
from perenne.report.workbook import Column, write_sheets

SHEET = Bilingual(fr="Appareils", en="Devices")
COLUMNS = (
    Column(Bilingual(fr="Appareil", en="Device"), 16),
    Column(Bilingual(fr="Nom", en="Name"), 28),
    Column(Bilingual(fr="Classe", en="Class"), 16),
    Column(Bilingual(fr="Détenu par", en="Held by"), 22),
    Column(Bilingual(fr="Marque (pays)", en="Brand (country)"), 10),
    Column(Bilingual(fr="Assemblé (pays)", en="Assembled (country)"), 10),
    Column(Bilingual(fr="Propriétaire du fabricant (pays)", en="Maker’s owner (country)"), 10),
    Column(Bilingual(fr="Système (pays)", en="System (country)"), 10),
    Column(Bilingual(fr="Verdict", en="Verdict"), 16),
    Column(Bilingual(fr="Pourquoi", en="Why"), 60),
    Column(Bilingual(fr="À faire", en="To do"), 50),
    Column(Bilingual(fr="Règle", en="Rule"), 30),
    Column(Bilingual(fr="Institution", en="Institution"), 24),
    Column(Bilingual(fr="Force", en="Force"), 20),
    Column(Bilingual(fr="Source", en="Source"), 44),
    Column(Bilingual(fr="Confiance", en="Confidence"), 30),
    Column(Bilingual(fr="Règle vérifiée le", en="Rule checked on"), 12),
    Column(Bilingual(fr="Preuves", en="Proofs"), 44),
    Column(Bilingual(fr="Dernière preuve", en="Last proof"), 12),
    Column(Bilingual(fr="Empreintes", en="Hashes"), 66),
    Column(Bilingual(fr="Exception", en="Exception"), 12),
    Column(Bilingual(fr="Exception jusqu’au", en="Exception until"), 12),
    Column(Bilingual(fr="Approuvée par", en="Approved by"), 24),
)
_BETWEEN = " ⏐ "


def write_workbook(stream: BinaryIO, checked: Checked, language: Language, place: Path) -> None:
    write_sheets(stream, (SHEET, COLUMNS), rows(checked, language), language, place)


def as_csv(checked: Checked, language: Language) -> bytes:
    """With ``;`` in French, as spreadsheets there expect; UTF-8 with its mark."""
    sheet = io.StringIO()
    writer = csv.writer(sheet, delimiter=";" if language == "fr" else ",", lineterminator="\r\n")
    writer.writerow([each.title.said_in(language) for each in COLUMNS])
    writer.writerows([defused(cell) for cell in row] for row in rows(checked, language))
    return b"\xef\xbb\xbf" + sheet.getvalue().encode()


def rows(checked: Checked, language: Language) -> Iterator[list[str]]:
    for name, verdicts in checked.by_device.items():
        device = checked.register.devices[name]
        begins = _of_device(device, language)
        for verdict in verdicts:
            yield begins + _of_verdict(verdict, checked, language)
        if not verdicts:
            word = names.NO_RULE.said_in(language)
            yield begins + [word] + [""] * (len(COLUMNS) - len(begins) - 1)


def _of_device(device: Device, language: Language) -> list[str]:
    origin: list[Sourced | None] = [getattr(device.origin, name) for name in ORIGINS]
    return [
        device.id,
        device.label or "",
        names.CLASSES[device.class_].said_in(language),
        device.holder or "",
        *(each.country if each else "" for each in origin),
    ]


def _of_verdict(verdict: Verdict, checked: Checked, language: Language) -> list[str]:
    rule = checked.rules.rule(verdict.rule)
    proofs = {each.evidence: each for point in verdict.points for each in point.proofs}.values()
    asks = dict.fromkeys(_said(each.ask, language) for each in verdict.points if each.ask)
    given = verdict.exception
    kinds = catalogue.kinds_of_proof()
    return [
        _said(names.verdict_word(verdict), language),
        _said(verdict.because, language),
        _BETWEEN.join(asks),
        f"{verdict.rule}@{verdict.rule_version}",
        _said(rule.body, language),
        _said(names.FORCE[verdict.force], language),
        verdict.source,
        f"{verdict.confidence} · {CONFIDENCE[verdict.confidence].said_in(language)}",
        verdict.checked_on.isoformat(),
        _BETWEEN.join(
            f"{each.evidence} · {kinds[each.kind].name.said_in(language)} · {each.file}" for each in proofs
        ),
        max((each.on.isoformat() for each in proofs), default=""),
        _BETWEEN.join(dict.fromkeys(each.sha256 for each in proofs)),
        given.exception if given else "",
        given.until.isoformat() if given else "",
        given.approved_by if given else "",
    ]


def _said(words: Bilingual, language: Language) -> str:
    return typo(words.said_in(language), language)
