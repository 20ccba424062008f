"""Asking again: when, after how long, and when no more; the relay is played by what stands in each test."""

import socket
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from perenne.connectors.asking import Platform, Stopped, codes_in, delay_in
from perenne.connectors.said import Progress, Said, Task
from perenne.handset.frames import Answer, Request, next_frame, send

TASK = Task("mastodon", 3, ("social.example",), "lina", "2026-11-30", auth="access", patience=600)
NOON = 1_796_040_000.0
OK = Answer(0, 200, {}, b'{"a":1}')


@dataclass
class Asking:
    platform: Platform
    slept: list[float] = field(default_factory=list)
    told: list[Said] = field(default_factory=list)
    asked: list[Request] = field(default_factory=list)


@contextmanager
def asking(*answers: Answer, codes: Mapping[str, str] | None = None) -> Iterator[Asking]:
    """A platform that gives ``answers`` in turn, and then hangs up."""
    ours, theirs = socket.socketpair()
    told: list[Said] = []
    slept: list[float] = []
    here = Asking(Platform(theirs, TASK, told.append, codes or {}, slept.append, lambda: NOON), slept, told)

    def relay() -> None:
        with ours:
            for answer in answers:
                frame = next_frame(ours)
                if frame is None:
                    return
                here.asked.append(msgspec.json.decode(frame, type=Request))
                send(ours, answer)

    serving = threading.Thread(target=relay)
    serving.start()
    with theirs:
        yield here
    serving.join(20)


def why(ask: Callable[[], object]) -> tuple[str, int, int]:
    with pytest.raises(Stopped) as stopped:
        ask()
    return stopped.value.stop.why, stopped.value.stop.status, stopped.value.stop.seconds


def test_what_is_asked_names_the_token_and_holds_none() -> None:
    with asking(OK) as here:
        assert here.platform.get("/x", dict[str, int], {"q": "1"})[0] == {"a": 1}
    assert here.asked == [Request(1, "GET", "social.example", "/x", {"q": "1"}, auth="access")]


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({"retry-after": "7"}, 7),
        ({"retry-after": "0"}, 1),
        ({"retry-after": "2.5"}, 3),
        ({"retry-after": "Mon, 30 Nov 2026 12:01:00 GMT"}, 60),
        ({"retry-after": "soon"}, 0),
        ({"x-ratelimit-remaining": "0", "x-ratelimit-reset": "2026-11-30T12:05:00.000Z"}, 300),
        ({"x-ratelimit-remaining": "12", "x-ratelimit-reset": "2026-11-30T12:05:00.000Z"}, 0),
        ({"ratelimit-remaining": "0", "ratelimit-reset": str(int(NOON) + 90)}, 90),
        ({"ratelimit-remaining": "0", "ratelimit-reset": "45"}, 45),
        ({"ratelimit-remaining": "0", "ratelimit-reset": "2020-01-01T00:00:00Z"}, 1),
        ({}, 0),
    ],
)
def test_a_platform_says_in_many_ways_when_to_come_back(headers: dict[str, str], seconds: int) -> None:
    assert delay_in(headers, NOON) == seconds


def test_who_is_asked_to_wait_waits_as_long_and_says_so() -> None:
    with asking(Answer(0, 429, {"retry-after": "7"}), OK) as here:
        here.platform.get("/x", dict[str, int])
    assert here.slept == [7]
    assert here.told == [Progress("waiting", 7)]


def test_a_platform_out_of_order_is_asked_again_ever_more_slowly_and_then_no_more() -> None:
    with asking(*[Answer(0, 500)] * 4) as here:
        assert why(lambda: here.platform.get("/x", dict)) == ("busy", 500, 16)
    assert here.slept == [2, 4, 8]


def test_a_wait_beyond_all_patience_is_not_waited_for_but_told() -> None:
    with asking(Answer(0, 429, {"retry-after": "86400"})) as here:
        assert why(lambda: here.platform.get("/x", dict)) == ("rate", 429, 86_400)
    assert here.slept == []


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (Answer(0, 401), "token"),
        (Answer(0, 403), "forbidden"),
        (Answer(0, 404), "missing"),
        (Answer(0, 302, {"location": "https://evil.example/"}), "redirect"),
        (Answer(0, 418), "platform"),
        (Answer(0, refused="host"), "refused_host"),
        (Answer(0, refused="size"), "refused_size"),
        (Answer(0, 200, {}, b'{"a":'), "shape"),
        (Answer(0, 200, {}, b'{"a":"text"}'), "shape"),
        (Answer(0, 200, {}, b"<html>"), "shape"),
        (Answer(0, 200, {}, b"[" * 100_000), "shape"),
        (Answer(0, 200, {}, b'{"a":"\xff"}'), "shape"),
    ],
)
def test_what_no_asking_again_would_mend_ends_the_run_at_once(answer: Answer, said: str) -> None:
    with asking(answer) as here:
        assert why(lambda: here.platform.get("/x", dict[str, int]))[0] == said
    assert here.slept == []


def test_what_is_published_is_never_sent_a_second_time() -> None:
    with asking(Answer(0, 503)) as here:
        assert why(lambda: here.platform.post("/x", dict, {}, approval="a" * 64))[0] == "busy"
    assert len(here.asked) == 1


def test_a_relay_that_hangs_up_ends_the_run() -> None:
    with asking() as here:
        assert why(lambda: here.platform.get("/x", dict))[0] == "relay"


def test_the_platforms_own_word_counts_before_its_status() -> None:
    quota = {"error": {"code": 403, "errors": [{"reason": "quotaExceeded"}]}}
    with asking(Answer(0, 403, {}, msgspec.json.encode(quota)), codes={"quotaExceeded": "quota"}) as here:
        assert why(lambda: here.platform.get("/x", dict))[0] == "quota"


@pytest.mark.parametrize(
    ("body", "codes"),
    [
        (b'{"error":{"code":190,"type":"OAuthException"}}', ["190", "OAuthException"]),
        (b'{"error":"Record not found"}', ["Record not found"]),
        (b'{"error":{"errors":[{"reason":"quotaExceeded"}],"code":403}}', ["quotaExceeded", "403"]),
        (b'{"error":{"errors":"none"}}', []),
        (b'{"error":["a"]}', []),
        (b"[]", []),
        (b"", []),
    ],
)
def test_words_for_an_error_are_found_where_platforms_put_them(body: bytes, codes: list[str]) -> None:
    assert codes_in(body) == codes


@given(st.binary(max_size=200), st.dictionaries(st.sampled_from(["retry-after", "x-ratelimit-reset"]), st.text()))
def test_whatever_a_platform_says_is_no_error_of_ours(body: bytes, headers: dict[str, str]) -> None:
    assert isinstance(codes_in(body), list)
    assert delay_in(headers | {"x-ratelimit-remaining": "0"}, NOON) >= 0
