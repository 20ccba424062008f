"""Copies of one post become one, whatever the order in which they were read."""

from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from perenne.audit.repeats import beside, merge_repeats, says_more
from perenne.model.post import Post
from perenne.model.wire import convert
from tests.model import records


def copy(seen: str | None, text: str | None = None, file: str = "a.ndjson", line: int = 1, **fields: Any) -> Post:
    """A copy of one Instagram post, observed on a day, read in a file."""
    source = {"file": file, "sha256": file * 8, "line": line, "observed_at": seen}
    return convert(Post, {"platform": "instagram", "post_id": "C1", "text": text, "source": source, **fields})


def merged(*copies: Post) -> Post:
    (one,) = merge_repeats(copies).posts
    return one


OLD, NEW = "2026-11-01T08:00:00Z", "2026-11-20T08:00:00Z"


def test_the_newest_observation_comes_first() -> None:
    assert merged(copy(OLD, "avant"), copy(NEW, "après")).text == "après"
    assert merged(copy(NEW, "après"), copy(OLD, "avant")).source.observed_at == NEW


def test_times_are_compared_as_times_and_not_as_text() -> None:
    early, late = copy("2026-11-20T09:30:00+02:00", "avant"), copy("2026-11-20T08:00:00Z", "après")
    assert merged(early, late).text == "après"
    assert merged(copy("2026-11-20", "avant"), copy("2026-11-20T00:00:01Z", "après")).text == "après"


def test_an_observation_whose_day_is_not_known_is_the_oldest() -> None:
    assert merged(copy(None, "sans date"), copy(OLD, "daté")).text == "daté"


def test_what_only_an_older_copy_records_is_kept() -> None:
    old = copy(
        OLD,
        "la légende",
        labels={"paid_partnership": True, "sponsors": ["maisonlune"]},
        account={"country": "FR", "own_brands": ["Claraline"]},
        media={"children": [7]},
        overlay=[{"text": "pub"}],
        series={"index": 2},
        extra={"a": 1},
        audience={"countries": {"FR": 0.9}},
        deal={"consideration": "yes", "forms": ["money"], "value_eur": 180},
    )
    one = merged(old, copy(NEW, labels={"ai": False}, account={"handle": "lina.m"}, series={"of": 3}))
    assert one.text == "la légende"
    assert (one.labels.paid_partnership, one.labels.ai, one.labels.sponsors) == (True, False, ("maisonlune",))
    assert (one.account.country, one.account.handle, one.account.own_brands) == ("FR", "lina.m", ("Claraline",))
    assert one.overlay is not None
    assert one.overlay[0].text == "pub"
    assert one.series is not None
    assert (one.series.index, one.series.of) == (2, 3)
    assert (one.extra, one.audience.countries, one.media.children) == ({"a": 1}, {"FR": 0.9}, (7,))
    assert (one.deal.consideration, one.deal.forms, one.deal.value_eur) == ("yes", ("money",), 180)


@pytest.mark.parametrize(
    ("field", "newer", "older"),
    [
        ("text", "", "la légende"),
        ("overlay", [], [{"text": "pub"}]),
        ("labels", {"paid_partnership": False}, {"paid_partnership": True}),
        ("deal", {"consideration": "no"}, {"consideration": "yes"}),
        ("links", [], ["https://belorso.example"]),
        ("duration_s", 0, 12),
    ],
)
def test_what_was_seen_and_is_empty_off_or_zero_is_not_filled_up(field: str, newer: Any, older: Any) -> None:
    one = merged(copy(OLD, **{field: older}), copy(NEW, **{field: newer}))
    assert getattr(one, field) == getattr(copy(NEW, **{field: newer}), field)


def test_an_advertiser_is_never_completed_by_what_is_known_of_another() -> None:
    def deal(**advertiser: Any) -> dict[str, Any]:
        return {"consideration": "yes", "advertiser": advertiser}

    estate = deal(name="Domaine de Riveaux", sectors=["alcohol"], country="FR", facts={"licensed": True})
    other = merged(copy(NEW, deal=deal(name="Maison Lune")), copy(OLD, deal=estate)).deal.advertiser
    same = merged(copy(NEW, deal=deal(name="Domaine de Riveaux")), copy(OLD, deal=estate)).deal.advertiser
    assert other is not None
    assert (other.name, other.sectors, other.country, other.facts) == ("Maison Lune", (), None, {})
    assert same is not None
    assert (same.sectors, same.country, same.facts) == (("alcohol",), "FR", {"licensed": True})


def test_a_caption_that_says_unknown_is_a_caption() -> None:
    assert merged(copy(OLD, "avant"), copy(NEW, "unknown")).text == "unknown"


def test_null_never_overwrites() -> None:
    one = merged(copy(NEW, None), copy(OLD, "la légende"), copy(None, None))
    assert one.text == "la légende"


def test_posts_of_other_ids_or_platforms_are_others() -> None:
    others = [copy(OLD), copy(OLD, post_id="C2"), copy(OLD, platform="threads")]
    result = merge_repeats(others)
    assert [(post.platform, post.post_id) for post in result.posts] == [
        ("instagram", "C1"),
        ("instagram", "C2"),
        ("threads", "C1"),
    ]
    assert result.repeats == 0


def test_posts_without_id_are_copies_only_where_they_are_the_same_line_of_the_same_bytes() -> None:
    nameless: dict[str, Any] = {"post_id": None}
    assert merge_repeats([copy(OLD, **nameless), copy(OLD, line=2, **nameless)]).repeats == 0
    assert merge_repeats([copy(OLD, **nameless), copy(OLD, file="b.ndjson", **nameless)]).repeats == 0
    assert merge_repeats([copy(OLD, **nameless), copy(OLD, **nameless)]).repeats == 1


