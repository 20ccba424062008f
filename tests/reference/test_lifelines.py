"""Our survival curves against the reference implementation, for whatever was observed."""

import math
import warnings

import pytest
from hypothesis import given as for_all
from hypothesis import strategies as st

from perenne.partnerships.measures.intervals import Spell, survival

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    from lifelines import KaplanMeierFitter
    from lifelines.utils import median_survival_times

LEVEL = 0.9

spells = st.lists(st.builds(Spell, st.integers(1, 40), st.booleans()), min_size=1, max_size=60)


@for_all(spells)
def test_the_curve_is_that_of_the_reference_implementation(observed: list[Spell]) -> None:
    ours = survival(observed, LEVEL)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        reference = KaplanMeierFitter(alpha=1 - LEVEL)
        reference.fit([spell.length for spell in observed], [spell.closed for spell in observed])
        band = reference.confidence_interval_
        for step in ours.steps:
            assert step.share == pytest.approx(reference.survival_function_["KM_estimate"][step.at], abs=1e-9)
            if step.low is not None and step.high is not None:
                assert step.low == pytest.approx(band.loc[step.at].iloc[0], abs=1e-9)
                assert step.high == pytest.approx(band.loc[step.at].iloc[1], abs=1e-9)
        for share in (0.5, 0.9):
            if any(step.share == pytest.approx(1 - share, abs=1e-9) for step in ours.steps):
                continue  # the reference reckons with logarithms and may miss a round share by its last bit
            theirs = reference.percentile(1 - share)
            assert ours.quantile(share) == (None if math.isinf(theirs) else theirs)


def test_the_interval_of_the_median_is_that_of_the_reference_implementation() -> None:
    observed = [Spell(3 * number % 41 + 1, number % 4 != 0) for number in range(30)]
    ours = survival(observed, LEVEL).quantile_interval(0.5, LEVEL)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        reference = KaplanMeierFitter(alpha=1 - LEVEL)
        reference.fit([spell.length for spell in observed], [spell.closed for spell in observed])
        low, high = median_survival_times(reference.confidence_interval_).iloc[0]
    assert ours is not None
    assert (ours.low, ours.high) == (low, high)
