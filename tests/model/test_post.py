"""A post: frozen, with a name to be cited by, and no value that the law could not read."""

import pytest

from perenne.model.post import Account, Audience, Post, Source, check_country, check_moment


def test_a_post_is_cited_by_the_id_that_its_platform_gave() -> None:
    post = Post(platform="instagram", post_id="C8xk2", source=Source(sha256="ab" * 32, line=7))
    assert post.subject_id == "C8xk2"


def test_a_post_without_an_id_is_cited_by_file_and_line() -> None:
    post = Post(platform="instagram", source=Source(sha256="0123456789abcdef" * 4, line=7))
    assert post.subject_id == "0123456789ab:7"


def test_an_empty_id_is_an_id() -> None:
    assert Post(platform="instagram", post_id="").subject_id == ""


def test_a_record_cannot_be_changed() -> None:
    post = Post(platform="instagram", account=Account(handle="lina.m"))
    with pytest.raises(AttributeError):
        post.text = "another caption"  # type: ignore[misc]
    with pytest.raises(AttributeError):
        post.account.handle = "someone"  # type: ignore[misc]


@pytest.mark.parametrize("code", ["FR", "GB", "QC"])
def test_two_capitals_are_a_country(code: str) -> None:
    check_country(code)
    assert Account(country=code).country == code


def test_a_record_made_in_python_is_checked_too() -> None:
    with pytest.raises(ValueError, match="two capitals"):
        Account(country="france")
    with pytest.raises(ValueError, match="two capitals"):
        Audience(countries={"fr": 0.5})
    with pytest.raises(ValueError, match="expected a date or a time"):
        Post(platform="x", published_at="last week")


@pytest.mark.parametrize("share", [-0.1, 1.01, 88])
def test_a_percentage_is_no_share(share: float) -> None:
    with pytest.raises(ValueError, match="between 0 and 1"):
        Audience(countries={"FR": share})


@pytest.mark.parametrize(
    "moment",
    [
        "2026-11-20",
        "2026-11-20T09:00:00Z",
        "2026-11-20T09:00:00.123Z",
        "2026-11-20T09:00:00+01:00",
        "2026-11-20T09:00:00",
        "2026-11-20 09:00",
        "2024-02-29",
    ],
)
def test_a_date_a_local_time_and_a_time_with_its_zone_are_moments(moment: str) -> None:
    check_moment(moment)
    assert Post(platform="x", published_at=moment).published_at == moment


@pytest.mark.parametrize("moment", ["0001-01-01", "9999-12-31T23:59:59Z"])
def test_a_moment_at_the_end_of_the_calendar_is_none(moment: str) -> None:
    with pytest.raises(ValueError, match="expected a date or a time"):
        check_moment(moment)
