"""Lists of videos and of comments by YouTube Data Tools, alone and within 4CAT."""

import pytest

from perenne.model.comment import Comment
from perenne.model.post import Account, Labels, Post, Stats
from perenne.readers.fourcat import youtube, youtube_comments
from perenne.readers.reading import Sensitive
from tests.readers.tool_tables import ORIGIN, items_of, table_of

ALONE, WITHIN = "fourcat-youtube/1", "fourcat-youtube/1 within 4CAT"
COMMENTS = "fourcat-youtube-comments/1"
ROW = {
    "channelId": "UCnoequillard00000000000",
    "channelTitle": "Noé Quillard",
    "videoId": "ExVid000001",
    "publishedAt": "2026-10-10T16:00:00Z",
    "videoTitle": "Deux jours à vélo",
    "videoDescription": 'Avec NordVolt, "la" batterie\n00:00 Départ',
    "duration": "PT15M",
    "durationSec": "900",
    "defaultLanguage": "fr",
    "licensedContent": "1",
    "viewCount": "18230",
    "likeCount": "",
    "commentCount": "0",
}
REMARK = {
    "id": "Ug1",
    "replyCount": "2",
    "likeCount": "0",
    "publishedAt": "2026-10-11 09:00:00",
    "authorName": "@une.spectatrice",
    "text": "C'est sponsorisé ?",
    "authorChannelId": "UCspectatrice00000000000",
    "isReply": "0",
}


def post_of(**changes: str) -> Post:
    (post,) = items_of(youtube.read, table_of(ALONE, ROW | changes))
    assert isinstance(post, Post), post
    return post


def comment_of(**changes: str) -> Comment:
    sensitive, comment = items_of(youtube_comments.read, table_of(COMMENTS, REMARK | changes))
    assert sensitive == Sensitive("third_person")
    assert isinstance(comment, Comment)
    return comment


def test_a_row_is_a_video_and_says_nothing_of_a_paid_promotion() -> None:
    assert post_of() == Post(
        platform="youtube",
        post_id="ExVid000001",
        url="https://www.youtube.com/watch?v=ExVid000001",
        kind="video",
        published_at="2026-10-10T16:00:00Z",
        account=Account(id="UCnoequillard00000000000", name="Noé Quillard"),
        title="Deux jours à vélo",
        text='Avec NordVolt, "la" batterie\n00:00 Départ',
        language="fr",
        duration_s=900.0,
        labels=Labels(),
        stats=Stats(views=18230, comments=0),
        source=ORIGIN.source("fourcat-youtube/1", 2),
    )


def test_the_seconds_that_4cat_reckoned_from_its_own_zone_are_not_the_time_of_publication() -> None:
    row = {name: cell for name, cell in ROW.items() if name in {"videoId", "channelId", "publishedAt"}}
    row |= {"id": "ExVid000001", "timestamp": "2026-10-10 16:00:00", "unix_timestamp": "1791640800"}
    (post,) = items_of(youtube.read, table_of(WITHIN, row))
    assert isinstance(post, Post)
    assert post.published_at == "2026-10-10T16:00:00Z"


@pytest.mark.parametrize(
    ("cells", "seconds"),
    [({"durationSec": ""}, 900.0), ({"durationSec": "0", "duration": "P0D"}, None), ({"durationSec": "45"}, 45.0)],
)
def test_a_duration_stands_in_seconds_or_in_iso_8601(cells: dict[str, str], seconds: float | None) -> None:
    assert post_of(**cells).duration_s == seconds


def test_a_remark_keeps_the_words_and_the_handle() -> None:
    assert comment_of() == Comment(
        platform="youtube",
        comment_id="Ug1",
        published_at="2026-10-11T09:00:00",
        author_handle="une.spectatrice",
        text="C'est sponsorisé ?",
        likes=0,
        replies=2,
        source=ORIGIN.source(COMMENTS, 2),
    )


def test_a_reply_names_what_it_answers_and_a_persons_name_is_not_kept() -> None:
    reply = comment_of(id="Ug1.r1", isReplyTo="Ug1", isReply="1", replyCount="0", authorName="Aline Vertecourt")
    assert (reply.parent_id, reply.replies, reply.author_handle) == ("Ug1", None, None)
