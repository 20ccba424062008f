"""The report of a register as values that a template prints."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from perenne.devices import catalogue
from perenne.devices.due import coming
from perenne.devices.judge import Checked
from perenne.devices.points import ORIGIN_NAMES
from perenne.devices.records import ORIGINS, Device, Evidence, Exempted, Incident, Sourced
from perenne.devices.verdict import WORST_FIRST, Point, Proof, Verdict, Word
from perenne.model.bilingual import Bilingual
from perenne.report.devices import names
from perenne.report.devices.rules import RuleView, applied_views, sure
from perenne.report.devices.words import COUNTS, WORDS
from perenne.report.names import CONFIDENCE, country_name
from perenne.report.voice import Said, Voice

MOST_DUE = 12
MOST_DEVICES = 200
"""Told on a page, the worst first: the tables hold every one."""


class Fact(NamedTuple):
    """A fact of origin; ``country`` ``None``: nobody recorded it."""

    name: Said
    country: Said | None
    source: str
    day: Said | None
    confidence: Said | None


class ProofView(NamedTuple):
    kind: Said
    day: Said
    age: Said
    file: str
    line: Said | None
    sha256: str


class PointView(NamedTuple):
    because: Said
    css: str
    word: Said
    proofs: tuple[ProofView, ...]
    ask: Said | None


class VerdictView(NamedTuple):
    rule: str
    name: Said
    body: Said
    css: str
    word: Said
    because: Said
    source: str
    confidence: Said
    checked: Said
    points: tuple[PointView, ...]
    points_said: Said
    proofs: tuple[ProofView, ...]
    asks: tuple[Said, ...]


class DeviceView(NamedTuple):
    """``href``: where the device is told in full; ``proof``: the last that counts, with its age; ``stale``: none does
    any more."""

    id: str
    anchor: str
    href: str
    name: str
    kind: Said
    css: str
    word: Said
    proof: Said | None
    age: Said | None
    stale: bool
    why: Said
    facts: tuple[tuple[Said, str | Said], ...]
    origin: tuple[Fact, ...]
    verdicts: tuple[VerdictView, ...]


class DueView(NamedTuple):
    day: Said
    left: Said
    says: Said


class ExceptionView(NamedTuple):
    id: str
    of: str
    device: str
    rule: str
    reason: str
    scope: str | None
    by: str
    approved: Said
    span: Said
    css: str
    state: Said
    more: tuple[Said, ...]


class IncidentView(NamedTuple):
    of: str
    day: Said
    device: str
    kind: Said
    what: str
    state: Said


@dataclass(frozen=True, slots=True)
class PageView:
    title: str
    as_of: Said
    lead: Said
    counts: tuple[tuple[str, Said, int], ...]
    due: tuple[DueView, ...]
    more_due: bool
    devices: tuple[DeviceView, ...]
    more: Said | None
    unsigned: Said | None
    exceptions: tuple[ExceptionView, ...]
    incidents: tuple[IncidentView, ...]
    rules: tuple[RuleView, ...]
    register: str
    rules_hash: str


def page_view(
    checked: Checked,
    voice: Voice,
    href: Callable[[str], str] | None = None,
    named: Sequence[str] | None = None,
) -> PageView:
    """``href``: the address of a device, where it is not further down on the page; ``named``: only these devices,
    else the worst ones."""
    register = checked.register
    shown = worst_first(checked)[:MOST_DEVICES] if named is None else named
    left_out = len(checked.by_device) - len(shown)
    dues = coming(checked)
    return PageView(
        register.heading.organisation or voice.say(WORDS["title.none"]),
        voice.day(checked.on),
        voice.figures(COUNTS["devices"], len(checked.by_device)),
        tuple(_counts(checked, voice)),
        tuple(_due(each.on, each.says, checked.on, voice) for each in dues[:MOST_DUE]),
        len(dues) > MOST_DUE,
        tuple(device_view(register.devices[each], f"d{n}", checked, voice, href) for n, each in enumerate(shown, 1)),
        voice.figures(COUNTS["devices.more"], left_out) if left_out and named is None else None,
        voice.figures(COUNTS["unsigned"], len(register.unsigned)) if register.unsigned else None,
        tuple(_exception(each, checked, voice) for each in register.exceptions if each.device in checked.by_device),
        tuple(_incident(each, checked, voice) for each in register.incidents if each.on <= checked.on),
        applied_views(checked, voice),
        register.sha256,
        checked.rules.sha256,
    )


def worst_first(checked: Checked) -> list[str]:
    """The devices in use by their verdicts."""
    order: list[Word | None] = [*WORST_FIRST, None]
    return sorted(checked.by_device, key=lambda each: order.index(checked.word(each)))


def _counts(checked: Checked, voice: Voice) -> Iterator[tuple[str, Said, int]]:
    words = [checked.word(each) for each in checked.by_device]
    for word in (*WORST_FIRST, None):
        count = words.count(word)
        if count:
            said = names.WORDS[word] if word is not None else names.NO_RULE
            yield names.CSS[word], voice.say(said), count


def _due(on: date, says: Bilingual, today: date, voice: Voice) -> DueView:
    left = (on - today).days
    said = voice.figures(COUNTS["due.in"], left) if left else voice.say(WORDS["due.today"])
    return DueView(voice.day(on), said, voice.say(says))


def device_view(
    device: Device, anchor: str, checked: Checked, voice: Voice, href: Callable[[str], str] | None = None
) -> DeviceView:
    verdicts = checked.by_device[device.id]
    word = checked.word(device.id)
    deciding = [each for each in verdicts if each.verdict == word and word is not None]
    why = " ".join(voice.say(each.because) for each in deciding[:2]) or voice.say(WORDS["devices.no_rule"])
    proofs = [proof for each in verdicts for point in each.points for proof in point.proofs]
    last = max(proofs, key=lambda each: each.on, default=None)
    system = _last_system(checked, device)
    return DeviceView(
        device.id,
        anchor,
        href(device.id) if href else f"#{anchor}",
        device.label or device.id,
        voice.say(_kind(device, system)),
        names.CSS[word],
        voice.say(names.standing(checked, device.id)),
        voice.day(last.on) if last else None,
        voice.figures(COUNTS["days"], last.age_days) if last else None,
        last is not None and last.age_days > last.max_age_days,
        Said(why),
        tuple(_facts(device, system, voice)),
        tuple(_origin(device, voice)),
        tuple(_verdict(each, checked, voice) for each in verdicts),
    )


def _last_system(checked: Checked, device: Device) -> Evidence | None:
    told = [each for each in checked.register.proofs_of(device.id) if each.system and each.on <= checked.on]
    return max(told, key=lambda each: each.on, default=None)


_SYSTEMS = {"android": "Android", "ios": "iOS"}


def _kind(device: Device, told: Evidence | None) -> Bilingual:
    kind = names.CLASSES[device.class_]
    system = told.system if told else None
    if system is None or system.name is None:
        return kind
    name = f"{_SYSTEMS.get(system.name, system.name)} {system.version or ''}".strip()
    return Bilingual(fr=f"{kind.fr} · {name}", en=f"{kind.en} · {name}")


def _facts(device: Device, told: Evidence | None, voice: Voice) -> Iterator[tuple[Said, str | Said]]:
    not_recorded = voice.say(WORDS["not_recorded"])

    def flag(value: bool | None) -> Said:
        return not_recorded if value is None else voice.say(WORDS["one.yes" if value else "one.no"])

    role = voice.say(names.ROLES[device.role]) if device.role else not_recorded
    owned = voice.say(WORDS[f"one.owned.{device.owned_by}"]) if device.owned_by else not_recorded
    model = " ".join(filter(None, (device.model, device.variant)))
    holder = device.holder or not_recorded
    yield voice.say(WORDS["one.holder"]), holder if holder == role else f"{holder} ({role})"
    yield voice.say(WORDS["one.owned"]), owned
    yield voice.say(WORDS["one.enrolled"]), flag(device.enrolled)
    yield voice.say(WORDS["one.apps"]), flag(device.institution_apps)
    yield voice.say(WORDS["one.model"]), model or not_recorded
    yield voice.say(WORDS["one.system"]), _system(told, voice)
    if device.since or device.retired_on:
        since = voice.say(WORDS["one.since"], day=voice.day(device.since)) if device.since else None
        until = voice.say(WORDS["one.until"], day=voice.day(device.retired_on)) if device.retired_on else None
        yield voice.say(WORDS["one.in_use"]), Said(", ".join(filter(None, (since, until))))


def _system(told: Evidence | None, voice: Voice) -> str | Said:
    system = told.system if told else None
    if system is None:
        return voice.say(WORDS["unknown"])
    name = " ".join(filter(None, (_SYSTEMS.get(system.name or "", system.name), system.version)))
    patched = voice.say(WORDS["one.patched"], day=voice.day(system.patched_on)) if system.patched_on else None
    return Said(", ".join(filter(None, (name, patched)))) or voice.say(WORDS["unknown"])


def _origin(device: Device, voice: Voice) -> Iterator[Fact]:
    for name in ORIGINS:
        told: Sourced | None = getattr(device.origin, name)
        called = voice.say(ORIGIN_NAMES[name])
        if told is None:
            yield Fact(called, None, "", None, None)
        else:
            country = Said(country_name(told.country, voice.language))
            source = f"{told.source} – {told.note}" if told.note else told.source
            sure = voice.say(CONFIDENCE[told.confidence])
            yield Fact(called, country, source, voice.day(told.on), Said(f"{told.confidence}, {sure}"))


def _verdict(verdict: Verdict, checked: Checked, voice: Voice) -> VerdictView:
    rule = checked.rules.rule(verdict.rule)
    css = names.ADVICE_CSS[verdict.advice] if verdict.advice else names.CSS[verdict.verdict]
    asks = dict.fromkeys(voice.say(each.ask) for each in verdict.points if each.ask is not None)
    proofs = {proof.evidence: proof for each in verdict.points for proof in each.proofs}.values()
    return VerdictView(
        f"{verdict.rule}@{verdict.rule_version}",
        voice.say(rule.name),
        voice.say(rule.body),
        css,
        voice.say(names.verdict_word(verdict)),
        voice.say(verdict.because),
        verdict.source,
        sure(verdict.confidence, voice),
        voice.say(WORDS["one.checked"], day=voice.day(verdict.checked_on)),
        tuple(_point(each, voice) for each in verdict.points),
        voice.figures(COUNTS["points"], len(verdict.points)),
        tuple(_proof(each, voice) for each in proofs),
        tuple(asks),
    )


def _point(point: Point, voice: Voice) -> PointView:
    return PointView(
        voice.say(point.because),
        names.HELD_CSS[point.state],
        voice.say(names.HELD[point.state]),
        tuple(_proof(each, voice) for each in point.proofs),
        voice.say(point.ask) if point.ask else None,
    )


def _proof(proof: Proof, voice: Voice) -> ProofView:
    return ProofView(
        voice.say(catalogue.kinds_of_proof()[proof.kind].name),
        voice.day(proof.on),
        voice.say(WORDS["one.age"], age=proof.age_days, most=proof.max_age_days),
        proof.file,
        voice.say(WORDS["one.line"], line=proof.line) if proof.line else None,
        proof.sha256,
    )


def _exception(each: Exempted, checked: Checked, voice: Voice) -> ExceptionView:
    left = (each.until - checked.on).days
    more = []
    if each.asked_of:
        more.append(voice.say(WORDS["exceptions.asked"], (each.asked_of,), whom=each.asked_of))
    if each.terms:
        terms = each.terms
        app = checked.register.apps[terms.app].name if terms.app in checked.register.apps else terms.app
        day = voice.day(terms.on)
        more.append(voice.say(WORDS["exceptions.terms"], (terms.version,), app=app, version=terms.version, day=day))
    if left < 0:
        css, state = "out", voice.say(WORDS["exceptions.ended"])
    elif each.from_ > checked.on:
        css, state = "out", voice.say(WORDS["exceptions.to_come"])
    else:
        css = "inf"
        state = voice.figures(COUNTS["exceptions.left"], left) if left else voice.say(WORDS["exceptions.last"])
    start, end = voice.day(each.from_), voice.day(each.until)
    return ExceptionView(
        each.id,
        each.device,
        checked.register.devices[each.device].label or each.device,
        each.rule,
        each.reason,
        each.scope,
        each.approved_by,
        voice.day(each.approved_on),
        voice.say(WORDS["exceptions.span.said"], start=start, end=end),
        css,
        state,
        tuple(more),
    )


def _incident(each: Incident, checked: Checked, voice: Voice) -> IncidentView:
    closed = each.closed_on is not None and each.closed_on <= checked.on
    state = (
        voice.say(WORDS["incidents.closed"], day=voice.day(each.closed_on))
        if closed and each.closed_on
        else voice.say(WORDS["incidents.open"])
    )
    label = checked.register.devices[each.device].label or each.device
    return IncidentView(
        each.device, voice.day(each.on), label, voice.say(names.INCIDENTS[each.kind]), each.what, state
    )
