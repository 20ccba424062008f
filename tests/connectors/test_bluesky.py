"""Bluesky, in the recorded shape of its API: an invented account."""

import json
from pathlib import Path
from typing import Any

import msgspec
import pytest

from perenne.connectors import publishing
from perenne.connectors.said import Published, Stop
from perenne.model.comment import Comment
from perenne.model.errors import DataError, UsageError
from perenne.model.profile import Profile
from tests.connectors.playing import Stage, answer, stage
from tests.handset.a_platform import Answered, Asked

DID = "did:plc:lina0000000000000000000000"
LINA = {"did": DID, "handle": "lina.example", "displayName": "Lina Morel"}
NOE = {"did": "did:plc:noe00000000000000000000000", "handle": "noe.example"}
PDS = "pds.example"


def view(key: str, text: str, author: dict[str, Any] = LINA, **more: Any) -> dict[str, Any]:
    record = {"$type": "app.bsky.feed.post", "text": text, "createdAt": "2026-11-20T09:00:00.000Z", "langs": ["fr"]}
    return {
        "uri": f"at://{author['did']}/app.bsky.feed.post/{key}",
        "cid": "bafy",
        "author": author,
        "record": record | more,
        "likeCount": 5,
        "replyCount": 1,
        "repostCount": 2,
        "quoteCount": 1,
        "indexedAt": "2026-11-20T09:00:01.000Z",
        "labels": [],
    }


LINKED = view(
    "3abc",
    "Ma bougie : maisonlune.example/b",
    facets=[
        {
            "index": {"byteStart": 12, "byteEnd": 32},
            "features": [{"$type": "app.bsky.richtext.facet#link", "uri": "https://maisonlune.example/b"}],
        }
    ],
    embed={"$type": "app.bsky.embed.external", "external": {"uri": "https://maisonlune.example/b", "title": "B"}},
)
REPOST: dict[str, Any] = {
    "post": view("3xyz", "D\u2019un autre", NOE),
    "reason": {"$type": "app.bsky.feed.defs#reasonRepost", "by": LINA, "indexedAt": "2026-11-19T08:00:00.000Z"},
}


def bluesky(asked: Asked) -> Answered:
    match asked.path.rpartition(".")[2]:
        case "getProfile":
            return answer(LINA | {"description": "Bougies", "followersCount": 12, "followsCount": 3, "postsCount": 2})
        case "getAuthorFeed":
            second = "cursor" in asked.query
            return answer({"feed": [REPOST]} if second else {"feed": [{"post": LINKED}], "cursor": "c1"})
        case _:
            return answer({"thread": {"post": LINKED, "replies": [{"post": view("3rep", "Belle", NOE)}]}})


def test_an_accounts_posts_links_reposts_and_replies_are_read_without_a_token(tmp_path: Path, loopback: None) -> None:
    with stage(tmp_path, "bluesky", bluesky, PDS) as here:
        here.parts = None
        heard = here.fetch("lina.example", comments=True)
        profile, first, comment, second = here.records()
        assert all("Authorization" not in headers for _, headers, _ in here.here.saw)
    assert heard.stop is None
    assert isinstance(profile, Profile)
    assert profile.followers == 12
    assert isinstance(comment, Comment)
    assert (comment.text, comment.by_creator, comment.author_id) == ("Belle", False, None)
    post, repost = here.posts()
    assert [first, second] == [post, repost]
    assert post.links == ("https://maisonlune.example/b",)
    assert post.url == f"https://bsky.app/profile/{DID}/post/3abc"
    assert (post.kind, post.language, post.stats.shares) == ("text", "fr", 3)
    assert (repost.account.handle, repost.reshare_of) == ("lina.example", REPOST["post"]["uri"])


PICTURE = b"\xff\xd8\xff\xe0 a picture"
TEXT = "Publicit\u00e9 : ma bougie https://maisonlune.example/b #bougie"


class Writing:
    """A host that keeps accounts: it opens a session and takes what is written."""

    def __init__(self) -> None:
        self.sessions = 0

    def __call__(self, asked: Asked) -> Answered:
        match asked.path.rpartition(".")[2]:
            case "createSession":
                self.sessions += 1
                return answer({"accessJwt": "jwt-1", "refreshJwt": "jwt-2", "did": DID, "handle": "lina.example"})
            case "uploadBlob":
                ref = {"$link": "bafkpicture"}
                blob = {"$type": "blob", "ref": ref, "mimeType": "image/jpeg", "size": len(asked.body)}
                return answer({"blob": blob})
            case _:
                return answer({"uri": f"at://{DID}/app.bsky.feed.post/3new", "cid": "bafy"})


def _prepared(here: Stage, tmp_path: Path, text: str = TEXT) -> str:
    (tmp_path / "picture.jpg").write_bytes(PICTURE)
    files = [publishing.File(tmp_path / "picture.jpg", "Une bougie")]
    message = publishing.Message(DID, PDS, text, "fr", "Publicit\u00e9", files=files)
    made = publishing.prepare(here.connector, "institution", message, tmp_path / "waiting", here.ledger)
    return made.preview


