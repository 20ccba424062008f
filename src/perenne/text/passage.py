"""The passages of a post in which words are looked for, each with its path in the record."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from perenne.text.hit import Hit


class _Timed(Protocol):
    @property
    def text(self) -> str: ...
    @property
    def from_s(self) -> float | None: ...
    @property
    def to_s(self) -> float | None: ...


class _WithBio(Protocol):
    @property
    def bio(self) -> str | None: ...


class Worded(Protocol):
    """The texts of a post: of the record itself, or of a first look at it."""

    @property
    def text(self) -> str | None: ...
    @property
    def title(self) -> str | None: ...
    @property
    def first_comment(self) -> str | None: ...
    @property
    def account(self) -> _WithBio: ...
    @property
    def overlay(self) -> Sequence[_Timed] | None: ...
    @property
    def speech(self) -> Sequence[_Timed] | None: ...


@dataclass(frozen=True, slots=True)
class Passage:
    """One text of a post: ``field`` is its path (``overlay[0].text``), the seconds are those it is shown or said."""

    field: str
    text: str
    from_s: float | None = None
    to_s: float | None = None
    hits: tuple[Hit, ...] = ()

    def with_hits(self, hits: tuple[Hit, ...]) -> "Passage":
        """The same text, with what was found in it."""
        return Passage(self.field, self.text, self.from_s, self.to_s, hits)


def passages(post: Worded) -> Iterator[Passage]:
    """Every text of ``post`` that is recorded and not empty."""
    for field, text in (
        ("text", post.text),
        ("title", post.title),
        ("first_comment", post.first_comment),
        ("account.bio", post.account.bio),
    ):
        if text:
            yield Passage(field, text)
    for name, timed in (("overlay", post.overlay), ("speech", post.speech)):
        for index, each in enumerate(timed or ()):
            if each.text:
                yield Passage(f"{name}[{index}].text", each.text, each.from_s, each.to_s)
