"""Every text of a post in which words are looked for."""

from hypothesis import given

from perenne.model.post import Post
from perenne.model.wire import convert
from perenne.text.passage import passages
from tests.model import records

FULL = convert(
    Post,
    {
        "platform": "youtube",
        "title": "le titre",
        "text": "la description",
        "first_comment": "le commentaire",
        "account": {"bio": "la présentation"},
        "overlay": [{"text": "à l'image", "from_s": 1.5, "to_s": 4}, {"text": ""}, {"text": "encore"}],
        "speech": [{"text": "dit"}],
    },
)


def test_every_text_is_a_passage_with_its_path_and_its_seconds() -> None:
    assert [(each.field, each.text, each.from_s, each.to_s) for each in passages(FULL)] == [
        ("text", "la description", None, None),
        ("title", "le titre", None, None),
        ("first_comment", "le commentaire", None, None),
        ("account.bio", "la présentation", None, None),
        ("overlay[0].text", "à l'image", 1.5, 4.0),
        ("overlay[2].text", "encore", None, None),
        ("speech[0].text", "dit", None, None),
    ]


def test_what_is_empty_or_not_recorded_is_no_passage() -> None:
    assert list(passages(Post(platform="x"))) == []
    assert list(passages(Post(platform="x", text="", title="", overlay=(), speech=()))) == []


@given(records.posts)
def test_no_passage_is_empty_and_no_path_stands_twice(post: Post) -> None:
    found = list(passages(post))
    assert all(each.text and not each.hits for each in found)
    assert len({each.field for each in found}) == len(found)
