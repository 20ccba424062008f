"""The files here are invented, after the shape that yt-dlp writes; a real one is bigger, of formats above all."""

import contextlib
import io
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perenne.model.comment import Comment
from perenne.model.errors import UnreadableFile
from perenne.model.post import Account, Labels, Post, Stats
from perenne.model.reject import Reject
from perenne.readers import ytdlp
from perenne.readers.reading import Item, Origin, Other, Sensitive
from perenne.readers.sniff import HEAD, recognise

ORIGIN = Origin("video.info.json", "a" * 64)

INFO: dict[str, Any] = {
    "id": "ExVid000001",
    "title": "Deux jours à vélo",
    "description": "Avec NordVolt.\n00:00 Départ",
    "channel": "Noé Quillard",
    "channel_id": "UCnoequillard00000000000",
    "channel_follower_count": 226000,
    "uploader": "Noé Quillard",
    "uploader_id": "@noe.quillard",
    "timestamp": 1791648000,
    "upload_date": "20261010",
    "epoch": 1795269601,
    "duration": 900,
    "view_count": 18230,
    "like_count": 0,
    "language": "fr",
    "availability": "public",
    "live_status": "not_live",
    "webpage_url": "https://www.youtube.com/watch?v=ExVid000001",
    "original_url": "https://www.youtube.com/watch?v=ExVid000001&t=3",
    "extractor": "youtube",
    "extractor_key": "Youtube",
    "_type": "video",
}
COMMENT: dict[str, Any] = {
    "id": "Ug1",
    "parent": "root",
    "text": "C'est sponsorisé ?",
    "like_count": 3,
    "author": "@une.spectatrice",
    "author_id": "UCspectatrice00000000000",
    "author_is_uploader": False,
    "is_pinned": False,
    "timestamp": 1791600000,
}
TIKTOK: dict[str, Any] = {
    "id": "7573000000000000123",
    "title": "Trois semaines avec la bou...",
    "description": "Trois semaines avec la bougie @maisonlune",
    "uploader": "lina.m",
    "uploader_id": "6890000000000000001",
    "channel": "Lina M.",
    "channel_id": "MS4wLjABAAAAexemple",
    "timestamp": 1793721600,
    "duration": 31,
    "view_count": 9000,
    "like_count": 120,
    "comment_count": 7,
    "repost_count": 3,
    "save_count": 1,
    "webpage_url": "https://www.tiktok.com/@lina.m/video/7573000000000000123",
    "extractor": "TikTok",
    "extractor_key": "TikTok",
    "_type": "video",
}


def items_of(document: object) -> list[Item]:
    content = document if isinstance(document, bytes) else json.dumps(document).encode()
    return list(ytdlp.read(io.BytesIO(content), ORIGIN))


def post_of(**changes: Any) -> Post:
    (post,) = items_of({key: value for key, value in (INFO | changes).items() if value is not ...})
    assert isinstance(post, Post)
    return post


def test_a_video_of_youtube_is_a_post_with_the_day_it_was_seen() -> None:
    assert post_of() == Post(
        platform="youtube",
        post_id="ExVid000001",
        url="https://www.youtube.com/watch?v=ExVid000001",
        kind="video",
        published_at="2026-10-10T16:00:00Z",
        account=Account(id="UCnoequillard00000000000", handle="noe.quillard", name="Noé Quillard"),
        title="Deux jours à vélo",
        text="Avec NordVolt.\n00:00 Départ",
        language="fr",
        duration_s=900.0,
        stats=Stats(views=18230, likes=0),
        source=ORIGIN.source("ytdlp-info/1", 1, "2026-11-21T14:00:01Z"),
    )


def test_a_video_of_tiktok_has_its_text_and_no_title_cut_off() -> None:
    (post,) = items_of(TIKTOK)
    assert isinstance(post, Post)
    assert (post.platform, post.kind, post.title) == ("tiktok", "video", None)
    assert post.text == "Trois semaines avec la bougie @maisonlune"
    assert post.account == Account(id="6890000000000000001", handle="lina.m", name="Lina M.")
    assert post.stats == Stats(views=9000, likes=120, comments=7, shares=3, saves=1)
    assert post.url == "https://www.tiktok.com/@lina.m/video/7573000000000000123"


