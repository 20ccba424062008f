"""Known answers. More of them, drawn at random, are held against ``lifelines`` itself in ``tests/reference``."""

import pytest
from hypothesis import given as for_all
from hypothesis import strategies as st

from perenne.partnerships.measures.intervals import Spell, share_interval, survival

LEVEL = 0.9

KNOWN_SHARES = [
    (3, 0.916667),
    (5, 0.833333),
    (6, 0.75),
    (11, 0.642857),
    (13, 0.535714),
    (17, 0.401786),
    (21, 0.267857),
    (30, 0.0),
]
KNOWN_BAND = [
    (0.637007, 0.983352),
    (0.557478, 0.9447),
    (0.474237, 0.894999),
    (0.357312, 0.827218),
    (0.260465, 0.748578),
    (0.147929, 0.647214),
    (0.06631, 0.527546),
]
KNOWN_MEDIAN = (17, 6, 30)


def test_wilson_s_interval_is_the_known_one() -> None:
    """Newcombe (1998), table I, method 3, at 95 %: 81 of 263 and 15 of 148 and 0 of 20."""
    for hits, n, low, high in ((81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611)):
        interval = share_interval(hits, n, 0.95)
        assert interval.low == pytest.approx(low, abs=5e-5)
        assert interval.high == pytest.approx(high, abs=5e-5)


@for_all(st.integers(1, 300).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_wilson_s_interval_holds_the_share_and_mirrors(count: tuple[int, int]) -> None:
    hits, n = count
    interval, mirror = share_interval(hits, n, LEVEL), share_interval(n - hits, n, LEVEL)
    assert interval.high is not None
    assert mirror.high is not None
    assert 0 <= interval.low <= hits / n <= interval.high <= 1
    assert interval.low == pytest.approx(1 - mirror.high)


def test_the_curve_is_the_known_one() -> None:
    """Computed with lifelines 0.30.3: ``KaplanMeierFitter(alpha=0.1)`` and ``median_survival_times``."""
    observed = [Spell(length, length % 4 != 0) for length in (3, 5, 6, 8, 8, 11, 13, 16, 17, 21, 24, 30)]
    curve = survival(observed, LEVEL)
    assert [(step.at, round(step.share, 6)) for step in curve.steps] == KNOWN_SHARES
    assert [(round(step.low or 0, 6), round(step.high or 0, 6)) for step in curve.steps[:-1]] == KNOWN_BAND
    interval = curve.quantile_interval(0.5, LEVEL)
    assert interval is not None
    assert (curve.quantile(0.5), interval.low, interval.high) == KNOWN_MEDIAN


def test_open_invoices_make_the_delay_longer_than_the_paid_ones_tell() -> None:
    paid, still_open = [Spell(day, True) for day in (20, 30, 40)], [Spell(90, False)] * 3
    assert survival(paid, LEVEL).quantile(0.5) == 30
    assert survival([*paid, *still_open], LEVEL).quantile(0.5) == 40
    assert survival([*paid, *still_open], LEVEL).quantile(0.9) is None, "nobody knows yet"


def test_nothing_observed_is_no_curve() -> None:
    nothing = survival([], LEVEL)
    assert nothing.steps == ()
    assert nothing.at_risk(12) == 0
    assert nothing.quantile(0.5) is None
    assert nothing.quantile_interval(0.5, LEVEL) is None
