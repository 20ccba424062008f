"""What the relay lets out, and what it does not: a real TLS server on loopback says what reached it."""

import ipaddress
import socket
import threading
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import quote

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from perenne.chain import sha256
from perenne.handset.frames import Answer, Request, asked
from perenne.handset.ledger import Entry, Ledger
from perenne.handset.manifest import Manifest, Route, Token
from perenne.handset.message import Medium, Publish
from perenne.handset.relay import MOST_GIVEN, Relay, public
from perenne.handset.vault import Vault
from tests.handset.a_platform import HOST, Platform, echo, platform

TOKEN = "canary-token-93e1"  # noqa: S105  # of an invented platform
MANIFEST = Manifest(
    name="invented",
    hosts=(HOST,),
    routes=(
        Route("GET", "/v1/videos", query=("cursor", "count"), headers=("Accept",)),
        Route("GET", "/v1/users/{name}/posts"),
        Route("POST", "/v1/search", body=True, headers=("Content-Type",)),
        Route("POST", "/v1/publish", body=True, publishes=True),
    ),
    purpose={"fr": "lire ses propres publications", "en": "read one's own posts"},
    source="https://platform.example/docs",
    checked_on="2026-11-24",
    per_minute=5,
)
OPEN_LIST = Request(1, "GET", HOST, "/v1/videos", {"count": "20"}, auth="default")


@pytest.fixture
def here(tmp_path: Path, loopback: None) -> Iterator[Platform]:
    with platform(tmp_path) as running:
        yield running


@pytest.fixture
def relay(here: Platform, tmp_path: Path) -> Relay:
    vault = Vault(tmp_path, b"r" * 32)
    vault.put("institution", "default", TOKEN.encode())
    return Relay(
        "institution",
        MANIFEST,
        vault,
        Ledger(tmp_path / "ledger.ndjson"),
        here.trusted(),
        resolve=lambda _: ("127.0.0.1",),
        reachable=lambda each: each == ipaddress.ip_address("127.0.0.1"),
        port=here.port,
    )


def _with(relay: Relay, **changed: Any) -> None:
    relay.manifest = msgspec.structs.replace(relay.manifest, **changed)


def _entries(relay: Relay) -> list[Entry]:
    return [entry for _, entry in relay.ledger.entries()]


def test_a_request_that_is_named_goes_out_with_the_token_and_the_ledger_says_what_left(
    relay: Relay, here: Platform
) -> None:
    answer = relay.ask(OPEN_LIST)
    assert (answer.status, answer.body) == (200, b'{"data":[]}')
    line, headers, _ = here.saw[0]
    assert line == "GET /v1/videos?count=20 HTTP/1.1"
    assert headers["Authorization"] == f"Bearer {TOKEN}"
    request, response = _entries(relay)
    assert (request.event, request.host, request.path, request.fields) == ("request", HOST, "/v1/videos", ("count",))
    assert (response.event, response.told, response.bytes) == ("response", "200", 11)
    assert TOKEN not in repr(_entries(relay))


ASKED: dict[str, dict[str, Any]] = {
    "host": {"host": "other.example"},
    "host that looks like it": {"host": f"{HOST}.evil.example"},
    "host with a user": {"host": f"user@{HOST}"},
    "host with a dot at the end": {"host": f"{HOST}."},
    "host in capitals": {"host": HOST.upper()},
    "host with a port": {"host": f"{HOST}:443"},
    "host as an address": {"host": "127.0.0.1"},
    "host in another script": {"host": HOST.replace("a", "а")},
    "path": {"path": "/v1/admin"},
    "path that goes up": {"path": "/v1/users/../posts"},
    "path with a query of its own": {"path": "/v1/videos?x=1"},
    "path with a line end": {"path": "/v1/videos\r\nHost: evil.example"},
    "path that is escaped": {"path": "/v1/users/a%2fb/posts"},
    "path with a fragment": {"path": "/v1/videos#x"},
    "path of another host": {"path": "https://evil.example/v1/videos"},
    "path by another method": {"method": "DELETE"},
    "path by a method that smuggles": {"method": "GET /x HTTP/1.1\r\nA: b"},
    "query": {"query": {"admin": "1"}},
    "query with a line end": {"query": {"count": "1\r\nX: y"}},
    "header": {"headers": {"Host": "evil.example"}},
    "header of the relay": {"headers": {"Authorization": "Bearer other"}},
    "header with a line end": {"headers": {"Accept": "a\r\nX: y"}},
    "header in another script": {"headers": {"Accept": "\u2603"}},
    "header of length": {"headers": {"Content-Length": "3"}},
    "body": {"body": b"left"},
    "token": {"auth": "of another"},
}


