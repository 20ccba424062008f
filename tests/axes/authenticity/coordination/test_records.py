"""What posts and comments tell of who acted on what."""

from typing import Any

import polars as pl
import pytest

from perenne.axes.authenticity.coordination.records import Recorded, each_person_once
from perenne.model.comment import Comment
from perenne.model.post import Account, Platform, Post
from perenne.readers.reading import Item, Other

AT = "2026-01-01T09:00:00Z"
MOMENT = 1_767_258_000


def _post(name: str, handle: str | None = "lina", platform: Platform = "x", **said: Any) -> Post:
    said = {"published_at": AT} | said
    return Post(platform=platform, post_id=name, account=Account(handle=handle), **said)


def _comment(name: str, on: str | None, handle: str = "noé", platform: Platform = "x", **said: Any) -> Comment:
    said = {"published_at": AT} | said
    return Comment(platform=platform, comment_id=name, post_id=on, author_handle=handle, **said)


def _told(channel: str | None, *items: Item) -> tuple[list[tuple[Any, ...]], int]:
    recorded = Recorded(channel)
    recorded.take(items)
    return recorded.frame().drop("dated").rows(), recorded.silent


def test_a_comment_is_an_act_on_its_post_and_the_post_s_author_owns_it() -> None:
    acts, silent = _told("co-comment", _comment("c1", "p1"), _post("p1"), _comment("c2", None))
    assert acts == [("noé", "p1", MOMENT, "c1", "lina")]
    assert silent == 2


def test_a_post_that_shares_another_on_is_an_act_on_it_alone() -> None:
    shared = _post("p2", "noé", reshare_of="p1", text="https://a.example #soldes", links=("https://b.example",))
    assert _told("co-share", shared, _post("p1")) == ([("noé", "p1", MOMENT, "p2", "lina")], 1)
    for channel in ("co-link", "co-hashtag", "co-text"):
        assert _told(channel, shared) == ([], 1)


def test_every_link_of_a_post_or_comment_is_an_act_and_its_own_address_is_none() -> None:
    post = _post(
        "p1",
        url="https://x.com/lina/status/1",
        text="Ici https://a.example.",
        links=("https://b.example", "https://a.example"),
    )
    acts, _ = _told("co-link", post, _comment("c1", "p1", text="et https://c.example"))
    assert [(who, what) for who, what, *_ in acts] == [
        ("lina", "https://b.example"), ("lina", "https://a.example"), ("noé", "https://c.example")
    ]  # fmt: skip


def test_hashtags_and_texts_are_those_of_title_and_text() -> None:
    post = _post("p1", title="Ma routine #soin", text="Avec #Peau")
    assert [row[1] for row in _told("co-hashtag", post)[0]] == ["soin", "peau"]
    assert [row[1] for row in _told("co-text", post, _post("p2", text=" \n"))[0]] == ["Ma routine #soin\nAvec #Peau"]


def test_a_record_without_author_or_time_tells_nothing_and_is_counted() -> None:
    acts, silent = _told(
        "co-comment", _comment("c1", "p1", published_at=None), _comment("c2", "p1", handle=""), Other("x", 1)
    )
    assert (acts, silent) == ([], 2)


def test_an_act_that_two_exports_tell_of_under_an_id_and_a_handle_is_one_act() -> None:
    by_id = _comment("c1", "p1", handle="noé", author_id="17")
    acts, _ = _told("co-comment", _comment("c1", "p1"), by_id, _comment("c2", "p1"), _comment("c1", "p2"))
    assert sorted(acts) == [
        ("17", "p1", MOMENT, "c1", None), ("noé", "p1", MOMENT, "c2", None), ("noé", "p2", MOMENT, "c1", None)
    ]  # fmt: skip


def test_a_post_that_two_authors_signed_is_no_act_of_both_together() -> None:
    text = "Avec https://a.example"
    acts, _ = _told("co-link", _post("p1", "lina", text=text), _post("p1", "noé", text=text))
    assert [who for who, *_ in acts] == ["lina"]


