"""Measures as the pages tell them: a value with its interval and its n, or what is missing before it can be told."""

from collections.abc import Iterable
from dataclasses import dataclass

from markupsafe import Markup

from perenne.model.bilingual import Bilingual
from perenne.model.measure import Measure, Refusal
from perenne.partnerships.measures.dictionary import dictionary
from perenne.report.book import drawing
from perenne.report.numerals import number, percent
from perenne.report.voice import Counted, Said, Voice

Told = Measure | Refusal

_BETWEEN = Bilingual(fr="de {low} à {high}", en="{low} to {high}")
_AT_LEAST = Bilingual(fr="{low} au moins", en="{low} at least")
_RANGE = Bilingual(fr="étendue de {low} à {high}", en="range {low} to {high}")
_NO_INTERVAL = Bilingual(fr="intervalle inconnu", en="interval unknown")
_EXACT = Bilingual(fr="un compte, sans intervalle", en="a count, without interval")
_UNKNOWN = Bilingual(fr="Inconnu", en="Unknown")
_SAYS = Bilingual(fr="{value}, {range}, {n}.", en="{value}, {range}, {n}.")
_UNITS: dict[str, Bilingual] = {
    "share": Bilingual(fr="{value} %", en="{value}%"),
    "days": Bilingual(fr="{value} jours", en="{value} days"),
    "months": Bilingual(fr="{value} mois", en="{value} months"),
    "index": Bilingual(fr="{value}", en="{value}"),
}
_ENDS: dict[str, Bilingual] = {
    "share": Bilingual(fr="{value} %", en="{value}%"),
    "days": Bilingual(fr="{value} j", en="{value} d"),
    "months": Bilingual(fr="{value} m.", en="{value} mo."),
    "index": Bilingual(fr="{value}", en="{value}"),
}
_POSTS = Counted(
    Bilingual(fr="{n} publication jugée", en="{n} post judged"),
    Bilingual(fr="{n} publications jugées", en="{n} posts judged"),
)
_PAIRS = Counted(
    Bilingual(fr="{n} partenariat", en="{n} partnership"), Bilingual(fr="{n} partenariats", en="{n} partnerships")
)
_INVOICES = Counted(Bilingual(fr="{n} facture", en="{n} invoice"), Bilingual(fr="{n} factures", en="{n} invoices"))
_N: dict[str, Counted] = {
    "COMP": _POSTS,
    "FIX": Counted(
        Bilingual(fr="{n} correction demandée", en="{n} correction asked for"),
        Bilingual(fr="{n} corrections demandées", en="{n} corrections asked for"),
    ),
    "GAP": Counted(
        Bilingual(fr="{n} écart entre services", en="{n} gap between services"),
        Bilingual(fr="{n} écarts entre services", en="{n} gaps between services"),
    ),
    "ONTIME": Counted(
        Bilingual(fr="{n} livrable échu", en="{n} deliverable due"),
        Bilingual(fr="{n} livrables échus", en="{n} deliverables due"),
    ),
    "REN": Counted(
        Bilingual(fr="{n} accord décidé", en="{n} agreement decided"),
        Bilingual(fr="{n} accords décidés", en="{n} agreements decided"),
    ),
    "PAY.50": _INVOICES,
    "PAY.90": _INVOICES,
    "PAY.LATE": Counted(
        Bilingual(fr="{n} facture échue", en="{n} invoice that fell due"),
        Bilingual(fr="{n} factures échues", en="{n} invoices that fell due"),
    ),
}
_BESIDE: dict[str, Counted] = {
    "needs_human": Counted(
        Bilingual(fr="{n} attend une personne", en="{n} waits for a person"),
        Bilingual(fr="{n} attendent une personne", en="{n} wait for a person"),
    ),
    "not_judged": Counted(
        Bilingual(fr="{n} non jugée", en="{n} not judged"), Bilingual(fr="{n} non jugées", en="{n} not judged")
    ),
    "open": Counted(
        Bilingual(fr="dont {n} encore ouverte", en="{n} of them still open"),
        Bilingual(fr="dont {n} encore ouvertes", en="{n} of them still open"),
    ),
    "disputed": Counted(
        Bilingual(fr="{n} contestée, à part", en="{n} disputed, beside"),
        Bilingual(fr="{n} contestées, à part", en="{n} disputed, beside"),
    ),
    "undecided": Counted(
        Bilingual(fr="{n} sans décision, à part", en="{n} undecided, beside"),
        Bilingual(fr="{n} sans décision, à part", en="{n} undecided, beside"),
    ),
}
_LARGEST = Bilingual(fr="la plus grande part est de {share} %", en="the largest share is {share}%")
_AS_MANY = Bilingual(fr="aussi concentrée que {n} partenariats égaux", en="as concentrated as {n} equal partnerships")


