"""Bluesky: an account's public posts, the replies to them, and a post of one's own.

https://docs.bsky.app/docs/advanced-guides/api-directory: what is public is read of the application's own host without
a token; what is written goes to the host that keeps the account.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any

import msgspec

from perenne.connectors.asking import stopped
from perenne.connectors.paging import Page, Position, Run, held
from perenne.connectors.said import Published
from perenne.handset.message import Publish
from perenne.model.comment import Comment
from perenne.model.post import Post, Source
from perenne.readers.bluesky_post import Author, Item, View, address, comment_of, post_of, profile_of

CODES: Mapping[str, str] = {
    "InvalidRequest": "missing",
    "ExpiredToken": "token",
    "InvalidToken": "token",
    "AuthMissing": "token",
    "AccountTakedown": "missing",
    "NotFound": "missing",
    "BlockedActor": "forbidden",
}
_POST = "app.bsky.feed.post"
_LINK = re.compile(r"https?://[^\s<>\"'«»()]+[^\s<>\"'«»().,;:!?…]")
_TAG = re.compile(r"(?<![\w#])#([^\W\d_]\w{0,60})")


class _Feed(msgspec.Struct):
    feed: list[msgspec.Raw]
    cursor: str | None = None


class _Node(msgspec.Struct):
    post: msgspec.Raw = msgspec.Raw(b"")
    replies: list[msgspec.Raw] = msgspec.field(default_factory=list)


class _Thread(msgspec.Struct):
    thread: _Node


class _Blob(msgspec.Struct):
    blob: dict[str, Any]


class _Made(msgspec.Struct):
    uri: str


def collect(run: Run) -> None:
    actor = run.task.account.removeprefix("@")
    if not run.position:
        item, _ = run.platform.get("/xrpc/app.bsky.actor.getProfile", msgspec.Raw, {"actor": actor}, bare=True)
        for profile in run.each([item], lambda raw: profile_of(held(Author, raw), Source())):
            run.tell(profile)

    def fetch(position: Position) -> Page:
        query = {"actor": actor, "limit": "100", "filter": "posts_with_replies"} | position
        told, _ = run.platform.get("/xrpc/app.bsky.feed.getAuthorFeed", _Feed, query, bare=True)
        return Page(told.feed, {"cursor": told.cursor} if told.cursor and told.feed else None)

    run.pages(fetch, lambda item: post_of(held(Item, item), Source()), lambda post: _replies(run, post))


def _replies(run: Run, post: Post) -> Iterator[Comment]:
    if post.reshare_of or not post.post_id or post.stats.comments == 0:
        return
    query = {"uri": post.post_id, "depth": "1", "parentHeight": "0"}
    told, _ = run.platform.get("/xrpc/app.bsky.feed.getPostThread", _Thread, query, bare=True)
    nodes = list(run.each(told.thread.replies, lambda raw: held(_Node, raw)))
    items = [node.post for node in nodes if bytes(node.post)]
    yield from run.each(items, lambda raw: comment_of(held(View, raw), str(post.post_id), post.account.id, Source()))


def publish(run: Run, wanted: Publish) -> Published:
    """One post, with its pictures; the links and tags that stand in it are made so that they can be followed."""
    host, hash_ = run.task.hosts[-1], wanted.preview
    images = []
    for medium in wanted.media:
        sent = run.platform.asked(
            "POST",
            "/xrpc/com.atproto.repo.uploadBlob",
            host=host,
            auth=run.task.auth,
            approval=hash_,
            media=medium.sha256,
        )
        images.append({"alt": medium.alt, "image": msgspec.json.decode(sent.body, type=_Blob).blob})
    record: dict[str, Any] = {"$type": _POST, "text": wanted.text, "createdAt": run.task.until}
    if wanted.language:
        record["langs"] = [wanted.language]
    if facets := list(_facets(wanted.text)):
        record["facets"] = facets
    if images:
        record["embed"] = {"$type": "app.bsky.embed.images", "images": images}
    content = {"repo": wanted.account, "collection": _POST, "record": record}
    made, _ = run.platform.post("/xrpc/com.atproto.repo.createRecord", _Made, content, host=host, approval=hash_)
    if not made.uri.startswith("at://"):
        raise stopped("shape")
    return Published(made.uri, address(View(uri=made.uri)) or "")


def _facets(text: str) -> Iterator[dict[str, Any]]:
    """Where links and tags stand, in bytes."""
    for pattern, kind, name in ((_LINK, "link", "uri"), (_TAG, "tag", "tag")):
        for found in pattern.finditer(text):
            yield {
                "index": {
                    "byteStart": len(text[: found.start()].encode()),
                    "byteEnd": len(text[: found.end()].encode()),
                },
                "features": [{"$type": f"app.bsky.richtext.facet#{kind}", name: found[found.lastindex or 0]}],
            }
