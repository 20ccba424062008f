"""The register as it stands in a folder of records: all of it, or the line that is wrong.

A line that cannot be read is never left out: the device that it tells of would vanish from the answer.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import NamedTuple

import msgspec

from perenne.chain import canonical, sha256
from perenne.devices import catalogue
from perenne.devices.declared import is_signed
from perenne.devices.records import App, Device, Evidence, Exempted, Heading, Incident, Record
from perenne.model.errors import UnreadableFile, UsageError
from perenne.model.refused import why
from perenne.model.reject import Reject
from perenne.model.wire import RecordError
from perenne.readers.lines import Line, physical_lines, record_on
from perenne.readers.reading import Origin

RULES = "rules"
"""The folder of an organisation's own rules within its register."""
PROOFS = "proofs"
"""The folder of imported proofs within a register."""
KINDS: dict[str, type[Record]] = {
    "register/1": Heading,
    "device/1": Device,
    "device-app/1": App,
    "device-exception/1": Exempted,
    "device-incident/1": Incident,
    "device-evidence/1": Evidence,
}


@dataclass(frozen=True, slots=True)
class Register:
    """``by_device``: the proofs of each that count; ``unsigned``: declarations that no key known of their device
    signed as they stand, which do not; ``sha256``: of everything that the register says."""

    heading: Heading
    devices: Mapping[str, Device]
    apps: Mapping[str, App]
    exceptions: tuple[Exempted, ...]
    incidents: tuple[Incident, ...]
    evidence: Mapping[str, Evidence]
    by_device: Mapping[str, Sequence[Evidence]]
    unsigned: tuple[Evidence, ...]
    sha256: str

    def under(self, device: Device) -> tuple[str, ...]:
        """The institutions whose rules ``device`` is under."""
        return self.heading.under if device.under is None else device.under

    def proofs_of(self, device: str) -> Sequence[Evidence]:
        return self.by_device.get(device, ())

    def standing(self, on: date) -> list[Device]:
        """The devices that are in use on ``on``."""
        return [
            each
            for each in self.devices.values()
            if (each.since is None or each.since <= on) and (each.retired_on is None or on < each.retired_on)
        ]


class _Placed(NamedTuple):
    file: str
    line: int
    record: Record


class _Tagged(msgspec.Struct):
    perenne: str | None = None


def read_register(place: Path) -> Register:
    """The register in the folder (or the one file) ``place``. Raises ``UnreadableFile``, ``UsageError``."""
    files = record_files(place)
    if not files:
        raise UsageError(
            fr=f"aucun registre dans « {place} » : il faut un fichier .ndjson avec des appareils (docs/devices.md)",
            en=f"there is no register in “{place}”: it takes an .ndjson file with devices (docs/devices.md)",
        )
    return register_from((file.name, _content(file)) for file in files)


def register_from(contents: Iterable[tuple[str, bytes]]) -> Register:
    """The register that ``contents`` are: lines of records, by what they are called. Raises ``UnreadableFile``."""
    return _folded([each for name, content in contents for each in _records(name, content)])


def record_files(place: Path) -> list[Path]:
    if place.is_file():
        return [place]
    return sorted(place.glob("*.ndjson")) + sorted((place / PROOFS).glob("*.ndjson"))


def own_rules(place: Path) -> list[Path]:
    """The files of the organisation's own rules."""
    return sorted((place / RULES).glob("*.yaml")) if place.is_dir() else []


