"""Videos from answers of the YouTube Data API v3, as programs save them: one response, one bare item, a JSON list of
either, or one of either a line.

Shapes: https://developers.google.com/youtube/v3/docs/videos. A part that is absent was not asked for or not allowed
(``paidProductPlacementDetails`` is for the owner of the video): "not recorded", never "no". Items of other kinds are
counted by kind.
"""

import io
import re
from collections.abc import Iterator
from typing import Any, BinaryIO, NamedTuple

import msgspec

from perenne.model.bilingual import Bilingual
from perenne.model.errors import UnreadableFile
from perenne.model.post import Account, Labels, Post, Stats, check_moment
from perenne.model.reject import Reject
from perenne.model.wire import RecordError
from perenne.readers.lines import BOM, NOT_JSON, Line, physical_lines, record_on
from perenne.readers.reading import Item, Origin, Other, Sensitive

FORMAT = "youtube-data-api/1"

DOCUMENT_LIMIT = 256 * 2**20
"""The largest document that is read, in bytes. A response holds at most 50 items, some 5 kilobytes each."""


_Json = bytes | msgspec.Raw


class _Document(msgspec.Struct):
    kind: Any = None
    items: list[msgspec.Raw] | None = None
    error: Any = None


class _Entry(NamedTuple):
    """One item as it stands: its number, its JSON, and the kind that its list declares."""

    number: int
    content: _Json
    declared: str | None


class _Head(msgspec.Struct):
    kind: Any = None
    id: Any = None


class _Snippet(msgspec.Struct, rename="camel"):
    published_at: str | None = None
    channel_id: str | None = None
    channel_title: str | None = None
    title: str | None = None
    description: str | None = None
    default_language: str | None = None
    default_audio_language: str | None = None


class _ContentDetails(msgspec.Struct):
    duration: str | None = None


class _Status(msgspec.Struct, rename="camel"):
    privacy_status: str | None = None
    contains_synthetic_media: bool | None = None


class _Statistics(msgspec.Struct, rename="camel"):
    view_count: str | int | None = None
    like_count: str | int | None = None
    comment_count: str | int | None = None


class _Placement(msgspec.Struct, rename="camel"):
    has_paid_product_placement: bool | None = None


class _BrandPartner(msgspec.Struct, rename="camel"):
    channel_id: str | None = None
    channel_handle: str | None = None


class _Video(msgspec.Struct, rename="camel"):
    id: str | None = None
    snippet: _Snippet = msgspec.field(default_factory=_Snippet)
    content_details: _ContentDetails = msgspec.field(default_factory=_ContentDetails)
    status: _Status = msgspec.field(default_factory=_Status)
    statistics: _Statistics = msgspec.field(default_factory=_Statistics)
    paid_product_placement_details: _Placement = msgspec.field(default_factory=_Placement)
    brand_partner: _BrandPartner = msgspec.field(default_factory=_BrandPartner)


def read(stream: BinaryIO, origin: Origin, limit: int = DOCUMENT_LIMIT) -> Iterator[Item]:
    """The videos of ``stream``. Says once that it holds private videos or what third persons wrote.

    Raises ``UnreadableFile`` for a document that is too long, cut off or an error message.
    """
    content = stream.read(limit + 1)
    if len(content) > limit:
        raise _too_long(limit)
    said: set[Sensitive] = set()
    for entry in _entries(content.removeprefix(BOM), origin):
        item, sensitive = (entry, set[Sensitive]()) if isinstance(entry, Reject) else _item(entry, origin)
        yield from sorted(sensitive - said)
        said |= sensitive
        yield item


def _entries(content: bytes, origin: Origin) -> Iterator[_Entry | Reject]:
    try:
        documents = _listed(content) if content.lstrip()[:1] == b"[" else [content]
        entries = [entry for document in documents for entry in _entries_of(document)]
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as problem:
        if not _is_one_document_a_line(content):
            raise _broken(problem) from None
        yield from _entries_by_line(content, origin)
        return
    for number, entry in enumerate(entries, start=1):
        yield entry._replace(number=number)