def test_who_publishes_the_same_on_several_platforms_at_once_acts_together_with_nobody() -> None:
    def act(account: str, t: int, thing: str = "o") -> dict[str, Any]:
        return {"account": account, "object": thing, "t": t}

    acts = pl.DataFrame(
        [
            act("x:lina", 3), act("tiktok:Lina", 1), act("instagram:lina", 2), act("x:noé", 2), act("x:lina", 9, "p"),
            act("tiktok:Lina", 4), act("noé", 5),
        ]
    )  # fmt: skip
    kept = each_person_once(acts, platforms=True)
    assert [(row["account"], row["t"]) for row in kept.to_dicts()] == [
        ("tiktok:Lina", 1), ("x:noé", 2), ("x:lina", 9), ("tiktok:Lina", 4)
    ]  # fmt: skip


def test_acts_without_an_id_are_not_taken_for_one_another() -> None:
    nameless = [Comment(platform="x", post_id="p", author_handle=who, published_at=AT) for who in ("a", "b")]
    assert [who for who, *_ in _told("co-comment", *nameless)[0]] == ["a", "b"]


def test_a_time_with_a_zone_is_told_by_universal_time() -> None:
    acts, _ = _told(
        "co-comment",
        _comment("c1", "p", published_at="2026-01-01T10:00:00+01:00"),
        _comment("c2", "p", published_at="2026-01-01"),
    )
    assert [row[2] for row in acts] == [MOMENT, 1_767_225_600]


def test_people_of_the_same_name_on_two_platforms_are_two() -> None:
    items = (_comment("c1", "p1"), _comment("c2", "p1", platform="instagram"), _post("p1", platform="instagram"))
    acts, _ = _told("co-comment", *items)
    assert [(row[0], row[1], row[4]) for row in acts] == [
        ("x:noé", "x:p1", None), ("instagram:noé", "instagram:p1", "instagram:lina")
    ]  # fmt: skip
    texts = _told("co-link", *(_post("p", platform=each, links=("https://a.example",)) for each in ("x", "threads")))[
        0
    ]
    assert [row[:2] for row in texts] == [("x:lina", "https://a.example"), ("threads:lina", "https://a.example")]


@pytest.fixture
def both() -> Recorded:
    recorded = Recorded(None)
    recorded.take([_comment("c1", "p1"), _post("p2", reshare_of="p1"), _post("p3")])
    return recorded


def test_where_nobody_says_what_counts_the_kinds_are_told_apart(both: Recorded) -> None:
    assert both.channels == {"co-comment", "co-share"}
    assert both.silent == 1


def test_many_acts_are_all_there() -> None:
    recorded = Recorded("co-comment")
    recorded.take(_comment(f"c{number}", f"p{number % 7}") for number in range(100_050))
    frame = recorded.frame()
    assert (len(frame), frame["action"].n_unique(), recorded.acts) == (100_050, 100_050, 100_050)


def test_a_day_without_a_time_is_told_to_be_one() -> None:
    recorded = Recorded("co-comment")
    moments = ("2026-01-01", "2026-01-01T00:00:00Z", "2026-01-01T09:00")
    recorded.take(_comment("c", "p", published_at=moment) for moment in moments)
    assert recorded.frame()["dated"].to_list() == [True, False, False]


@pytest.mark.parametrize("spelt", ["lina", "Lina", "@lina", " LINA ", "ｌｉｎａ"])
def test_spellings_of_one_name_act_together_with_nobody(spelt: str) -> None:
    acts = pl.DataFrame(
        {"account": ["lina", spelt, "noe", spelt], "object": ["a", "a", "a", "b"], "t": [10, 20, 30, 40]}
    )
    kept = each_person_once(acts, platforms=False)
    assert kept["object"].to_list().count("a") == (2 if spelt != "lina" else 3), (
        "a repeat of one account is dropped later"
    )
    assert kept["object"].to_list().count("b") == 1
    assert kept.columns == acts.columns


def test_names_that_differ_stay_apart_and_a_colon_is_a_part_of_a_name_in_a_table() -> None:
    acts = pl.DataFrame({"account": ["instagram:lina", "tiktok:Lina", "noe"], "object": ["x"] * 3, "t": [1, 2, 3]})
    assert each_person_once(acts, platforms=False).equals(acts)
    assert len(each_person_once(acts, platforms=True)) == 2
