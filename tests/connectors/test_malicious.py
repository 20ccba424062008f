"""A connector that means harm, in the real compartment: it gets nothing, and the ledger tells the story."""

import ast
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from perenne.connectors import publishing
from perenne.connectors.collecting import BOUNDS
from perenne.connectors.described import MANIFEST, MODULE, connector_of
from perenne.connectors.said import Published
from perenne.connectors.stopping import sentence
from perenne.handset.channel import Broken
from perenne.handset.tiers import Tier, standing
from tests.connectors.playing import TOKEN, Stage
from tests.handset.a_platform import HOST, platform

HERE = Path(__file__).parent / "malicious"
CANARY = "canary-8d13"
SHORT = msgspec.structs.replace(BOUNDS, line=10_000, total=100_000, complaint=10_000, seconds=30.0, idle=15.0)


@pytest.fixture
def here(tmp_path: Path, loopback: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[Stage]:
    monkeypatch.setenv("CANARY", CANARY)
    (place := tmp_path / "platform").mkdir()
    with platform(place) as running:
        written = connector_of((HERE / MANIFEST).read_text("utf-8"), (HERE / MODULE).read_bytes())
        yield Stage(running, tmp_path, written, bounds=SHORT)


def _got(here: Stage, account: str) -> dict[str, str]:
    here.fetch(account)
    (post,) = here.posts()
    found: dict[str, str] = ast.literal_eval(post.text or "")
    return found


def test_it_finds_nothing_of_ours(here: Stage, tmp_path: Path) -> None:
    got = _got(here, "steal")
    told = repr(got)
    assert CANARY not in told
    assert TOKEN not in told
    assert str(tmp_path) not in told
    if standing().tier is Tier.SEALED:
        assert set(ast.literal_eval(got["environment"]).values()) == {"/store", "C.UTF-8"}
    got_nothing = {name for name, said in got.items() if said.startswith("refused")}
    assert got_nothing == got.keys() - {"environment", "environments", "descriptors", "task", "a shell"}
    assert int(got["a shell"]) in {-1, 127 << 8}, "no process is made, so no shell"
    open_ = ast.literal_eval(got["descriptors"])
    assert all("socket:" in each or "memfd" in each or "pipe:" in each for each in open_.values()), open_
    assert here.here.saw == []
    assert [entry.event for entry in here.entries()] == ["started", "ended"]


def test_it_reaches_nobody(here: Stage) -> None:
    got = _got(here, "reach")
    assert {name for name, said in got.items() if not said.startswith("refused")} == set()
    assert here.here.saw == []


def test_what_it_smuggles_is_refused_and_each_refusal_is_written(here: Stage) -> None:
    got = _got(here, "smuggle")
    assert got == {
        "host": "host", "look-alike": "host", "address": "host", "path": "path", "query": "query", "header": "header",
        "authorization": "header", "line end": "query", "body": "body",
        "token of another": "token", "token that renews": "token",
        "publish": "approval", "media": "media", "too often": "rate", "a descriptor": got["a descriptor"],
    }  # fmt: skip
    assert got["a descriptor"].startswith("refused")
    seen = [line for line, _, _ in here.here.saw]
    assert set(seen) == {"GET /v1/videos HTTP/1.1"}, "only what the manifest names reached the platform"
    assert len(seen) <= 40
    told = [(entry.event, entry.told) for entry in here.entries() if entry.event == "refused"]
    assert [why for _, why in told][:13] == list(got.values())[:13]
    assert ("refused", "rate") in told
    assert told[-1] == ("refused", "frame"), "what is no request ends the talk"
    assert TOKEN not in repr(here.entries())


@pytest.mark.parametrize(
    ("account", "limit"),
    [
        ("flood", "line"),
        ("complain", "complaint"),
        ("more", "record"),
        ("other", "record"),
        ("twice", "record"),
        ("half", "half"),
        ("leave", "exit"),
        ("published", "exit"),
    ],
)
def test_what_it_floods_or_leaves_undone_is_not_kept_and_the_ledger_says_which_limit(
    here: Stage, account: str, limit: str
) -> None:
    with pytest.raises(Broken) as broken:
        here.fetch(account, limit=3)
    assert broken.value.limit == limit
    assert not (here.folder / "out").exists()
    events = [(entry.event, entry.told) for entry in here.entries()]
    assert events[-2:] == [("limit", limit), ("ended", limit)]


def test_of_what_people_approved_it_can_send_these_words_and_once(here: Stage, tmp_path: Path) -> None:
    message = publishing.Message("x", "", "Une bougie")
    made = publishing.prepare(here.connector, "institution", message, tmp_path / "waiting", here.ledger)
    publishing.approve(made, "Lina Morel", here.ledger)
    came = publishing.publish(made, here.connector, here.handset("x"), tmp_path / "waiting")
    assert isinstance(came, Published)
    assert ast.literal_eval(came.id) == ["words", "words", "b'{\"data\":[]}'", "replay"]
    (_, _, body) = here.here.saw[0]
    assert len(here.here.saw) == 1
    assert body == b'{"text":"Une bougie"}'
    told = [(entry.event, entry.told) for entry in here.entries()]
    assert [event for event, _ in told][:2] == ["previewed", "approved"]
    assert [why for event, why in told if event == "refused"] == ["words", "words", "replay"]
    assert [hash_ for event, hash_ in told if event == "published"] == [made.preview]


def test_its_words_command_nothing(here: Stage) -> None:
    heard = here.fetch("words")
    assert heard.unread == {"other": 50}
    assert heard.stop is not None
    assert sentence(heard.stop).en == "the platform answered with an error (?)"
    assert here.entries()[-1].told == "?"


def test_its_cursor_is_its_own_affair(here: Stage) -> None:
    """What it keeps goes back to it, and names no file of ours."""
    assert _got(here, "cursor") == {"": "None"}


def test_the_ledger_names_its_code_and_what_it_was_allowed(here: Stage) -> None:
    here.fetch("cursor")
    started = here.entries()[0]
    assert started.told == here.connector.code_hash
    assert len(started.policy) == 64
    assert here.connector.manifest("").hosts == (HOST,)
