"""The invented agency: the same day gives the same files to the byte, and everything in them is read."""

from collections import Counter
from datetime import date, timedelta
from pathlib import Path

import pytest

from perenne.audit.judgement import Knowledge, judgements
from perenne.desk.demo.agency import agency, lived
from perenne.desk.demo.files import write
from perenne.desk.demo.story import DAYS, RELATIONS, story
from perenne.law.rulebook import rulebook
from perenne.model.finding import worst
from perenne.model.post import Post
from perenne.model.reject import Reject
from perenne.readers.opening import open_reading

TODAY = date(2026, 11, 24)


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    return write(story(TODAY, 600), tmp_path_factory.mktemp("agency"))


def test_the_same_day_tells_the_same_story_to_the_byte(files: list[Path], tmp_path: Path) -> None:
    again = write(story(TODAY, 600), tmp_path)
    assert [(each.name, each.read_bytes()) for each in again] == [(each.name, each.read_bytes()) for each in files]


def test_another_day_moves_the_whole_story() -> None:
    now, later = story(TODAY, 500), story(TODAY + timedelta(days=1), 500)
    assert [each.text for each in now.posts] == [each.text for each in later.posts]
    assert {(b.day - a.day).days for a, b in zip(now.posts, later.posts, strict=True)} == {1}


def test_two_years_and_thirty_relations_and_nothing_of_tomorrow() -> None:
    told = story(TODAY)
    assert len(told.pairs) == RELATIONS
    assert len({(each.house.name, each.creator.handle) for each in told.pairs}) == RELATIONS
    assert len(told.posts) == 5_000
    days = [each.day for each in told.posts]
    assert min(days) >= TODAY - timedelta(days=DAYS)
    assert max(days) < TODAY
    assert len({each.post_id for each in told.posts}) == len(told.posts)


def test_every_line_of_every_capture_is_read_and_the_verdicts_are_those_of_an_ordinary_agency(
    files: list[Path],
) -> None:
    items = [item for file in files if file.suffix == ".ndjson" for item in open_reading(file, file.name).items()]
    posts = [each for each in items if isinstance(each, Post)]
    assert len(posts) == 600
    assert not [each for each in items if isinstance(each, Reject)]
    found = Counter(
        worst([each.verdict for each in judged.findings]) for judged in judgements(posts, Knowledge(rulebook()))
    )
    assert found["out_of_scope"] >= 200
    assert {"compliant", "improvable", "non_compliant", "needs_human"} <= set(found)
    assert found["compliant"] > found["non_compliant"]


def test_posts_that_creators_write_of_their_own_are_never_accused() -> None:
    told = story(TODAY)
    own = [each for each in told.posts if each.of is None]
    assert len(own) > 4_000
    records = (Post(platform="instagram", post_id=each.post_id, text=each.text) for each in own)
    verdicts = Counter(
        finding.verdict for judged in judgements(records, Knowledge(rulebook())) for finding in judged.findings
    )
    assert not {"non_compliant", "prohibited", "needs_human"} & set(verdicts)


def test_everything_that_people_wrote_is_about_somebody_of_the_agency() -> None:
    handles = {each.handle for each in agency().creators}
    brands = {each.name for each in agency().brands}
    assert {each.creator for each in lived().contracts} <= handles
    assert {each.brand for each in lived().contracts} <= brands
    assert {each.theme for each in agency().brands} <= {each.theme for each in agency().creators}
