"""YouTube Data API v3, in the recorded shape of its answers: an invented channel."""

from pathlib import Path
from typing import Any

from perenne.connectors.quota import spent_today
from perenne.model.comment import Comment
from perenne.model.profile import Profile
from tests.connectors.playing import NOON, TOKEN, answer, stage
from tests.handset.a_platform import Answered, Asked

API = "/youtube/v3"
CHANNEL = {
    "kind": "youtube#channel",
    "id": "UC" + "a" * 22,
    "snippet": {"title": "Lina Morel", "customUrl": "@lina", "country": "FR", "publishedAt": "2019-05-01T10:00:00Z"},
    "statistics": {
        "viewCount": "90000",
        "subscriberCount": "4210",
        "hiddenSubscriberCount": False,
        "videoCount": "3",
    },
    "contentDetails": {"relatedPlaylists": {"likes": "", "uploads": "UU" + "a" * 22}},
}


def video(number: int, **more: Any) -> dict[str, Any]:
    return {
        "kind": "youtube#video",
        "id": f"video{number:06}",
        "snippet": {
            "publishedAt": f"2026-11-{number:02}T09:00:00Z",
            "channelId": CHANNEL["id"],
            "title": f"Vid\u00e9o {number}",
            "description": "Merci \u00e0 Maison Lune \u202e<b>",
            "channelTitle": "Lina Morel",
            "defaultLanguage": "fr",
        },
        "contentDetails": {"duration": "PT4M13S", "caption": "false"},
        "statistics": {"viewCount": "1200", "likeCount": "30", "favoriteCount": "0", "commentCount": "1"},
        "status": {"privacyStatus": "public", "madeForKids": False, "containsSyntheticMedia": True},
        "paidProductPlacementDetails": {"hasPaidProductPlacement": True},
    } | more


THREAD = {
    "kind": "youtube#commentThread",
    "id": "c1",
    "snippet": {
        "videoId": "video000003",
        "channelId": CHANNEL["id"],
        "totalReplyCount": 0,
        "topLevelComment": {
            "id": "c1",
            "snippet": {
                "textOriginal": "Belle bougie",
                "authorDisplayName": "@noe",
                "authorChannelId": {"value": "UC" + "b" * 22},
                "likeCount": 2,
                "publishedAt": "2026-11-03T10:00:00Z",
            },
        },
    },
}
PAGES: dict[str, Any] = {
    "": {"items": [3, 2], "nextPageToken": "TWO"},
    "TWO": {"items": [1]},
}


def refusal(status: int, reason: str) -> Answered:
    return answer({"error": {"code": status, "errors": [{"reason": reason}], "message": "no"}}, status)


def youtube(asked: Asked) -> Answered:
    match asked.path.removeprefix(API):
        case "/channels":
            return answer({"kind": "youtube#channelListResponse", "items": [CHANNEL]})
        case "/playlistItems":
            page = PAGES[asked.query.get("pageToken", "")]
            items = [{"contentDetails": {"videoId": f"video{number:06}"}} for number in page["items"]]
            return answer({"items": items, "nextPageToken": page.get("nextPageToken")})
        case "/videos":
            videos = [video(int(each[-6:])) for each in asked.query["id"].split(",")]
            videos[0]["status"]["privacyStatus"] = "private" if videos[0]["id"] == "video000001" else "public"
            return answer({"items": videos})
        case _:
            return answer({"items": [THREAD]}) if asked.query["videoId"] == "video000003" else refusal(
                403, "commentsDisabled"
            )  # fmt: skip


def test_a_channel_its_videos_and_their_comments_are_read_with_the_labels(tmp_path: Path, loopback: None) -> None:
    with stage(tmp_path, "youtube", youtube) as here:
        here.parts = {"key": TOKEN}
        heard = here.fetch("@lina", comments=True)
        profile, first, comment, second = here.records()
        saw = here.here.saw
        spent = spent_today(here.ledger, here.connector.manifest(""), NOON)
    assert heard.stop is None
    assert isinstance(profile, Profile)
    assert (profile.account.handle, profile.followers) == ("lina", 4210)
    assert isinstance(comment, Comment)
    assert (comment.text, comment.by_creator, comment.post_id) == ("Belle bougie", False, "video000003")
    assert [first, second] == here.posts()
    post = here.posts()[0]
    assert (post.post_id, post.duration_s, post.labels.paid_partnership, post.labels.ai) == (
        "video000003", 253.0, True, True,
    )  # fmt: skip
    assert heard.unread == {"private": 1}
    assert {headers.get("X-Goog-Api-Key") for _, headers, _ in saw} == {TOKEN}
    assert (heard.spent, heard.quota) == (len(saw), 10_000)
    assert heard.spent == 7
    assert spent >= 0