def test_repeats_are_counted() -> None:
    assert merge_repeats([]).repeats == 0
    assert merge_repeats([copy(OLD), copy(NEW), copy(None), copy(OLD, post_id="C2")]).repeats == 2


# Where copies contradict


def test_two_captions_are_both_shown_with_their_places() -> None:
    (conflict,) = merge_repeats([copy(OLD, "avant", line=3), copy(NEW, "après", file="b.ndjson")]).conflicts
    assert (conflict.platform, conflict.post_id, conflict.field) == ("instagram", "C1", "text")
    assert (conflict.kept, conflict.kept_source) == ("après", "b.ndjson:1")
    assert (conflict.other, conflict.other_source) == ("avant", "a.ndjson:3")


@pytest.mark.parametrize(
    ("field", "newer", "older", "path"),
    [
        ("title", "après", "avant", "title"),
        ("labels", {"paid_partnership": False}, {"paid_partnership": True}, "labels.paid_partnership"),
        ("labels", {"promotional": True}, {"promotional": False}, "labels.promotional"),
        ("labels", {"ai": True}, {"ai": False}, "labels.ai"),
        ("deal", {"consideration": "no"}, {"consideration": "yes"}, "deal.consideration"),
        ("text", "", "avant", "text"),
    ],
)
def test_captions_labels_and_deals_are_watched(field: str, newer: Any, older: Any, path: str) -> None:
    conflicts = merge_repeats([copy(OLD, **{field: older}), copy(NEW, **{field: newer})]).conflicts
    assert [each.field for each in conflicts] == [path]


def test_copies_that_agree_or_do_not_say_are_no_conflict() -> None:
    said = [copy(OLD, "même", stats={"views": 5}), copy(NEW, "même", stats={"views": 9}), copy(None, None)]
    assert merge_repeats([*said, copy(None, deal={"consideration": "unknown"})]).conflicts == ()


def test_two_older_copies_that_contradict_are_shown_where_the_newest_says_nothing() -> None:
    newest = copy("2026-11-22", None, file="c.ndjson")
    (conflict,) = merge_repeats([newest, copy(NEW, "après", file="b.ndjson"), copy(OLD, "avant")]).conflicts
    assert (conflict.kept, conflict.kept_source) == ("après", "b.ndjson:1")
    assert (conflict.other, conflict.other_source) == ("avant", "a.ndjson:1")


# The order of the files never matters

ids = st.sampled_from(["C1", "C2", None])
copies = st.lists(st.builds(lambda post, post_id: _with_id(post, post_id), records.posts, ids), max_size=6)


def _with_id(post: Post, post_id: str | None) -> Post:
    bare = Post(platform="instagram", post_id=post_id, text=post.text, title=post.title)
    return msgspec.structs.replace(bare, labels=post.labels, deal=post.deal, account=post.account, source=post.source)


@given(copies.flatmap(lambda each: st.tuples(st.just(each), st.permutations(each))))
def test_the_order_of_the_files_never_matters(both: tuple[list[Post], list[Post]]) -> None:
    read, otherwise = both
    assert merge_repeats(read) == merge_repeats(otherwise)


def test_one_file_under_two_names_is_the_same_from_either_side() -> None:
    one = copy(OLD, "même")
    renamed = msgspec.structs.replace(one, source=msgspec.structs.replace(one.source, file="copie.ndjson"))
    assert merge_repeats([one, renamed]) == merge_repeats([renamed, one])
    assert merged(one, renamed).source.file == "a.ndjson"


@given(records.posts)
def test_a_post_alone_is_left_as_it_is(post: Post) -> None:
    assert merge_repeats([post]).posts == (post,)


@given(records.posts)
def test_a_copy_of_itself_adds_nothing(post: Post) -> None:
    result = merge_repeats([post, post])
    assert result.posts == (post,)
    assert (result.repeats, result.conflicts) == (1, ())


@pytest.mark.parametrize(
    ("known", "other", "more"),
    [
        ({"text": "a"}, {"text": "a"}, False),
        ({"text": "a"}, {}, False),
        ({}, {"text": "a"}, True),
        ({"text": "a"}, {"text": "b"}, True),
        ({"stats": {"views": 1}}, {"stats": {"views": 2}}, True),
        ({"stats": {"views": 1}}, {"stats": {}}, False),
        ({"text": "a"}, {"text": "a", "extra": {"x": 1}, "source": {"file": "b.ndjson"}}, False),
    ],
)
def test_a_copy_says_more_where_it_records_what_the_known_one_does_not(
    known: dict[str, Any], other: dict[str, Any], more: bool
) -> None:
    one, two = (convert(Post, {"platform": "tiktok", "post_id": "7", **each}) for each in (known, other))
    assert says_more(one, two) is more


def test_beside_a_known_copy_stands_what_another_says_of_text_label_and_deal() -> None:
    known, other = (
        convert(Post, {"platform": "tiktok", "post_id": "7", **each})
        for each in (
            {"text": "a", "labels": {"paid_partnership": False}, "stats": {"views": 1}},
            {"text": "b", "labels": {"paid_partnership": True, "sponsors": ["Belorso"]}, "stats": {"views": 2}},
        )
    )
    assert list(beside(known, other)) == [
        ("text", "a", "b"),
        ("labels.paid_partnership", False, True),
        ("labels.sponsors", None, "Belorso"),
    ]
    assert list(beside(known, known)) == []
