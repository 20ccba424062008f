"""Whom a rule concerns: which devices, which apps. What nobody recorded is neither inside nor outside."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from perenne.devices.records import App, Device
from perenne.devices.register import Register
from perenne.devices.rule import OWN, AppsOf, Concerned, Rule, Rules, Version

Maybe = bool | None


class Fit(NamedTuple):
    """Whether a rule concerns a device; where nobody knows, the fields of the device that would tell."""

    concerns: Maybe
    missing: tuple[str, ...] = ()


def is_under(register: Register, device: Device, rule: Rule) -> bool:
    return rule.institution == OWN or rule.institution in register.under(device)


def fit(device: Device, version: Version) -> Fit:
    """A device is concerned where it fits one of the version's descriptions."""
    found = [_one(device, each) for each in version.concerns]
    if any(each.concerns for each in found):
        return Fit(True)
    open_ = [each for each in found if each.concerns is None]
    if open_:
        return Fit(None, tuple(dict.fromkeys(name for each in open_ for name in each.missing)))
    return Fit(False)


def _one(device: Device, asked: Concerned) -> Fit:
    said: dict[str, Maybe] = {
        "class": not asked.classes or device.class_ in asked.classes,
        "role": _in(device.role, asked.roles),
        "owned_by": _is(device.owned_by, asked.owned_by),
        "enrolled": _is(device.enrolled, asked.enrolled),
        "institution_apps": _is(device.institution_apps, asked.institution_apps),
    }
    if False in said.values():
        return Fit(False)
    missing = tuple(name for name, fits in said.items() if fits is None)
    return Fit(None, missing) if missing else Fit(True)


def _in(value: str | None, allowed: Iterable[str]) -> Maybe:
    wanted = tuple(allowed)
    return True if not wanted else None if value is None else value in wanted


def _is(value: object, wanted: object) -> Maybe:
    return True if wanted is None else None if value is None else value == wanted


class Named(NamedTuple):
    """The apps that a rule names, and those of which nobody recorded what would tell whether it does."""

    surely: tuple[App, ...]
    perhaps: tuple[App, ...]


def named(apps: Mapping[str, App], asked: AppsOf) -> Named:
    said = {each.id: _is_named(each, asked) for each in apps.values()}
    return Named(
        tuple(apps[app] for app, is_named in said.items() if is_named),
        tuple(apps[app] for app, is_named in said.items() if is_named is None),
    )


def _is_named(app: App, asked: AppsOf) -> Maybe:
    said = [True if app.id in asked.ids else None if not asked.ids else False]
    if asked.categories:
        said.append(_category(app, asked.categories))
    if asked.controlled_from:
        said.append(_controlled(app, asked.controlled_from))
    if True in said:
        return True
    return None if None in said[1:] else False


def _category(app: App, wanted: tuple[str, ...]) -> Maybe:
    told = app.categories
    if told is None or told.confidence == "D":
        return None
    return bool(set(told.names) & set(wanted))


def _controlled(app: App, wanted: tuple[str, ...]) -> Maybe:
    told = app.controlled_from
    if told is None or told.confidence == "D":
        return None
    return told.country in wanted


def versions_about(register: Register, device: Device, rules: Rules) -> list[Version]:
    """Every version of every rule that concerns ``device``, or may."""
    return [
        version
        for rule in rules.by_id.values()
        if is_under(register, device, rule)
        for version in rule.versions
        if fit(device, version).concerns is not False
    ]


def packages_asked(register: Register, device: Device, rules: Rules) -> frozenset[str]:
    """The packages that rules which concern ``device`` name, or may name: all that a proof may speak of."""
    found: set[str] = set()
    for version in versions_about(register, device, rules):
        if version.apps is not None:
            surely, perhaps = named(register.apps, version.apps)
            found.update(package for app in (*surely, *perhaps) for package in app.packages)
    return frozenset(found)


def questions_asked(register: Register, device: Device, rules: Rules) -> frozenset[str]:
    return frozenset(name for each in versions_about(register, device, rules) for name in each.answers)
