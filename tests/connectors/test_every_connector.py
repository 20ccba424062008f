"""Every connector in every trouble that a platform may have: at its first question, and when it is on its way.

Here the relay is real, and the platform is a function; that the compartment holds is tried elsewhere.
"""

import importlib
import socket
import ssl
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl

import msgspec
import pytest

from perenne.connectors.asking import Platform, Stopped
from perenne.connectors.described import connector, names
from perenne.connectors.paging import Run
from perenne.connectors.said import Done, Said, Stop, Task
from perenne.handset.calling import Call, Given
from perenne.handset.ledger import Ledger
from perenne.handset.relay import Relay
from perenne.model.post import Post
from tests.connectors.playing import Plays, answer
from tests.connectors.test_bluesky import bluesky
from tests.connectors.test_instagram import instagram
from tests.connectors.test_mastodon import SOCIAL, STATUSES, Mastodon
from tests.connectors.test_tiktok import OK as FINE
from tests.connectors.test_tiktok import commercial, display, video
from tests.connectors.test_youtube import youtube
from tests.handset.a_platform import Answered, Asked

PAGED = {"max_id", "pageToken", "cursor", "after", "search_id"}


def research(asked: Asked) -> Answered:
    if asked.path != "/v2/research/video/query/":
        return answer({"data": {"display_name": "Lina"}, "error": FINE})
    second = "cursor" in msgspec.json.decode(asked.body)
    data = {"videos": [video(1 + second)], "cursor": 100, "has_more": not second, "search_id": "s"}
    return answer({"data": data, "error": FINE})


def partnership(asked: Asked) -> Answered:
    second = "after" in asked.query
    paging = {} if second else {"cursors": {"after": "QVF"}, "next": "https://graph.facebook.com/x"}
    return answer({"data": [{"id": "12"[second]}], "paging": paging})


@dataclass(frozen=True)
class Good:
    """A platform in order, and the account that is asked for."""

    plays: Plays
    account: str = "lina"
    instance: str = ""


GOOD = {
    "mastodon": Good(Mastodon(STATUSES), instance=SOCIAL),
    "bluesky": Good(bluesky, "lina.example", SOCIAL),
    "youtube": Good(youtube, "@lina"),
    "instagram": Good(instagram),
    "instagram_partnership": Good(partnership, "17841400000000001"),
    "tiktok_display": Good(display),
    "tiktok_research": Good(research),
    "tiktok_commercial": Good(commercial),
}


@dataclass
class Ran:
    last: Stop | Done
    told: list[Said]
    slept: list[float]
    asked: list[Asked] = field(default_factory=list)


NOBODY = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
"""Nothing is called, so nobody needs to be trusted."""


class _Secrets:
    def get(self, handset: str, name: str) -> bytes:
        return b"canary-token-31aa"


@pytest.fixture
def run(tmp_path: Path) -> Callable[[str, Plays], Ran]:
    def ran(name: str, plays: Plays) -> Ran:
        found, good = connector(name), GOOD[name]
        manifest = msgspec.structs.replace(found.manifest(good.instance), per_minute=10**6)
        told: list[Said] = []
        slept: list[float] = []
        asked: list[Asked] = []

        def call(call: Call, _trusted: ssl.SSLContext, _seconds: float) -> Given:
            path, _, query = call.target.partition("?")
            asked.append(Asked(call.method, path, dict(parse_qsl(query)), dict(call.headers), call.body or b""))
            status, headers, body = plays(asked[-1])
            return Given(status, {key.lower(): value for key, value in headers.items()}, body)

        relay = Relay(
            "main",
            manifest,
            _Secrets(),
            Ledger(tmp_path / "l.ndjson"),
            NOBODY,
            resolve=lambda _: ("93.184.216.34",),
            call=call,
        )
        ours, theirs = socket.socketpair()
        serving = threading.Thread(target=relay.serve, args=(ours,))
        serving.start()
        task = Task(name, 0, manifest.hosts, good.account, "2026-11-30", since="2026-11-01", auth="access")
        module: Any = importlib.import_module(f"perenne.connectors.{name}")
        with theirs:
            last: Stop | Done = Done()
            try:
                module.collect(
                    Run(task, Platform(theirs, task, told.append, module.CODES, slept.append), told.append)
                )
            except Stopped as stopped:
                last = stopped.stop
        serving.join(20)
        return Ran(last, told, slept, asked)

    return ran


