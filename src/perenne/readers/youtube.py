"""Answers of the YouTube Data API v3, as programs save them: one response, one bare item, a JSON list of either, or
one of either a line.

Videos are posts, channels are accounts, comments and threads are comments; items of other kinds are counted by kind.
A part that is absent was not asked for or not allowed: "not recorded", never "no".
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any, BinaryIO

import msgspec

from perenne.model.bilingual import Bilingual
from perenne.model.errors import UnreadableFile
from perenne.model.reject import Reject
from perenne.model.wire import RecordError
from perenne.readers.documents import DOCUMENT_LIMIT, Entry, Json, Unfolded, entries, plain_words
from perenne.readers.lines import Line, record_on
from perenne.readers.reading import Format, Item, Origin, Other, Says, Sensitive
from perenne.readers.youtube_channel import Channel, profile_of
from perenne.readers.youtube_comment import comment_of, comments_of
from perenne.readers.youtube_video import VIDEO_ID, Video, post_of

FORMAT = "youtube-data-api/1"


class _Document(msgspec.Struct):
    kind: Any = None
    items: list[msgspec.Raw] | None = None
    error: Any = None


class _Head(msgspec.Struct):
    kind: Any = None
    id: Any = None


_PRIVATE = Sensitive("private_account")
_THIRD_PERSON = Sensitive("third_person")


def read(stream: BinaryIO, origin: Origin, limit: int = DOCUMENT_LIMIT) -> Iterator[Item]:
    """The videos, channels and comments of ``stream``; the comments of a thread have the number of its item.

    Says once that it holds private videos or what third persons wrote. Raises ``UnreadableFile`` for a document that
    is too long, cut off or an error message.
    """
    said: set[Sensitive] = set()
    for entry in entries(stream, origin, _unfold, limit):
        for item in [entry] if isinstance(entry, Reject) else _items(entry, origin):
            if not isinstance(item, Sensitive):
                yield item
            elif item not in said:
                said.add(item)
                yield item


def _unfold(content: Json) -> Unfolded:
    """The items of one response, or the bare item itself."""
    try:
        document = msgspec.json.decode(content, type=_Document)
    except msgspec.ValidationError:  # no object, or its items are no list: JSON all the same, the reject says what
        return Unfolded([msgspec.json.decode(content, type=msgspec.Raw)])
    if document.error is not None:
        raise _error_message(document.error)
    if document.items is None:
        return Unfolded([content])
    return Unfolded([*document.items], document.kind if isinstance(document.kind, str) else None)


# Items

_LIST = "ListResponse"
_KIND = re.compile(r"youtube#[A-Za-z]{1,40}\Z")
_VIDEO = "youtube#video"


def _items(entry: Entry, origin: Origin) -> Iterator[Item]:
    line = Line(entry.number, bytes(entry.content))
    try:
        kind = _kind_of(record_on(line, _Head), entry.declared)
        yield from _READ_AS.get(kind, _counted)(line, kind, origin)
    except RecordError as problem:
        yield Reject(origin.file, entry.number, problem.path, problem.reason)


def _kind_of(head: _Head, declared: str | None) -> str:
    """What the item says it is, else what its list says, else a video if it has a video's id, else a mere part."""
    for kind in (head.kind, (declared or "").removesuffix(_LIST)):
        if isinstance(kind, str) and _KIND.match(kind):
            return kind
    if isinstance(head.id, str) and VIDEO_ID.match(head.id):
        return _VIDEO
    return "youtube part"


def _counted(line: Line, kind: str, _origin: Origin) -> Iterator[Item]:
    if "comment" in kind:
        yield _THIRD_PERSON
    yield Other(kind, line.number)


def _video(line: Line, _kind: str, origin: Origin) -> Iterator[Item]:
    video = record_on(line, Video)
    if video.status.privacy_status == "private":
        yield _PRIVATE
        yield Other("private video", line.number)
    else:
        yield post_of(video, origin.source(FORMAT, line.number))


def _channel(line: Line, _kind: str, origin: Origin) -> Iterator[Item]:
    channel = record_on(line, Channel)
    if channel.status.privacy_status == "private":
        yield _PRIVATE
        yield Other("private account", line.number)
    else:
        yield profile_of(channel, origin.source(FORMAT, line.number))


def _comment(line: Line, _kind: str, origin: Origin) -> Iterator[Item]:
    yield _THIRD_PERSON
    yield comment_of(line, origin.source(FORMAT, line.number))


def _thread(line: Line, kind: str, origin: Origin) -> Iterator[Item]:
    yield _THIRD_PERSON
    comments = list(comments_of(line, origin.source(FORMAT, line.number)))
    for comment in comments:
        if isinstance(comment, RecordError):
            yield Reject(origin.file, line.number, comment.path, comment.reason)
        else:
            yield comment
    if not comments:
        yield Other(kind, line.number)


_READ_AS = {
    _VIDEO: _video,
    "youtube#channel": _channel,
    "youtube#comment": _comment,
    "youtube#commentThread": _thread,
}


# Error messages


def _error_message(error: Any) -> UnreadableFile:
    """The refusal for ``{"error": {"code": 403, "errors": [{"reason": …}], "status": …}}``, which holds no video."""
    body = error if isinstance(error, dict) else {}
    errors = body.get("errors")
    first = errors[0] if isinstance(errors, list) and errors and isinstance(errors[0], dict) else {}
    words = plain_words(*(word for word in (body.get("code"), first.get("reason") or body.get("status")) if word))
    return UnreadableFile(
        fr=f"message d’erreur de l’API YouTube ({words}), sans aucune vidéo : refaites la demande",
        en=f"error message of the YouTube API ({words}), without any video: ask the API again",
    )


# What it declares

_VIDEO_PARTS = frozenset({"snippet", "contentDetails", "statistics", "status", "paidProductPlacementDetails"})


def _holds(value: Mapping[str, Any]) -> bool:
    """A response, an item, a bare part or an error message, with ``kind`` or (a narrow ``fields=``) without."""
    items, error = value.get("items"), value.get("error")
    first = items[0] if isinstance(items, list) and items else None
    return (
        _is_of_a_video(value)
        or (isinstance(first, dict) and _is_of_a_video(first))
        or (isinstance(error, dict) and "code" in error and ("errors" in error or "status" in error))
    )


def _is_of_a_video(value: Mapping[str, Any]) -> bool:
    kind, snippet = value.get("kind"), value.get("snippet")
    return (
        (isinstance(kind, str) and kind.startswith("youtube#"))
        or (isinstance(snippet, dict) and "channelId" in snippet)
        or len(value.keys() & _VIDEO_PARTS) > 1
        or "hasPaidProductPlacement" in value
    )


CARD = Format(
    name=FORMAT,
    title=Bilingual(fr="réponses de l’API YouTube", en="answers of the YouTube API"),
    read=read,
    versions=Bilingual(
        fr="YouTube Data API v3, JSON : vidéos, chaînes, commentaires",
        en="YouTube Data API v3, JSON: videos, channels, comments",
    ),
    checked="real files",
    says=Says(paid_label="sometimes", ai_label="sometimes", date="yes", counts="sometimes"),
    holds=_holds,
    document=True,
)