@dataclass(frozen=True, slots=True)
class MeasureView:
    """``value`` ``None``: refused, and ``range`` says why. ``starts`` and ``ends``: of the scale of the drawing."""

    id: str
    name: Said
    n: Said
    value: Said | None
    range: Said
    beside: tuple[Said, ...]
    formula: Said
    drawn: Markup
    starts: Said | None
    ends: Said | None
    unknown: Said


def measure_view(told: Told, voice: Voice, about: str = "") -> MeasureView:
    """``about``: put behind the name, such as the year of a measure that is told of several."""
    key = told.id.partition("@")[0]
    entry = dictionary().measures[key]
    name = Said(f"{voice.say(Bilingual(fr=entry.fr, en=entry.en))}{about}")
    counted = voice.figures(_N.get(key, _PAIRS), told.n)
    beside = tuple(_beside(told, voice))
    formula = voice.say(entry.formula)
    unknown = voice.say(_UNKNOWN)
    if isinstance(told, Refusal):
        why = voice.say(told.why)
        drawn = drawing.nothing(name, f"{unknown}{voice.semicolon}{why}.")
        return MeasureView(told.id, name, counted, None, why, beside, formula, drawn, None, None, unknown)
    value, reach = _value(told, told.value, voice), range_of(told, voice)
    drawn = drawing.interval(told, name, voice.say(_SAYS, value=value, range=reach, n=counted))
    start, end = (_end(told, each, voice) for each in (0.0, drawing.scale_end(told)))
    return MeasureView(told.id, name, counted, value, reach, beside, formula, drawn, start, end, unknown)


def range_of(told: Measure, voice: Voice) -> Said:
    """The interval in words, or the range where the measure gives that, or that there is none."""
    beside = dict(told.beside)
    if told.interval is not None:
        low = _value(told, told.interval.low, voice)
        if told.interval.high is None:
            return voice.say(_AT_LEAST, low=low)
        return voice.say(
            _BETWEEN, low=_bare(told, told.interval.low, voice), high=_value(told, told.interval.high, voice)
        )
    if "least" in beside:
        return voice.say(_RANGE, low=_bare(told, beside["least"], voice), high=_value(told, beside["most"], voice))
    return voice.say(_EXACT if told.unit == "index" else _NO_INTERVAL)


def _beside(told: Told, voice: Voice) -> Iterable[Said]:
    for name, value in told.beside:
        if name in _BESIDE and value:
            yield voice.figures(_BESIDE[name], int(value))
        elif name == "largest":
            yield voice.say(_LARGEST, share=percent(value))
        elif name == "as_many_equal":
            yield voice.say(_AS_MANY, n=number(value, voice.language))


def _bare(told: Measure, value: float, voice: Voice) -> str:
    """The figure without its unit, which follows once: ``de 65 à 98 %``."""
    if told.unit == "share":
        return str(percent(value))
    return number(value, voice.language, 2 if told.unit == "index" else 1)


def _value(told: Measure, value: float, voice: Voice) -> Said:
    return voice.say(_UNITS[told.unit], value=_bare(told, value, voice))


def _end(told: Measure, value: float, voice: Voice) -> Said:
    return voice.say(_ENDS[told.unit], value=_bare(told, value, voice))


def level(voice: Voice) -> str:
    """Of every interval, in per cent."""
    return number(dictionary().level * 100, voice.language)
