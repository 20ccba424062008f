import csv
import io
from collections.abc import Sequence
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perenne.model.errors import UnreadableFile
from perenne.model.post import Count, Labels, Post, TimedText
from perenne.model.reject import Reject
from perenne.readers import tiktok_commercial
from perenne.readers.reading import Item, Origin, Sensitive
from perenne.readers.sniff import recognise

ORIGIN = Origin("bibliotheque.csv", "c0ffee" + "0" * 58)
WITH_OCR = ["id", "create_date", "create_timestamp", "label", "video_views", "http_status", "collection_datetime_utc",
            "path", "ocr"]  # fmt: skip
MINET = ["id", "creator_username", "brand_names", "create_date_utc", "create_timestamp", "label",
         "video_cover_image_urls", "video_urls", "audit_status", "show_mode", "video_views",
         "collected_via"]  # fmt: skip


OLD_MINET = ["create_date" if name == "create_date_utc" else name for name in MINET]
FROM_THE_API = [name for name in MINET if name not in {"video_views", "audit_status", "show_mode"}]


def csv_of(*rows: Sequence[str]) -> bytes:
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\n").writerows(rows)
    return text.getvalue().encode()


def read(content: bytes) -> list[Item]:
    return list(tiktok_commercial.read(io.BytesIO(content), ORIGIN))


def with_ocr(**cells: str) -> Post:
    usual = {"id": "v0001", "create_timestamp": "1733521883", "label": "Paid Partnership", "video_views": "0-1K"}
    (post,) = read(csv_of(WITH_OCR, [(usual | cells).get(name, "") for name in WITH_OCR]))
    assert isinstance(post, Post), post
    return post


def test_a_row_of_a_collection_is_a_video_without_caption() -> None:
    post = with_ocr(
        create_date="2024-12-06T21:51:23",
        http_status="200",
        collection_datetime_utc="2025-05-07T15:49:55.810848",
        path="v240/v0001.jpg",
        ocr="Bougies\nMaison Lune",
    )
    assert (post.platform, post.post_id, post.kind, post.text) == ("tiktok", "v0001", "video", None)
    assert post.published_at == "2024-12-06T21:51:23Z"
    assert post.overlay == (TimedText(text="Bougies\nMaison Lune"),)
    assert post.stats.views == (0, 1000)
    assert post.extra == {"label": "Paid Partnership", "http_status": "200", "path": "v240/v0001.jpg"}
    assert (post.source.line, post.source.observed_at) == (2, "2025-05-07T15:49:55Z")


def test_a_row_of_minet_keeps_its_creator_its_brands_and_no_signed_address() -> None:
    cells = ["7300000000000000001", "lina.m", "Maison Lune|Belorso", "2024-12-06 21:51:23", "", "2",
             "https://c.example/a.jpg?x-expires=1|https://c.example/b.jpg?x-expires=2", "", "1", "", "10M-20M",
             "web"]  # fmt: skip
    sensitive, post = read(csv_of(MINET, cells))
    assert sensitive == Sensitive("token")
    assert isinstance(post, Post)
    assert (post.post_id, post.account.handle) == ("7300000000000000001", "lina.m")
    assert post.labels == Labels(paid_partnership=False, promotional=True, sponsors=("Maison Lune", "Belorso"))
    assert post.published_at == "2024-12-06T21:51:23Z"
    assert post.overlay is None
    assert post.extra["video_cover_image_urls"] == "https://c.example/a.jpg|https://c.example/b.jpg"


def test_a_signed_address_in_a_column_of_somebodys_own_is_told_and_never_kept() -> None:
    row = ["v0001", "1733521883", "1", "0-1K", "https://s.example/v.mp4?part=2&api_key=EXEMPLE"]
    sensitive, post = read(csv_of(["id", "create_timestamp", "label", "video_views", "stored at"], row))
    assert sensitive == Sensitive("token")
    assert isinstance(post, Post)
    assert post.extra["stored at"] == "https://s.example/v.mp4?part=2"


