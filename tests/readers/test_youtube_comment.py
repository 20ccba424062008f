"""Comments and threads of the YouTube Data API; every name in them is invented."""

import io
import json
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perenne.model.comment import Comment
from perenne.model.errors import UnreadableFile
from perenne.model.post import Post
from perenne.model.reject import Reject
from perenne.readers import youtube
from perenne.readers.reading import Item, Origin, Other, Sensitive
from perenne.readers.youtube_comment import plain_text

ORIGIN = Origin("commentaires.json", "a" * 64)
CREATOR, VIEWER = "UCinesbaudrelle000000000", "UCspectatrice00000000000"
THIRD_PERSON = Sensitive("third_person")

SNIPPET: dict[str, Any] = {
    "channelId": CREATOR,
    "videoId": "ExVid000001",
    "textDisplay": "C&#39;est <b>sponsorisé</b> ?<br>Merci",
    "textOriginal": "C'est sponsorisé ?\nMerci",
    "authorDisplayName": "@une.spectatrice",
    "authorChannelId": {"value": VIEWER},
    "likeCount": 0,
    "publishedAt": "2026-10-11T09:00:00Z",
}


def comment(comment_id: str = "Ug1", **changes: Any) -> dict[str, Any]:
    snippet = {name: value for name, value in (SNIPPET | changes).items() if value is not ...}
    return {"kind": "youtube#comment", "id": comment_id, "snippet": snippet}


def thread(first: object, *replies: object, **snippet: Any) -> dict[str, Any]:
    about = {"channelId": CREATOR, "videoId": "ExVid000001", "totalReplyCount": 7, "topLevelComment": first}
    return {
        "kind": "youtube#commentThread",
        "id": "Ug1",
        "snippet": about | snippet,
        "replies": {"comments": replies},
    }


def items_of(*items: object) -> list[Item]:
    return list(youtube.read(io.BytesIO(json.dumps({"items": items}).encode()), ORIGIN))


def comment_of(**changes: Any) -> Comment:
    sensitive, read = items_of(comment(**changes))
    assert sensitive == THIRD_PERSON
    assert isinstance(read, Comment)
    return read


def test_a_comment_keeps_the_words_and_the_handle_and_nothing_else_of_who_wrote_it() -> None:
    assert comment_of() == Comment(
        platform="youtube",
        comment_id="Ug1",
        post_id="ExVid000001",
        published_at="2026-10-11T09:00:00Z",
        author_handle="une.spectatrice",
        by_creator=False,
        text="C'est sponsorisé ?\nMerci",
        likes=0,
        source=ORIGIN.source("youtube-data-api/1", 1),
    )


def test_a_name_from_before_the_handles_is_not_kept() -> None:
    assert comment_of(authorDisplayName="Aline Vertecourt").author_handle is None


def test_the_creators_own_comment_is_told_by_its_channel() -> None:
    read = comment_of(authorChannelId={"value": CREATOR}, authorDisplayName="@ines.baudrelle")
    assert (read.by_creator, read.author_id, read.author_handle) == (True, CREATOR, "ines.baudrelle")


@pytest.mark.parametrize("changes", [{"channelId": ...}, {"authorChannelId": ...}, {"authorChannelId": None}])
def test_who_wrote_it_is_not_known_where_either_channel_is_missing(changes: dict[str, Any]) -> None:
    assert comment_of(**changes).by_creator is None


def test_likes_that_are_not_recorded_are_not_zero() -> None:
    assert (comment_of(likeCount=...).likes, comment_of(likeCount=0).likes) == (None, 0)


def test_a_thread_gives_its_first_comment_and_the_replies_that_it_holds() -> None:
    reply = comment("Ug1.r1", parentId="Ug1", channelId=..., authorChannelId={"value": CREATOR}, videoId=...)
    items = items_of(thread(comment(channelId=..., videoId=...), reply), thread(comment("Ug2")))
    assert items.count(THIRD_PERSON) == 1
    first, answer, second = (item for item in items if isinstance(item, Comment))
    assert (first.comment_id, first.parent_id, first.post_id, first.replies) == ("Ug1", None, "ExVid000001", 7)
    assert (answer.comment_id, answer.parent_id, answer.post_id) == ("Ug1.r1", "Ug1", "ExVid000001")
    assert (answer.by_creator, answer.replies, first.by_creator) == (True, None, False)
    assert [each.source.line for each in (first, answer, second)] == [1, 1, 2]


def test_a_bad_reply_costs_only_itself() -> None:
    wrong = comment("Ug1.r1", publishedAt="hier")
    _, first, reject, numberless = items_of(thread(comment(), wrong, 12))
    assert isinstance(first, Comment)
    assert isinstance(reject, Reject)
    assert isinstance(numberless, Reject)
    assert (reject.line, reject.path) == (1, "replies.comments[0].snippet.publishedAt")
    assert numberless.path == "replies.comments[1]"


def test_a_thread_whose_words_were_not_asked_for_is_counted() -> None:
    assert items_of({"kind": "youtube#commentThread", "id": "Ug1"}) == [
        THIRD_PERSON,
        Other("youtube#commentThread", 1),
    ]


@pytest.mark.parametrize(
    ("shown", "read"),
    [
        ("Vu &amp; approuvé &lt;3", "Vu & approuvé <3"),
        ("un<br>deux<br />trois", "un\ndeux\ntrois"),
        ('<a href="https://www.youtube.com/watch?v=x&amp;t=70">1:10</a> le passage', "1:10 le passage"),
        ("J’adore <3 &amp; merci", "J’adore <3 &amp; merci"),
        ("", ""),
    ],
)
def test_what_is_shown_becomes_what_is_read(shown: str, read: str) -> None:
    assert plain_text(shown) == read
    assert comment_of(textOriginal=..., textDisplay=shown).text == read


def test_a_comment_without_words_says_that_none_were_recorded() -> None:
    assert comment_of(textOriginal=..., textDisplay=...).text is None


@given(st.text(max_size=80))
def test_plain_text_stays_as_it_is_unless_it_is_html(text: str) -> None:
    assert "<br>" not in plain_text(text.replace("<br>", ""))
    if "<" not in text and "&" not in text:
        assert plain_text(text) == text


@given(st.data())
def test_threads_with_any_byte_changed_are_refused_or_accounted_for(data: st.DataObject) -> None:
    whole = {
        "kind": "youtube#commentThreadListResponse",
        "items": [thread(comment(), comment("Ug1.r1")), comment("Ug2")],
    }
    content = bytearray(json.dumps(whole).encode())
    content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    with suppress(UnreadableFile):
        items = [each for each in youtube.read(io.BytesIO(content), ORIGIN) if not isinstance(each, Sensitive)]
        assert 1 <= len(items) <= 3
        assert all(isinstance(each, Comment | Reject | Other | Post) for each in items)