def test_labels_that_a_token_may_not_see_are_not_recorded_and_the_rest_is(tmp_path: Path, loopback: None) -> None:
    def without(asked: Asked) -> Answered:
        if "paidProduct" in asked.query.get("part", ""):
            return refusal(403, "forbidden")
        if asked.path == f"{API}/videos":
            plain = video(3)
            del plain["paidProductPlacementDetails"]
            return answer({"items": [plain]})
        return youtube(asked)

    with stage(tmp_path, "youtube", without) as here:
        here.fetch("@lina", limit=1)
        assert [post.labels.paid_partnership for post in here.posts()] == [None]


def test_a_quota_that_is_used_up_ends_the_run_before_it_is_asked_again(tmp_path: Path, loopback: None) -> None:
    with stage(tmp_path, "youtube", lambda asked: refusal(403, "quotaExceeded")) as here:
        heard = here.fetch("@lina")
        assert heard.stop is not None
        assert (heard.stop.why, heard.stop.code) == ("quota", "quotaExceeded")
        assert len(here.here.saw) == 1


def test_what_left_today_counts_against_the_quota_of_today(tmp_path: Path, loopback: None) -> None:
    with stage(tmp_path, "youtube", youtube) as here:
        manifest = here.connector.manifest("")
        for _ in range(3):
            here.ledger.add("institution", "request", connector="youtube", method="GET", path=f"{API}/videos")
        here.ledger.add("institution", "request", connector="mastodon", method="GET", path=f"{API}/videos")
        (_, last) = list(here.ledger.entries())[-1]
        from datetime import datetime, timedelta

        now = datetime.fromisoformat(last.at)
        assert spent_today(here.ledger, manifest, now) == 3
        assert spent_today(here.ledger, manifest, now + timedelta(days=2)) == 0


def test_an_expired_token_is_renewed_once_outside_and_the_run_goes_on(tmp_path: Path, loopback: None) -> None:
    parts = {"access": TOKEN, "client_id": "id", "client_secret": "hush-1", "refresh_token": "hush-2"}
    fresh = "fresh-token-5511"

    def expiring(asked: Asked) -> Answered:
        if asked.path == "/token":
            return answer({"access_token": fresh, "expires_in": 3599, "token_type": "Bearer"})
        if asked.headers["Authorization"] != f"Bearer {fresh}":
            return refusal(401, "authError")
        return youtube(asked)

    with stage(tmp_path, "youtube", expiring) as here:
        here.parts = parts
        heard = here.fetch("@lina")
        assert heard.stop is None
        renewals = [body for line, _, body in here.here.saw if line.startswith("POST /token")]
        assert len(renewals) == 1
        assert b"grant_type=refresh_token" in renewals[0]
        assert "hush" not in repr(here.entries()) + repr(here.told)
        assert fresh not in repr(here.entries()) + repr(here.told)
        assert "renew the token" in {entry.purpose for entry in here.entries()}
        here.here.saw.clear()
        here.fetch("@lina", out="again")
        assert not any(line.startswith("POST /token") for line, _, _ in here.here.saw), "the new one was kept"


def test_a_platform_that_will_not_renew_is_asked_once_and_the_reason_is_told(tmp_path: Path, loopback: None) -> None:
    with stage(tmp_path, "youtube", lambda asked: refusal(401, "authError")) as here:
        here.parts = {"access": TOKEN, "client_id": "i", "client_secret": "s", "refresh_token": "r"}
        heard = here.fetch("@lina")
        assert heard.stop is not None
        assert heard.stop.why == "token"
        assert len(here.here.saw) == 2