@pytest.mark.parametrize("header", [MINET, OLD_MINET, FROM_THE_API], ids=["minet 4", "minet 3", "of the API"])
def test_each_header_of_minet_is_recognised_and_read(header: list[str]) -> None:
    cells = {"id": "7300000000000000123", "creator_username": "lina.m", "brand_names": "Maison Lune", "label": "1"}
    dates = {"create_date": "2024-12-06T21:51:23", "create_date_utc": "2024-12-06T21:51:23"}
    content = csv_of(header, [(cells | dates).get(name, "") for name in header])
    assert recognise(content) == "tiktok-commercial-content/1"
    (post,) = read(content)
    assert isinstance(post, Post)
    assert (post.published_at, post.stats.views) == ("2024-12-06T21:51:23Z", None)
    assert post.labels == Labels(paid_partnership=True, sponsors=("Maison Lune",))


@pytest.mark.parametrize(
    ("label", "paid", "promotional"),
    [
        ("Paid Partnership", True, None),
        ("1", True, None),
        ("Promotional Content", False, True),
        ("2", False, True),
        ("Something New", None, None),
        ("", None, None),
    ],
)
def test_the_label_says_what_the_library_says_and_no_more(
    label: str, paid: bool | None, promotional: bool | None
) -> None:
    labels = with_ocr(label=label).labels
    assert (labels.paid_partnership, labels.promotional) == (paid, promotional)


@pytest.mark.parametrize(
    ("status", "ocr", "overlay"),
    [
        ("200", "pub", (TimedText(text="pub"),)),
        ("200", "", ()),
        ("200.0", "  ", ()),
        ("404", "", None),
        ("", "", None),
    ],
)
def test_a_cover_that_was_seen_without_text_differs_from_one_not_seen(
    status: str, ocr: str, overlay: tuple[TimedText, ...] | None
) -> None:
    assert with_ocr(http_status=status, ocr=ocr).overlay == overlay


def test_a_cover_whose_text_nobody_read_proves_nothing() -> None:
    header = [name for name in WITH_OCR if name != "ocr"]
    (post,) = read(csv_of(header, ["v1", "", "1733521883", "1", "0-1K", "200", "", ""]))
    assert isinstance(post, Post)
    assert post.overlay is None


@pytest.mark.parametrize(
    ("said", "views"),
    [("900K-1M", (900_000, 1_000_000)), ("1M-10M", (1_000_000, 10_000_000)), ("", None), ("12", 12)],
)
def test_a_band_stays_a_band(said: str, views: Count) -> None:
    assert with_ocr(video_views=said).stats.views == views


def test_views_in_words_stay_as_they_are() -> None:
    post = with_ocr(video_views="a lot")
    assert (post.stats.views, post.extra["video_views"]) == (None, "a lot")


@pytest.mark.parametrize(
    ("cells", "path"),
    [
        ({"id": ""}, "id"),
        ({"id": "7.3E+18"}, "id"),
        ({"create_timestamp": "soon"}, "create_timestamp"),
        ({"create_timestamp": "", "create_date": "soon"}, "create_date"),
    ],
)
def test_a_row_without_id_or_with_an_odd_date_is_a_reject(cells: dict[str, str], path: str) -> None:
    usual = {"id": "v1", "create_timestamp": "1733521883", "label": "1"} | cells
    good = ["v2", "", "1733521883", "1", "", "", "", "", ""]
    reject, post = read(csv_of(WITH_OCR, [usual.get(name, "") for name in WITH_OCR], good))
    assert isinstance(reject, Reject)
    assert isinstance(post, Post)
    assert (reject.line, reject.path, post.post_id) == (2, path, "v2")


def test_another_table_is_refused() -> None:
    with pytest.raises(UnreadableFile, match="video_views"):
        read(b"id,label\n1,2\n")
    with pytest.raises(UnreadableFile, match="create_timestamp"):
        read(b"id,label,video_views\n1,2,3\n")


@given(st.binary(max_size=60), st.integers(0, 200))
def test_bytes_of_any_kind_raise_nothing_but_a_refusal(noise: bytes, at: int) -> None:
    good = csv_of(WITH_OCR, ["v2", "", "1733521883", "1", "0-1K", "200", "", "", "pub"])
    with suppress(UnreadableFile):
        assert all(isinstance(item, (Post, Reject)) for item in read(good[:at] + noise + good[at:]))
