"""Runs that go wrong, in the real compartment: what is kept, what is gone on with, what the ledger tells."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from perenne.connectors.said import Cursor, Progress, Unread
from perenne.handset.relay import MOST_GIVEN
from perenne.model.errors import UsageError
from tests.connectors.playing import TOKEN, Stage, answer, stage
from tests.connectors.test_mastodon import SOCIAL, Mastodon, status
from tests.handset.a_platform import Answered, Asked

LOOKUP, STATUSES = "/api/v1/accounts/lookup", "/api/v1/accounts/9001/statuses"
TWENTY = [status(number, f"<p>{number}</p>") for number in range(40, 20, -1)]


class Failing(Mastodon):
    """As it should be until page ``after``, then as ``says``."""

    def __init__(self, says: Callable[[Asked], Answered], after: int = 2) -> None:
        super().__init__(TWENTY)
        self.says, self.after, self.pages = says, after, 0

    def __call__(self, asked: Asked) -> Answered:
        if asked.path == STATUSES:
            self.pages += 1
            if self.pages > self.after:
                return self.says(asked)
        return super().__call__(asked)


def _ids(here: Stage, out: str = "out") -> list[int]:
    return [int(post.post_id or 0) for post in here.posts(out)]


@pytest.mark.parametrize(
    ("says", "why"),
    [
        (answer({"error": "The access token was revoked"}, 401), "token"),
        (answer({}, 429, Retry_After="86400"), "rate"),
        ((200, {}, b'[{"id":"1"'), "shape"),
        ((200, {}, b"x" * (MOST_GIVEN + 1)), "refused_size"),
        ((200, {}, TOKEN.encode()), "refused_echo"),
    ],
)
def test_a_run_that_cannot_go_on_keeps_what_it_has_and_the_next_goes_on_from_there(
    tmp_path: Path, loopback: None, says: Answered, why: str
) -> None:
    with stage(tmp_path, "mastodon", Failing(lambda _: says), SOCIAL) as here:
        heard = here.fetch()
        assert heard.stop is not None
        assert heard.stop.why == why
        assert not (tmp_path / "out").exists(), "nothing in part is there to be read"
        assert here.entries()[-1].told == why
        here.here.plays = Mastodon(TWENTY)
        here.here.saw.clear()
        again = here.fetch()
        assert again.stop is None
        assert again.resumed
        assert _ids(here) == list(range(40, 20, -1)), "none is missing, none is there twice"
        assert again.counts == {"posts": 20, "accounts": 1}
        assert here.asked()[0] == f"{STATUSES}?limit=40&max_id=37"
        assert list(tmp_path.glob(".out*")) == []


def test_the_server_hanging_up_half_way_is_said(tmp_path: Path, loopback: None) -> None:
    says = (200, {"Content-Length": "100", "Connection": "close"}, b"[")
    with stage(tmp_path, "mastodon", Failing(lambda _: says), SOCIAL) as here:
        heard = here.fetch(patience=0)
    assert heard.stop is not None
    assert heard.stop.why == "unreachable"


def test_a_server_that_drips_is_left_after_a_while(tmp_path: Path, loopback: None) -> None:
    class Slow(Mastodon):
        def __call__(self, asked: Asked) -> Answered:
            time.sleep(1.5 if asked.path == STATUSES else 0)
            return super().__call__(asked)

    with stage(tmp_path, "mastodon", Slow(TWENTY), SOCIAL) as here:
        here.seconds = 0.5
        heard = here.fetch(patience=0)
        assert heard.stop is not None
        assert heard.stop.why == "refused_time"


def test_pages_that_lead_in_circles_are_found_out(tmp_path: Path, loopback: None) -> None:
    def same(asked: Asked) -> Answered:
        link = f'<https://{SOCIAL}{STATUSES}?max_id=37>; rel="next"'
        return answer(TWENTY[:2], Link=link)

    with stage(tmp_path, "mastodon", Failing(same), SOCIAL) as here:
        heard = here.fetch()
        assert heard.stop is not None
        assert heard.stop.why == "loop"
        assert len(here.here.saw) < 10


def test_pages_without_end_that_hold_nothing_new_are_found_out(tmp_path: Path, loopback: None) -> None:
    turns = iter(range(10**6))

    def ever(asked: Asked) -> Answered:
        return answer(TWENTY[:2], Link=f'<https://{SOCIAL}{STATUSES}?max_id=x{next(turns)}>; rel="next"')

    with stage(tmp_path, "mastodon", Failing(ever), SOCIAL) as here:
        heard = here.fetch()
        assert heard.stop is not None
        assert heard.stop.why == "loop"
        assert len(here.here.saw) < 12


WRONG: dict[str, dict[str, Any]] = {
    "id": {"id": 7},
    "content": {"content": ["a"]},
    "created_at": {"created_at": "soon"},
    "favourites_count": {"favourites_count": "many"},
    "account": {"account": "lina"},
    "likes": {"favourites_count": 10**18},
}


def test_a_record_of_wrong_types_costs_only_itself(tmp_path: Path, loopback: None) -> None:
    page = [TWENTY[0], *(TWENTY[1] | wrong for wrong in WRONG.values()), TWENTY[2]]
    with stage(tmp_path, "mastodon", Mastodon([]), SOCIAL) as here:
        here.here.says[STATUSES] = answer(page)
        heard = here.fetch()
    assert heard.unread == {"shape": 6}
    assert _ids(here) == [40, 38]
    assert [said.path for said in here.told if isinstance(said, Unread)] == list(WRONG)


def test_replies_that_are_gone_cost_no_more_than_themselves(tmp_path: Path, loopback: None) -> None:
    with stage(tmp_path, "mastodon", Mastodon([TWENTY[0] | {"replies_count": 1}, TWENTY[1]]), SOCIAL) as here:
        here.here.says["/api/v1/statuses/40/context"] = answer({"error": "Record not found"}, 404)
        heard = here.fetch(comments=True)
    assert heard.stop is None
    assert heard.unread == {"gone": 1}
    assert _ids(here) == [40, 39]


def test_where_nothing_came_nothing_is_left(tmp_path: Path, loopback: None) -> None:
    with stage(tmp_path, "mastodon", lambda _: answer({}, 404), SOCIAL) as here:
        heard = here.fetch()
    assert heard.stop is not None
    assert list(tmp_path.glob("*out*")) + list(tmp_path.glob(".out*")) == []


def test_who_is_told_to_wait_a_little_waits_and_goes_on(tmp_path: Path, loopback: None) -> None:
    told: list[int] = []

    def once(asked: Asked) -> Answered:
        told.append(1)
        return answer({}, 429, Retry_After="1") if len(told) == 1 else Mastodon(TWENTY)(asked)

    with stage(tmp_path, "mastodon", Failing(once), SOCIAL) as here:
        assert here.fetch().stop is None
        assert Progress("waiting", 1) in here.told


def test_no_more_is_fetched_than_was_asked_for(tmp_path: Path, loopback: None) -> None:
    with stage(tmp_path, "mastodon", Mastodon(TWENTY), SOCIAL) as here:
        here.fetch(limit=3)
        here.fetch(out="since", since="2026-11-08")
    assert _ids(here) == [40, 39, 38]
    days = [(post.published_at or "")[:10] for post in here.posts("since")]
    assert days == [f"2026-11-{day:02}" for day in range(13, 7, -1)]


def test_two_runs_do_not_fill_one_folder_at_once(tmp_path: Path, loopback: None) -> None:
    with stage(tmp_path, "mastodon", Mastodon(TWENTY), SOCIAL) as here:

        def meanwhile(asked: Asked) -> Answered:
            if asked.path == LOOKUP:
                with pytest.raises(UsageError, match="another run"):
                    here.fetch()
            return Mastodon(TWENTY)(asked)

        here.here.plays = meanwhile
        assert here.fetch().stop is None


def test_another_run_does_not_go_on_with_what_is_not_its_own(tmp_path: Path, loopback: None) -> None:
    with stage(tmp_path, "mastodon", Failing(lambda _: answer({}, 403)), SOCIAL) as here:
        here.fetch()
        with pytest.raises(UsageError, match="another unfinished run"):
            here.fetch(since="2026-11-01")
        assert here.fetch(out="else", since="2026-11-25").stop is not None


_RUN = """
import sys, time
from pathlib import Path
from tests.connectors.test_collecting import TWENTY
from tests.connectors.test_mastodon import Mastodon, SOCIAL
from tests.connectors.playing import stage, until_kept

