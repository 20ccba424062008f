"""The sheet of what no recent proof tells: one question a row, on named packages and named questions alone."""

from collections.abc import Iterator
from typing import NamedTuple

from perenne.devices import catalogue
from perenne.devices.judge import Checked
from perenne.devices.verdict import Point
from perenne.model.bilingual import Bilingual


class Asked(NamedTuple):
    device: str
    question: str
    words: Bilingual


def open_questions(checked: Checked, device: str | None = None) -> list[Asked]:
    """What would settle the verdicts that are unknown; of one ``device`` alone, or of all."""
    found: dict[tuple[str, str], Asked] = {}
    for name, verdicts in checked.by_device.items():
        if device in (None, name):
            for verdict in verdicts:
                for point in verdict.points:
                    if point.state == "unknown":
                        for asked in _asked(checked, name, point):
                            found.setdefault((name, asked.question), asked)
    return list(found.values())


def _asked(checked: Checked, device: str, point: Point) -> Iterator[Asked]:
    questions = catalogue.questions()
    if point.what in questions:
        yield Asked(device, point.what, questions[point.what])
    if point.what in checked.register.apps:
        app = checked.register.apps[point.what]
        for package in app.packages:
            words = Bilingual(
                fr=f"{app.name} ({package}) est-il installé sur cet appareil ?",
                en=f"Is {app.name} ({package}) installed on this device?",
            )
            yield Asked(device, package, words)
