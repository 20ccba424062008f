"""``answer/1`` and ``decision/1``: what people say, beside what the program found."""

import msgspec

from perenne.model.finding import Verdict
from perenne.model.post import check_moment


class Answer(
    msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True, tag_field="perenne", tag="answer/1"
):
    """A person's answer to one question about one post. ``question`` is the fact asked for, such as
    ``deal.consideration``; ``answer`` is ``yes``, ``no``, ``unknown`` or, where the question asks for one, a date
    or a word."""

    platform: str
    post_id: str
    question: str
    answer: str
    by: str | None = None
    at: str | None = None
    note: str | None = None

    def __post_init__(self) -> None:
        check_moment(self.at, "at")


class Decision(
    msgspec.Struct,
    frozen=True,
    forbid_unknown_fields=True,
    kw_only=True,
    tag_field="perenne",
    tag="decision/1",
):
    """A named person's decision on one finding: it stands beside the finding and never changes it."""

    finding: str
    verdict: Verdict
    by: str
    at: str
    reason: str

    def __post_init__(self) -> None:
        check_moment(self.at, "at")
