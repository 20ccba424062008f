"""``post/1``: a post, as every reader delivers it and every judgement takes it.

Missing is never false and never zero: what the source does not record is ``None``. For lists too:
``None`` is "not recorded", ``()`` is "seen, and empty".
"""

import re
from datetime import date, datetime
from typing import Any, Literal

import msgspec

from perenne.model.part import Part
from perenne.model.possible import (
    check_amount,
    check_birth_year,
    check_children,
    check_count,
    check_place,
    check_seconds,
    check_shares,
)

Platform = Literal[
    "instagram", "tiktok", "youtube", "facebook", "threads", "x", "twitch",
    "pinterest", "snapchat", "linkedin", "bluesky", "mastodon", "other",
]  # fmt: skip
Kind = Literal["post", "reel", "story", "video", "short", "live", "text"]
Role = Literal["creator", "business", "political_actor", "government"]
Consideration = Literal["yes", "no", "unknown"]
Form = Literal["money", "product", "service", "trip", "commission", "discount", "loan", "own_brand"]
Sector = Literal[
    "alcohol", "tobacco", "vaping", "nicotine", "gambling", "sports_tips", "crypto", "trading", "finance",
    "aesthetic_surgery", "medicine", "medical_device", "food_supplement", "food", "soft_drink",
    "infant_formula", "training_cpf", "wildlife", "fashion", "ultra_fast_fashion", "cosmetics", "toys",
    "travel", "political", "other",
]  # fmt: skip

Count = int | tuple[int, int] | None
"""A number, or the ``(low, high)`` band that the source gives; ``None`` when it gives none."""

_COUNTRY = re.compile(r"[A-Z]{2}\Z")
_MOMENT = re.compile(
    r"\d{4}-\d{2}-\d{2}(?P<time>[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2}(?::?\d{2})?)?)?", re.ASCII
)

_INSTANT = len("2026-11-20T09:00:00Z")
_YEARS = range(date.min.year + 1, date.max.year)
"""At either end no other zone's day can be told."""


def check_country(code: str | None, field: str = "country") -> None:
    """Raise ``ValueError`` unless ``code`` is ``None`` or looks like an ISO 3166-1 alpha-2 code."""
    if code is not None and not _COUNTRY.match(code):
        raise ValueError(f"{field}: expected a country code of two capitals, such as FR")
    if code == "UK":
        raise ValueError(f"{field}: expected GB for the United Kingdom")


def check_moment(moment: str | None, field: str = "moment") -> None:
    """Raise ``ValueError`` unless ``moment`` is ``None``, an RFC 3339 time, a local time or a date alone."""
    if moment is None:
        return
    read: date = date.min
    try:
        if len(moment) == _INSTANT and moment[4::3] == "--T::Z":  # what most programs write, told at once
            read = datetime.fromisoformat(moment)
        elif shaped := _MOMENT.fullmatch(moment):
            read = datetime.fromisoformat(moment) if shaped["time"] else date.fromisoformat(moment)
    except ValueError:
        read = date.min
    if read.year not in _YEARS:
        raise ValueError(f"{field}: expected a date or a time such as 2026-11-20T09:00:00Z")


class Account(Part, frozen=True):
    """Who published. ``country`` is the country of establishment."""

    id: str | None = None
    handle: str | None = None
    name: str | None = None
    bio: str | None = None
    country: str | None = None
    own_brands: tuple[str, ...] = ()
    role: Role | None = None
    birth_year: int | None = None
    eu_representative: bool | None = None
    eu_insurance: bool | None = None

    def __post_init__(self) -> None:
        check_country(self.country)
        check_birth_year(self.birth_year)


class TimedText(Part, frozen=True):
    """Words on the picture or spoken, with their seconds from the start where they are known."""

    text: str
    from_s: float | None = None
    to_s: float | None = None

    def __post_init__(self) -> None:
        check_seconds(self.from_s, self.to_s, "to_s")


class Segment(Part, frozen=True):
    """A stretch of a video, in seconds from the start."""

    from_s: float
    to_s: float

    def __post_init__(self) -> None:
        check_seconds(self.from_s, self.to_s, "to_s")