@pytest.mark.parametrize("why", ASKED)
def test_what_is_not_named_does_not_leave_and_the_refusal_is_written(relay: Relay, here: Platform, why: str) -> None:
    answer = relay.ask(msgspec.structs.replace(OPEN_LIST, **ASKED[why]))
    assert (answer.status, answer.refused) == (0, why.split()[0])
    assert here.saw == []
    (entry,) = _entries(relay)
    assert (entry.event, entry.told) == ("refused", why.split()[0])
    assert entry.host.isprintable()


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0", "224.0.0.1",  # noqa: S104
        "::1", "fe80::1", "fc00::1", "fd00:ec2::254", "::ffff:10.0.0.1", "::ffff:127.0.0.1", "2002:7f00:1::",
        "240.0.0.1", "255.255.255.255", "192.0.2.1", "168.63.129.16",
    ],
)  # fmt: skip
def test_an_address_that_is_not_of_the_open_internet_is_never_called(
    relay: Relay, here: Platform, address: str
) -> None:
    assert not public(ipaddress.ip_address(address))
    relay.reachable, relay.resolve = public, lambda _: ("93.184.216.34", address)
    assert relay.ask(OPEN_LIST).refused == "address"
    assert here.saw == []


def test_the_address_that_was_looked_at_is_the_one_that_is_called(relay: Relay, here: Platform) -> None:
    """A name that points elsewhere the second time gains nothing: it is asked for once."""
    told: list[str] = []

    def once(host: str) -> tuple[str, ...]:
        told.append(host)
        return ("127.0.0.1",) if len(told) == 1 else ("127.0.0.2",)

    relay.resolve = once
    assert relay.ask(OPEN_LIST).status == 200
    assert told == [HOST]


def test_where_one_address_does_not_answer_the_next_is_called_and_the_ledger_says_which(
    relay: Relay, here: Platform
) -> None:
    relay.resolve = lambda _: ("::1", "127.0.0.1")
    relay.reachable = lambda each: each.is_loopback
    assert relay.ask(OPEN_LIST).status == 200
    assert [entry.address for entry in _entries(relay)] == ["::1", "127.0.0.1"]


def test_a_server_without_the_certificate_of_the_host_gets_nothing(relay: Relay, tmp_path: Path) -> None:
    (elsewhere := tmp_path / "elsewhere").mkdir()
    with platform(elsewhere, "evil.example") as evil:
        relay.port, relay.trusted = evil.port, evil.trusted()
        assert relay.ask(OPEN_LIST).refused == "unreachable"
        assert evil.saw == []


def test_a_redirect_is_given_back_and_not_followed(relay: Relay, here: Platform) -> None:
    here.says["/v1/videos"] = (302, {"Location": "https://evil.example/"}, b"")
    answer = relay.ask(OPEN_LIST)
    assert (answer.status, answer.headers["location"]) == (302, "https://evil.example/")
    assert len(here.saw) == 1


def test_cookies_stay_outside(relay: Relay, here: Platform) -> None:
    here.says["/v1/videos"] = (200, {"Set-Cookie": "session=1", "X-RateLimit-Remaining": "9"}, b"{}")
    assert relay.ask(OPEN_LIST).headers == {"content-type": "application/json", "x-ratelimit-remaining": "9"}


def test_a_token_that_the_platform_sends_back_does_not_go_inside(relay: Relay, here: Platform) -> None:
    relay.ask(OPEN_LIST)
    echo(here, "/v1/videos", "Authorization")
    answer = relay.ask(OPEN_LIST)
    assert (answer.refused, answer.body) == ("echo", b"")
    assert TOKEN.encode() not in msgspec.json.encode(answer)