def _from(number: int, good: Plays, says: Answered) -> Plays:
    """``good`` until question ``number``, and from then on as it ``says``."""
    asked: list[Asked] = []

    def plays(question: Asked) -> Answered:
        asked.append(question)
        return says if len(asked) >= number else good(question)

    return plays


TROUBLES = {
    "a token that is not known": ((401, {}, b"{}"), "token"),
    "a right that is missing": ((403, {}, b"{}"), "forbidden"),
    "an account that is not there": ((404, {}, b"{}"), "missing"),
    "a platform out of order": ((500, {}, b"<html>"), "busy"),
    "too often, for a day": ((429, {"Retry-After": "86400"}, b""), "rate"),
    "a redirect": ((302, {"Location": "https://evil.example/"}, b""), "redirect"),
    "an answer cut off": ((200, {}, b'{"data":{"videos":[{"id":'), "shape"),
    "an answer of another type": ((200, {}, b'"text"'), "shape"),
    "a page of the web": ((200, {}, b"<html></html>"), "shape"),
    "bytes of no text": ((200, {}, b"\xff\xfe\x00"), "shape"),
}


def test_every_connector_is_here() -> None:
    assert GOOD.keys() == set(names())


@pytest.mark.parametrize("name", GOOD)
def test_on_a_good_day_it_ends_with_posts(run: Callable[[str, Plays], Ran], name: str) -> None:
    ran = run(name, GOOD[name].plays)
    assert ran.last == Done()
    posts = [said for said in ran.told if isinstance(said, Post)]
    assert posts
    assert len({post.post_id for post in posts}) == len(posts)


@pytest.mark.parametrize("trouble", TROUBLES)
@pytest.mark.parametrize("number", [1, 2])
@pytest.mark.parametrize("name", GOOD)
def test_in_trouble_it_ends_with_the_reason(
    run: Callable[[str, Plays], Ran], name: str, number: int, trouble: str
) -> None:
    says, why = TROUBLES[trouble]
    ran = run(name, _from(number, GOOD[name].plays, says))
    assert isinstance(ran.last, Stop)
    assert ran.last.why == why
    assert len(ran.asked) < 12, "it does not go on asking"


@pytest.mark.parametrize("name", GOOD)
def test_who_is_asked_to_wait_waits_as_long_and_goes_on(run: Callable[[str, Plays], Ran], name: str) -> None:
    turns = iter([False, True])

    def plays(asked: Asked) -> Answered:
        return answer({}, 429, Retry_After="7") if next(turns, False) else GOOD[name].plays(asked)

    ran = run(name, plays)
    assert ran.last == Done()
    assert ran.slept == [7]


@pytest.mark.parametrize("name", GOOD)
def test_a_platform_that_leads_in_circles_is_found_out(run: Callable[[str, Plays], Ran], name: str) -> None:
    def first_page(asked: Asked) -> Answered:
        """Whatever page is asked for, the first comes."""
        query = {key: value for key, value in asked.query.items() if key not in PAGED}
        body = asked.body
        if body:
            content = msgspec.json.decode(body, type=dict[str, Any])
            body = msgspec.json.encode({key: value for key, value in content.items() if key not in PAGED})
        return GOOD[name].plays(Asked(asked.method, asked.path, query, asked.headers, body))

    ran = run(name, first_page)
    assert isinstance(ran.last, Stop)
    assert ran.last.why == "loop"
    assert len(ran.asked) < 30
