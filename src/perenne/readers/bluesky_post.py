"""Posts and profiles of the Bluesky API: https://docs.bsky.app/docs/api/app-bsky-feed-get-author-feed.

A record has no label for a paid partnership. Links stand beside the text, at offsets in bytes.
"""

import re

import msgspec

from perenne.model.comment import Comment
from perenne.model.post import Account, Kind, Post, Source, Stats
from perenne.model.profile import Profile
from perenne.readers.youtube_values import moment

_URI = re.compile(
    r"at://(?P<did>did:[a-z]+:[A-Za-z0-9._:%-]+)/app\.bsky\.feed\.post/(?P<key>[A-Za-z0-9._~:-]{1,512})\Z"
)
_VIDEO, _IMAGES = "app.bsky.embed.video", "app.bsky.embed.images"


class _Feature(msgspec.Struct):
    uri: str | None = None


class _Facet(msgspec.Struct):
    features: list[_Feature] = msgspec.field(default_factory=list)


class _External(msgspec.Struct):
    uri: str | None = None


class _Embed(msgspec.Struct):
    type: str | None = msgspec.field(default=None, name="$type")
    external: _External | None = None


class _Record(msgspec.Struct, rename="camel"):
    text: str | None = None
    created_at: str | None = None
    langs: list[str] = msgspec.field(default_factory=list)
    facets: list[_Facet] = msgspec.field(default_factory=list)
    embed: _Embed | None = None


class Author(msgspec.Struct, rename="camel"):
    did: str | None = None
    handle: str | None = None
    display_name: str | None = None
    description: str | None = None
    followers_count: int | None = None
    follows_count: int | None = None
    posts_count: int | None = None
    created_at: str | None = None


class View(msgspec.Struct, rename="camel"):
    uri: str | None = None
    author: Author = msgspec.field(default_factory=Author)
    record: _Record = msgspec.field(default_factory=_Record)
    like_count: int | None = None
    reply_count: int | None = None
    repost_count: int | None = None
    quote_count: int | None = None
    bookmark_count: int | None = None


class _Reason(msgspec.Struct, rename="camel"):
    type: str | None = msgspec.field(default=None, name="$type")
    by: Author = msgspec.field(default_factory=Author)
    indexed_at: str | None = None


class Item(msgspec.Struct):
    """One place of a feed: a post, or why one of somebody else's stands there."""

    post: View
    reason: _Reason | None = None


def post_of(item: Item, source: Source) -> Post:
    """The post that ``item`` is; raises ``RecordError`` for an odd date."""
    view, record = item.post, item.post.record
    reposted = item.reason if item.reason is not None and "Repost" in (item.reason.type or "") else None
    return Post(
        platform="bluesky",
        post_id=f"{view.uri}#repost" if reposted and view.uri else view.uri,
        url=address(view),
        kind=_kind(record),
        published_at=moment(reposted.indexed_at if reposted else record.created_at, "createdAt"),
        account=_account(reposted.by if reposted else view.author),
        text=record.text,
        language=record.langs[0] if record.langs else None,
        links=_links(record),
        reshare_of=view.uri if reposted else None,
        stats=Stats(
            likes=view.like_count, comments=view.reply_count, shares=_shares(view), saves=view.bookmark_count
        ),
        source=source,
    )


def comment_of(view: View, post_id: str, owner: str | None, source: Source) -> Comment:
    """The reply that ``view`` is, below the post ``post_id`` of ``owner``; raises ``RecordError``."""
    by_creator = view.author.did == owner if view.author.did and owner else None
    return Comment(
        platform="bluesky",
        comment_id=view.uri,
        post_id=post_id,
        published_at=moment(view.record.created_at, "record.createdAt"),
        author_id=view.author.did if by_creator else None,
        author_handle=view.author.handle,
        by_creator=by_creator,
        text=view.record.text,
        language=view.record.langs[0] if view.record.langs else None,
        likes=view.like_count,
        replies=view.reply_count,
        source=source,
    )


def profile_of(author: Author, source: Source) -> Profile:
    """The account that ``author`` is; raises ``RecordError``."""
    return Profile(
        platform="bluesky",
        account=_account(author),
        url=f"https://bsky.app/profile/{author.did}" if author.did else None,
        followers=author.followers_count,
        following=author.follows_count,
        posts=author.posts_count,
        created_at=moment(author.created_at, "createdAt"),
        source=source,
    )


def address(view: View) -> str | None:
    """Where people see it."""
    found = _URI.match(view.uri or "")
    return f"https://bsky.app/profile/{found['did']}/post/{found['key']}" if found else None


def _account(author: Author) -> Account:
    return Account(
        id=author.did, handle=author.handle, name=author.display_name or None, bio=author.description or None
    )


def _kind(record: _Record) -> Kind:
    kind = (record.embed.type or "") if record.embed else ""
    return "video" if kind == _VIDEO else "post" if kind == _IMAGES else "text"


def _links(record: _Record) -> tuple[str, ...]:
    named = [feature.uri for facet in record.facets for feature in facet.features]
    if record.embed is not None and record.embed.external is not None:
        named.append(record.embed.external.uri)
    return tuple(dict.fromkeys(each for each in named if each and each.startswith(("https://", "http://"))))


def _shares(view: View) -> int | None:
    told = [each for each in (view.repost_count, view.quote_count) if each is not None]
    return sum(told) if told else None