@pytest.mark.parametrize(
    ("says", "why"),
    [
        ((200, {}, b"x" * (MOST_GIVEN + 1)), "size"),
        ((200, {"Content-Encoding": "gzip"}, b"\x1f\x8b"), "encoding"),
    ],
)
def test_an_answer_that_is_too_long_or_packed_does_not_go_inside(
    relay: Relay, here: Platform, says: tuple[int, dict[str, str], bytes], why: str
) -> None:
    here.says["/v1/videos"] = says
    answer = relay.ask(OPEN_LIST)
    assert (answer.refused, answer.body) == (why, b"")
    assert [each.event for each in _entries(relay)] == ["request", "refused"]


def test_more_often_than_the_manifest_says_is_refused_until_a_minute_has_passed(relay: Relay, here: Platform) -> None:
    moment = [0.0]
    relay.clock = lambda: moment[0]
    assert [relay.ask(OPEN_LIST).status for _ in range(5)] == [200] * 5
    assert relay.ask(OPEN_LIST).refused == "rate"
    moment[0] = 60.0
    assert relay.ask(OPEN_LIST).status == 200


def test_nothing_is_published_that_people_did_not_approve_and_nothing_twice(relay: Relay, here: Platform) -> None:
    publish = Request(1, "POST", HOST, "/v1/publish", body=b"{}", auth="default", approval="a" * 64)
    assert relay.ask(publish).refused == "approval"
    relay.approved = "b" * 64
    assert relay.ask(publish).refused == "approval"
    relay.approved = "a" * 64
    assert relay.ask(publish).refused == "approval", "nobody saw it, says the ledger"
    relay.ledger.add("institution", "previewed", told="a" * 64)
    assert relay.ask(publish).refused == "approval", "nobody approved it, says the ledger"
    relay.ledger.add("institution", "approved", told="a" * 64, by="Lina Morel")
    assert relay.ask(publish).status == 200
    assert relay.ask(publish).refused == "replay"
    assert len(here.saw) == 1


@pytest.fixture
def approved(relay: Relay) -> Request:
    """What people approved, as the inside would ask for it."""
    _with(
        relay,
        routes=(
            Route("POST", "/v1/media", media="body"),
            Route(
                "POST", "/v1/publish", headers=("Content-Type",), body=True, publishes=True,
                says={"text": "text"}, uploaded=("media.*",),
            ),
        ),
    )  # fmt: skip
    medium = Medium(sha256(b"picture"), 7, "image/png")
    relay.publish = Publish("i", "invented", "institution", "lina", "", "Ma bougie", media=(medium,))
    relay.approved = relay.publish.preview
    relay.ledger.add("institution", "previewed", told=relay.approved)
    relay.ledger.add("institution", "approved", told=relay.approved, by="Lina Morel")
    body = msgspec.json.encode({"text": "Ma bougie"})
    return Request(1, "POST", HOST, "/v1/publish", body=body, auth="default", approval=relay.approved)


def test_what_was_looked_at_as_json_leaves_as_json(relay: Relay, here: Platform, approved: Request) -> None:
    form = {"content-type": "application/x-www-form-urlencoded", "Content-Type": "text/plain"}
    assert relay.ask(msgspec.structs.replace(approved, headers=form)).status == 200
    assert [value for name, value in here.saw[0][1].items() if name.lower() == "content-type"] == ["application/json"]


def test_a_file_that_goes_with_it_is_one_that_the_platform_just_took(
    relay: Relay, here: Platform, approved: Request, tmp_path: Path
) -> None:
    here.says["/v1/media"] = (200, {}, b'{"id":"77"}')
    of_before = msgspec.structs.replace(approved, body=b'{"text":"Ma bougie","media":["76"]}')
    assert relay.ask(of_before).refused == "words"
    (tmp_path / "picture").write_bytes(b"picture")
    with (tmp_path / "picture").open("rb") as file:
        relay.media = {sha256(b"picture"): file.fileno()}
        sent = msgspec.structs.replace(approved, path="/v1/media", body=b"", media=sha256(b"picture"))
        assert relay.ask(sent).status == 200
    assert relay.ask(of_before).refused == "words"
    just_taken = msgspec.structs.replace(approved, body=b'{"text":"Ma bougie","media":["77"]}')
    assert relay.ask(just_taken).status == 200


