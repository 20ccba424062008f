"""What the cells of a row say as a post: its parts put together, and what is wrong where they make none."""

from datetime import date, datetime, time, tzinfo
from functools import cache, partial
from typing import Any

import msgspec

from perenne.model.bilingual import Bilingual
from perenne.model.post import Post, Source
from perenne.model.wire import RecordError, convert
from perenne.readers import moments
from perenne.readers.headers.addresses import Address
from perenne.readers.headers.cells import Cells, Layout, Special, country, exact_id, forms_or_flag, word_within

WORDS_OF_A_POST = frozenset({"text", "title", "overlay", "speech"})
_NO_POST = Bilingual(
    fr="rien d’une publication : ni texte, ni adresse, ni date", en="nothing of a post: no text, address or date"
)
_NO_PLATFORM = Bilingual(
    fr="plateforme absente ou inconnue : écrivez par exemple instagram, tiktok ou youtube",
    en="no platform, or an unknown one: write instagram, tiktok or youtube, for example",
)
UNREADABLE_DATE = Bilingual(fr="date illisible : écrivez 2026-11-20", en="unreadable date: write 2026-11-20")
_ROUNDED = Bilingual(
    fr="identifiant enregistré comme un nombre, ses derniers chiffres sont perdus : mettez la colonne en texte",
    en="the id was saved as a number and lost its last digits: set the column to text",
)


def post_of(cells: Cells, layout: Layout, source: Source) -> Post:
    """The post that a row's cells make; raises ``RecordError``."""
    values = cells.values
    if "account.handle" in cells.unread and cells.unread["account.handle"] in cells.extra:
        values.setdefault("account.name", str(cells.extra.pop(cells.unread["account.handle"])))
    address = values.get("url") or Address(None)
    stated = None if "platform" in cells.unread else values.get("platform") or layout.options.platform
    platform = address.platform or stated  # the address is the surer of the two: its id is taken
    if platform is None:
        raise RecordError("platform", _NO_PLATFORM)
    if "published_at" in cells.unread:
        raise RecordError("published_at", UNREADABLE_DATE)
    post_id = address.post_id or values.get("post_id")
    if post_id is None and "post_id" in cells.unread:
        raise RecordError("post_id", _ROUNDED)
    moment = with_time(values.get("published_at"), values.pop("published_time", None), layout.zone)
    identity = {"platform": platform, "post_id": post_id, "url": address.url, "published_at": moment}
    if not moment and not address.url and values.keys().isdisjoint(WORDS_OF_A_POST):
        raise RecordError("", _NO_POST)
    record: dict[str, Any] = {"extra": cells.extra, "source": source}
    for path, value in {"account.handle": address.handle, "kind": address.kind, **values, **identity}.items():
        if value is not None:
            put(record, path, value)
    if "deal" in record:
        complete_deal(record["deal"])
    try:
        return msgspec.convert(record, Post)
    except msgspec.ValidationError:
        return convert(Post, record)  # which says what is wrong


def put(record: dict[str, Any], path: str, value: Any) -> None:
    """Writes ``value`` at ``path`` (``account.handle``) of a nested record."""
    outer, last = _steps(path)
    for name in outer:
        record = record.setdefault(name, {})
    record[last] = value


@cache
def _steps(path: str) -> tuple[tuple[str, ...], str]:
    *outer, last = path.split(".")
    return tuple(outer), last


def with_time(moment: str | None, clock: time | None, zone: tzinfo | None) -> str | None:
    """A date alone with the time of day that stands in a column of its own."""
    if moment is None or clock is None or "T" in moment:
        return moment
    return moments.moment(datetime.combine(date.fromisoformat(moment), clock), zone=zone)


def complete_deal(deal: dict[str, Any]) -> None:
    """What forms, values and names say of the deal beside its own columns."""
    if isinstance(deal.get("forms"), bool):  # a column "contrepartie" that says yes or no
        deal.setdefault("consideration", deal.pop("forms"))
    stated, shown = deal.get("consideration"), bool(deal.get("forms")) or (deal.get("value_eur") or 0) > 0
    if stated is None or (stated is False and shown):  # "no" beside an amount: the row contradicts itself
        deal["consideration"] = "yes" if shown and stated is None else "unknown"
    else:
        deal["consideration"] = "yes" if stated else "no"
    advertiser = deal.get("advertiser", {})
    if (advertiser.get("name") or "").startswith("@"):
        advertiser.setdefault("handles", [advertiser.pop("name").lstrip("@")])


def _timed(text: str) -> list[dict[str, str]]:
    return [{"text": text}]


POST_WORDS: Special = {
    "platform": partial(word_within, "platforms"),
    "kind": partial(word_within, "kinds"),
    "account.country": country,
    "deal.forms": forms_or_flag,
    "overlay": _timed,
    "speech": _timed,
    "post_id": exact_id,
    "account.id": exact_id,
}
