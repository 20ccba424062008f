"""The numbers of the method, from ``method.yaml``."""

from datetime import date
from functools import cache

import msgspec

from perenne.dated.shelf import shelf
from perenne.model.errors import UsageError


class Method(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One version of the method; ``method.yaml`` says what each number is."""

    version: str
    since: date
    windows: tuple[int, ...]
    cell: int
    level: float
    least_meetings: int
    least_joint: int
    least_cells: int
    cap: int
    budget_per_row: int
    budget_least: int
    pairs_at_once: int
    most_candidates: int
    largest_class: int
    oldest_class: int
    weight_cap: int
    class_prior: int
    cell_prior: int
    crowded_share: float
    suspect_level: float
    habit_prior: int
    habit_below: float
    least_group: int
    large_group: int
    hit_members: int
    crowd_prior: int
    joined_crowded_share: float
    own_crowd: int
    least_family: int
    least_informative: int
    most_suspects: float
    least_own_crowd: float
    full_minutes: float
    coarse_times: float
    one_owner: float
    pod_reciprocity: float
    pod_owners: int
    most_listed: int
    half_level: float
    burst_acts: int
    burst_share: float
    burst_times: int
    habits: bool = True
    """Whether the habits of accounts are looked at; ``False`` only to show what they are for."""
    set_aside: bool = True
    """Whether suspects are set aside when the crowd is counted; ``False`` only to show what that is for."""


class _Versions(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    versions: tuple[Method, ...]


@cache
def method() -> Method:
    """The version that holds: the last."""
    return msgspec.convert(shelf(__package__)["method"], _Versions).versions[-1]


def chosen(windows: tuple[int, ...] = (), level: float | None = None) -> Method:
    """The method with the windows and the level that a person chose. Raises ``UsageError``."""
    taken = method()
    if windows:
        longest = taken.cell // 12
        if any(not 1 <= each <= longest for each in windows):
            raise UsageError(
                fr=f"une fenêtre est un nombre de secondes de 1 à {longest}",
                en=f"a window is a number of seconds from 1 to {longest}",
            )
        taken = msgspec.structs.replace(taken, windows=tuple(sorted(set(windows))))
    if level is not None:
        if not 0 < level < 1:
            raise UsageError(
                fr="le taux de fausses découvertes est un nombre entre 0 et 1, tel que 0.05",
                en="the false discovery rate is a number between 0 and 1, such as 0.05",
            )
        taken = msgspec.structs.replace(taken, level=level)
    return taken
