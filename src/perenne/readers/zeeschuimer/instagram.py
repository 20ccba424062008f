"""Instagram posts, in the three shapes in which instagram.com has sent them to its own pages.

- since 2023, the ``media`` (``XDTMediaDict`` or without a name): everything;
- since 2026, items of grids (``XIGPolaris…``, ``_zs_partial``): little more than the shortcode, so what is false,
  zero or empty in one is "not recorded";
- until 2023, nodes of the older API (``GraphImage``, ``GraphVideo``, ``GraphSidecar``): other names for the same.

``post_id`` is the shortcode, as in the exports of 4CAT: a capture and an export of the same post are repeats. Long
ids come from text alone: ``pk`` as a number has lost digits. What the item says of AI is a label where its word is
known to be one; ``NONE`` and other words say nothing.
"""

import re
from typing import Any

import msgspec
from msgspec import UNSET

from perenne.model.bilingual import Bilingual
from perenne.model.post import Kind, Labels, Post, Stats
from perenne.model.wire import RecordError
from perenne.readers.reading import Origin, Other, Says
from perenne.readers.zeeschuimer.envelope import ADVERTISEMENT, PRIVATE, Envelope, Payload
from perenne.readers.zeeschuimer.meta import (
    Caption,
    CaptionText,
    DetectionMethod,
    User,
    account,
    caption_text,
    made_by_ai,
    noticed_by,
)
from perenne.readers.zeeschuimer.values import Flag, Number, count, first_count, moment

FORMAT = "zeeschuimer-instagram/1"


class _Sponsor(msgspec.Struct):
    """Two nestings were seen in ``sponsor_tags``, and as many in the older API."""

    username: str | None = None
    is_private: Flag = None
    sponsor: User | None = None
    user: User | None = None

    @property
    def shown_name(self) -> str | None:
        return None if self.hides else self.username or (self.sponsor or self.user or User()).username

    @property
    def hides(self) -> bool:
        return bool(self.is_private or (self.sponsor or self.user or User()).hides)


class _Count(msgspec.Struct):
    count: Number = None


class _CaptionNode(msgspec.Struct):
    node: CaptionText | None = None


class _Captions(msgspec.Struct):
    edges: list[_CaptionNode] | None = None


class _SponsorNode(msgspec.Struct):
    node: _Sponsor | None = None


class _Sponsors(msgspec.Struct):
    edges: list[_SponsorNode] | None = None


class _Media(msgspec.Struct):
    id: Number = None
    strong_id: Number = msgspec.field(default=None, name="strong_id__")
    typename: str | None = msgspec.field(default=None, name="__typename")
    partial: Flag = msgspec.field(default=None, name="_zs_partial")
    code: str | None = None
    taken_at: Number = None
    media_type: Number = None
    product_type: str | None = None
    caption: Caption = UNSET
    user: User | None = None
    owner: User | None = None
    coauthor_producers: list[User] | None = None
    video_duration: Number = None
    link: str | None = None
    like_count: Number = None
    comment_count: Number = None
    play_count: Number = None
    ig_play_count: Number = None
    view_count: Number = None
    reshare_count: Number = None
    like_and_view_counts_disabled: Flag = None
    is_paid_partnership: Flag = None
    sponsor_tags: list[_Sponsor] | None = None
    gen_ai_detection_method: DetectionMethod | str | None = None
    has_high_risk_gen_ai_inform_treatment: Flag = None
    commerciality_status: str | None = None
    # the older API's names
    shortcode: str | None = None
    taken_at_timestamp: Number = None
    edge_media_to_caption: _Captions | None = None
    edge_media_preview_like: _Count | None = None
    edge_liked_by: _Count | None = None
    edge_media_to_parent_comment: _Count | None = None
    edge_media_to_comment: _Count | None = None
    edge_media_preview_comment: _Count | None = None
    video_play_count: Number = None
    video_view_count: Number = None
    edge_media_to_sponsor_user: _Sponsors | None = None
    is_affiliate: Flag = None
    is_ad: Flag = None

    @property
    def is_partial(self) -> bool:
        return bool(self.partial) or (self.typename or "").startswith("XIGPolaris")

    @property
    def sponsor_accounts(self) -> list[_Sponsor]:
        """Who paid, as the label names it: a tag is the label, also where it stands alone."""
        older = self.edge_media_to_sponsor_user.edges if self.edge_media_to_sponsor_user else None
        return [*(self.sponsor_tags or ()), *(edge.node for edge in older or () if edge.node)]


class _Captured(Envelope, kw_only=True):
    data: _Media

    @property
    def names_private_account(self) -> bool:
        together, sponsors = self.data.coauthor_producers or (), self.data.sponsor_accounts
        return any(each.hides for each in together) or any(each.hides for each in sponsors)


_NO_POST = Bilingual(fr="ce n’est pas une publication Instagram", en="this is not an Instagram post")
_ADS = "https://www.facebook.com/ads/"


def _read(envelope: _Captured, origin: Origin, line: int) -> Post | Other:
    media = envelope.data
    post_id = media.code or media.shortcode or _media_id(media)
    if post_id is None and media.caption is UNSET and media.taken_at is None:
        raise RecordError("data", _NO_POST)
    user, owner = media.user or User(), media.owner or User()
    if user.hides or owner.hides:
        return Other(PRIVATE, line)
    if media.product_type == "ad" or (media.link or "").startswith(_ADS):
        return Other(ADVERTISEMENT, line)
    return Post(
        platform="instagram",
        post_id=post_id,
        url=_url(media),
        kind=_kind(media),
        published_at=_published_at(media),
        account=account(user if user.username or owner.username is None else owner),
        text=_text(media),
        duration_s=_duration(media.video_duration),
        coauthors=_coauthors(media),
        labels=_labels(media),
        stats=_stats(media),
        extra=_extra(media),
        source=envelope.source(FORMAT, origin, line),
    )


