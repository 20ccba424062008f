"""The state of devices as the Android Management API gives it: one device, a list of them, or one a line.

Only the fields named here are decoded: serial numbers, users, networks and the other apps never become values.
"""

from collections.abc import Iterator
from contextlib import suppress
from datetime import date

import msgspec

from perenne.dated.civil import civil_day
from perenne.devices.importing.seen import Asked, Seen
from perenne.devices.records import System
from perenne.model.errors import UnreadableFile


class _Camel(msgspec.Struct, frozen=True, rename="camel"):
    pass


class _App(_Camel, frozen=True):
    package_name: str = ""
    state: str = "INSTALLED"


class _Software(_Camel, frozen=True):
    android_version: str | None = None
    security_patch_level: str | None = None


class _Posture(_Camel, frozen=True):
    device_posture: str | None = None


class _Hardware(_Camel, frozen=True):
    serial_number: str = ""


class _Device(_Camel, frozen=True):
    """``application_reports``: ``None`` where the policy does not ask for them; empty tells no more, since no phone
    is without an app."""

    name: str
    state: str | None = None
    management_mode: str | None = None
    policy_compliant: bool | None = None
    last_status_report_time: str | None = None
    application_reports: tuple[_App, ...] | None = None
    software_info: _Software = _Software()
    security_posture: _Posture = _Posture()
    hardware_info: _Hardware = _Hardware()


class _List(msgspec.Struct, frozen=True):
    devices: tuple[_Device, ...]


def is_android(content: bytes) -> bool:
    """Whether ``content`` looks like it: the name of a device begins with that of its enterprise."""
    return content.lstrip()[:1] in (b"{", b"[") and b'"enterprises/' in content


def read(content: bytes, asked: Asked) -> Iterator[Seen]:
    """Raises ``UnreadableFile`` where it is none."""
    for line, device in _devices(content):
        yield _seen(device, line, asked)


_NO_STATE = (msgspec.DecodeError, UnicodeDecodeError, RecursionError)


def _devices(content: bytes) -> list[tuple[int | None, _Device]]:
    with suppress(*_NO_STATE):
        whole = msgspec.json.decode(content, type=_List | list[_Device])
        return [(None, each) for each in (whole.devices if isinstance(whole, _List) else whole)]
    with suppress(*_NO_STATE):
        return [(None, msgspec.json.decode(content, type=_Device))]
    lines = [(n, line) for n, line in enumerate(content.splitlines(), 1) if line.strip()]
    return [(n, _on_line(line, n)) for n, line in lines]


def _on_line(line: bytes, n: int) -> _Device:
    try:
        return msgspec.json.decode(line, type=_Device)
    except _NO_STATE:
        raise UnreadableFile(
            fr=f"ligne {n} : ce n’est pas l’état d’un appareil (Android Management API, en JSON)",
            en=f"line {n}: this is not the state of a device (Android Management API, as JSON)",
        ) from None


def _seen(device: _Device, line: int | None, asked: Asked) -> Seen:
    apps: dict[str, bool] = {}
    if device.application_reports is not None:
        here = [each.package_name for each in device.application_reports if each.state != "REMOVED"]
        is_whole = device.management_mode == "DEVICE_OWNER" and bool(device.application_reports)
        apps = asked.of_inventory(here, whole=is_whole)
    software = device.software_info
    system = System("android", software.android_version, _day(software.security_patch_level))
    return Seen(
        (device.name, device.name.rpartition("/")[2], device.hardware_info.serial_number),
        _day(device.last_status_report_time),
        apps,
        asked.of_answers(_answers(device)),
        system if software.android_version or system.patched_on else None,
        line=line,
    )


def _answers(device: _Device) -> dict[str, bool]:
    posture = device.security_posture.device_posture
    said = {
        "managed": None if device.state is None else device.state == "ACTIVE",
        "policy_applied": device.policy_compliant,
        "posture_secure": None if posture in (None, "POSTURE_UNSPECIFIED") else posture == "SECURE",
    }
    return {question: value for question, value in said.items() if value is not None}


def _day(said: str | None) -> date | None:
    try:
        return None if said is None else civil_day(said).day
    except ValueError:
        return None
