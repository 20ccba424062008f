"""The formats that are read, each with the card of its module: to add a format, add its card here.

The order is the precedence: a file is in the first format that takes it, so strict cards come before loose ones.
"""

import re
from collections.abc import Iterable, Iterator, Sequence

from perenne.model.bilingual import Bilingual
from perenne.readers import (
    fourcat,
    instagram_archive,
    minet_instagram,
    minet_tiktok,
    packed,
    post_ndjson,
    records_ndjson,
    table,
    tiktok_app,
    tiktok_archive,
    tiktok_commercial,
    tiktok_commercial_api,
    youtube,
    ytdlp,
    zeeschuimer,
)
from perenne.readers.reading import Format
from perenne.readers.withheld import OwnArchive

FORMATS: tuple[Format, ...] = (
    *zeeschuimer.CARDS,
    tiktok_app.CARD,
    youtube.CARD,
    tiktok_archive.CARD,
    instagram_archive.CARD,
    ytdlp.CARD,
    *fourcat.CARDS,
    minet_tiktok.CARD,
    minet_instagram.CARD,
    tiktok_commercial_api.CARD,
    tiktok_commercial.CARD,
    records_ndjson.ANSWERS_CARD,
    records_ndjson.RELATIONS_CARD,
    post_ndjson.CARD,
    table.CARD,
)

ARCHIVES = tuple(
    OwnArchive(re.compile(card.members) if card.members is not None else None, re.compile(card.private))
    for card in FORMATS
    if card.private is not None
)
"""The archives of an account's owner, which hold more than posts."""

PACKED = packed.card(ARCHIVES)
"""A ZIP archive: its members are files in any of the formats."""

_CARDS = (*FORMATS, PACKED)
_BY_NAME = dict.fromkeys(post_ndjson.OTHER_RECORDS, post_ndjson.CARD) | {card.name: card for card in _CARDS}


def format_named(name: str) -> Format:
    """The card behind the name that ``sniff.recognise`` gives; our own records that are no posts have the card of
    ``post/1``."""
    return _BY_NAME[name]


def read_formats() -> Bilingual:
    """The formats that are read, as a part of a sentence; those of one tool are named once."""
    families: dict[tuple[str, ...], list[Bilingual]] = {}
    for card in _CARDS:
        tool = (re.split("[-/]", card.name)[0], *card.title.en.split()[:2])
        families.setdefault(tool, []).append(card.title)
    return Bilingual(
        fr="formats lus : " + ", ".join(_in_short([[title.fr for title in titles] for titles in families.values()])),
        en="formats read: " + ", ".join(_in_short([[title.en for title in titles] for titles in families.values()])),
    )


_LINKS = frozenset({"de", "des", "of"})


def _in_short(families: Iterable[Sequence[str]]) -> Iterator[str]:
    """The words that the titles of a family have in common, else each title."""
    for titles in families:
        shared = [words[0] for words in zip(*map(str.split, titles), strict=False) if len(set(words)) == 1]
        while shared and shared[-1] in _LINKS:
            shared.pop()
        yield from [" ".join(shared)] if len(shared) > 1 else titles
