"""An account's posts, from a platform of our own through relay and compartment to a report, by one command."""

import _thread
import ipaddress
import json
import signal
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from perenne.cli import app, handset_kept
from perenne.cli.handset_shown import showing
from perenne.connectors.collecting import Heard, Network
from perenne.connectors.described import names
from perenne.connectors.said import Progress
from perenne.handset.ledger import Ledger
from tests.connectors.playing import until_kept
from tests.connectors.test_mastodon import LINA, SOCIAL, STATUSES, Mastodon
from tests.handset.a_platform import Answered, Asked, Platform, platform

RUN = ("handset", "run", "mastodon", "--instance", SOCIAL, "--account", "lina", "--out", "lina")
PREVIEW = ("handset", "preview", "mastodon", "--instance", SOCIAL, "--account", "lina", "--text", "platform/x.txt")
TOKEN = "canary-token-1c55"  # noqa: S105  # of an invented account


@pytest.fixture
def here(tmp_path: Path, loopback: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[Platform]:
    (place := tmp_path / "platform").mkdir()
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PERENNE_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("PERENNE_HANDSET_PASSPHRASE", "quatre mots et un chat")
    (place / "x.txt").write_text("Une bougie")
    with platform(place, SOCIAL) as running:
        running.plays = Mastodon(STATUSES)
        network = Network(
            running.trusted(),
            resolve=lambda _: ("127.0.0.1",),
            reachable=lambda each: each == ipaddress.ip_address("127.0.0.1"),
            port=running.port,
        )
        monkeypatch.setattr(handset_kept, "network", lambda: network)
        yield running


def called(*words: str) -> int:
    return app._run(words)


def _ledger(tmp_path: Path) -> list[str]:
    return [entry.event for _, entry in Ledger(tmp_path / "home" / "handset" / "ledger.ndjson").entries()]


def test_one_command_goes_from_the_platform_to_a_report(
    here: Platform, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert called(*RUN, "--comments", "--audit", "report") == 0
    said = capsys.readouterr().err
    assert "lina: 2 posts, 1 comment, 1 account; 1 not public" in said
    assert (tmp_path / "report" / "report.html").is_file()
    summary = json.loads((tmp_path / "report" / "summary.json").read_text(encoding="utf-8"))
    assert summary["posts"] == 2
    page = (tmp_path / "report" / "report.html").read_text(encoding="utf-8")
    assert not {"\u0007", "\u202e"} & set(page), "what a caption commands is shown as what it is"
    assert _ledger(tmp_path) == ["started", *["request", "response"] * 5, "ended"]
    assert "Authorization" not in {name for _, headers, _ in here.saw for name in headers}


def test_a_token_is_sealed_from_a_file_and_goes_to_its_own_instance_alone(
    here: Platform, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "token.txt").write_text(f"{TOKEN}\n")
    put = ("handset", "token", "put", "mastodon", "--account", "lina", "--from", "token.txt")
    assert called(*put, "--instance", SOCIAL) == 0
    assert called("handset", "token", "list") == 0
    assert f"mastodon lina {SOCIAL}" in capsys.readouterr().out
    assert called(*RUN) == 0
    assert {headers["Authorization"] for _, headers, _ in here.saw} == {f"Bearer {TOKEN}"}
    everything = b"".join(
        file.read_bytes() for file in tmp_path.rglob("*") if file.is_file() and file.name != "token.txt"
    )
    assert TOKEN.encode() not in everything
    assert called("handset", "token", "remove", "mastodon", "--account", "lina", "--instance", SOCIAL) == 0
    here.saw.clear()
    assert called(*RUN[:-1], "again") == 0
    assert "Authorization" not in here.saw[0][1]


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("handset", "run", "other", "--account", "lina", "--out", "x"), "there is no connector “other”"),
        (("handset", "run", "mastodon", "--account", "lina", "--out", "x"), "takes the host of your instance"),
        ((*RUN[:-3], "noe", "--out", "x", "--instance", "127.0.0.1"), "takes the host of your instance"),
        (("handset", "run", "youtube", "--account", "@lina", "--out", "x"), "no token kept for “@lina”"),
        (("handset", "run", "./nothing", "--account", "lina", "--out", "x"), "holds no connector"),
        (("handset", "run", "youtube", "--account", "l", "--out", "x", "--instance", "a.example"), "has no instance"),
        ((*RUN, "--since", "yesterday"), "yesterday"),
        ((*PREVIEW, "--schedule", "tomorrow"), "a time and its zone"),
        ((*PREVIEW, "--schedule", "2026-12-01T10:00"), "a time and its zone"),
        ((*PREVIEW, "--alt", "Une bougie"), "more --alt than --media"),
        ((*PREVIEW[:-1], "nothing.txt"), "cannot read the text"),
        (("handset", "preview", "youtube", "--account", "l", "--text", "platform/x.txt"), "does not publish"),
        (("handset", "publish", "a" * 64), "no prepared message"),
        (("handset", "approve", "../x", "--by", "Lina"), "no prepared message"),
        ((*RUN[:-1], "platform"), "is there: name another --out"),
        ((*RUN, "--audit", "platform"), "is there and no audit"),
    ],
)
def test_a_wrong_word_is_one_sentence(
    here: Platform, words: tuple[str, ...], says: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert called(*words) == 2
    (line,) = capsys.readouterr().err.splitlines()
    assert says in line
    assert here.saw == []


def test_the_connectors_that_come_along_say_what_they_read_and_when_that_was_compared(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert called("handset", "connectors") == 0
    shown = capsys.readouterr().out
    assert all(name in shown for name in names())
    assert "--instance: host of the instance" in shown
    assert "2026-11-30, https://developers.google.com/youtube/v3/docs" in shown


def test_an_account_that_the_platform_does_not_know_leaves_nothing(
    here: Platform, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert called(*RUN[:-3], "nobody", "--out", "lina") == 2
    assert "does not know this account" in capsys.readouterr().err
    assert not (tmp_path / "lina").exists()


def test_a_run_that_is_told_to_end_ends_and_the_next_goes_on(
    here: Platform, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    plays = Mastodon(STATUSES)

    def interrupted(asked: Asked) -> Answered:
        if "max_id" in asked.query:
            until_kept(tmp_path / "lina", "119")
            _thread.interrupt_main(signal.SIGTERM)
        return plays(asked)

    here.plays = interrupted
    assert called(*RUN) == 2
    assert "interrupted: nothing is in “lina”, the same command will go on" in capsys.readouterr().err
    assert not (tmp_path / "lina").exists()
    here.plays = plays
    here.saw.clear()
    assert called(*RUN) == 0
    assert "max_id" in here.saw[0][0]


def test_a_connector_of_ones_own_runs_from_its_folder(
    here: Platform, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert called("handset", "new", "my_network") == 0
    (tmp_path / "token.txt").write_text(TOKEN)
    assert called("handset", "token", "put", "./my_network", "--account", "lina", "--from", "token.txt") == 0
    (place := tmp_path / "own").mkdir()
    with platform(place, "api.my-network.example") as mine:
        mine.says["/v1/accounts/lina/posts"] = (200, {}, b'{"posts":[{"id":"1","text":"Un"}]}')
        network = replace(handset_kept.network(), trusted=mine.trusted(), port=mine.port)
        monkeypatch.setattr(handset_kept, "network", lambda: network)
        assert called("handset", "run", "./my_network", "--account", "lina", "--out", "fetched") == 0
    said = capsys.readouterr().err
    assert said.count("my_network speaks to none but: api.my-network.example") == 2, "before a token, before a run"
    assert "fetched: 1 post" in said
    assert mine.saw[0][1]["Authorization"] == f"Bearer {TOKEN}"


def test_on_a_terminal_one_sees_how_far_it_is_and_what_one_waits_for(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stderr.isatty", lambda: True, raising=False)
    with showing() as watch:
        watch(Heard(Counter(posts=3), spent=4, quota=10_000), Progress("waiting", 300))
    assert "The platform asks to wait 5 minutes" in capsys.readouterr().err


def _publishing(asked: Asked) -> Answered:
    made = {"id": "7001", "url": f"https://{SOCIAL}/@lina/7001", "account": LINA}
    return 200, {}, json.dumps(made).encode()


def test_a_new_passphrase_is_asked_for_twice(
    here: Platform, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    said = iter(["quatre mots et un chat", "quatre mots et un chien"])
    monkeypatch.delenv("PERENNE_HANDSET_PASSPHRASE")
    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    monkeypatch.setattr("getpass.getpass", lambda _: next(said))
    (tmp_path / "token.txt").write_text(TOKEN)
    put = ("handset", "token", "put", "mastodon", "--instance", SOCIAL, "--account", "lina", "--from", "token.txt")
    assert called(*put) == 2
    assert "the two differ" in capsys.readouterr().err
    assert not (tmp_path / "home" / "handset" / "root.json").exists()


def test_what_was_looked_at_and_approved_is_published_once(
    here: Platform, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    here.plays = _publishing
    (tmp_path / "message.txt").write_text("Une bougie, \u00e7a change tout.\n", encoding="utf-8")
    (tmp_path / "token.txt").write_text(TOKEN)
    of_lina = ("--account", "lina", "--instance", SOCIAL)
    assert called("handset", "token", "put", "mastodon", *of_lina, "--from", "token.txt") == 0
    capsys.readouterr()
    (tmp_path / "picture.jpg").write_bytes(b"\xff\xd8\xff a picture")
    later = ("--schedule", "2026-12-01T10:00+01:00")
    message = (
        "--text",
        "message.txt",
        *later,
        "--language",
        "fr",
        "--media",
        "picture.jpg",
        "--alt",
        "Une bougie \u202e",
    )
    assert called("handset", "preview", "mastodon", *of_lina, *message) == 0
    shown = capsys.readouterr().out
    assert "Une bougie, \u00e7a change tout." in shown
    hash_ = shown.split()[-1]
    assert called("handset", "publish", hash_) == 2
    assert "nobody approved" in capsys.readouterr().err
    assert called("handset", "approve", hash_, "--by", "Lina Morel") == 0
    assert called("handset", "publish", hash_) == 0
    assert f"Published: https://{SOCIAL}/@lina/7001" in capsys.readouterr().err
    assert called("handset", "publish", hash_) == 2
    assert "has left once" in capsys.readouterr().err
    assert "[image/jpeg, 13 B] Une bougie \\u202e" in shown
    (upload, (line, headers, body)) = here.saw
    assert upload[0] == "POST /api/v2/media HTTP/1.1"
    assert b"\xff\xd8\xff a picture" in upload[2]
    assert b"Une bougie" in upload[2]
    assert line == "POST /api/v1/statuses HTTP/1.1"
    assert json.loads(body) == {
        "status": "Une bougie, \u00e7a change tout.",
        "visibility": "public",
        "language": "fr",
        "media_ids": ["7001"],
        "scheduled_at": "2026-12-01T09:00:00Z",
    }
    assert headers["Idempotency-Key"] == hash_
    assert _ledger(tmp_path)[:2] == ["previewed", "approved"]
