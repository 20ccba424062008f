"""Mastodon: an account of any instance, its public statuses, the replies to them, and a status of one's own.

https://docs.joinmastodon.org/methods/accounts/ and https://docs.joinmastodon.org/methods/statuses/.
"""

import re
from collections.abc import Iterator, Mapping

import msgspec

from perenne.connectors.asking import stopped
from perenne.connectors.paging import Page, Position, Run, Withheld, held
from perenne.connectors.said import Published
from perenne.handset.message import Publish
from perenne.model.comment import Comment
from perenne.model.post import Post, Source
from perenne.readers.mastodon_status import SHOWN, Owner, Status, comment_of, post_of, profile_of

CODES: Mapping[str, str] = {}
_PAGE = "40"
_NEXT = re.compile(r'<[^<>]*[?&]max_id=([0-9A-Za-z_-]{1,40})[^<>]*>;\s*rel="next"')
_ID = re.compile(r"[0-9A-Za-z_-]{1,40}\Z")


class _Context(msgspec.Struct):
    descendants: list[msgspec.Raw]


class _Made(msgspec.Struct):
    id: str
    url: str | None = None


def collect(run: Run) -> None:
    account = run.position.get("account") or _account(run)

    def fetch(position: Position) -> Page:
        query = {"limit": _PAGE} | ({"max_id": position["max_id"]} if "max_id" in position else {})
        items, answer = run.platform.get(f"/api/v1/accounts/{account}/statuses", list[msgspec.Raw], query)
        following = _NEXT.search(answer.headers.get("link", ""))
        return Page(items, {"account": account, "max_id": following[1]} if following and items else None)

    run.pages(fetch, _post, lambda post: _replies(run, post))


def _account(run: Run) -> str:
    name = run.task.account.removeprefix("@")
    item, _ = run.platform.get("/api/v1/accounts/lookup", msgspec.Raw, {"acct": name})
    owner = next(run.each([item], lambda raw: held(Owner, raw)), None)
    if owner is None or not _ID.match(owner.id or ""):
        raise stopped("shape")
    for profile in run.each([item], lambda raw: profile_of(held(Owner, raw), Source())):
        run.tell(profile)
    return str(owner.id)


def _post(item: msgspec.Raw) -> Post:
    status = held(Status, item)
    if status.visibility not in SHOWN:
        raise Withheld("private")
    return post_of(status, Source())


def _replies(run: Run, post: Post) -> Iterator[Comment]:
    if not _ID.match(post.post_id or "") or post.stats.comments == 0 or post.reshare_of:
        return
    context, _ = run.platform.get(f"/api/v1/statuses/{post.post_id}/context", _Context)

    def reply(item: msgspec.Raw) -> Comment:
        status = held(Status, item)
        if status.visibility not in SHOWN:
            raise Withheld("private")
        return comment_of(status, str(post.post_id), post.account.id, Source())

    yield from run.each(context.descendants, reply)


def publish(run: Run, wanted: Publish) -> Published:
    """One status, with its files; the platform itself takes the same message once (``Idempotency-Key``)."""
    hash_ = wanted.preview
    files = []
    for medium in wanted.media:
        sent = run.platform.asked("POST", "/api/v2/media", auth=run.task.auth, approval=hash_, media=medium.sha256)
        files.append(msgspec.json.decode(sent.body, type=_Made).id)
    content = {"status": wanted.text, "visibility": "public"}
    if wanted.language:
        content["language"] = wanted.language
    if wanted.schedule:
        content["scheduled_at"] = wanted.schedule
    body = content | ({"media_ids": files} if files else {})
    made, _ = run.platform.post("/api/v1/statuses", _Made, body, headers={"Idempotency-Key": hash_}, approval=hash_)
    return Published(made.id, made.url or "")
