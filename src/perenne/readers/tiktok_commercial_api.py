"""TikTok's Commercial Content Library (DSA, article 39): answers of its API (``/v2/research/adlib/…``) as JSON.

Shape: https://developers.tiktok.com/doc/commercial-content-api-query-commercial-content, one answer, one bare item, a
list of either, or one of either a line. It gives no views and no caption; the addresses of its videos expire, and are
kept without what signs them.
"""

from collections.abc import Iterator, Mapping
from datetime import UTC
from typing import Any, BinaryIO

import msgspec

from perenne.model.bilingual import Bilingual
from perenne.model.errors import UnreadableFile
from perenne.model.post import Account, Post, Source
from perenne.model.reject import Reject
from perenne.model.wire import RecordError
from perenne.readers import moments
from perenne.readers.collector import is_signed
from perenne.readers.documents import DOCUMENT_LIMIT, Entry, Json, Unfolded, entries, plain_words
from perenne.readers.headers.cells import exact_id
from perenne.readers.lines import Line, record_on
from perenne.readers.reading import Format, Item, Origin, Says, Sensitive
from perenne.readers.table_posts import UNREADABLE_DATE
from perenne.readers.tiktok_commercial import labels_of

FORMAT = "tiktok-commercial-content-api/1"


class _Data(msgspec.Struct):
    commercial_contents: list[msgspec.Raw] | None = None


class _Error(msgspec.Struct):
    code: Any = "ok"


class _Answer(msgspec.Struct):
    data: _Data | None = None
    error: _Error | None = None


class _Creator(msgspec.Struct):
    username: str | None = None


class _Video(msgspec.Struct):
    url: str | None = None
    cover_image_url: str | None = None


class Content(msgspec.Struct):
    id: str | int | None = None
    create_timestamp: int | str | None = None
    create_date: int | str | None = None
    label: str | int | None = None
    brand_names: list[str] | None = None
    creator: _Creator = msgspec.field(default_factory=_Creator)
    videos: list[_Video] | None = None


def read(stream: BinaryIO, origin: Origin, limit: int = DOCUMENT_LIMIT) -> Iterator[Item]:
    """The videos of ``stream``. Says once that addresses in it are signed.

    Raises ``UnreadableFile`` for a document that is too long, cut off or a refusal.
    """
    said = False
    for entry in entries(stream, origin, _unfold, limit):
        if not said and isinstance(entry, Entry) and is_signed(entry.content):
            said = True
            yield Sensitive("token")
        yield entry if isinstance(entry, Reject) else _item(entry, origin)


def _unfold(content: Json) -> Unfolded:
    try:
        answer = msgspec.json.decode(content, type=_Answer)
    except msgspec.ValidationError:
        return Unfolded([msgspec.json.decode(content, type=msgspec.Raw)])
    if answer.error is not None and answer.error.code not in ("ok", "", None):
        raise _refusal(answer.error.code)
    if answer.data is None and answer.error is None:
        return Unfolded([content])
    held = answer.data.commercial_contents if answer.data is not None else None
    return Unfolded([*(held or ())])


def _refusal(code: Any) -> UnreadableFile:
    words = plain_words(code)
    return UnreadableFile(
        fr=f"message d’erreur de l’API de TikTok ({words}), sans aucune vidéo : refaites la demande",
        en=f"error message of TikTok’s API ({words}), without any video: ask the API again",
    )


NO_ID = Bilingual(fr="identifiant absent ou arrondi", en="no id, or a rounded one")


def _item(entry: Entry, origin: Origin) -> Item:
    try:
        content = record_on(Line(entry.number, bytes(entry.content)), Content)
        return post_of(content, origin.source(FORMAT, entry.number))
    except RecordError as problem:
        return Reject(origin.file, entry.number, problem.path, problem.reason)


def post_of(content: Content, source: Source) -> Post:
    """The post that ``content`` is; raises ``RecordError`` for an odd id or date."""
    return Post(
        platform="tiktok",
        post_id=_id(content.id),
        kind="video",
        published_at=_published_at(content),
        account=Account(handle=(content.creator.username or "").removeprefix("@") or None),
        labels=labels_of(str(content.label or ""), tuple(name for name in content.brand_names or () if name)),
        extra=_extra(content),
        source=source,
    )


def _id(value: str | int | None) -> str:
    try:
        if value not in (None, ""):
            return exact_id(str(value))
    except ValueError:
        pass
    raise RecordError("id", NO_ID)


def _published_at(content: Content) -> str | None:
    """The epoch seconds, else the day."""
    name = "create_timestamp" if content.create_timestamp not in (None, "", 0, "0") else "create_date"
    try:
        value = getattr(content, name)
        return moments.moment(None if value is None else str(value), zone=UTC)
    except ValueError:
        raise RecordError(name, UNREADABLE_DATE) from None


def _extra(content: Content) -> dict[str, Any]:
    """The label's own words, and where the film was."""
    raw = {
        "label": None if content.label is None else str(content.label),
        "video_urls": _unsigned(video.url for video in content.videos or ()),
        "video_cover_image_urls": _unsigned(video.cover_image_url for video in content.videos or ()),
    }
    return {name: value for name, value in raw.items() if value}


def _unsigned(addresses: Iterator[str | None]) -> str:
    return "|".join(address.partition("?")[0] for address in addresses if address)


def _holds(value: Mapping[str, Any]) -> bool:
    """An answer with its list, a refusal, or one item of it."""
    data, error = value.get("data"), value.get("error")
    return (
        (isinstance(data, dict) and "commercial_contents" in data)
        or ("label" in value and "create_timestamp" in value and bool({"brand_names", "creator"} & value.keys()))
        or (isinstance(error, dict) and "log_id" in error and not data)
    )


CARD = Format(
    name=FORMAT,
    title=Bilingual(
        fr="réponses de l’API des contenus commerciaux de TikTok", en="answers of TikTok’s commercial content API"
    ),
    read=read,
    versions=Bilingual(fr="API v2, JSON", en="API v2, JSON"),
    checked="documentation",
    says=Says(paid_label="yes", ai_label="no", date="yes", counts="no"),
    holds=_holds,
    document=True,
)
