"""Where a year's consideration is near the threshold of a written contract, above it or unknown, and the book holds
no signed writing for a part of it: a question for a person, beside what people decided on the objectives."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from perenne.law.consideration import Objective, Sum, Year
from perenne.model.bilingual import Bilingual
from perenne.partnerships.consideration import Cumulated
from perenne.partnerships.partnership import Partnership
from perenne.report.book import money
from perenne.report.post_view import NAME
from perenne.report.visible import clipped
from perenne.report.voice import Said, Voice

_REACHED = Bilingual(
    fr="{total} en {year}, seuil de {threshold} atteint ; aucun écrit signé au livre pour {objectives}",
    en="{total} in {year}, threshold of {threshold} reached; no signed writing in the book for {objectives}",
)
_IF_ONE = Bilingual(
    fr="{total} en {year}, seuil de {threshold} atteint si tout se cumule : est-ce un même objectif ? Aucun écrit "
    "signé au livre pour {objectives}",
    en="{total} in {year}, threshold of {threshold} reached if everything counts together: is it one objective? No "
    "signed writing in the book for {objectives}",
)
_IF_IN_RETURN = Bilingual(
    fr="{total} en {year}, seuil de {threshold} atteint si tout répondait à un service, ce qui n’est sûr que pour "
    "{sure} ; aucun écrit signé au livre pour {objectives}",
    en="{total} in {year}, threshold of {threshold} reached if all of it was in return for a service, which is sure "
    "of {sure} only; no signed writing in the book for {objectives}",
)
_NEAR = Bilingual(
    fr="{total} en {year}, à {left} du seuil de {threshold} ; aucun écrit signé au livre pour {objectives}",
    en="{total} in {year}, {left} below the threshold of {threshold}; no signed writing in the book for {objectives}",
)
_UNKNOWN = Bilingual(
    fr="{total} en {year} et des contreparties non valorisées : face au seuil de {threshold}, on ne sait pas ; aucun "
    "écrit signé au livre pour {objectives}",
    en="{total} in {year} and gifts that are not valued: against the threshold of {threshold}, nobody knows; no "
    "signed writing in the book for {objectives}",
)
_SEPARATED = Bilingual(
    fr="{said} (objectif séparé par {by}, le {day})", en="{said} (objective separated by {by}, {day})"
)
_NO_OBJECTIVE = Bilingual(fr="l’objectif non renseigné", en="the objective that is not recorded")
_SPLITS = frozenset({"separate_objectives", "join_objectives"})


@dataclass(frozen=True, slots=True)
class Unwritten:
    year: int
    says: Said
    events: tuple[str, ...]


def unwritten(each: Cumulated, whose: Sequence[Partnership], voice: Voice) -> Iterator[Unwritten]:
    """One for each year in which it is so."""
    for year in each.consideration.years:
        bare = list(_without_writing(year, each, whose))
        apart = [one for one in bare if one.name and separation(one.name, whose) is not None]
        if bare and len(apart) == len(bare):
            yield from (_told(one.sum, (one,), year, each, whose, voice) for one in apart if one.sum.state in _TOLD)
        elif bare and year.cumulated.state in _TOLD and year.cumulated.threshold is not None:
            yield _told(year.cumulated, bare, year, each, whose, voice)


_TOLD = frozenset({"reached", "near", "unknown"})


def _without_writing(year: Year, each: Cumulated, whose: Iterable[Partnership]) -> Iterator[Objective]:
    agreements = [one for partnership in whose for one in partnership.agreements]
    for one in year.objectives:
        if money.writing_for(one.sum, each, agreements) is None:
            yield one


def separation(objective: str, whose: Iterable[Partnership]) -> tuple[str, date] | None:
    """Who separated the objective last and when, unless somebody joined it again."""
    about = [
        each
        for partnership in whose
        for each in partnership.decisions
        if each.what.about == objective and each.what.choice in _SPLITS
    ]
    last = max(about, key=lambda each: each.on, default=None)
    if last is None or last.what.choice == "join_objectives":
        return None
    return last.by or "?", last.on


def _told(
    sum_: Sum,
    bare: Sequence[Objective],
    year: Year,
    each: Cumulated,
    whose: Sequence[Partnership],
    voice: Voice,
) -> Unwritten:
    objectives = ", ".join(clipped(one.name, NAME) if one.name else voice.say(_NO_OBJECTIVE) for one in bare)
    threshold = sum_.threshold.amount if sum_.threshold is not None else Decimal()
    said = voice.say(
        _sentence(sum_, year),
        (objectives,),
        **_filled(
            total=sum_.total, threshold=threshold, left=max(threshold - sum_.total, Decimal()),
            sure=year.certain.total, voice=voice,
        ),
        year=year.year,
        objectives=objectives,
    )  # fmt: skip
    split = separation(bare[0].name, whose) if sum_ is not year.cumulated and bare[0].name else None
    if split is not None:
        by = clipped(split[0], NAME)
        said = voice.say(_SEPARATED, (by, objectives), said=said, by=by, day=voice.day(split[1]))
    return Unwritten(year.year, said, tuple(each.given[exchange.place].event for exchange in sum_.exchanges))


def _filled(voice: Voice, **amounts: Decimal) -> Mapping[str, Said]:
    return {name: money.euros(value, voice) for name, value in amounts.items()}


def _sentence(sum_: Sum, year: Year) -> Bilingual:
    """What is surely one objective, in return for a service, reaches the threshold; anything else is a question."""
    if sum_.state == "near":
        return _NEAR
    if sum_.state == "unknown":
        return _UNKNOWN
    if sum_ is not year.cumulated or year.apart.reached:
        return _REACHED
    return _IF_ONE if year.certain.reached else _IF_IN_RETURN
