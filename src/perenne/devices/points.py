"""Each thing that a version of a rule asks of a device: held, broken, or not known, with the proofs that say so."""

from collections.abc import Iterator, Sequence
from datetime import date

from perenne.devices import catalogue
from perenne.devices.answer import Answer, Limits, answer
from perenne.devices.records import App, Device, Evidence, OriginName
from perenne.devices.register import Register
from perenne.devices.rule import Version
from perenne.devices.scope import named
from perenne.devices.verdict import Held, Point, Proof
from perenne.model.bilingual import Bilingual

ORIGIN_NAMES: dict[OriginName, Bilingual] = {
    "brand": Bilingual(fr="Pays de la marque", en="Country of the brand"),
    "assembled_in": Bilingual(fr="Pays d’assemblage", en="Country of assembly"),
    "owner_of_maker": Bilingual(fr="Pays du propriétaire du fabricant", en="Country of the maker’s owner"),
    "system_built_in": Bilingual(fr="Pays où le système est construit", en="Country where the system is built"),
}
PATCH = "patch"
_ASK_PROOF = Bilingual(
    fr="Importez une preuve récente, ou posez la question : perenne devices ask",
    en="Import a recent proof, or ask: perenne devices ask",
)


def points(register: Register, device: Device, version: Version, limits: Limits) -> Iterator[Point]:
    proofs = register.proofs_of(device.id)
    if version.apps is not None:
        surely, perhaps = named(register.apps, version.apps)
        for app in surely:
            yield _app(app, proofs, limits, is_named=True)
        for app in perhaps:
            yield _app(app, proofs, limits, is_named=False)
    for question, wanted in version.answers.items():
        yield _question(question, proofs, limits, wanted=wanted)
    if version.patch_max_age_days is not None:
        yield _patch(version.patch_max_age_days, proofs, limits)
    for name, countries in version.origin.items():
        yield _origin(name, countries, device, limits.on)


def _app(app: App, proofs: Sequence[Evidence], limits: Limits, *, is_named: bool) -> Point:
    found = answer(proofs, lambda each: _has(app, each), limits)
    name = app.name
    if found.state == "no":
        return _point(app.id, "held", Bilingual(fr=f"{name} est absent.", en=f"{name} is absent."), found, limits)
    if found.state != "yes":
        return _not_known(app.id, Bilingual(fr=name, en=name), found, limits)
    if is_named:
        said = Bilingual(fr=f"{name} est présent.", en=f"{name} is present.")
        return _point(app.id, "broken", said, found, limits)
    said = Bilingual(
        fr=f"{name} est présent, et rien ne dit si la règle vise cette application.",
        en=f"{name} is present, and nothing says whether the rule is about this app.",
    )
    ask = Bilingual(
        fr=f"Notez ce qu’est {name}, ou d’où l’application est dirigée, avec la source (device-app/1)",
        en=f"Record what {name} is, or from where it is controlled, with the source (device-app/1)",
    )
    return _point(app.id, "unknown", said, found, limits, ask)


def _has(app: App, proof: Evidence) -> bool | None:
    """Absent only where every package of the app was looked for."""
    said = [proof.apps.get(package) for package in app.packages]
    if True in said:
        return True
    return None if None in said else False


def _question(question: str, proofs: Sequence[Evidence], limits: Limits, *, wanted: bool) -> Point:
    found = answer(proofs, lambda each: each.answers.get(question), limits)
    asked = catalogue.questions()[question]
    if found.state not in ("yes", "no"):
        return _not_known(question, asked, found, limits)
    is_yes = found.state == "yes"
    said = Bilingual(
        fr=f"{asked.fr} {'Oui' if is_yes else 'Non'}.",
        en=f"{asked.en} {'Yes' if is_yes else 'No'}.",
    )
    return _point(question, "held" if is_yes is wanted else "broken", said, found, limits)


