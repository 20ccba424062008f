"""What a run came to, in words: every reason has a sentence, and nothing of a stranger's commands a terminal."""

from collections import Counter
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perenne.connectors import stopping
from perenne.connectors.collecting import Heard
from perenne.connectors.said import Said, Stop
from perenne.connectors.words import counts, quota

WHYS = (
    "token", "forbidden", "missing", "rate", "busy", "unreachable", "quota", "loop", "shape", "redirect", "platform",
    "connector", "since", "account", "relay", "refused_quota", "refused_token", "refused_replay", "refused_size",
    "refused_echo", "refused_host", "refused_path", "refused_words", "refused_media", "refused_time",
)  # fmt: skip


@pytest.mark.parametrize("why", WHYS)
def test_every_reason_has_a_sentence_of_its_own_in_both_languages(why: str) -> None:
    says = stopping.sentence(Stop(why, 403, "quotaExceeded", 90))
    assert says.fr.endswith("(403, quotaExceeded), dans 2 minutes")
    assert says.en.endswith("(403, quotaExceeded), in 2 minutes")
    assert "{" not in says.fr + says.en
    plain = stopping.sentence(Stop("platform"))
    assert (says.en.startswith(plain.en)) == (why == "platform")


@given(st.text(), st.text(), st.integers(0, 10**12))
def test_whatever_a_connector_says_of_why_is_shown_as_plain_words(why: str, code: str, seconds: int) -> None:
    says = stopping.sentence(Stop(why, 500, code, seconds))
    assert says.fr.isprintable()
    assert says.en.isprintable()


@pytest.mark.parametrize(("why", "goes_on"), [("rate", True), ("loop", True), ("missing", False), ("since", False)])
def test_only_a_run_that_can_go_on_is_said_to(why: str, goes_on: bool) -> None:
    assert (stopping.later(Stop(why)) is not None) == goes_on


def test_what_was_fetched_is_counted_in_words() -> None:
    heard = Heard(Counter(posts=2, comments=1), Counter(private=1, shape=3))
    assert counts(heard).en == "2 posts, 1 comment; 1 not public; 3 unreadable"
    assert counts(heard).fr == "2 publications, 1 commentaire ; 1 non publique ; 3 illisibles"
    assert counts(Heard()).fr == "0 publication"


def test_a_reason_that_a_connector_made_up_is_counted_and_not_shown() -> None:
    assert counts(Heard(unread=Counter({"\x1b[2J": 2}))).en == "0 posts; 2 left out"


def test_the_quota_is_shown_where_there_is_one() -> None:
    assert quota(Heard()) is None
    shown = quota(Heard(spent=7, before=40, quota=10_000))
    assert shown is not None
    assert shown.en == "today’s quota: 47 of 10000 units, 7 of them for this run"


def test_all_that_can_be_said_is_one_closed_list() -> None:
    kinds = get_args(Said)
    assert len({kind.__struct_config__.tag for kind in kinds}) == len(kinds) == 9
    assert all(kind.__struct_config__.forbid_unknown_fields for kind in kinds)
