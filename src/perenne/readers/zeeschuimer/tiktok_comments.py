"""Comments under TikTok posts, as tiktok.com sends them to its own pages (``comments[]``, since 2023).

The web shape names neither the post's author nor whether the commenter is: only the label "Creator" on the comment
(type 1) tells, and its absence tells nothing. Of everybody else only the words and the handle are kept.
"""

import msgspec

from perenne.model.bilingual import Bilingual
from perenne.model.comment import Comment
from perenne.model.wire import RecordError
from perenne.readers.reading import Origin, Says
from perenne.readers.zeeschuimer.envelope import Envelope, Payload
from perenne.readers.zeeschuimer.values import Flag, Number, count, identifier, language, moment

FORMAT = "zeeschuimer-tiktok-comments/1"

_CREATOR = 1
"""The type of the label that TikTok sets on a comment by the author of the post."""


class _User(msgspec.Struct):
    uid: Number = None
    unique_id: str | None = None


class _Label(msgspec.Struct):
    type: Number = None


class _Item(msgspec.Struct):
    cid: Number = None
    aweme_id: Number = None
    reply_id: Number = None
    reply_to_reply_id: Number = None
    text: str | None = None
    create_time: Number = None
    digg_count: Number = None
    reply_comment_total: Number = None
    author_pin: Flag = None
    stick_position: Number = None
    comment_language: str | None = None
    label_type: Number = None
    label_list: list[_Label] | None = None
    user: _User | None = None


class _Captured(Envelope, kw_only=True):
    data: _Item


_NO_COMMENT = Bilingual(fr="ce n’est pas un commentaire TikTok", en="this is not a TikTok comment")


def _read(envelope: _Captured, origin: Origin, line: int) -> Comment:
    item = envelope.data
    if item.cid is None and item.text is None:
        raise RecordError("data", _NO_COMMENT)
    user, by_creator = item.user or _User(), _by_creator(item)
    return Comment(
        platform="tiktok",
        comment_id=identifier(item.cid) or identifier(envelope.item_id),
        post_id=identifier(item.aweme_id),
        parent_id=identifier(item.reply_to_reply_id) or identifier(item.reply_id),
        published_at=moment(item.create_time, "data.create_time"),
        author_id=identifier(user.uid) if by_creator else None,
        author_handle=user.unique_id or None,
        by_creator=by_creator,
        pinned=_pinned(item),
        text=item.text,
        language=language(item.comment_language),
        likes=count(item.digg_count),
        replies=count(item.reply_comment_total),
        source=envelope.source(FORMAT, origin, line),
    )


def _by_creator(item: _Item) -> bool | None:
    if count(item.label_type) == _CREATOR:
        return True
    for label in item.label_list or ():
        if count(label.type) == _CREATOR:
            return True
    return None


def _pinned(item: _Item) -> bool | None:
    """Whether one of the two fields says so; 4CAT takes the first for a heart of the creator's, so no is no proof."""
    place = count(item.stick_position)
    return True if item.author_pin or place else None if item.author_pin is None and place is None else False


PAYLOAD = Payload(
    form=FORMAT,
    platforms=frozenset({"tiktok-comments"}),
    title=Bilingual(fr="captures Zeeschuimer (commentaires TikTok)", en="Zeeschuimer captures (TikTok comments)"),
    versions=Bilingual(fr="NDJSON, forme web de 2023 à 2026", en="NDJSON, web shape of 2023 to 2026"),
    says=Says(paid_label="no", ai_label="no", date="yes", counts="yes"),
    envelope=_Captured,
    read=_read,
)