def test_two_relays_at_once_publish_what_was_approved_once(relay: Relay, here: Platform, approved: Request) -> None:
    both = threading.Barrier(2)

    def looked_at(_: str) -> tuple[str, ...]:
        both.wait(20)
        return ("127.0.0.1",)

    relay.resolve = looked_at
    other = replace(relay, ledger=Ledger(here.certificate.parent / "ledger.ndjson"))
    answers: list[Answer] = []
    asking = [threading.Thread(target=lambda one=one: answers.append(one.ask(approved))) for one in (relay, other)]
    for each in asking:
        each.start()
    for each in asking:
        each.join(20)
    assert sorted((each.status, each.refused) for each in answers) == [(0, "replay"), (200, "")]
    assert len(here.saw) == 1
    assert [entry.event for entry in _entries(relay)].count("published") == 1


def test_a_request_stands_in_the_ledger_before_it_is_sent(relay: Relay, here: Platform) -> None:
    """A server that never answers leaves a line that says what went out."""
    relay.port = 1
    assert relay.ask(OPEN_LIST).refused == "unreachable"
    assert [each.event for each in _entries(relay)] == ["request", "response"]


def test_a_server_that_never_comes_to_an_end_is_left(relay: Relay, here: Platform) -> None:
    here.says["/v1/videos"] = (200, {"Content-Length": "100"}, b"[")
    relay.seconds = 0.5
    assert relay.ask(OPEN_LIST).refused == "time"
    assert [each.told for each in _entries(relay)][-1] == "time"


def test_an_answer_that_is_cut_off_is_none(relay: Relay, here: Platform) -> None:
    here.says["/v1/videos"] = (200, {"Content-Length": "100", "Connection": "close"}, b'{"data":[]}')
    assert relay.ask(OPEN_LIST).refused == "unreachable"
    assert _entries(relay)[-1].told == "IncompleteRead"


@pytest.mark.parametrize("size", [b"-1", b"-5", b"zz"])
def test_a_chunk_of_no_size_at_all_is_no_answer(relay: Relay, here: Platform, size: bytes) -> None:
    """Python reads a chunk of -1 until the connection ends, whatever was asked for."""
    headers = {"Transfer-Encoding": "chunked", "Content-Length": "0", "Connection": "close"}
    here.says["/v1/videos"] = (200, headers, size + b"\r\n" + b"x" * (2 * MOST_GIVEN))
    answer = relay.ask(OPEN_LIST)
    assert (answer.refused, answer.body) == ("unreachable", b"")


def test_an_answer_in_chunks_is_read_to_its_end(relay: Relay, here: Platform) -> None:
    here.says["/v1/videos"] = (200, {"Transfer-Encoding": "chunked"}, b"2\r\n{}\r\n1\r\n \r\n0\r\n\r\n")
    assert relay.ask(OPEN_LIST).body == b"{} "


def test_a_token_goes_to_its_own_hosts_alone_and_a_route_to_its_own(relay: Relay, here: Platform) -> None:
    _with(relay, token=Token(hosts=("other.example",)))
    assert relay.ask(OPEN_LIST).refused == "token"
    assert relay.ask(msgspec.structs.replace(OPEN_LIST, auth=None)).status == 200
    _with(relay, routes=(Route("GET", "/v1/videos", host="other.example"),))
    assert relay.ask(OPEN_LIST).refused == "path"


def test_a_token_of_another_name_goes_where_the_manifest_says(relay: Relay, here: Platform) -> None:
    _with(relay, tokens={"default": Token("X-Key", "{token}")})
    relay.ask(OPEN_LIST)
    headers = here.saw[0][1]
    assert headers["X-Key"] == TOKEN
    assert "Authorization" not in headers


def test_a_token_stands_in_the_address_where_a_platform_knows_no_header(relay: Relay, here: Platform) -> None:
    _with(relay, token=Token(form="{token}", query="access_token"))
    relay.ask(OPEN_LIST)
    line, headers, _ = here.saw[0]
    assert line == f"GET /v1/videos?count=20&access_token={TOKEN} HTTP/1.1"
    assert "Authorization" not in headers
    assert TOKEN not in repr(_entries(relay))
    forged = msgspec.structs.replace(OPEN_LIST, query={"access_token": "mine"})
    assert relay.ask(forged).refused == "query"