def _listed(content: bytes) -> list[_Json]:
    return list(msgspec.json.decode(content, type=list[msgspec.Raw]))


def _entries_of(content: _Json, number: int = 1) -> list[_Entry]:
    """The items of one response, or the bare item itself, all with the same ``number``.

    Raises ``UnreadableFile`` for an error message, msgspec's errors where ``content`` is not JSON.
    """
    try:
        document = msgspec.json.decode(content, type=_Document)
    except msgspec.ValidationError:  # no object, or its items are no list: JSON all the same, the reject says what
        return [_Entry(number, msgspec.json.decode(content, type=msgspec.Raw), None)]
    if document.error is not None:
        raise _error_message(document.error)
    if document.items is None:
        return [_Entry(number, content, None)]
    declared = document.kind if isinstance(document.kind, str) else None
    return [_Entry(number, item, declared) for item in document.items]


def _is_one_document_a_line(content: bytes) -> bool:
    first, _, rest = content.lstrip().partition(b"\n")
    try:
        msgspec.json.decode(first, type=_Document)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return False
    return bool(rest.strip())


def _entries_by_line(content: bytes, origin: Origin) -> Iterator[_Entry | Reject]:
    for line in physical_lines(io.BytesIO(content), origin):
        if isinstance(line, Reject):
            yield line
            continue
        try:
            yield from _entries_of(line.content, line.number)
        except UnreadableFile as problem:
            yield Reject(origin.file, line.number, "error", problem.says)
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
            yield Reject(origin.file, line.number, "", NOT_JSON)


_LIST = "ListResponse"
_KIND = re.compile(r"youtube#[A-Za-z]{1,40}\Z")
_VIDEO = "youtube#video"
_VIDEO_ID = re.compile(r"[A-Za-z0-9_-]{11}\Z")


def _item(entry: _Entry, origin: Origin) -> tuple[Item, set[Sensitive]]:
    line = Line(entry.number, bytes(entry.content))
    try:
        kind = _kind_of(record_on(line, _Head), entry.declared)
        if kind != _VIDEO:
            return Other(kind, entry.number), {Sensitive("third_person")} if "comment" in kind else set()
        video = record_on(line, _Video)
        if video.status.privacy_status == "private":
            return Other("private video", entry.number), {Sensitive("private_account")}
        return _post(video, origin, entry.number), set()
    except RecordError as problem:
        return Reject(origin.file, entry.number, problem.path, problem.reason), set()


def _kind_of(head: _Head, declared: str | None) -> str:
    """What the item says it is, else what its list says, else a video if it has a video's id, else a mere part."""
    for kind in (head.kind, (declared or "").removesuffix(_LIST)):
        if isinstance(kind, str) and _KIND.match(kind):
            return kind
    if isinstance(head.id, str) and _VIDEO_ID.match(head.id):
        return _VIDEO
    return "youtube part"


def _post(video: _Video, origin: Origin, number: int) -> Post:
    snippet = video.snippet
    return Post(
        platform="youtube",
        post_id=video.id or None,
        url=f"https://www.youtube.com/watch?v={video.id}" if _VIDEO_ID.match(video.id or "") else None,
        kind="video",
        published_at=_moment(snippet.published_at),
        account=Account(id=snippet.channel_id, name=snippet.channel_title),
        title=snippet.title,
        text=snippet.description,
        language=_language(snippet),
        duration_s=_seconds(video.content_details.duration),
        labels=_labels(video),
        stats=Stats(
            views=_count(video.statistics.view_count),
            likes=_count(video.statistics.like_count),
            comments=_count(video.statistics.comment_count),
        ),
        extra=_extra(video),
        source=origin.source(FORMAT, number),
    )


_NO_MOMENT = Bilingual(
    fr="date ou heure attendue, comme 2026-11-20T09:00:00Z",
    en="expected a date or a time such as 2026-11-20T09:00:00Z",
)