class Slow(Mastodon):
    def __call__(self, asked):
        if asked.query.get("max_id") == "33":
            until_kept(Path(sys.argv[1], "out"), "33")
            print("in the middle", flush=True)
            time.sleep(60)
        return super().__call__(asked)

with stage(Path(sys.argv[1]), "mastodon", Slow(TWENTY), SOCIAL) as here:
    here.fetch()
"""


def test_a_program_killed_in_the_middle_leaves_nothing_in_part_and_the_next_run_goes_on(
    tmp_path: Path, loopback: None, repository: Path
) -> None:
    process = subprocess.Popen(
        [sys.executable, "-c", _RUN, str(tmp_path)], stdout=subprocess.PIPE, text=True, cwd=repository
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "in the middle\n"
    os.kill(process.pid, signal.SIGKILL)
    process.communicate()
    assert not (tmp_path / "out").exists()
    (tmp_path / "platform" / f"{SOCIAL}.pem").unlink()
    (tmp_path / "platform").rename(tmp_path / "before")
    with stage(tmp_path, "mastodon", Mastodon(TWENTY), SOCIAL) as here:
        heard = here.fetch()
        assert heard.resumed
        assert here.asked()[0] == f"{STATUSES}?limit=40&max_id=33"
        assert _ids(here) == list(range(40, 20, -1))
        told = [entry.event for entry in here.entries()]
    assert told.count("started") == 2
    assert told.count("ended") == 1, "a run that was killed has no end in the ledger"


def test_the_host_keeps_a_cursor_with_every_page(tmp_path: Path, loopback: None) -> None:
    with stage(tmp_path, "mastodon", Mastodon(TWENTY[:4]), SOCIAL) as here:
        here.fetch()
    assert [said.position for said in here.told if isinstance(said, Cursor)] == [
        {"account": "9001", "max_id": "39", "posts": "2"},
        {"account": "9001", "max_id": "37", "posts": "4"},
    ]
