"""Whether times are fine enough to be compared: what a source rounds away is never guessed."""

from typing import TYPE_CHECKING

from ibis import _

from perenne.axes.authenticity.coordination.method import Method
from perenne.engine.idioms import ones

if TYPE_CHECKING:
    import ibis.expr.types as ir

    from perenne.engine.engine import Engine

DAY, MINUTE = 86_400, 60
_CLOCKS = (DAY, 43_200, 21_600, 3_600, 1_800, 900, 600, 300, MINUTE, 30, 10)


class Clock:
    """What the times of a table are multiples of."""

    def __init__(self, engine: "Engine", acts: "ir.Table", method: Method) -> None:
        counts = {f"of_{each}": ones(_.t % each == 0) for each in _CLOCKS}
        seen = engine.fetch(acts.agg(rows=_.count(), **counts)).to_pylist()[0]
        self.rows = int(seen["rows"])
        share = {each: (seen[f"of_{each}"] or 0) / max(self.rows, 1) for each in _CLOCKS}
        self.step = next((each for each in _CLOCKS if share[each] >= method.coarse_times), 1)
        self._full_minutes = share[MINUTE]
        self._method = method

    def refusal(self, window: int) -> str | None:
        """Why nothing can be said of this window; ``None`` where it can."""
        if self.step >= DAY:
            return "dates_only"
        if self.step > window:
            return "times_coarse"
        if window < MINUTE and self._full_minutes > self._method.full_minutes:
            return "full_minutes"
        return None
