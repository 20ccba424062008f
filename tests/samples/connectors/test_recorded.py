"""Recorded answers of real platforms, played to the connectors: what they make of them in the compartment."""

import os
from collections import Counter
from pathlib import Path
from typing import Any

import msgspec

from perenne.model.comment import Comment
from tests.connectors.playing import answer, stage
from tests.connectors.test_mastodon import LINA, SOCIAL
from tests.connectors.test_youtube import CHANNEL
from tests.handset.a_platform import Answered, Asked

SAMPLES = Path(os.environ["PERENNE_SAMPLES"])
YOUTUBE = SAMPLES / "youtube-data-api" / "apidata"


def _json(file: Path) -> Any:
    return msgspec.json.decode(file.read_bytes())


def test_recorded_statuses_become_posts_but_for_those_that_were_not_shown_to_all(
    tmp_path: Path, loopback: None
) -> None:
    lines = (SAMPLES / "mastodon" / "statuses.jsonl").read_bytes().splitlines()
    recorded = [msgspec.json.decode(line) for line in lines]
    shown = {each["id"] for each in recorded if each["visibility"] in {"public", "unlisted"}}

    def mastodon(asked: Asked) -> Answered:
        return answer(LINA) if asked.path.endswith("/lookup") else answer(recorded)

    with stage(tmp_path, "mastodon", mastodon, SOCIAL) as here:
        heard = here.fetch()
        posts = here.posts()
    assert heard.stop is None
    assert heard.unread["shape"] == 0
    assert heard.unread["private"] == sum(each["visibility"] in {"private", "direct"} for each in recorded)
    assert {post.post_id for post in posts} == shown
    assert all(post.text is not None and "<" not in post.text for post in posts)


def test_recorded_videos_and_threads_become_posts_and_comments(tmp_path: Path, loopback: None) -> None:
    videos = _json(YOUTUBE / "videos" / "videos_info_multi.json")
    threads = [_json(YOUTUBE / "comment_threads" / f"comment_threads_by_video_paged_{n}.json") for n in (1, 2)]
    ids = [each["id"] for each in videos["items"]]

    def youtube(asked: Asked) -> Answered:
        match asked.path.rpartition("/")[2]:
            case "channels":
                return answer({"items": [CHANNEL]})
            case "playlistItems":
                return answer({"items": [{"contentDetails": {"videoId": each}} for each in ids]})
            case "videos":
                return answer(videos)
            case _:
                return answer(threads["pageToken" in asked.query])

    with stage(tmp_path, "youtube", youtube) as here:
        heard = here.fetch("@recorded", comments=True)
        records = here.records()
    assert heard.stop is None
    assert heard.unread == Counter()
    assert [post.post_id for post in here.posts()] == ids
    comments = [each for each in records if isinstance(each, Comment)]
    held = [each for page in threads for each in page["items"]]
    replies = sum(len(each.get("replies", {}).get("comments", [])) for each in held)
    assert len(comments) == len(ids) * (len(held) + replies)
    assert all(comment.author_id is None or comment.by_creator for comment in comments)


def test_a_recorded_error_ends_the_run_with_its_own_word(tmp_path: Path, loopback: None) -> None:
    recorded = _json(YOUTUBE / "error_permission_resp.json")
    with stage(tmp_path, "youtube", lambda _: answer(recorded, recorded["error"]["code"])) as here:
        heard = here.fetch("@recorded")
    assert heard.stop is not None
    assert heard.stop.why in {"forbidden", "token", "quota"}
    assert heard.stop.code == recorded["error"]["errors"][0]["reason"]
