"""What was found, in the words that are allowed."""

from collections.abc import Iterator
from functools import cache
from typing import Any

import msgspec

from perenne.axes.authenticity.coordination.detect import Coordination
from perenne.dated.shelf import shelf
from perenne.model.bilingual import Bilingual, counted


class Words(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    group: Bilingual
    joined: Bilingual
    alone: Bilingual
    members: Bilingual
    nothing: Bilingual
    none_tested: Bilingual
    innocent: Bilingual
    one_source: Bilingual
    mutual: Bilingual
    similar: Bilingual
    counted: Bilingual
    blind: Bilingual
    bursts: Bilingual
    refused: dict[str, Bilingual]
    notes: dict[str, Bilingual]


@cache
def words() -> Words:
    return msgspec.convert(shelf(__package__)["words"], Words)


def lines(found: Coordination) -> Iterator[Bilingual]:
    """What to say, in order: groups, what else is to be known of them, what was refused, what was set aside."""
    runs = found.run.to_pylist()
    for group in found.groups.to_pylist():
        yield from group_lines(group, runs)
    yield from lines_beside_groups(found)
    if accuses(found):
        yield words().innocent
    for run in runs:
        yield from run_lines(run)
    if any(run["crowded"] for run in runs if run["refused"] is None):
        yield words().blind


def accuses(found: Coordination) -> bool:
    """Whether any account is named: then an innocent cause stands beside it."""
    return len(found.groups) > 0 or _alone(found) > 0


def _alone(found: Coordination) -> int:
    roles: list[str | None] = found.accounts.column("role").to_pylist()
    return roles.count("alone")


def lines_beside_groups(found: Coordination) -> Iterator[Bilingual]:
    """Who acted together and makes no group, that there is nothing, and moments of unusual activity."""
    if alone := _alone(found):
        yield words().alone.filled(
            accounts=counted(alone, "compte a agi/comptes ont agi", "account acted/accounts acted")
        )
    judged = [run for run in found.run.to_pylist() if run["refused"] is None]
    if judged and not accuses(found):
        yield _nothing(judged)
    yield from burst_lines(found.bursts.column("window").to_pylist())


def group_lines(group: dict[str, Any], runs: list[dict[str, Any]]) -> Iterator[Bilingual]:
    number = group["group"]
    run = next(run for run in runs if run["window"] == group["window"])
    yield words().group.filled(
        number=number,
        count=group["core"],
        level=percent(run["level"]),
        family=figure(run["family"]),
        meetings=rounded(group["meetings"], 0),
        joint=rounded(group["joint"], 0),
        window=group["window"],
        expected=rounded(group["expected"], 1),
    )
    if group["joined"]:
        joined = counted(
            group["joined"], "autre compte a agi avec lui/autres comptes ont agi avec lui",
            "more account acted with it/more accounts acted with it",
        )  # fmt: skip
        yield words().joined.filled(number=number, others=joined)
    if group["one_source"]:
        yield words().one_source.filled(number=number)
    if group["mutual"]:
        yield words().mutual.filled(number=number)
    if group["own_crowd"] < 0.5:
        yield words().similar.filled(number=number)


def burst_lines(windows: list[int]) -> Iterator[Bilingual]:
    """A sentence for each window with bursts, of which ``windows`` holds it once a burst."""
    for window in sorted(set(windows)):
        moments = counted(windows.count(window), "moment", "moment")
        yield words().bursts.filled(window=window, moments=moments)


def run_lines(run: dict[str, Any]) -> Iterator[Bilingual]:
    if run["refused"] is not None:
        yield (
            words()
            .refused[run["refused"]]
            .filled(
                window=run["window"],
                clock=run["clock"],
                family=figure(run.get("family")),
                informative=figure(run.get("informative")),
            )
        )
        return
    yield from note_lines(run)
    yield words().counted.filled(
        window=run["window"],
        acts=figure(run["rows"]),
        crowded=figure(run["crowded"]),
        unused=percent(run["joint_crowded"] / run["joint"] if run["joint"] else 0.0),
        aside=figure(run["cells_set_aside"]),
        cells=figure(run["cells"]),
    )


def note_lines(run: dict[str, Any]) -> Iterator[Bilingual]:
    """What was compared with what, where a window that was judged is out of the ordinary."""
    for note in run["notes"].split():
        yield words().notes[note].filled(window=run["window"], cap=run["cap"], least=run["least_joint_of_candidates"])


def _nothing(judged: list[dict[str, Any]]) -> Bilingual:
    needed = [run["joint_needed"] for run in judged if run["joint_needed"] is not None]
    family = figure(max(run["family"] for run in judged))
    if not needed:
        return words().none_tested.filled(family=family)
    return words().nothing.filled(family=family, needed=figure(min(needed)))


def percent(share: float) -> Bilingual:
    said = rounded(100 * share, 0 if share in (0, 1) or share >= 0.1 or 100 * share == round(100 * share) else 1)
    return Bilingual(fr=f"{said.fr} %", en=f"{said.en}%")


def figure(number: int | None) -> Bilingual:
    """A number with its thousands apart."""
    said = f"{number or 0:,}"
    return Bilingual(fr=said.replace(",", "\u202f"), en=said)


def rounded(number: float, digits: int) -> Bilingual:
    said = f"{number:.{digits}f}"
    return Bilingual(fr=said.replace(".", ","), en=said)
