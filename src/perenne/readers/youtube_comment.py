"""Comments of the YouTube Data API, alone or in threads: https://developers.google.com/youtube/v3/docs/commentThreads.

A thread holds its first comment and at most five replies. Of somebody who is not the creator only the words and the
handle are kept: neither the channel nor, on older answers, the name.
"""

import html
import re
from collections.abc import Iterator
from typing import Any

import msgspec

from perenne.model.comment import Comment
from perenne.model.post import Source
from perenne.model.wire import RecordError, convert
from perenne.readers.lines import Line, record_on
from perenne.readers.youtube_values import count, moment


class _ChannelId(msgspec.Struct):
    value: str | None = None


class _Snippet(msgspec.Struct, rename="camel"):
    text_display: str | None = None
    text_original: str | None = None
    author_display_name: str | None = None
    author_channel_id: _ChannelId = msgspec.field(default_factory=_ChannelId)
    channel_id: str | None = None
    video_id: str | None = None
    parent_id: str | None = None
    like_count: int | str | None = None
    published_at: str | None = None


class _Comment(msgspec.Struct):
    id: str | None = None
    snippet: _Snippet = msgspec.field(default_factory=_Snippet)


class _ThreadSnippet(msgspec.Struct, rename="camel"):
    channel_id: str | None = None
    video_id: str | None = None
    total_reply_count: int | str | None = None
    top_level_comment: Any = None


class _Replies(msgspec.Struct):
    comments: list[Any] = msgspec.field(default_factory=list)


class _Thread(msgspec.Struct):
    snippet: _ThreadSnippet = msgspec.field(default_factory=_ThreadSnippet)
    replies: _Replies = msgspec.field(default_factory=_Replies)


def comment_of(line: Line, source: Source) -> Comment:
    """The comment on ``line``; raises ``RecordError``."""
    return _comment(record_on(line, _Comment), _ThreadSnippet(), source)


def comments_of(line: Line, source: Source) -> Iterator[Comment | RecordError]:
    """The first comment of the thread on ``line`` and the replies that it holds, none where they were not asked for.

    A comment that cannot be read costs only itself. Raises ``RecordError`` for what is no thread.
    """
    thread = record_on(line, _Thread)
    first = thread.snippet.top_level_comment
    held = [] if first is None else [("snippet.topLevelComment", first)]
    held += [(f"replies.comments[{n}]", reply) for n, reply in enumerate(thread.replies.comments)]
    for path, raw in held:
        try:
            yield _comment(convert(_Comment, raw), thread.snippet, source)
        except RecordError as problem:
            yield RecordError(f"{path}.{problem.path}".removesuffix("."), problem.reason)


def _comment(comment: _Comment, thread: _ThreadSnippet, source: Source) -> Comment:
    snippet = comment.snippet
    creator, author = snippet.channel_id or thread.channel_id, snippet.author_channel_id.value
    by_creator = author == creator if author and creator else None
    return Comment(
        platform="youtube",
        comment_id=comment.id or None,
        post_id=snippet.video_id or thread.video_id or None,
        parent_id=snippet.parent_id or None,
        published_at=moment(snippet.published_at, "snippet.publishedAt"),
        author_id=author if by_creator else None,
        author_handle=handle(snippet.author_display_name),
        by_creator=by_creator,
        text=_text(snippet),
        likes=count(snippet.like_count),
        replies=None if snippet.parent_id else count(thread.total_reply_count),
        source=source,
    )


_HANDLE = re.compile(r"@[\w.·-]{1,64}\Z")


def handle(name: str | None) -> str | None:
    """The handle that a shown name is, without @; before 2023 it was a name, perhaps a person's real one."""
    return name[1:] if name and _HANDLE.match(name) else None


def _text(snippet: _Snippet) -> str | None:
    if snippet.text_original is not None:
        return snippet.text_original
    return None if snippet.text_display is None else plain_text(snippet.text_display)


_TAG = re.compile(r"</?(?:a|b|i|s|u|em|strong|br|span|img)\b[^<>]*>", re.IGNORECASE)
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)


def plain_text(shown: str) -> str:
    """What a person reads in ``textDisplay``: HTML, or plain text where the request asked for that.

    HTML has every ``<`` that is no tag escaped, so one that stands alone shows plain text, which stays as it is.
    """
    if "<" in _TAG.sub("", shown):
        return shown
    return html.unescape(_TAG.sub("", _BREAK.sub("\n", shown)))
