"""A register and rules on a day in, verdicts out. Unknown is never compliant, and advice never accuses."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from msgspec.structs import replace

from perenne.devices.answer import Limits
from perenne.devices.points import points
from perenne.devices.records import LONGEST_DAYS, Device, Exempted
from perenne.devices.register import Register
from perenne.devices.rule import Rule, Rules, Version
from perenne.devices.scope import Fit, fit, is_under
from perenne.devices.verdict import Advice, Granted, Held, Point, Verdict, Word, worst
from perenne.model.bilingual import Bilingual
from perenne.model.errors import UsageError

_WORDS: dict[Held, Word] = {
    "broken": "non_compliant",
    "unknown": "unknown",
    "excepted": "exception",
    "held": "compliant",
}
_ADVICE: dict[Held, Advice] = {
    "broken": "not_followed",
    "unknown": "unknown",
    "excepted": "followed",
    "held": "followed",
}
FIELDS: Mapping[str, Bilingual] = {
    "role": Bilingual(fr="la qualité de qui le détient (role)", en="what its holder is (role)"),
    "owned_by": Bilingual(fr="à qui il appartient (owned_by)", en="who owns it (owned_by)"),
    "enrolled": Bilingual(
        fr="s’il est inscrit au service mobile (enrolled)",
        en="whether it is enrolled in the mobile service (enrolled)",
    ),
    "institution_apps": Bilingual(
        fr="s’il porte les applications de l’institution (institution_apps)",
        en="whether it carries the institution’s applications (institution_apps)",
    ),
}


@dataclass(frozen=True, slots=True)
class Checked:
    """A register checked on a day. ``by_device``: the verdicts on every device in use, none where no rule is about
    it."""

    register: Register
    rules: Rules
    on: date
    by_device: Mapping[str, tuple[Verdict, ...]]

    @property
    def verdicts(self) -> list[Verdict]:
        return [each for found in self.by_device.values() for each in found]

    def word(self, device: str) -> Word | None:
        """The worst of the verdicts on a device; ``None`` where no rule that obliges is about it."""
        return worst([each.verdict for each in self.by_device[device] if each.verdict is not None])


def check(register: Register, rules: Rules, on: date) -> Checked:
    """Raises ``UsageError`` where the register names an institution or a rule that nobody knows, or a rule an app."""
    _check_names(register, rules)
    found = {each.id: tuple(_verdicts(register, each, rules, on)) for each in register.standing(on)}
    return Checked(register, rules, on, found)


def _check_names(register: Register, rules: Rules) -> None:
    known = {each.institution for each in rules.by_id.values()}
    named = {name for each in register.devices.values() for name in register.under(each)}
    every = ", ".join(sorted(known))
    for name in sorted(named | set(register.heading.under)):
        if name not in known:
            raise UsageError(
                fr=f"le registre nomme l’institution « {name} », dont aucune règle n’est connue ({every})",
                en=f"the register names the institution “{name}”, of which no rule is known ({every})",
            )
    for each in register.exceptions:
        rules.rule(each.rule)
    for rule in rules.by_id.values():
        for app in (name for version in rule.versions if version.apps for name in version.apps.ids):
            if app not in register.apps:
                raise _no_app(rule.id, app, ", ".join(sorted(register.apps)))


def _no_app(rule: str, app: str, known: str) -> UsageError:
    """An app that is missed by its name alone would pass for absent."""
    return UsageError(
        fr=f"la règle {rule} nomme l’application « {app} », que le registre ne connaît pas ({known}) : ajoutez-la "
        "(device-app/1) ou corrigez la règle",
        en=f"the rule {rule} names the app “{app}”, which the register does not know ({known}): add it "
        "(device-app/1) or mend the rule",
    )


def _verdicts(register: Register, device: Device, rules: Rules, on: date) -> Iterator[Verdict]:
    for rule in rules.by_id.values():
        version = rule.on(on)
        if version is None or not is_under(register, device, rule):
            continue
        found = fit(device, version)
        if found.concerns is not False:
            yield _verdict(register, device, rule, version, found, on)


def _verdict(register: Register, device: Device, rule: Rule, version: Version, found: Fit, on: date) -> Verdict:
    if found.concerns is None:
        asked = [_field_missing(name) for name in found.missing]
    else:
        limits = Limits(on, _last_break(register, device, on), register.heading.max_age_days, version.proof)
        asked = list(points(register, device, version, limits))
    exceptions = [each for each in register.exceptions if (each.device, each.rule) == (device.id, rule.id)]
    if version.confidence == "D":
        asked = [_unsure(each) for each in asked]
    judged = [_excepted(each, exceptions, version, on) for each in asked]
    state: Held = next((each for each in _WORDS if any(point.state == each for point, _ in judged)), "held")
    granted = [given for point, given in judged if given is not None and point.state == state == "excepted"]
    verdict = Verdict(
        device.id,
        rule.id,
        version.id,
        version.force,
        on,
        None if version.force == "advice" else _WORDS[state],
        _because([point for point, _ in judged if point.state == state]),
        version.source,
        version.confidence,
        rule.checked_on,
        tuple(point for point, _ in judged),
        official_id=version.official_id,
    )
    if version.force == "advice":
        return replace(verdict, advice=_ADVICE[state])
    if granted:
        first = min(granted, key=lambda each: each.until)
        left = (first.until - on).days
        return replace(
            verdict,
            exception=Granted(first.id, first.approved_by, first.approved_on, first.until, left, first.reason),
        )
    return verdict


def _field_missing(name: str) -> Point:
    field = FIELDS[name]
    return Point(
        name,
        "unknown",
        Bilingual(
            fr=f"Rien ne dit {field.fr}, donc si la règle concerne cet appareil.",
            en=f"Nothing says {field.en}, so nor whether the rule concerns this device.",
        ),
        ask=Bilingual(fr=f"Notez {field.fr}", en=f"Record {field.en}"),
    )


def _last_break(register: Register, device: Device, on: date) -> date | None:
    """The last day on which the device was out of hand."""
    days = [
        each.on for each in register.incidents if each.device == device.id and each.breaks_proofs and each.on <= on
    ]
    return max(days, default=None)


def _unsure(point: Point) -> Point:
    """A rule whose sources disagree never accuses."""
    if point.state != "broken":
        return point
    because = Bilingual(
        fr=f"{point.because.fr} Les sources de la règle sont trop faibles pour conclure.",
        en=f"{point.because.en} The sources of the rule are too weak to conclude.",
    )
    return replace(point, state="unknown", because=because)


def _excepted(point: Point, exceptions: list[Exempted], version: Version, on: date) -> tuple[Point, Exempted | None]:
    """A point that is broken may be covered by an exception, where the rule provides for one."""
    if point.state != "broken":
        return point, None
    covering = [each for each in exceptions if not each.covers or point.what in each.covers]
    running = [each for each in covering if each.holds_on(on)]
    if not running:
        ended = max((each.until for each in covering if each.until < on), default=None)
        if ended is None:
            return point, None
        more = Bilingual(fr="L’exception a pris fin le {day}.", en="The exception ended on {day}.").filled(day=ended)
        return replace(point, because=_joined([point.because, more])), None
    given = max(running, key=lambda each: each.until)
    state, more = _granted(given, version)
    return replace(point, state=state, because=_joined([point.because, more])), given


def _granted(given: Exempted, version: Version) -> tuple[Held, Bilingual]:
    provided = version.exceptions
    if provided.provided == "no":
        return "broken", Bilingual(
            fr=f"La règle n’admet pas d’exception ({given.id}).", en=f"The rule admits no exception ({given.id})."
        )
    if provided.provided == "not_known":
        return "unknown", Bilingual(
            fr=f"Une exception est notée ({given.id}) ; rien ne dit si la règle en admet.",
            en=f"An exception is recorded ({given.id}); nothing says whether the rule admits any.",
        )
    lasts = (given.until - given.from_).days + 1
    if provided.longest_days is None and lasts > LONGEST_DAYS:
        return "unknown", Bilingual(
            fr=f"L’exception {given.id} dure {lasts} jours ; la règle ne dit pas combien elle en admet, et au-delà "
            f"de {LONGEST_DAYS} elle est à approuver de nouveau.",
            en=f"The exception {given.id} lasts {lasts} days; the rule does not say how many it admits, and beyond "
            f"{LONGEST_DAYS} it is to be approved anew.",
        )
    if provided.longest_days is not None and lasts > provided.longest_days:
        return "broken", Bilingual(
            fr=f"L’exception {given.id} dure {lasts} jours, la règle en admet {provided.longest_days}.",
            en=f"The exception {given.id} lasts {lasts} days, the rule admits {provided.longest_days}.",
        )
    return "excepted", Bilingual(
        fr=f"Exception {given.id}, approuvée par {given.approved_by}, jusqu’au {{day}}.",
        en=f"Exception {given.id}, approved by {given.approved_by}, until {{day}}.",
    ).filled(day=given.until)


_MOST_SAID = 3


def _because(found: list[Point]) -> Bilingual:
    """The sentences of the points that decide; of many, the first ones and a count."""
    said = [each.because for each in found]
    if not said:
        return Bilingual(fr="La règle n’a rien à vérifier ici.", en="The rule has nothing to check here.")
    if len(said) <= _MOST_SAID:
        return _joined(said)
    if found[0].state == "held":
        return Bilingual(
            fr=f"Les {len(said)} points demandés tiennent.", en=f"All {len(said)} points asked for hold."
        )
    more = len(said) - 2
    return _joined([*said[:2], Bilingual(fr=f"Et {more} autres points.", en=f"And {more} more points.")])


def _joined(said: list[Bilingual]) -> Bilingual:
    return Bilingual(fr=" ".join(each.fr for each in said), en=" ".join(each.en for each in said))
