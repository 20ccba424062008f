"""Where words stand in a caption: before or after the platform's fold, behind how many hashtags."""

import re
from datetime import date
from functools import cache

import msgspec

from perenne.dated.shelf import shelf

_HASHTAG = re.compile(r"[#＃]\w+")


class _Fold(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    start: date = msgspec.field(name="from")
    characters: int


class _CaptionFold(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    about: str
    checked_on: date
    confidence: str
    source: str
    platforms: dict[str, tuple[_Fold, ...]]


@cache
def _folds() -> _CaptionFold:
    return msgspec.convert(shelf("perenne.text.platforms")["caption_fold"], _CaptionFold)


def caption_fold(platform: str, day: date | None) -> int | None:
    """How many characters of a caption ``platform`` showed on ``day`` without any action (the newest number where
    the day is unknown); ``None`` where no number is known."""
    values = [each for each in _folds().platforms.get(platform, ()) if day is None or each.start <= day]
    return values[-1].characters if values else None


def hashtag_ends(text: str) -> list[int]:
    """Where the hashtags of ``text`` end, in their order."""
    return [tag.end() for tag in _HASHTAG.finditer(text)]
