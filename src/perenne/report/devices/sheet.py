"""The sheet of questions that no recent proof answers, for a person to fill in."""

import csv
import io
from collections.abc import Iterable

from perenne.devices.asking import Asked
from perenne.devices.importing.checklist import COLUMNS
from perenne.model.bilingual import Language
from perenne.report.inert import defused
from perenne.report.typography import typo


def question_sheet(questions: Iterable[Asked], language: Language) -> bytes:
    """With ``;`` in French, as spreadsheets there expect; UTF-8 with its mark."""
    sheet = io.StringIO()
    writer = csv.writer(sheet, delimiter=";" if language == "fr" else ",", lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for each in questions:
        words = typo(each.words.said_in(language), language)
        writer.writerow([defused(cell) for cell in (each.device, each.question, words, "", "", "")])
    return b"\xef\xbb\xbf" + sheet.getvalue().encode()
