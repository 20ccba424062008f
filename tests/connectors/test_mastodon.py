"""Mastodon, in the recorded shape of its API: an invented account of an invented instance."""

from pathlib import Path
from typing import Any

from perenne.model.comment import Comment
from perenne.model.profile import Profile
from tests.connectors.playing import NOON, answer, stage
from tests.handset.a_platform import Answered, Asked

SOCIAL = "social.example"
LINA: dict[str, Any] = {
    "id": "9001",
    "username": "lina",
    "acct": "lina",
    "display_name": "Lina Morel",
    "note": "<p>Bougies &amp; ch\u00e2teaux</p>",
    "url": f"https://{SOCIAL}/@lina",
    "created_at": "2024-03-01T00:00:00.000Z",
    "followers_count": 4210,
    "following_count": 12,
    "statuses_count": 3,
    "locked": False,
    "bot": False,
    "fields": [],
}


def status(number: int, content: str, **more: Any) -> dict[str, Any]:
    return {
        "id": str(number),
        "created_at": f"2026-11-{number % 28 + 1:02}T09:00:00.000Z",
        "in_reply_to_id": None,
        "sensitive": False,
        "spoiler_text": "",
        "visibility": "public",
        "language": "fr",
        "uri": f"https://{SOCIAL}/users/lina/statuses/{number}",
        "url": f"https://{SOCIAL}/@lina/{number}",
        "replies_count": 0,
        "reblogs_count": 2,
        "favourites_count": 7,
        "edited_at": None,
        "content": content,
        "reblog": None,
        "account": LINA,
        "media_attachments": [],
        "mentions": [],
        "tags": [],
    } | more


STATUSES = [
    status(
        120,
        '<p>Ma bougie du soir, offerte par <a href="https://maisonlune.example/b?x=1" rel="nofollow">'
        '<span class="invisible">https://</span>maisonlune.example/b?x=1</a><br>Merci !</p><p>'
        f'<a href="https://{SOCIAL}/tags/pub" class="mention hashtag" rel="tag">#<span>pub</span></a></p>',
        replies_count=1,
        media_attachments=[{"id": "1", "type": "image", "description": "Une bougie"}],
    ),
    status(119, "<p>Entre nous</p>", visibility="private"),
    status(118, "<p>Bonjour \u202e &lt;b&gt; \u0007</p>"),
]


class Mastodon:
    """One account with ``statuses``, two a page."""

    def __init__(self, statuses: list[dict[str, Any]], size: int = 2) -> None:
        self.statuses, self.size = statuses, size

    def __call__(self, asked: Asked) -> Answered:
        if asked.path == "/api/v1/accounts/lookup":
            return answer(LINA) if asked.query == {"acct": "lina"} else answer({"error": "Record not found"}, 404)
        if asked.path == "/api/v1/accounts/9001/statuses":
            older = [each for each in self.statuses if int(each["id"]) < int(asked.query.get("max_id", "999"))]
            page = older[: self.size]
            link = f'<https://{SOCIAL}{asked.path}?limit=40&max_id={page[-1]["id"]}>; rel="next"' if page else ""
            return answer(page, Link=link)
        reply = status(121, "<p>Tr\u00e8s belle</p>", in_reply_to_id="120", account=LINA | {"id": "7", "acct": "noe"})
        return answer({"ancestors": [], "descendants": [reply]})


def test_an_accounts_public_statuses_become_posts(tmp_path: Path, loopback: None) -> None:
    with stage(tmp_path, "mastodon", Mastodon(STATUSES), SOCIAL) as here:
        heard = here.fetch(comments=True)
        profile, first, comment, second = here.records()
    assert heard.stop is None
    assert isinstance(profile, Profile)
    assert (profile.account.handle, profile.account.bio, profile.followers) == (
        "lina",
        "Bougies & ch\u00e2teaux",
        4210,
    )
    post = here.posts()[0]
    assert post == first
    assert post.text == "Ma bougie du soir, offerte par https://maisonlune.example/b?x=1\nMerci !\n\n#pub"
    assert post.links == ("https://maisonlune.example/b?x=1",)
    assert (post.kind, post.language, post.stats.likes, post.labels.paid_partnership) == ("post", "fr", 7, None)
    assert post.source.observed_at == NOON.isoformat().replace("+00:00", "Z")
    assert isinstance(comment, Comment)
    assert (comment.text, comment.by_creator, comment.author_id, comment.author_handle) == (
        "Tr\u00e8s belle", False, None, "noe",
    )  # fmt: skip
    assert second == here.posts()[1]
    assert here.posts()[1].text == "Bonjour \u202e <b> \u0007", "a text is never altered"
    assert heard.unread == {"private": 1}
