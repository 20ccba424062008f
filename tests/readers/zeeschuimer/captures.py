"""Invented captures, after the shape of real ones: the envelope, and what the reader makes of it."""

import io
import json
from typing import Any

from perenne.model.comment import Comment
from perenne.model.post import Post
from perenne.model.reject import Reject
from perenne.readers.reading import Item, Origin, Other, Sensitive
from perenne.readers.zeeschuimer import capture

ORIGIN = Origin("capture.ndjson", "a" * 64)
SESSION = "jeton-de-session"
BROWSER = "Mozilla/5.0 (X11; Linux x86_64)"


def changed(item: dict[str, Any], **changes: Any) -> dict[str, Any]:
    """``item`` with ``changes``; ``...`` takes a key away."""
    return {key: value for key, value in (item | changes).items() if value is not ...}


def captured(data: object, platform: str = "tiktok.com", **changes: Any) -> dict[str, Any]:
    """One line of a capture file, around ``data``."""
    envelope = {
        "nav_index": "3:12:1",
        "item_id": "7289000000000000123",
        "timestamp_collected": 1697098530123,
        "source_platform": platform,
        "source_platform_url": f"https://www.{platform}/",
        "source_url": f"https://www.{platform}/api/recommend/item_list/?msToken={SESSION}&device_id=71",
        "user_agent": BROWSER,
        "data": data,
        "id": 17,
    }
    return changed(envelope, **changes)


def items_of(*lines: object) -> list[Item]:
    """What a file of ``lines`` (objects, or bytes as they stand) gives."""
    content = b"\n".join(line if isinstance(line, bytes) else json.dumps(line).encode() for line in lines)
    return list(capture.read(io.BytesIO(content), ORIGIN))


def records_of(*lines: object) -> list[Item]:
    """The same, without what is said beside the records."""
    return [item for item in items_of(*lines) if not isinstance(item, Sensitive)]


def post_of(line: object) -> Post:
    (post,) = records_of(line)
    assert isinstance(post, Post), post
    return post


def comment_of(line: object) -> Comment:
    (comment,) = records_of(line)
    assert isinstance(comment, Comment), comment
    return comment


def reject_of(line: object) -> Reject:
    (reject,) = records_of(line)
    assert isinstance(reject, Reject), reject
    assert reject.reason.fr
    assert reject.reason.en
    return reject


def kind_of(line: object) -> str:
    """The kind of a record that is counted and never judged."""
    (other,) = records_of(line)
    assert isinstance(other, Other), other
    return other.kind