def _published(here: Stage, tmp_path: Path, hash_: str) -> Published | Stop:
    found = publishing.prepared(tmp_path / "waiting", hash_)
    return publishing.publish(found, here.connector, here.handset(DID), tmp_path / "waiting")


def test_what_people_approved_is_published_with_its_picture_and_its_links(tmp_path: Path, loopback: None) -> None:
    writing = Writing()
    with stage(tmp_path, "bluesky", writing, PDS) as here:
        here.parts = {"identifier": "lina.example", "password": "hush-app-password"}
        hash_ = _prepared(here, tmp_path)
        with pytest.raises(UsageError, match="nobody approved"):
            _published(here, tmp_path, hash_)
        publishing.approve(publishing.prepared(tmp_path / "waiting", hash_), "Lina Morel", here.ledger)
        came = _published(here, tmp_path, hash_)
        assert came == Published(f"at://{DID}/app.bsky.feed.post/3new", f"https://bsky.app/profile/{DID}/post/3new")
        again = _published(here, tmp_path, hash_)
        assert isinstance(again, Stop)
        assert again.why == "refused_replay"
        session, upload, record = here.here.saw
        assert writing.sessions == 1
        assert session[0].split()[1].endswith("createSession")
        assert (upload[2], upload[1]["Content-Type"]) == (PICTURE, "image/jpeg")
        body = json.loads(record[2])
        assert record[1]["Authorization"] == "Bearer jwt-1"
        assert "hush" not in repr(here.entries())
        assert [entry.by for entry in here.entries() if entry.event == "approved"] == ["Lina Morel"]
    assert body["record"]["text"] == TEXT
    assert body["record"]["langs"] == ["fr"]
    (link, tag) = body["record"]["facets"]
    assert TEXT.encode()[link["index"]["byteStart"] : link["index"]["byteEnd"]] == b"https://maisonlune.example/b"
    assert tag["features"] == [{"$type": "app.bsky.richtext.facet#tag", "tag": "bougie"}]
    assert body["record"]["embed"]["images"][0]["alt"] == "Une bougie"


def test_a_message_that_changed_after_it_was_shown_is_refused(tmp_path: Path, loopback: None) -> None:
    with stage(tmp_path, "bluesky", Writing(), PDS) as here:
        here.parts = {"identifier": "lina.example", "password": "hush"}
        hash_ = _prepared(here, tmp_path)
        publishing.approve(publishing.prepared(tmp_path / "waiting", hash_), "Lina Morel", here.ledger)
        file = tmp_path / "waiting" / f"{hash_}.json"
        whole = file.read_bytes()
        file.write_bytes(whole.replace(b"bougie", b"voiture"))
        with pytest.raises(DataError, match="changed"):
            _published(here, tmp_path, hash_)
        file.write_bytes(whole)
        (picture,) = (each for each in (tmp_path / "waiting").iterdir() if each.suffix == "")
        picture.write_bytes(PICTURE + b"!")
        came = _published(here, tmp_path, hash_)
        assert isinstance(came, Stop)
        assert came.why == "refused_media"
        assert not any("createRecord" in line for line, _, _ in here.here.saw)


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({"text": ""}, "empty"),
        ({"schedule": "2026-12-01T10:00:00Z"}, "publishes at once"),
        ({"disclosure": "Sponsored"}, "word for word"),
        ({"files": [publishing.File(Path(__file__))]}, "no JPEG"),
        ({"files": [publishing.File(Path("nothing"))]}, "cannot read"),
        ({"language": "\udcff"}, "no text"),
        ({"account": "\udcff"}, "no text"),
        ({"files": [publishing.File(Path(__file__), "\udcff")]}, "no text"),
        ({"files": [publishing.File(Path(__file__), "a\r\nb")]}, "one line"),
    ],
)
def test_a_message_that_cannot_be_is_refused_before_anybody_sees_it(
    tmp_path: Path, changed: dict[str, Any], says: str
) -> None:
    from perenne.connectors.described import connector
    from perenne.handset.ledger import Ledger

    message = publishing.Message(DID, PDS, TEXT)._replace(**changed)
    with pytest.raises(UsageError, match=says):
        publishing.prepare(connector("bluesky"), "institution", message, tmp_path, Ledger(tmp_path / "l.ndjson"))


def test_a_preview_is_the_hash_of_all_that_people_see() -> None:
    from perenne.handset.message import Publish

    one = Publish("i", "bluesky", "h", DID, PDS, TEXT)
    others = [msgspec.structs.replace(one, **{name: "x"}) for name in ("intent", "account", "text", "language")]
    assert len({one.preview, *(each.preview for each in others)}) == 5


@pytest.mark.parametrize("content", [b"\xff", b'{"intent":"\xff"}', b"{}", b"[" * 100_000])
def test_a_prepared_message_that_is_none_any_more_gets_a_sentence(tmp_path: Path, content: bytes) -> None:
    (tmp_path / f"{'a' * 64}.json").write_bytes(content)
    with pytest.raises(DataError, match="changed since"):
        publishing.prepared(tmp_path, "a" * 64)