def _patch(most: int, proofs: Sequence[Evidence], limits: Limits) -> Point:
    """A patch of a day after the proof was not seen: such a day tells nothing."""
    told = [
        (each.system.patched_on, each)
        for each in proofs
        if each.system and each.system.patched_on and each.system.patched_on <= each.on
    ]
    recent = [(patched, each) for patched, each in told if limits.takes(each) and limits.counts(each)]
    about = Bilingual(fr="Correctif de sécurité", en="Security patch")
    if not recent:
        older = tuple(each for _, each in told if limits.takes(each))[-1:]
        return _not_known(PATCH, about, Answer("stale" if older else "missing", older), limits)
    patched, latest = max(recent, key=lambda each: each[1].on)
    age = (limits.on - patched).days
    said = Bilingual(
        fr=f"Correctif de sécurité du {{day}} : {age} jours, {most} au plus.",
        en=f"Security patch of {{day}}: {age} days, at most {most}.",
    ).filled(day=patched)
    return _point(PATCH, "held" if age <= most else "broken", said, Answer("yes", (latest,)), limits)


def _origin(name: OriginName, countries: tuple[str, ...], device: Device, on: date) -> Point:
    told = getattr(device.origin, name)
    called = ORIGIN_NAMES[name]
    if told is None or told.on > on:
        said = Bilingual(fr=f"{called.fr} : non renseigné.", en=f"{called.en}: not recorded.")
        return Point(name, "unknown", said, ask=_ask_source(called))
    about = Bilingual(
        fr=f"{called.fr} : {told.country}, selon {told.source} ({{day}}).",
        en=f"{called.en}: {told.country}, according to {told.source} ({{day}}).",
    ).filled(day=told.on)
    if told.confidence == "D":
        return Point(name, "unknown", about, ask=_ask_source(called))
    return Point(name, "held" if told.country in countries else "broken", about)


def _ask_source(called: Bilingual) -> Bilingual:
    return Bilingual(
        fr=f"{called.fr} : notez-le avec sa source et sa date (origin)",
        en=f"{called.en}: record it with its source and day (origin)",
    )


def _not_known(what: str, about: Bilingual, found: Answer, limits: Limits) -> Point:
    fr, en = _why_not(found, limits)
    if about.fr.endswith("?"):
        said = Bilingual(fr=f"{about.fr} {_begun(fr)}", en=f"{about.en} {_begun(en)}")
    else:
        said = Bilingual(fr=f"{about.fr} : {fr}", en=f"{about.en}: {en}")
    return _point(what, "unknown", said, found, limits, _ASK_PROOF)


def _begun(words: str) -> str:
    return words[:1].upper() + words[1:]


def _why_not(found: Answer, limits: Limits) -> tuple[str, str]:
    match found.state:
        case "contradicted":
            return "deux preuves récentes se contredisent.", "two recent proofs contradict each other."
        case "stale":
            return _too_old(found.proofs[0], limits)
        case _:
            return "aucune preuve n’en parle.", "no proof speaks of it."


def _too_old(proof: Evidence, limits: Limits) -> tuple[str, str]:
    age, most = limits.age(proof), limits.days(proof.kind)
    if age > most:
        return (
            f"preuve périmée, {age} jours, {most} au plus.",
            f"stale proof, {age} days, at most {most}.",
        )
    return "la dernière preuve précède un incident.", "the last proof is from before an incident."


def _point(
    what: str, state: Held, because: Bilingual, found: Answer, limits: Limits, ask: Bilingual | None = None
) -> Point:
    return Point(what, state, because, tuple(_proof(each, limits) for each in found.proofs), ask)


def _proof(proof: Evidence, limits: Limits) -> Proof:
    original = proof.original
    return Proof(
        proof.id,
        proof.kind,
        proof.on,
        limits.age(proof),
        limits.days(proof.kind),
        original.file,
        original.sha256,
        original.line,
    )