@pytest.mark.parametrize("token", ["plain-token-1", "a/b+c=d"])
def test_a_platform_that_is_known_to_repeat_the_token_is_heard_without_it(
    relay: Relay, here: Platform, token: str
) -> None:
    vault = relay.secrets
    assert isinstance(vault, Vault)
    vault.put("institution", "default", token.encode())
    _with(relay, blots=True)
    ways = [token, quote(token, safe=""), token.replace("/", "\\/")]
    here.says["/v1/videos"] = (200, {}, f'{{"next":"{" ".join(ways)}"}}'.encode())
    answer = relay.ask(OPEN_LIST)
    assert answer.status == 200
    assert not any(each.encode() in answer.body for each in ways)
    here.says["/v1/videos"] = (200, {"ETag": token}, b"{}")
    assert relay.ask(OPEN_LIST).refused == "echo"


def test_units_beyond_the_quota_do_not_leave(relay: Relay, here: Platform) -> None:
    _with(relay, routes=(Route("GET", "/v1/videos", query=("count",), cost=50),))
    relay.left = 120
    assert [relay.ask(OPEN_LIST).refused for _ in range(3)] == ["", "", "quota"]
    assert (relay.spent, len(here.saw)) == (100, 2)


def test_who_asks_too_often_is_told_when_to_come_back(relay: Relay, here: Platform) -> None:
    moment = [0.0]
    relay.clock = lambda: moment[0]
    for _ in range(5):
        relay.ask(OPEN_LIST)
    moment[0] = 18.0
    assert relay.ask(OPEN_LIST).headers == {"retry-after": "42"}


@pytest.fixture
def inside(relay: Relay) -> Iterator[socket.socket]:
    ours, theirs = socket.socketpair()
    serving = threading.Thread(target=relay.serve, args=(ours,))
    serving.start()
    yield theirs
    theirs.close()
    serving.join(20)
    ours.close()


def test_the_inside_asks_by_frames_and_is_answered(inside: socket.socket, here: Platform) -> None:
    assert asked(inside, OPEN_LIST) == Answer(1, 200, {"content-type": "application/json"}, b'{"data":[]}')


def test_who_only_asks_for_what_is_refused_is_hung_up_on(relay: Relay, inside: socket.socket) -> None:
    """Each refusal is written: an inside without end would fill the disk."""
    refused = msgspec.structs.replace(OPEN_LIST, host="evil.example")
    with suppress(OSError):
        for _ in range(1_000):
            assert asked(inside, refused).refused == "host"
    told = [entry.told for entry in _entries(relay)]
    assert told == ["host"] * (len(told) - 1) + ["flood"]
    assert 100 < len(told) < 1_000


def test_refusals_over_a_long_run_end_nothing(relay: Relay) -> None:
    moment = [0.0]
    relay.clock = lambda: moment[0]
    for _ in range(400):
        moment[0] += 30
        relay.ask(msgspec.structs.replace(OPEN_LIST, host="evil.example"))
        assert not relay.is_flooded()


@pytest.mark.parametrize(
    "sent",
    [b"\xff\xff\xff\xff", b"\0\0\0\0", b"\0\0\0\x02{}", b"\0\0\0\x05[[[[[", b'\0\0\0\x0c{"id":"one"}'],
)
def test_a_frame_that_is_none_ends_the_run_and_nothing_is_sent(
    inside: socket.socket, relay: Relay, here: Platform, sent: bytes
) -> None:
    inside.sendall(sent)
    inside.shutdown(socket.SHUT_WR)
    assert inside.recv(1) in {b"", b"\0"}
    assert here.saw == []


@given(st.binary(max_size=400))
def test_no_frame_raises_anything(tmp_path_factory: pytest.TempPathFactory, sent: bytes) -> None:
    folder = tmp_path_factory.mktemp("relay")
    relay = Relay("institution", MANIFEST, Vault(folder, b"r" * 32), Ledger(folder / "ledger.ndjson"))
    ours, theirs = socket.socketpair()
    with ours, theirs:
        theirs.sendall(len(sent).to_bytes(4, "big") + sent)
        theirs.shutdown(socket.SHUT_WR)
        relay.serve(ours)


@given(st.text(max_size=80))
def test_no_path_but_those_that_are_named_is_taken(path: str) -> None:
    route = MANIFEST.route("GET", path)
    assert route is None or path == "/v1/videos" or (path.startswith("/v1/users/") and path.endswith("/posts"))