@pytest.mark.parametrize("info", [INFO, TIKTOK])
def test_no_label_is_recorded_so_none_is_denied(info: dict[str, Any]) -> None:
    (post,) = items_of(info)
    assert isinstance(post, Post)
    assert post.labels == Labels()
    assert (ytdlp.CARD.says.paid_label, ytdlp.CARD.says.ai_label) == ("no", "no")


def test_what_viewers_marked_as_sponsored_is_kept_beside_and_is_no_promotion() -> None:
    chapters = [
        {"start_time": 65.5, "end_time": 92.0, "category": "sponsor", "title": "Sponsor", "type": "skip"},
        {"start_time": 0, "end_time": 4, "category": "intro", "title": "Intro", "type": "skip"},
        {"category": "sponsor"},
        "?",
    ]
    post = post_of(sponsorblock_chapters=chapters)
    assert post.extra == {"ytdlp": {"sponsorblock": [{"from_s": 65.5, "to_s": 92.0}]}}
    assert (post.promotion, post.labels) == (None, Labels())


@pytest.mark.parametrize(
    ("changes", "kind"),
    [
        ({}, "video"),
        ({"media_type": "short"}, "short"),
        ({"original_url": "https://www.youtube.com/shorts/ExVid000001"}, "short"),
        ({"live_status": "was_live"}, "live"),
        ({"live_status": None}, "video"),
    ],
)
def test_shorts_and_broadcasts_are_told(changes: dict[str, Any], kind: str) -> None:
    assert post_of(**changes).kind == kind


def test_numbers_that_are_absent_or_null_are_not_zero() -> None:
    assert post_of(view_count=None, like_count=...).stats == Stats()
    assert post_of(view_count=-1, like_count=12.0).stats == Stats(likes=12)


@pytest.mark.parametrize(
    ("changes", "moment"),
    [
        ({"timestamp": ...}, "2026-10-10"),
        ({"timestamp": None, "upload_date": None}, None),
        ({"timestamp": 1791648000.4}, "2026-10-10T16:00:00Z"),
    ],
)
def test_a_file_that_knows_the_day_alone_gives_the_day(changes: dict[str, Any], moment: str | None) -> None:
    assert post_of(**changes).published_at == moment


def test_a_day_of_observation_that_cannot_be_told_is_not_recorded() -> None:
    assert [post_of(epoch=epoch).source.observed_at for epoch in (None, 10**15)] == [None, None]


def test_comments_keep_the_words_and_the_creator_is_told() -> None:
    own = COMMENT | {"id": "Ug1.r1", "parent": "Ug1", "author_is_uploader": True, "author": "@noe.quillard"}
    own |= {"author_id": "UCnoequillard00000000000", "is_pinned": None}
    untold = COMMENT | {"author_is_uploader": None, "author": "Aline Vertecourt", "like_count": None}
    post, sensitive, first, answer, third = items_of(INFO | {"comments": [COMMENT, own, untold]})
    assert isinstance(post, Post)
    assert sensitive == Sensitive("third_person")
    assert first == Comment(
        platform="youtube",
        comment_id="Ug1",
        post_id="ExVid000001",
        author_handle="une.spectatrice",
        by_creator=False,
        pinned=False,
        text="C'est sponsorisé ?",
        likes=3,
        source=post.source,
    )
    assert isinstance(answer, Comment)
    assert (answer.parent_id, answer.by_creator, answer.author_id) == ("Ug1", True, "UCnoequillard00000000000")
    assert isinstance(third, Comment)
    assert (third.by_creator, third.author_handle, third.likes, third.author_id) == (False, None, None, None)


def test_a_bad_comment_costs_only_itself() -> None:
    post, _, reject, comment = items_of(INFO | {"comments": [{"id": "Ug1", "text": 7}, COMMENT]})
    assert isinstance(post, Post)
    assert isinstance(comment, Comment)
    assert isinstance(reject, Reject)
    assert (reject.line, reject.path) == (1, "comments[0].text")


def test_a_file_whose_formats_name_the_machine_that_asked_goes_no_further() -> None:
    formats = [{"format_id": "22", "url": "https://r1.example/videoplayback?ip=192.0.2.7&sig=EXEMPLE"}]
    sensitive, post = items_of(INFO | {"formats": formats})
    assert sensitive == Sensitive("token")
    assert isinstance(post, Post)
    assert "192.0.2.7" not in repr(post)


