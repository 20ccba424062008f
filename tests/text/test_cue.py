"""Reading a cue file: what it may hold, and one clear sentence for what it may not."""

from typing import Any

import pytest

from perenne.model.errors import DataError
from perenne.text.cue import Beside, Cue, all_cues, read_cues

PUB = {
    "id": "mention.pub",
    "language": "fr",
    "patterns": ["pub"],
    "source": "usage",
    "for": ["Pub · trois lampes"],
    "against": ["La pub"],
}


def file(*cues: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"family": "mention", "checked_on": "2026-11-24", "about": "…", "cues": list(cues), **more}


def complaint(content: object) -> str:
    with pytest.raises(DataError) as caught:
        read_cues("mention", content)
    assert caught.value.says.fr.startswith("mention : ")
    assert caught.value.says.en.startswith("mention: ")
    return caught.value.says.en


def test_a_cue_takes_the_family_of_its_file() -> None:
    (cue,) = read_cues("mention", file(PUB))
    assert (cue.family, cue.place, cue.hashtag, cue.reach, cue.for_) == (
        "mention", "anywhere", "too", 0, ("Pub · trois lampes",),
    )  # fmt: skip
    assert not cue.needs_neighbour


def test_a_list_of_the_file_is_spelled_out_wherever_a_condition_names_it() -> None:
    people = {"any": ["list:people", "vous"], "within": 6, "side": "after"}
    conditions = {"near": people, "unless": [people], "either": [{"place": "sentence"}, {"near": people}]}
    (cue,) = read_cues("mention", file({**PUB, **conditions}, lists={"people": ["ma", "mon"]}))
    spelled = Beside(any=("ma", "mon", "vous"), within=6, side="after")
    assert cue.near == spelled
    assert cue.unless == (spelled,)
    assert [each.near for each in cue.either] == [None, spelled]
    assert cue.needs_neighbour


def test_a_cue_needs_a_neighbour_if_one_of_its_alternatives_does() -> None:
    (cue,) = read_cues("mention", file({**PUB, "either": [{"place": "sentence"}, {"near": {"any": ["handle"]}}]}))
    assert cue.needs_neighbour


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"patterns": "pub"}, "patterns"),
        ({"patterns": [0]}, "patterns"),
        ({"strength": "strong"}, "strength"),
        ({"place": "somewhere"}, "place"),
        ({"hashtag": True}, "hashtag"),
        ({"colour": "red"}, "colour"),
        ({"near": {"any": ["handle"], "side": "left"}}, "side"),
        ({"near": {"any": ["handle"], "inside": 3}}, "inside"),
        ({"unless": {"any": ["ma"]}}, "unless"),
        ({"either": [{"reach": 2}]}, "reach"),
        ({"reach": "far"}, "reach"),
        ({"topic": "code"}, "topic"),
        ({"unless": [{"any": ["list:nobody"]}]}, "list:nobody"),
    ],
)
def test_what_a_cue_may_not_hold_is_named(change: dict[str, Any], told: str) -> None:
    assert told in complaint(file({**PUB, **change}))


@pytest.mark.parametrize("key", ["id", "language", "patterns", "source", "for", "against"])
def test_what_a_cue_must_hold_is_named(key: str) -> None:
    assert key in complaint(file({name: value for name, value in PUB.items() if name != key}))


@pytest.mark.parametrize("content", [None, [], "mention", {"family": "mention"}, {**file(PUB), "cues": "pub"}])
def test_a_file_that_is_no_file_of_cues_is_refused(content: object) -> None:
    complaint(content)


def test_a_family_with_topics_wants_one_of_them() -> None:
    promo = {**file(PUB), "family": "promo", "topics": ["code", "price"]}
    assert "code" in complaint(promo)
    (cue,) = read_cues("promo", {**promo, "cues": [{**PUB, "topic": "code"}]})
    assert cue.topic == "code"


def test_the_words_of_a_condition_are_sorted_by_kind() -> None:
    beside = Beside(any=("handle", "family:promo", "-", "🍺", "Été", "la Mère", "l'école", "h&m"))
    assert beside.shapes == {"handle"}
    assert beside.families == ("promo",)
    assert beside.signs == ("-", "🍺")
    assert beside.words == {"ete"}
    assert beside.phrases == {"la": (["la", "mere"],), "l": (["l", "ecole"],), "h": (["h", "&", "m"],)}


def test_the_cues_of_the_package_are_sorted_by_id() -> None:
    names = [cue.id for cue in all_cues()]
    assert names == sorted(set(names))
    assert all(isinstance(cue, Cue) for cue in all_cues())