class Labels(Part, frozen=True):
    """The platform's own labels: true, false, or ``None`` where this source does not record them."""

    paid_partnership: bool | None = None
    promotional: bool | None = None
    sponsors: tuple[str, ...] = ()
    ai: bool | None = None


class Media(Part, frozen=True):
    """What is declared of the pictures; nothing here is ever guessed from them."""

    face_or_body: bool | None = None
    retouched: bool | None = None
    generated: bool | None = None
    resembles_existing: bool | None = None
    children: tuple[int, ...] = ()

    def __post_init__(self) -> None:
        check_children(self.children)


class Audience(Part, frozen=True):
    """Shares between 0 and 1 of the audience, by country."""

    countries: dict[str, float] = msgspec.field(default_factory=dict)

    def __post_init__(self) -> None:
        for code in self.countries:
            check_country(code, "countries")
        check_shares(self.countries.values(), "countries")


class Advertiser(Part, frozen=True):
    name: str | None = None
    handles: tuple[str, ...] = ()
    country: str | None = None
    sectors: tuple[Sector, ...] = ()
    facts: dict[str, Any] = msgspec.field(default_factory=dict)

    def __post_init__(self) -> None:
        check_country(self.country)


class Deal(Part, frozen=True):
    """What is recorded of an exchange behind the post. ``value_eur`` is excluding VAT."""

    consideration: Consideration = "unknown"
    forms: tuple[Form, ...] = ()
    value_eur: float | None = None
    requested: bool | None = None
    objective: str | None = None
    advertiser: Advertiser | None = None

    def __post_init__(self) -> None:
        check_amount(self.value_eur, "value_eur")


class Series(Part, frozen=True):
    """A place in a sequence of stories; ``mention_elsewhere``: the mention stands on another slide."""

    index: int | None = None
    of: int | None = None
    mention_elsewhere: bool | None = None

    def __post_init__(self) -> None:
        check_place(self.index, self.of)


class Stats(Part, frozen=True):
    views: Count = None
    likes: Count = None
    comments: Count = None
    shares: Count = None
    saves: Count = None

    def __post_init__(self) -> None:
        if self.views is not None:
            check_count(self.views, "views")
        if self.likes is not None:
            check_count(self.likes, "likes")
        if self.comments is not None:
            check_count(self.comments, "comments")
        if self.shares is not None:
            check_count(self.shares, "shares")
        if self.saves is not None:
            check_count(self.saves, "saves")


class Source(Part, frozen=True):
    """Where the record was read: the way back from every finding to the original."""

    file: str | None = None
    sha256: str | None = None
    line: int | None = None
    reader: str | None = None
    observed_at: str | None = None

    def __post_init__(self) -> None:
        check_moment(self.observed_at, "observed_at")


class Post(Part, frozen=True, tag_field="perenne", tag="post/1"):
    """One published post. Times are RFC 3339, local without zone, or a date alone; texts exactly as published."""

    platform: Platform
    post_id: str | None = None
    url: str | None = None
    kind: Kind | None = None
    published_at: str | None = None
    account: Account = Account()
    title: str | None = None
    text: str | None = None
    language: str | None = None
    first_comment: str | None = None
    overlay: tuple[TimedText, ...] | None = None
    speech: tuple[TimedText, ...] | None = None
    promotion: tuple[Segment, ...] | None = None
    duration_s: float | None = None
    links: tuple[str, ...] | None = None
    coauthors: tuple[str, ...] | None = None
    labels: Labels = Labels()
    media: Media = Media()
    audience: Audience = Audience()
    deal: Deal = Deal()
    series: Series | None = None
    reshare_of: str | None = None
    stats: Stats = Stats()
    extra: dict[str, Any] = msgspec.field(default_factory=dict)
    source: Source = Source()

    def __post_init__(self) -> None:
        check_moment(self.published_at, "published_at")
        if self.duration_s is not None:
            check_seconds(None, self.duration_s, "duration_s")

    @property
    def subject_id(self) -> str:
        """The platform's id, or ``<sha256 of the file, 12 digits>:<line>`` where there is none."""
        return self.post_id if self.post_id is not None else nameless(self.source.sha256, self.source.line)


def nameless(sha256: str | None, line: int | None) -> str:
    """What a post without id is cited by: the file that it was read in, and the line."""
    return f"{(sha256 or 'unknown')[:12]}:{line or 0}"
