import contextlib
import io
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perenne.model.errors import UnreadableFile
from perenne.model.post import Account, Labels, Post, Stats
from perenne.model.profile import Profile
from perenne.model.reject import Reject
from perenne.readers import youtube
from perenne.readers.reading import Item, Origin, Other, Sensitive

ORIGIN = Origin("videos.json", "a" * 64)

VIDEO: dict[str, Any] = {
    "kind": "youtube#video",
    "etag": "x",
    "id": "Lx3_abc-D9k",
    "snippet": {
        "publishedAt": "2026-03-10T17:00:00Z",
        "channelId": "UCclaraline0000000000000",
        "title": "Un mois avec le portable Ordiclair",
        "description": "Collaboration commerciale avec Ordiclair.\nhttps://ordiclair.example/lina",
        "channelTitle": "Lina M.",
        "liveBroadcastContent": "none",
        "defaultAudioLanguage": "fr",
    },
    "contentDetails": {"duration": "PT1H21M7S", "caption": "false"},
    "status": {"privacyStatus": "public"},
    "statistics": {"viewCount": "8087", "commentCount": "32"},
}


def items_of(document: object) -> list[Item]:
    content = document if isinstance(document, bytes) else json.dumps(document, indent=1).encode()
    return list(youtube.read(io.BytesIO(content), ORIGIN))


def post_of(**changes: Any) -> Post:
    (post,) = items_of(VIDEO | changes)
    assert isinstance(post, Post)
    return post


def response(*items: object, kind: str = "youtube#videoListResponse") -> dict[str, Any]:
    return {"kind": kind, "nextPageToken": "CAUQAA", "pageInfo": {"totalResults": 200}, "items": list(items)}


def test_a_video_is_a_post_with_title_description_and_exact_numbers() -> None:
    post = post_of()
    assert (post.platform, post.kind, post.post_id) == ("youtube", "video", "Lx3_abc-D9k")
    assert post.url == "https://www.youtube.com/watch?v=Lx3_abc-D9k"
    assert post.title == "Un mois avec le portable Ordiclair"
    assert post.text == "Collaboration commerciale avec Ordiclair.\nhttps://ordiclair.example/lina"
    assert post.published_at == "2026-03-10T17:00:00Z"
    assert post.account == Account(id="UCclaraline0000000000000", name="Lina M.")
    assert post.language == "fr"
    assert post.duration_s == 4867.0
    assert post.source == ORIGIN.source("youtube-data-api/1", 1)


def test_a_number_that_the_owner_hides_is_not_zero() -> None:
    assert post_of().stats == Stats(views=8087, likes=None, comments=32)
    assert post_of(statistics={"viewCount": "0"}).stats == Stats(views=0)


def test_a_part_that_was_not_asked_for_says_neither_yes_nor_no() -> None:
    assert post_of().labels == Labels()
    assert post_of(paidProductPlacementDetails={}).labels == Labels()
    assert post_of(snippet=None).text is None


@pytest.mark.parametrize("flag", [True, False])
def test_the_owners_paid_promotion_and_synthetic_media_flags_are_read_where_they_are_there(flag: bool) -> None:
    post = post_of(
        paidProductPlacementDetails={"hasPaidProductPlacement": flag},
        status={"privacyStatus": "public", "containsSyntheticMedia": flag},
    )
    assert post.labels == Labels(paid_partnership=flag, ai=flag)


def test_the_brand_partner_is_the_sponsor_that_the_label_names() -> None:
    post = post_of(brandPartner={"channelId": "UCordiclair", "channelHandle": "@ordiclair"})
    assert post.labels.sponsors == ("ordiclair",)
    assert post.labels.paid_partnership is None
    assert post.extra == {"youtube": {"brandPartner": "UCordiclair"}}


@pytest.mark.parametrize(
    ("written", "seconds"),
    [
        ("PT21M7S", 1267.0),
        ("PT45S", 45.0),
        ("P1DT2H", 93_600.0),
        ("P1W", 604_800.0),
        ("P0D", None),
        ("", None),
        ("1:20", None),
    ],
)
def test_durations_are_seconds_and_a_broadcast_to_come_has_none(written: str, seconds: float | None) -> None:
    assert post_of(contentDetails={"duration": written}).duration_s == seconds


def test_the_language_of_the_title_goes_before_that_of_the_sound() -> None:
    snippet = VIDEO["snippet"]
    assert post_of(snippet=snippet | {"defaultLanguage": "en-GB"}).language == "en-GB"
    assert post_of(snippet=snippet | {"defaultAudioLanguage": "zxx"}).language is None


def test_a_private_video_never_passes_and_an_unlisted_one_is_kept_as_such() -> None:
    assert items_of(VIDEO | {"status": {"privacyStatus": "private"}}) == [
        Sensitive("private_account"),
        Other("private video", 1),
    ]
    assert post_of(status={"privacyStatus": "unlisted"}).extra == {"youtube": {"privacyStatus": "unlisted"}}