_MEDIA_ID = re.compile(r"[0-9]{1,20}(?=_|\Z)")


def _media_id(media: _Media) -> str | None:
    """The number before ``_`` in ``<media>_<user>``: for the rare item without shortcode."""
    for value in (media.id, media.strong_id):
        if isinstance(value, str) and (found := _MEDIA_ID.match(value)):
            return found[0]
    return None


_SHORTCODE = re.compile(r"[A-Za-z0-9_-]{5,40}\Z")


def _url(media: _Media) -> str | None:
    """The address of the post; a story's leads nowhere a day later."""
    code = media.code or media.shortcode or ""
    if media.product_type == "story" or not _SHORTCODE.match(code):
        return None
    return f"https://www.instagram.com/p/{code}/"


_KINDS: dict[str, Kind] = {"clips": "reel", "story": "story", "igtv": "video"}
_VIDEO = 2


def _kind(media: _Media) -> Kind | None:
    if kind := _KINDS.get(media.product_type or ""):
        return kind
    media_type, name = count(media.media_type), media.typename or ""
    if media_type == _VIDEO or "Video" in name:
        return "video"
    return (
        "post" if media_type or media.product_type or name.startswith(("Graph", "XDTGraph", "XIGPolaris")) else None
    )


def _published_at(media: _Media) -> str | None:
    if media.taken_at is None:
        return moment(media.taken_at_timestamp, "data.taken_at_timestamp")
    return moment(media.taken_at, "data.taken_at")


def _text(media: _Media) -> str | None:
    """The caption; ``""`` where a whole item says that there is none. A story has its words on the picture: that it
    has no caption says nothing."""
    if media.edge_media_to_caption is None:
        text = caption_text(media.caption)
    else:
        edges = media.edge_media_to_caption.edges
        text = "" if edges == [] else edges[0].node.text if edges and edges[0].node else None
    return None if text == "" and (media.is_partial or media.product_type == "story") else text


def _duration(seconds: Number) -> float | None:
    return round(float(seconds), 3) if isinstance(seconds, int | float) and 0 < seconds < 10**6 else None


def _coauthors(media: _Media) -> tuple[str, ...] | None:
    """Those that everybody may see: where nobody else is left, it is not "seen, and none"."""
    together = media.coauthor_producers
    if together is None or (media.is_partial and not together):
        return None
    shown = tuple(each.username for each in together if each.username and not each.hides)
    return shown if shown or not together else None


def _labels(media: _Media) -> Labels:
    tags = media.sponsor_accounts
    paid = None if media.is_paid_partnership is None else bool(media.is_paid_partnership)
    if tags:
        paid = True
    elif media.is_partial and not paid:
        paid = None
    ai = True if media.has_high_risk_gen_ai_inform_treatment else made_by_ai(media.gen_ai_detection_method)
    names = (tag.shown_name for tag in tags)
    return Labels(paid_partnership=paid, sponsors=tuple(dict.fromkeys(name for name in names if name)), ai=ai)


def _stats(media: _Media) -> Stats:
    hidden = bool(media.like_and_view_counts_disabled)
    return Stats(
        views=None if hidden else _counted(
            media, media.play_count, media.ig_play_count, media.view_count,
            media.video_play_count, media.video_view_count,
        ),
        likes=None if hidden else _counted(
            media, media.like_count, _of(media.edge_media_preview_like), _of(media.edge_liked_by)
        ),
        comments=_counted(
            media, media.comment_count, _of(media.edge_media_to_parent_comment),
            _of(media.edge_media_to_comment), _of(media.edge_media_preview_comment),
        ),
        shares=_counted(media, media.reshare_count),
    )  # fmt: skip


def _of(counted: _Count | None) -> Number:
    return counted.count if counted else None


def _counted(media: _Media, *values: Number) -> int | None:
    number = first_count(*values)
    return None if number == 0 and media.is_partial else number


def _extra(media: _Media) -> dict[str, Any]:
    """What says something of commerce or AI beyond the labels, under Instagram's own names."""
    raw: dict[str, Any] = {
        "is_affiliate": bool(media.is_affiliate),
        "is_ad": bool(media.is_ad),
        "commerciality_status": media.commerciality_status
        if media.commerciality_status != "not_commercial"
        else None,
        "gen_ai_detection_method": noticed_by(media.gen_ai_detection_method),
    }
    kept = {name: value for name, value in raw.items() if value}
    return {"instagram": kept} if kept else {}


PAYLOAD = Payload(
    form=FORMAT,
    platforms=frozenset({"instagram.com"}),
    title=Bilingual(fr="captures Zeeschuimer (Instagram)", en="Zeeschuimer captures (Instagram)"),
    versions=Bilingual(
        fr="NDJSON, « media » depuis 2023, éléments de grille de 2026, nœuds GraphQL plus anciens",
        en="NDJSON, “media” since 2023, grid items of 2026, older GraphQL nodes",
    ),
    says=Says(paid_label="sometimes", ai_label="sometimes", date="sometimes", counts="sometimes"),
    envelope=_Captured,
    read=_read,
)
