"""Instagram Graph, in the shape of its documentation: an invented professional account."""

from pathlib import Path
from typing import Any

from perenne.model.comment import Comment
from perenne.model.profile import Profile
from tests.connectors.playing import TOKEN, answer, stage
from tests.handset.a_platform import Answered, Asked

V = "/v26.0"


def media(number: int, **more: Any) -> dict[str, Any]:
    return {
        "id": f"1789500000000000{number}",
        "caption": "Ma routine \U0001f56f avec Maison Lune \u202e<script>",
        "media_type": "VIDEO",
        "media_product_type": "REELS",
        "permalink": f"https://www.instagram.com/reel/C{number}/",
        "timestamp": f"2026-11-{20 + number}T09:00:00+0000",
        "username": "lina.m",
        "like_count": 30,
        "comments_count": 1,
        "is_ai_generated": True,
        "collaborators": {"data": [{"username": "noe", "invite_status": "Accepted"}, {"username": "x"}]},
    } | more


def instagram(asked: Asked) -> Answered:
    path = asked.path.removeprefix(V)
    if path == "/me":
        return answer({"id": "1", "user_id": "178", "username": "lina.m", "followers_count": 4210, "media_count": 2})
    if path == "/me/media":
        if "after" in asked.query:
            old = media(1, media_type="IMAGE", media_product_type="FEED")
            del old["like_count"], old["collaborators"], old["is_ai_generated"]
            return answer({"data": [old], "paging": {"cursors": {"before": "b", "after": "c"}}})
        following = f"https://graph.instagram.com{V}/me/media?access_token={TOKEN}&after=QVF"
        return answer({"data": [media(2)], "paging": {"cursors": {"after": "QVF"}, "next": following}})
    if path.endswith("/insights"):
        if "00001" in path:
            return answer({"error": {"message": "too few", "type": "OAuthException", "code": 100}}, 400)
        measures = [{"name": name, "period": "lifetime", "values": [{"value": value}]} for name, value in
                    (("views", 900), ("reach", 700), ("saved", 4), ("shares", 2))]  # fmt: skip
        return answer({"data": measures})
    comment = {"id": "9", "text": "Merci !", "timestamp": "2026-11-22T10:00:00+0000", "username": "lina.m"}
    return answer({"data": [comment]})


def test_ones_own_media_are_read_with_what_was_measured_and_what_a_machine_made(
    tmp_path: Path, loopback: None
) -> None:
    with stage(tmp_path, "instagram", instagram) as here:
        heard = here.fetch("lina.m", comments=True)
        profile, first, comment, *_ = here.records()
        assert TOKEN not in repr(here.told)
        assert all(f"access_token={TOKEN}" in line for line in here.asked()), "as its documentation says"
        assert TOKEN not in repr(here.entries())
    assert heard.stop is None
    assert isinstance(profile, Profile)
    assert (profile.account.handle, profile.followers) == ("lina.m", 4210)
    reel, photo = here.posts()
    assert first == reel
    assert reel.published_at == "2026-11-22T09:00:00Z"
    assert (reel.kind, reel.labels.ai, reel.labels.paid_partnership, reel.coauthors) == ("reel", True, None, ("noe",))
    assert (reel.stats.views, reel.stats.saves, reel.stats.shares) == (900, 4, 2)
    assert reel.extra["instagram"]["reach"] == 700
    assert (photo.kind, photo.labels.ai, photo.coauthors, photo.stats.likes, photo.stats.views) == (
        "post", None, None, None, None,
    )  # fmt: skip
    assert isinstance(comment, Comment)
    assert comment.by_creator is True
    assert heard.unread == {"not_measured": 1}


def test_a_token_that_expired_is_renewed_by_its_own_way(tmp_path: Path, loopback: None) -> None:
    def expiring(asked: Asked) -> Answered:
        if asked.path == "/refresh_access_token":
            assert asked.query == {"grant_type": "ig_refresh_token", "access_token": TOKEN}
            return answer({"access_token": "fresh-1", "token_type": "bearer", "expires_in": 5_183_944})
        if asked.query["access_token"] == TOKEN:
            return answer({"error": {"type": "OAuthException", "code": 190}}, 400)
        return instagram(asked)

    with stage(tmp_path, "instagram", expiring) as here:
        assert here.fetch("lina.m").stop is None
        assert sum("refresh_access_token" in line for line in here.asked()) == 1


def test_a_rate_that_comes_as_an_error_is_a_rate(tmp_path: Path, loopback: None) -> None:
    told = {"error": {"message": "limit", "type": "OAuthException", "code": 4}}
    with stage(tmp_path, "instagram", lambda _: answer(told, 403, Retry_After="3600")) as here:
        heard = here.fetch("lina.m")
        assert heard.stop is not None
        assert (heard.stop.why, heard.stop.seconds) == ("rate", 3600)


def test_a_brand_sees_which_media_name_it_and_that_says_nothing_of_a_label(tmp_path: Path, loopback: None) -> None:
    named = {
        "id": "17895000000000002",
        "owner_id": "178",
        "permalink": "https://www.instagram.com/reel/C2/",
        "has_permission_for_partnership_ad": True,
    }
    with stage(tmp_path, "instagram_partnership", lambda _: answer({"data": [named]})) as here:
        heard = here.fetch("17841400000000001/lina.m")
        assert heard.stop is None
        assert "creator_username=lina.m" in here.asked()[0]
        (post,) = here.posts()
        wrong = here.fetch("Maison Lune", out="wrong")
        assert wrong.stop is not None
        assert wrong.stop.why == "account"
    assert (post.post_id, post.account.handle, post.labels.paid_partnership) == ("17895000000000002", "lina.m", None)
    assert post.extra["instagram_partnership"] == {"names_the_brand": True, "partnership_ad_allowed": True}
