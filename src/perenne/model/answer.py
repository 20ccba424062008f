"""``answer/1``, ``decision/1`` and ``reply/1``: what people say, beside what the program found."""

import msgspec

from perenne.model.finding import Evidence, Verdict
from perenne.model.post import Source, check_moment


class Answer(
    msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True, tag_field="perenne", tag="answer/1"
):
    """A person's answer to one question about one post. ``question`` is the fact asked for, such as
    ``deal.consideration``; ``answer`` is ``yes``, ``no``, ``unknown`` or, where the question asks for one, a date
    or a word; ``source`` the file and line where it was read."""

    platform: str
    post_id: str
    question: str
    answer: str
    by: str | None = None
    at: str | None = None
    note: str | None = None
    source: Source = Source()

    def __post_init__(self) -> None:
        check_moment(self.at, "at")

    @property
    def evidence(self) -> Evidence:
        """The answer as evidence: who said it, when, and where it was read."""
        where = f"{self.source.file}:{self.source.line}" if self.source.file else None
        said = ", ".join(part for part in (self.by, self.at, where) if part) or None
        return Evidence(f"answers.{self.question}", value=self.answer, source=said)


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


class Shown(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A file that somebody shows beside their words: its name as it came, and the hash under which it lies."""

    file: str
    sha256: str


class Reply(
    msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True, tag_field="perenne", tag="reply/1"
):
    """A creator's own words on a post, or on one ``finding`` of it: they stand beside it, and are no fact of the
    record. ``text`` is ``None`` where the words were erased and the fact that they were said stays."""

    platform: str
    post_id: str
    finding: str | None = None
    contests: bool = False
    text: str | None = None
    by: str | None = None
    at: str
    files: tuple[Shown, ...] = ()

    def __post_init__(self) -> None:
        check_moment(self.at, "at")
