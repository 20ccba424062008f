"""Each channel has objects of its own."""

import polars as pl

from perenne.axes.authenticity.coordination.channels.objects import one_object_an_act, with_objects

NOON = 1_767_268_800
COPY = "ce masque a vraiment changé ma vie en trois semaines et je le garde"


def _acts(*objects: str, t: int = NOON, owner: str | None = None) -> pl.DataFrame:
    return pl.DataFrame(
        [
            {"account": f"u{n}", "object": each, "t": t, "action": None, "owner": owner}
            for n, each in enumerate(objects)
        ],
        schema={"account": pl.String, "object": pl.String, "t": pl.Int64, "action": pl.String, "owner": pl.String},
    )


def test_links_meet_at_their_page_and_belong_to_its_host() -> None:
    found = with_objects(_acts("https://www.a.example/x?utm_source=1", "http://a.example/x/", "41"), "co-link")
    assert found["object"].to_list() == ["https://a.example/x", "https://a.example/x", "41"]
    assert found["owner"].to_list() == ["a.example", "a.example", None]
    assert with_objects(_acts("https://a.example/x", owner="lina"), "co-link")["owner"].to_list() == ["lina"]


def test_a_hashtag_is_an_object_for_a_day() -> None:
    found = with_objects(_acts("#Soldes", "soldes", "#"), "co-hashtag")["object"].to_list()
    assert found == ["#soldes 2026-01-01", "#soldes 2026-01-01", None]
    assert with_objects(_acts("#soldes", t=NOON + 86_400), "co-hashtag")["object"].to_list() == ["#soldes 2026-01-02"]


def test_copied_texts_meet_in_their_family_and_keep_what_was_written() -> None:
    found = with_objects(_acts(COPY, f"{COPY} !", "autre chose"), "co-text")
    one, other, alone = found["object"].to_list()
    assert one == other != alone is None
    assert found["text"].to_list() == [COPY, f"{COPY} !", "autre chose"]


def test_objects_of_any_other_channel_are_what_they_are() -> None:
    for channel in ("co-comment", "co-share", "table", "own"):
        assert with_objects(_acts("https://a.example/?utm_source=1"), channel).equals(
            _acts("https://a.example/?utm_source=1")
        )


def _post(account: str, *objects: str, t: int = NOON, action: str | None = None) -> pl.DataFrame:
    return _acts(*objects, t=t).with_columns(account=pl.lit(account), action=pl.lit(action, pl.String))


def test_posts_with_the_same_six_hashtags_meet_once_and_on_the_rarest_that_others_have_too() -> None:
    asked = [f"#marque{n}" for n in range(6)]
    posts = pl.concat([_post("a", *asked, "#mien", t=5), _post("b", *asked, t=9), _post("c", *asked[:5], t=2)])
    found = one_object_an_act(posts, "co-hashtag")
    assert found.select("account", "object").rows() == [("a", "#marque5"), ("b", "#marque5"), ("c", "#marque0")]
    turned = one_object_an_act(posts.reverse(), "co-hashtag").reverse()
    assert turned.equals(found)


def test_what_a_source_has_one_id_for_is_one_act_and_other_acts_of_a_second_stay() -> None:
    one, two = _post("a", "x", "y", action="p1"), _post("a", "x", "y")
    assert one_object_an_act(one, "table")["object"].to_list() == ["x"]
    assert one_object_an_act(two, "table").equals(two)
    assert one_object_an_act(two, "co-link")["object"].to_list() == ["x"]
    later = pl.concat([_post("a", "x"), _post("a", "y", t=NOON + 1)])
    assert one_object_an_act(later, "co-link").equals(later)
