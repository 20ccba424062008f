"""What was given: the sums of each year against the threshold, gift by gift, and what writing covers them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from markupsafe import Markup

from perenne.law.consideration import MONEY, Exchange, Sum, Year
from perenne.model.bilingual import Bilingual
from perenne.model.event import Given
from perenne.partnerships.consideration import Cumulated
from perenne.partnerships.partnership import Agreement, Dated, Partnership
from perenne.report.book import drawing, names
from perenne.report.book.proof import Proof, Proofs
from perenne.report.book.standing import is_written
from perenne.report.numerals import money
from perenne.report.post_view import NAME, SENTENCE
from perenne.report.visible import clipped
from perenne.report.voice import Counted, Said, Voice
from perenne.text.names import folded_name

_STATES: dict[str, Bilingual] = {
    "reached": Bilingual(fr="Seuil atteint", en="Threshold reached"),
    "near": Bilingual(fr="{left} avant le seuil", en="{left} below the threshold"),
    "below": Bilingual(fr="Sous le seuil", en="Below the threshold"),
    "unknown": Bilingual(fr="Inconnu", en="Unknown"),
    "no_threshold": Bilingual(fr="Seuil inconnu", en="Threshold unknown"),
}
_IF_ONE = Bilingual(fr="Seuil atteint si tout se cumule", en="Threshold reached if everything counts together")
_IF_IN_RETURN = Bilingual(
    fr="Seuil atteint, dont {sure} à coup sûr en échange d’un service",
    en="Threshold reached, of which {sure} surely in return for a service",
)
_UNVALUED = Counted(
    Bilingual(fr="{n} contrepartie non valorisée", en="{n} gift not valued"),
    Bilingual(fr="{n} contreparties non valorisées", en="{n} gifts not valued"),
)
_OWN_CURRENCY = Bilingual(fr="{own}, {euros}", en="{own}, {euros}")
_NOT_IN_EUROS = Bilingual(fr="{own}, non converti en euros", en="{own}, not converted into euros")
_METER = Bilingual(fr="Contrepartie de {year} face au seuil", en="Consideration of {year} against the threshold")
_METER_SAYS = Bilingual(
    fr="{total} cumulés hors taxes pour un seuil de {threshold}.",
    en="{total} cumulated excluding VAT, for a threshold of {threshold}.",
)
_METER_MORE = Bilingual(
    fr="{total} cumulés hors taxes pour un seuil de {threshold}, et des contreparties non valorisées.",
    en="{total} cumulated excluding VAT, for a threshold of {threshold}, and gifts that are not valued.",
)
_CSS = {"reached": "hum", "near": "imp", "below": "out", "unknown": "unk", "no_threshold": "unk"}


@dataclass(frozen=True, slots=True)
class SumView:
    """A sum of a year, or of one objective in it: ``None`` where nothing of it is valued, which is not zero.
    ``signed``: the day of a signed document of the book that names the objective."""

    name: str | None
    money: Said | None
    in_kind: Said | None
    total: Said | None
    unvalued: Said | None
    state: str
    css: str
    word: Said
    meter: Markup | None
    threshold: Said | None
    signed: Said | None
    signed_proofs: tuple[Proof, ...]


@dataclass(frozen=True, slots=True)
class GiftView:
    day: Said
    form: Said
    what: str | None
    objective: str | None
    value: Said | None
    requested: bool | None
    proofs: tuple[Proof, ...]


@dataclass(frozen=True, slots=True)
class YearView:
    year: int
    whole: SumView
    objectives: tuple[SumView, ...]
    rolling: Said
    rolling_from: Said
    rolling_to: Said
    gifts: tuple[GiftView, ...]


def years(each: Cumulated, whose: Sequence[Partnership], proofs: Proofs, voice: Voice) -> tuple[YearView, ...]:
    """The years with something given, the last one first."""
    return tuple(_year(year, each, whose, proofs, voice) for year in reversed(each.consideration.years))


def _year(year: Year, each: Cumulated, whose: Sequence[Partnership], proofs: Proofs, voice: Voice) -> YearView:
    agreements = [one for partnership in whose for one in partnership.agreements]
    given = [each.given[exchange.place] for exchange in year.cumulated.exchanges]
    rolling = year.rolling
    return YearView(
        year=year.year,
        whole=whole(year, voice),
        objectives=tuple(
            _sum(
                objective.name,
                objective.sum,
                year.year,
                writing_for(objective.sum, each, agreements),
                proofs,
                voice,
            )
            for objective in year.objectives
        ),
        rolling=euros(rolling.sum.total, voice),
        rolling_from=voice.day(rolling.start),
        rolling_to=voice.day(rolling.end),
        gifts=tuple(_gift(gift, proofs.places[gift.event][0], proofs, voice) for gift in given),
    )


def _sum(name: str | None, sum_: Sum, year: int, writing: Agreement | None, proofs: Proofs, voice: Voice) -> SumView:
    state = sum_.state if sum_.threshold is not None else "no_threshold"
    threshold = euros(sum_.threshold.amount, voice) if sum_.threshold else None
    left = euros(sum_.threshold.amount - sum_.total, voice) if sum_.threshold else ""
    signed = writing.terms.signed_on if writing is not None else None
    return SumView(
        name=clipped(name, NAME) if name else None,
        money=_known(sum_.money, (each for each in sum_.unvalued if each.kind in MONEY), voice),
        in_kind=_known(sum_.in_kind, (each for each in sum_.unvalued if each.kind not in MONEY), voice),
        total=_known(sum_.total, sum_.unvalued, voice),
        unvalued=unvalued(len(sum_.unvalued), voice),
        state=state,
        css=_CSS[state],
        word=voice.say(_STATES[state], **({"left": left} if state == "near" else {})),
        meter=meter(sum_, year, voice),
        threshold=threshold,
        signed=voice.day(signed) if signed else None,
        signed_proofs=proofs.of(writing.versions[-1].event) if writing is not None else (),
    )


def whole(year: Year, voice: Voice) -> SumView:
    """All of a year together; that it reaches the threshold is said only of what surely counts together."""
    told = _sum(None, year.cumulated, year.year, None, Proofs({}, {}, {}), voice)
    if not year.cumulated.reached or year.apart.reached:
        return told
    if year.certain.reached:
        return replace(told, word=voice.say(_IF_ONE))
    return replace(told, word=voice.say(_IF_IN_RETURN, sure=euros(year.certain.total, voice)))


def _known(sum_: Decimal, missing: Iterable[Exchange], voice: Voice) -> Said | None:
    return euros(sum_, voice) if sum_ or not any(True for _ in missing) else None


def euros(value: Decimal, voice: Voice) -> Said:
    return Said(money(value, "EUR", voice.language))


def unvalued(count: int, voice: Voice) -> Said | None:
    return voice.figures(_UNVALUED, count) if count else None


def meter(sum_: Sum, year: int, voice: Voice) -> Markup | None:
    """``None`` where no threshold is known: there is nothing to draw it against."""
    if sum_.threshold is None:
        return None
    words = {"total": euros(sum_.total, voice), "threshold": euros(sum_.threshold.amount, voice)}
    says = voice.say(_METER_MORE if sum_.unvalued else _METER_SAYS, **words)
    return drawing.meter(sum_, sum_.threshold.amount, voice.say(_METER, year=year), says)


def writing_for(sum_: Sum, each: Cumulated, agreements: Iterable[Agreement]) -> Agreement | None:
    """The signed document of the book that covers the last thing given, where all of it is covered by one."""
    written = [one for one in agreements if is_written(one)]
    covered = [_covering(each.given[exchange.place], written) for exchange in sum_.exchanges]
    return covered[-1] if covered and None not in covered else None


def _covering(gift: Dated[Given], written: Iterable[Agreement]) -> Agreement | None:
    """The one that the gift names or, for the same objective, one that holds on its day."""
    wanted = folded_name(gift.what.objective) if gift.what.objective else None
    found = [
        one
        for one in written
        if gift.what.agreement == one.id
        or (wanted and one.terms.objective and folded_name(one.terms.objective) == wanted and one.runs_on(gift.on))
    ]
    return found[-1] if found else None


def _gift(gift: Dated[Given], whose: str, proofs: Proofs, voice: Voice) -> GiftView:
    what = gift.what
    said = what.what or gift.note
    return GiftView(
        day=voice.day(gift.on),
        form=voice.say(names.FORMS[what.form]),
        what=clipped(said, SENTENCE) if said else None,
        objective=clipped(what.objective, NAME) if what.objective else None,
        value=_value(what, voice),
        requested=what.requested,
        proofs=proofs.of(gift.event, *proofs.valued(whose, gift.event)),
    )


def _value(what: Given, voice: Voice) -> Said | None:
    if what.value is None:
        return names.amount(what.value_eur, voice) if what.value_eur else None
    own = names.amount(what.value, voice)
    if what.value.currency == "EUR":
        return own
    if what.value_eur is None:
        return voice.say(_NOT_IN_EUROS, own=own)
    return voice.say(_OWN_CURRENCY, own=own, euros=names.amount(what.value_eur, voice))


def latest(each: Cumulated, on: date) -> Year | None:
    """The year of the day, if anything was given in it."""
    return next((year for year in each.consideration.years if year.year == on.year), None)


def of_currency(value: Decimal, currency: str, voice: Voice) -> Said:
    return Said(money(value, currency, voice.language))
