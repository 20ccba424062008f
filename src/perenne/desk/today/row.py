"""One thing to do, wherever it comes from, and into which group of the day it falls."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

Group = Literal["late", "now", "week", "later"]
GROUPS: tuple[Group, ...] = ("late", "now", "week", "later")
_WEEK = timedelta(days=7)

FAMILIES: dict[str, tuple[str, ...]] = {
    "posts": ("post", "ask", "look", "reply"),
    "drafts": ("draft",),
    "contracts": ("contract_review", "contract_unread", "contract_missing", "threshold", "unvalued"),
    "renewals": ("notice", "end", "contract_notice", "contract_end"),
}
"""How the page is narrowed; whatever is in none of these is of the others."""

_FAMILY = {kind: name for name, kinds in FAMILIES.items() for kind in kinds}

DRAWINGS = {
    "post": "posts",
    "ask": "posts",
    "look": "posts",
    "reply": "reply",
    "draft": "draft",
    "import": "imports",
    "data_request": "reply",
    "capture": "imports",
    "asked": "people",
    "threshold": "meter",
    "unvalued": "meter",
    "notice": "again",
    "end": "again",
    "contract_notice": "again",
    "contract_end": "again",
    "delivery": "posts",
    "payment": "meter",
    "disputed": "reply",
    "contract_review": "contracts",
    "contract_unread": "contracts",
    "contract_missing": "contracts",
    "device_bad": "devices",
    "device_unknown": "devices",
    "device_exception": "again",
    "device_proof": "again",
}
"""The drawing beside each kind of row."""


@dataclass(frozen=True, slots=True)
class Row:
    """One thing to do. ``title`` and ``says`` may hold a record's own words, so the template escapes them. ``owner``:
    the name of who sees to it; ``assignee``: the number of the member to whom it was given. Words and addresses may
    be made only where they are shown: of a thousand rows a page shows forty."""

    key: str
    kind: str
    verb: str
    address: str
    title: str
    says: str
    verdict: str | None = None
    due: date | None = None
    late: bool = False
    owner: str = ""
    assignee: int | None = None
    escalated: bool = False
    put_off: int = 0
    plannable: bool = True

    @property
    def family(self) -> str:
        return _FAMILY.get(self.kind, "others")

    @property
    def initials(self) -> str:
        return "".join(part[0] for part in self.owner.split()[:2]).upper()

    def group(self, today: date) -> Group:
        """By when it is due; what has no day waits since today."""
        if self.late or (self.due is not None and self.due < today):
            return "late"
        if self.due is None or self.due == today:
            return "now"
        return "week" if self.due <= today + _WEEK else "later"