def _content(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as problem:
        raise UnreadableFile(
            fr=f"« {file} » ne s’ouvre pas ({why(problem).fr})", en=f"“{file}” does not open ({why(problem).en})"
        ) from None


def _records(name: str, content: bytes) -> Iterator[_Placed]:
    for line in physical_lines(BytesIO(content), Origin(name, sha256(content))):
        if isinstance(line, Reject):
            raise _wrong(name, line.line, line.reason.fr, line.reason.en)
        yield _Placed(name, line.number, _record(name, line))


def _record(name: str, line: Line) -> Record:
    try:
        tag = record_on(line, _Tagged).perenne
        if tag in KINDS:
            return record_on(line, KINDS[tag])
    except RecordError as problem:
        at = f" ({problem.path})" if problem.path else ""
        raise _wrong(name, line.number, f"{problem.reason.fr}{at}", f"{problem.reason.en}{at}") from None
    raise _wrong(
        name,
        line.number,
        f"« perenne » attend un de : {', '.join(KINDS)}",
        f"“perenne” takes one of: {', '.join(KINDS)}",
    )


def _folded(placed: list[_Placed]) -> Register:
    heading: Heading | None = None
    by_id: dict[str, _Placed] = {}
    for each in placed:
        if isinstance(each.record, Heading):
            if heading is not None:
                raise _wrong(each.file, each.line, "un second en-tête register/1", "a second heading register/1")
            heading = each.record
            continue
        key = f"{type(each.record).__name__} {each.record.id}"
        if key in by_id and by_id[key].record != each.record:
            raise _wrong(
                each.file,
                each.line,
                f"l’identifiant « {each.record.id} » figure déjà ({by_id[key].file}, ligne {by_id[key].line})",
                f"the id “{each.record.id}” stands already ({by_id[key].file}, line {by_id[key].line})",
            )
        by_id.setdefault(key, each)
    records = [each.record for each in by_id.values()]
    devices = {each.id: each for each in records if isinstance(each, Device)}
    _check_called(by_id.values())
    for each in by_id.values():
        _check(each, devices)
    evidence = {each.id: each for each in records if isinstance(each, Evidence)}
    by_device: dict[str, list[Evidence]] = {}
    unsigned = []
    for proof in evidence.values():
        if is_signed(proof, devices[proof.device]):
            by_device.setdefault(proof.device, []).append(proof)
        else:
            unsigned.append(proof)
    return Register(
        heading or Heading(organisation=""),
        devices,
        _known_apps(each for each in records if isinstance(each, App)),
        tuple(each for each in records if isinstance(each, Exempted)),
        tuple(each for each in records if isinstance(each, Incident)),
        evidence,
        by_device,
        tuple(unsigned),
        sha256(canonical([sha256(msgspec.json.encode(each.record, order="deterministic")) for each in placed])),
    )


def _check(placed: _Placed, devices: Mapping[str, Device]) -> None:
    """What names a device names one of the register."""
    record = placed.record
    if isinstance(record, Heading | Device | App):
        return
    if record.device not in devices:
        raise _wrong(
            placed.file,
            placed.line,
            f"l’appareil « {record.device} » n’est pas au registre",
            f"the device “{record.device}” is not in the register",
        )


def _check_called(placed: Iterable[_Placed]) -> None:
    """No two devices have a name in common, be it written out or as its hash."""
    called: dict[str, str] = {}
    for file, line, record in placed:
        if isinstance(record, Device):
            for name in record.called:
                other = called.setdefault(name, record.id)
                if other != record.id:
                    raise _wrong(
                        file,
                        line,
                        f"les appareils « {other} » et « {record.id} » ont un même nom (known_as)",
                        f"the devices “{other}” and “{record.id}” have one name (known_as)",
                    )


def _known_apps(own: Iterable[App]) -> dict[str, App]:
    """The apps that ship and those of the register; one that is in both has the packages of both."""
    known = dict(catalogue.apps())
    for app in own:
        shipped = known.get(app.id)
        packages = (*shipped.packages, *app.packages) if shipped else app.packages
        known[app.id] = msgspec.structs.replace(app, packages=tuple(dict.fromkeys(packages)))
    return known


def _wrong(file: str, line: int, fr: str, en: str) -> UnreadableFile:
    return UnreadableFile(fr=f"{file}, ligne {line} : {fr}", en=f"{file}, line {line}: {en}")
