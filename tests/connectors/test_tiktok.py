"""TikTok's three APIs, in the shape of their documentation: an invented account."""

import json
from pathlib import Path
from typing import Any

import pytest

from perenne.model.comment import Comment
from perenne.model.profile import Profile
from tests.connectors.playing import TOKEN, answer, stage
from tests.handset.a_platform import Answered, Asked

OK = {"code": "ok", "message": "", "log_id": "2026"}
CLIENT = {"client_key": "key-1", "client_secret": "hush-1"}
SIGNED = "https://p16.tiktokcdn.example/v.mp4?x-expires=1&x-signature=abc"


def video(number: int, **more: Any) -> dict[str, Any]:
    return {"id": 7_300_000_000_000_000_000 + number, "create_time": 1_795_000_000 + number} | more


def display(asked: Asked) -> Answered:
    if asked.path == "/v2/user/info/":
        return answer({"data": {"user": {"open_id": "o-1", "username": "lina", "follower_count": 12}}, "error": OK})
    cursor = json.loads(asked.body).get("cursor")
    more = {
        "is_aigc": True,
        "video_description": "Ma bougie #pub \u202e",
        "share_url": "https://www.tiktok.com/@lina/video/1?utm=x",
    }
    held = [video(1)] if cursor else [video(2, duration=15, like_count=3, view_count=90, **more)]
    held[0]["id"] = str(held[0]["id"])
    data = {"videos": held, "cursor": 1_794_999_999_000, "has_more": not cursor}
    return answer({"data": data, "error": OK})


def test_display_ones_own_videos_are_read_with_what_a_machine_made(tmp_path: Path, loopback: None) -> None:
    with stage(tmp_path, "tiktok_display", display) as here:
        heard = here.fetch()
        (profile, *_) = here.records()
    assert heard.stop is None
    assert isinstance(profile, Profile)
    assert profile.followers == 12
    new, old = here.posts()
    assert (new.post_id, new.account.handle, new.labels.ai, old.labels.ai) == (
        "7300000000000000002", "lina", True, None,
    )  # fmt: skip
    assert new.url == "https://www.tiktok.com/@lina/video/1"
    assert (new.text, new.duration_s, new.stats.views) == ("Ma bougie #pub \u202e", 15, 90)
    assert new.published_at == "2026-11-18T11:06:42Z"


class Research:
    """Videos of two windows, the first of two pages."""

    def __init__(self) -> None:
        self.windows: list[tuple[str, str]] = []

    def __call__(self, asked: Asked) -> Answered:
        if asked.path == "/v2/oauth/token/":
            assert asked.body == b"client_key=key-1&client_secret=hush-1&grant_type=client_credentials"
            return answer({"access_token": TOKEN, "expires_in": 7200, "token_type": "Bearer"})
        content = json.loads(asked.body)
        if asked.path == "/v2/research/user/info/":
            return answer({"data": {"display_name": "Lina", "follower_count": 12}, "error": OK})
        if asked.path == "/v2/research/video/comment/list/":
            comment = {"id": 5, "video_id": content["video_id"], "text": "Belle", "create_time": 1_795_000_100}
            return answer({"data": {"comments": [comment], "has_more": False}, "error": OK})
        self.windows.append((content["start_date"], content["end_date"]))
        number = len(self.windows)
        data = {
            "videos": [video(number, username="lina", region_code="FR", video_description=f"Vid\u00e9o {number}")],
            "cursor": 100,
            "has_more": number == 1,
            "search_id": "s1",
        }
        return answer({"data": data, "error": OK})


def test_research_thirty_days_at_a_time_with_a_token_that_is_fetched_outside(tmp_path: Path, loopback: None) -> None:
    plays = Research()
    with stage(tmp_path, "tiktok_research", plays) as here:
        here.parts = CLIENT
        heard = here.fetch("@lina", since="2026-10-15", comments=True)
        records = here.records()
        assert "hush" not in repr(here.entries()) + repr(here.told)
    assert heard.stop is None
    assert plays.windows == [("20261015", "20261113")] * 2 + [("20261114", "20261130")]
    posts = here.posts()
    assert [post.text for post in posts] == ["Vid\u00e9o 1", "Vid\u00e9o 2", "Vid\u00e9o 3"]
    assert posts[0].url == "https://www.tiktok.com/@lina/video/7300000000000000001"
    assert posts[0].labels.ai is None
    comments = [each for each in records if isinstance(each, Comment)]
    assert len(comments) == 3
    assert comments[0].author_handle is None
    assert (heard.quota, heard.spent) == (1000, 7)


def commercial(asked: Asked) -> Answered:
    content = json.loads(asked.body)
    assert content["filters"]["creator_usernames"] == ["lina"]
    if content["filters"]["content_published_date_range"]["min"] != "20261101":
        return answer({"data": {"commercial_contents": [], "has_more": False}, "error": OK})
    second = "search_id" in content
    item = {
        "id": f"73000000000000000{'1' if second else '2'}",
        "create_timestamp": 1_794_000_000,
        "create_date": 20261106,
        "label": "2" if second else "1",
        "brand_names": ["Maison Lune"],
        "creator": {"username": "lina"},
        "videos": [{"url": SIGNED, "cover_image_url": SIGNED}],
    }
    return answer({"data": {"commercial_contents": [item], "has_more": not second, "search_id": "s"}, "error": OK})


def test_commercial_what_the_platform_labels_is_read_by_the_mapping_of_its_files(
    tmp_path: Path, loopback: None
) -> None:
    with stage(tmp_path, "tiktok_commercial", commercial) as here:
        heard = here.fetch(since="2026-11-01")
    assert heard.stop is None
    paid, promotional = here.posts()
    assert (paid.labels.paid_partnership, paid.labels.sponsors) == (True, ("Maison Lune",))
    assert promotional.labels.promotional is True
    assert "x-signature" not in repr(here.posts())


@pytest.mark.parametrize("name", ["tiktok_research", "tiktok_commercial"])
def test_an_api_that_needs_to_know_from_when_says_so(tmp_path: Path, loopback: None, name: str) -> None:
    with stage(tmp_path, name, commercial) as here:
        heard = here.fetch()
        assert heard.stop is not None
        assert heard.stop.why == "since"
        assert here.here.saw == []


@pytest.mark.parametrize(
    ("code", "status", "why"),
    [("scope_not_authorized", 200, "forbidden"), ("access_token_invalid", 401, "token"), ("odd", 200, "platform")],
)
def test_an_error_in_an_answer_that_says_200_is_an_error(
    tmp_path: Path, loopback: None, code: str, status: int, why: str
) -> None:
    told = {"data": {}, "error": {"code": code, "message": "\x1b[2Jno", "log_id": "1"}}
    with stage(tmp_path, "tiktok_display", lambda _: answer(told, status)) as here:
        heard = here.fetch()
        assert heard.stop is not None
        assert (heard.stop.why, heard.stop.code) == (why, code)