@pytest.mark.parametrize(
    "place",
    [
        {"_filename": "/" + "home/lina/films/Deux jours.mp4"},
        {"filename": "Deux jours.mp4"},
        {"requested_downloads": [{"filepath": "C:\\Users\\lina\\a.mp4", "ext": "mp4"}]},
        {"subtitles": {"fr": [{"url": "https://r1.example/timedtext?lang=fr&signature=EXEMPLE"}]}},
        {"url": "https://r1.example/videoplayback?expire=1793721600&x=1"},
    ],
)
def test_a_file_that_names_a_place_on_a_machine_or_a_signed_address_goes_no_further(place: dict[str, Any]) -> None:
    sensitive, post = items_of(INFO | place)
    assert sensitive == Sensitive("token")
    assert isinstance(post, Post)
    assert items_of(INFO) == [post]


@pytest.mark.parametrize("said", [(1, None), (250, 250), (None, None)])
def test_a_count_of_the_comments_that_were_fetched_is_not_the_films(said: tuple[int | None, int | None]) -> None:
    posts = [
        item for item in items_of(INFO | {"comments": [COMMENT], "comment_count": said[0]}) if isinstance(item, Post)
    ]
    assert [post.stats.comments for post in posts] == [said[1]]


def test_a_private_video_never_passes_and_an_unlisted_one_is_kept_as_such() -> None:
    assert items_of(INFO | {"availability": "private", "comments": [COMMENT]}) == [
        Sensitive("private_account"),
        Other("private video", 1),
    ]
    assert post_of(availability="unlisted").extra == {"ytdlp": {"availability": "unlisted"}}


def test_a_playlist_gives_its_videos_and_what_is_no_video_is_counted() -> None:
    tab = {"_type": "playlist", "entries": [INFO, None], "extractor_key": "YoutubeTab"}
    lone = {"_type": "playlist", "id": "UC1", "extractor_key": "YoutubeTab", "webpage_url": "https://example.org"}
    elsewhere = INFO | {"extractor_key": "Vimeo"}
    first, missing, second, empty, other = items_of({"_type": "playlist", "entries": [tab, TIKTOK, lone, elsewhere]})
    assert [post.source.line for post in (first, second) if isinstance(post, Post)] == [1, 3]
    assert [missing, empty, other] == [
        Other("video that was not found", 2),
        Other("playlist", 4),
        Other("video of another platform", 5),
    ]


def test_one_video_a_line_is_read_and_a_broken_line_costs_only_itself() -> None:
    content = b"\n".join(json.dumps(info).encode() for info in (INFO, TIKTOK)) + b'\n{"id": "cut'
    first, second, cut = items_of(content)
    assert [post.source.line for post in (first, second) if isinstance(post, Post)] == [1, 2]
    assert isinstance(cut, Reject)
    assert cut.line == 3


@pytest.mark.parametrize(
    ("changes", "path"),
    [
        ({"timestamp": 10**15}, "timestamp"),
        ({"timestamp": None, "upload_date": "bientôt"}, "upload_date"),
        ({"description": ["?"]}, "description"),
        ({"comments": "?"}, "comments"),
    ],
)
def test_a_video_that_is_not_what_it_should_be_is_a_reject(changes: dict[str, Any], path: str) -> None:
    (reject,) = items_of(INFO | changes)
    assert isinstance(reject, Reject)
    assert (reject.line, reject.path) == (1, path)


def test_it_is_recognised_whole_or_by_its_beginning() -> None:
    assert recognise(json.dumps(INFO, indent=1).encode()) == "ytdlp-info/1"
    formats = [{"format_id": str(n), "url": f"https://r1.example/{n}?{'x' * 900}"} for n in range(2000)]
    long = {"id": "ExVid000001", "title": "Essai", "thumbnails": [], "formats": formats} | INFO
    assert recognise(json.dumps(long).encode()[:HEAD]) == "ytdlp-info/1"


@given(st.data())
def test_a_file_with_any_byte_changed_is_refused_or_accounted_for(data: st.DataObject) -> None:
    content = bytearray(json.dumps({"entries": [INFO | {"comments": [COMMENT]}, TIKTOK]}).encode())
    at = data.draw(st.integers(0, len(content) - 1))
    content[at] = data.draw(st.integers(0, 255))
    with contextlib.suppress(UnreadableFile):
        assert sum(not isinstance(item, Sensitive) for item in items_of(bytes(content))) in {1, 2, 3}


@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(content: bytes) -> None:
    with contextlib.suppress(UnreadableFile):
        items_of(content)
