"""A connector in the real compartment, against a platform of our own on loopback; each test says what that plays."""

import ipaddress
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import msgspec

from perenne.connectors.collecting import BOUNDS, Handset, Heard, Network, Wanted, collect
from perenne.connectors.described import Connector, connector
from perenne.connectors.said import Said
from perenne.connectors.tokens import AccountTokens
from perenne.handset.channel import Bounds
from perenne.handset.ledger import Entry, Ledger
from perenne.handset.tiers import standing
from perenne.handset.vault import Vault
from perenne.model.comment import Comment
from perenne.model.post import Post
from perenne.model.profile import Profile
from tests.handset.a_platform import Answered, Asked, Platform, platform

NOON = datetime(2026, 11, 30, 12, tzinfo=UTC)
TOKEN = "canary-token-7d20"  # noqa: S105  # of an invented account
Plays = Callable[[Asked], Answered]


def answer(content: object, status: int = 200, **headers: str) -> Answered:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return status, named, msgspec.json.encode(content)


def until_kept(out: Path, position: str) -> None:
    """Wait until a run that fills ``out`` has kept that ``position``: what it says and what it asks go two ways."""
    state = out.with_name(f".{out.name}.unfinished") / "state.json"
    for _ in range(2_000):
        if state.exists() and f'"{position}"'.encode() in state.read_bytes():
            return
        time.sleep(0.01)
    raise AssertionError(f"{position} was not kept")


@dataclass
class Stage:
    """A platform that plays, and what a run on this side has."""

    here: Platform
    folder: Path
    connector: Connector
    instance: str = ""
    parts: dict[str, str] | None = field(default_factory=lambda: {"access": TOKEN})
    bounds: Bounds = BOUNDS
    seconds: float = 20
    told: list[Said] = field(default_factory=list)

    @property
    def ledger(self) -> Ledger:
        return Ledger(self.folder / "ledger.ndjson")

    @property
    def vault(self) -> Vault:
        return Vault(self.folder, b"r" * 32)

    def handset(self, account: str) -> Handset:
        manifest = self.connector.manifest(self.instance)
        tokens = None
        if self.parts is not None:
            name = self.connector.keeps_as(account, self.instance)
            tokens = AccountTokens(self.vault, "institution", name, self.connector.described.tokens, manifest.renewal)
            if name not in self.vault.names("institution"):
                tokens.put(self.parts)
        network = Network(
            self.here.trusted(),
            resolve=lambda _: ("127.0.0.1",),
            reachable=lambda each: each == ipaddress.ip_address("127.0.0.1"),
            port=self.here.port,
            seconds=self.seconds,
        )
        return Handset("institution", self.ledger, standing(), tokens, network, lambda: NOON, self.bounds)

    def fetch(self, account: str = "lina", out: str = "out", **more: Any) -> Heard:
        asked = Wanted(self.connector, account, self.instance, **more)
        return collect(asked, self.handset(account), self.folder / out, lambda _, said: self.told.append(said))

    def records(self, out: str = "out") -> list[Post | Comment | Profile]:
        (file,) = (self.folder / out).iterdir()
        return [msgspec.json.decode(line, type=Post | Comment | Profile) for line in file.read_bytes().splitlines()]

    def posts(self, out: str = "out") -> list[Post]:
        return [each for each in self.records(out) if isinstance(each, Post)]

    def entries(self) -> list[Entry]:
        return [entry for _, entry in self.ledger.entries()]

    def asked(self) -> list[str]:
        """The request lines that reached the platform, without method and version."""
        return [line.split()[1] for line, _, _ in self.here.saw]


@contextmanager
def stage(folder: Path, name: str, plays: Plays, instance: str = "") -> Iterator[Stage]:
    """The connector ``name`` of ours, before a platform that ``plays``."""
    ours = connector(name)
    manifest = ours.manifest(instance)
    hosts = [*manifest.hosts, *([manifest.renewal.host] if manifest.renewal else [])]
    (place_ := folder / "platform").mkdir()
    with platform(place_, *dict.fromkeys(hosts)) as here:
        here.plays = plays
        yield Stage(here, folder, ours, instance)