def _moment(published_at: str | None) -> str | None:
    if published_at is None:
        return None
    try:
        check_moment(published_at)
    except ValueError:
        raise RecordError("snippet.publishedAt", _NO_MOMENT) from None
    return published_at


def _language(snippet: _Snippet) -> str | None:
    """The language of title and description, else that of the sound; "und" and "zxx" say that there is none."""
    code = snippet.default_language or snippet.default_audio_language
    return None if code in (None, "und", "zxx") else code


_DURATION = re.compile(
    r"P(?:([0-9]{1,6})W)?(?:([0-9]{1,6})D)?"
    r"(?:T(?:([0-9]{1,6})H)?(?:([0-9]{1,6})M)?(?:([0-9]{1,6})S)?)?\Z"
)
_UNITS = (604_800, 86_400, 3_600, 60, 1)


def _seconds(duration: str | None) -> float | None:
    """ISO 8601 as YouTube writes it (``PT21M7S``); ``P0D`` is a broadcast to come, and no duration."""
    parts = _DURATION.match(duration or "")
    seconds = sum(int(part or 0) * unit for part, unit in zip(parts.groups(), _UNITS, strict=True)) if parts else 0
    return float(seconds) if seconds else None


def _labels(video: _Video) -> Labels:
    handle = (video.brand_partner.channel_handle or "").removeprefix("@")
    return Labels(
        paid_partnership=video.paid_product_placement_details.has_paid_product_placement,
        sponsors=(handle,) if handle else (),
        ai=video.status.contains_synthetic_media,
    )


_DIGITS = re.compile(r"[0-9]{1,20}\Z")


def _count(value: str | int | None) -> int | None:
    """``statistics`` are texts of digits, absent where the owner hides them."""
    return int(value) if value is not None and _DIGITS.match(str(value)) else None


def _extra(video: _Video) -> dict[str, Any]:
    raw = {"privacyStatus": video.status.privacy_status, "brandPartner": video.brand_partner.channel_id}
    kept = {name: value for name, value in raw.items() if value not in (None, "public")}
    return {"youtube": kept} if kept else {}


def _too_long(limit: int) -> UnreadableFile:
    mebibytes = max(1, limit // 2**20)
    return UnreadableFile(
        fr=f"document JSON de plus de {mebibytes} Mio : découpez-le en plusieurs fichiers, une réponse par fichier",
        en=f"JSON document over {mebibytes} MiB: split it into several files, one response each",
    )


_AT_BYTE = re.compile(r"\(byte (\d+)\)")


def _broken(problem: Exception) -> UnreadableFile:
    if "truncated" in str(problem):
        return UnreadableFile(
            fr="document JSON tronqué : la fin manque, récupérez le fichier à nouveau",
            en="truncated JSON document: its end is missing, fetch the file again",
        )
    at = _AT_BYTE.search(str(problem))
    where_fr, where_en = (f" à l’octet {at[1]}", f" at byte {at[1]}") if at else ("", "")
    return UnreadableFile(
        fr=f"document JSON mal formé{where_fr} : récupérez le fichier à nouveau",
        en=f"malformed JSON document{where_en}: fetch the file again",
    )


_PLAIN_WORD = re.compile(r"[A-Za-z0-9_]{1,60}\Z")


def _error_message(error: Any) -> UnreadableFile:
    """The refusal for ``{"error": {"code": 403, "errors": [{"reason": …}], "status": …}}``, which holds no video."""
    body = error if isinstance(error, dict) else {}
    errors = body.get("errors")
    first = errors[0] if isinstance(errors, list) and errors and isinstance(errors[0], dict) else {}
    said = [str(word) for word in (body.get("code"), first.get("reason") or body.get("status")) if word is not None]
    words = ", ".join(word for word in said if _PLAIN_WORD.match(word)) or "?"
    return UnreadableFile(
        fr=f"message d’erreur de l’API YouTube ({words}), sans aucune vidéo : refaites la demande",
        en=f"error message of the YouTube API ({words}), without any video: ask the API again",
    )