def test_items_of_a_response_are_numbered_and_a_bad_one_costs_only_itself() -> None:
    wrong_type = VIDEO | {"snippet": {"title": 7}}
    no_moment = VIDEO | {"snippet": {"publishedAt": "hier"}}
    first, second, third, fourth, fifth = items_of(response(VIDEO, wrong_type, no_moment, 12, VIDEO))
    assert isinstance(first, Post)
    assert isinstance(fifth, Post)
    assert (first.source.line, fifth.source.line) == (1, 5)
    assert [(reject.line, reject.path) for reject in (second, third, fourth) if isinstance(reject, Reject)] == [
        (2, "snippet.title"),
        (3, "snippet.publishedAt"),
        (4, ""),
    ]


def test_items_without_kind_are_what_their_list_says_or_what_their_id_shows() -> None:
    bare = {key: VIDEO[key] for key in ("id", "snippet")}
    assert [type(item) for item in items_of(response(bare))] == [Post]
    assert [type(item) for item in items_of({"items": [bare]})] == [Post]
    assert [type(item) for item in items_of(response({"id": "UC1"}, kind="youtube#channelListResponse"))] == [Profile]


def test_other_kinds_are_counted_by_kind() -> None:
    assert items_of(response({"kind": "youtube#searchResult", "id": {"videoId": "Lx3_abc-D9k"}})) == [
        Other("youtube#searchResult", 1)
    ]
    assert items_of({"kind": "youtube#<script>", "id": "1"}) == [Other("youtube part", 1)]


def test_a_part_alone_is_recognised_and_no_post() -> None:
    assert items_of({"hasPaidProductPlacement": True}) == [Other("youtube part", 1)]


def test_a_list_of_responses_and_items_is_read_through() -> None:
    items = items_of([response(VIDEO, VIDEO), VIDEO])
    assert [item.source.line for item in items if isinstance(item, Post)] == [1, 2, 3]


def test_one_response_a_line_is_read_and_a_broken_line_costs_only_itself() -> None:
    lines = [response(VIDEO, VIDEO), {"error": {"code": 403, "status": "PERMISSION_DENIED"}}, VIDEO]
    content = b"\n".join(json.dumps(line).encode() for line in lines) + b'\n{"kind": "youtube#vid'
    first, second, failed, third, cut = items_of(content)
    assert [post.source.line for post in (first, second, third) if isinstance(post, Post)] == [1, 1, 3]
    assert [reject.line for reject in (failed, cut) if isinstance(reject, Reject)] == [2, 4]


def test_a_response_without_result_holds_no_record() -> None:
    assert items_of(response()) == []


def test_a_response_that_lost_its_items_is_counted() -> None:
    assert items_of({"kind": "youtube#videoListResponse"}) == [Other("youtube#videoListResponse", 1)]


@pytest.mark.parametrize(
    ("error", "named"),
    [
        (
            {"code": 403, "errors": [{"reason": "quotaExceeded"}], "status": "PERMISSION_DENIED"},
            "(403, quotaExceeded)",
        ),
        ({"code": 400, "status": "INVALID_ARGUMENT"}, "(400, INVALID_ARGUMENT)"),
        ({"code": 400, "errors": [{"reason": "<b>\x1b[31m"}]}, "(400)"),
        ("invalid_grant", "(?)"),
    ],
)
def test_an_error_message_of_the_api_is_refused_with_its_code_and_reason(error: object, named: str) -> None:
    with pytest.raises(UnreadableFile) as refused:
        items_of({"error": error})
    assert named in refused.value.says.en
    assert named in refused.value.says.fr


def test_a_document_that_is_cut_off_is_refused_as_such() -> None:
    whole = json.dumps(response(VIDEO), indent=1).encode()
    with pytest.raises(UnreadableFile, match="truncated JSON document"):
        items_of(whole[:-30])


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b'{"kind": "youtube#video", oops}', "malformed JSON document at byte 26"),
        (b'{"items": ' + b"[" * 100_000 + b"]" * 100_000 + b"}", "nested over a thousand levels deep"),
        (b'{"kind": "\xff"}', "malformed JSON document"),
        (b"", "truncated JSON document"),
    ],
    ids=["malformed", "deep", "no text", "empty"],
)
def test_a_malformed_document_is_refused_with_the_place(content: bytes, said: str) -> None:
    with pytest.raises(UnreadableFile, match=said):
        items_of(content)


def test_a_document_over_the_limit_is_refused_before_it_is_parsed() -> None:
    with pytest.raises(UnreadableFile, match="over 1 MiB"):
        list(youtube.read(io.BytesIO(b"[" + b" " * 2**20), ORIGIN, limit=2**20))


@given(st.data())
def test_a_document_with_any_byte_changed_is_refused_or_accounted_for(data: st.DataObject) -> None:
    content = bytearray(json.dumps(response(VIDEO, VIDEO)).encode())
    at = data.draw(st.integers(0, len(content) - 1))
    content[at] = data.draw(st.integers(0, 255))
    with contextlib.suppress(UnreadableFile):
        items = items_of(bytes(content))
        whole = json.loads(content.decode("utf-8", "replace"))
        assert sum(not isinstance(item, Sensitive) for item in items) == len(whole.get("items", "1"))


@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(content: bytes) -> None:
    with contextlib.suppress(UnreadableFile):
        items_of(content)
