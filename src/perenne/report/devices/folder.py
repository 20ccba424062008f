"""The folder of a report on devices: written beside, then renamed, so that nothing is ever half-written."""

from collections.abc import Iterable
from pathlib import Path

import msgspec

from perenne.audit.lines import private
from perenne.devices.judge import Checked
from perenne.devices.verdict import WORST_FIRST
from perenne.model.bilingual import Bilingual, Language
from perenne.model.wire import encode
from perenne.report.devices.page import MARK, render
from perenne.report.devices.tables import as_csv, write_workbook
from perenne.report.place import Kind, said_plainly

PAGE = "devices.html"
_OURS = frozenset({PAGE, "devices.csv", "devices.xlsx", "verdicts.ndjson", "summary.json"})


def _is_earlier(folder: Path) -> bool:
    try:
        with (folder / PAGE).open("rb") as page:
            return MARK in page.read(1_000)
    except OSError:
        return False


REPORT = Kind(
    _is_earlier, _OURS.__contains__, Bilingual(fr="qu’un rapport sur des appareils", en="a report on devices")
)


def write_report(checked: Checked, target: Path, language: Language) -> Path:
    """Write the report into the folder ``target`` and return its page. An earlier report there is replaced; raises
    ``UsageError`` where ``target`` is anything else, or cannot be written."""
    with REPORT.prepared(target) as place, said_plainly(target):
        folder = place / "new"
        folder.mkdir(mode=0o700)
        _write(folder / PAGE, [render(checked, language).encode("utf-8", "replace")])
        _write(folder / "devices.csv", [as_csv(checked, language)])
        _write(folder / "verdicts.ndjson", (encode(each) + b"\n" for each in checked.verdicts))
        _write(folder / "summary.json", [msgspec.json.format(summary(checked), indent=2) + b"\n"])
        with open(folder / "devices.xlsx", "xb", opener=private) as stream:
            write_workbook(stream, checked, language, folder)
        target.parent.mkdir(parents=True, exist_ok=True)
        REPORT.swap(folder, target)
    return target / PAGE


def summary(checked: Checked) -> bytes:
    """The counts of a check as JSON: devices by verdict, ``no_obligation`` where no rule obliges them."""
    words = [checked.word(each) for each in checked.by_device]
    said = {
        "perenne": "device-summary/1",
        "on": checked.on,
        "organisation": checked.register.heading.organisation,
        "devices": {word or "no_obligation": words.count(word) for word in (*WORST_FIRST, None)},
        "by_device": {each: checked.word(each) for each in checked.by_device},
        "register_sha256": checked.register.sha256,
        "rules_sha256": checked.rules.sha256,
    }
    return msgspec.json.encode(said)


def _write(path: Path, content: Iterable[bytes]) -> None:
    with open(path, "xb", opener=private) as stream:
        stream.writelines(content)
