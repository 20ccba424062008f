"""A run of a connector, from this side: the compartment asks and tells, the relay lets out what is named, the records
are kept beside until all are there, and the ledger says what happened."""

import os
import socket
import ssl
import threading
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import msgspec

from perenne.connectors import quota
from perenne.connectors.described import Connector, policy_hash
from perenne.connectors.said import UNREAD, Cursor, Done, Published, Record, Said, Stop, Task, Unread
from perenne.connectors.tokens import AccountTokens, NoTokens
from perenne.connectors.unfinished import Same, Unfinished, unfinished
from perenne.handset.calling import PORT, SECONDS, Address, Call, Given, called, plain, public, resolved, trusting
from perenne.handset.channel import Bounds, Broken, records
from perenne.handset.launch import launched
from perenne.handset.ledger import Ledger
from perenne.handset.manifest import Manifest
from perenne.handset.order import Limits
from perenne.handset.relay import Relay
from perenne.handset.tiers import Standing
from perenne.model.comment import Comment
from perenne.model.post import Post, Source
from perenne.model.profile import Profile
from perenne.model.wire import encode

ENTRY = "perenne.connectors.entry"
LIMITS = Limits(seconds=3600)
BOUNDS = Bounds(line=4 * 2**20, total=2 * 2**30, lines=5_000_000, seconds=12 * 3600.0, idle=1_200.0)
"""What a run may say: a platform that asks for patience may keep it silent for a quarter of an hour."""
_KINDS: Mapping[type, str] = {Post: "posts", Comment: "comments", Profile: "accounts"}
_JOIN = 5
_WORD = 40
"""Characters of why a run stopped that stand in the ledger: the word may be a stranger's."""


@dataclass(frozen=True, slots=True)
class Network:
    """How the platform is reached; other than this in tests alone."""

    trusted: ssl.SSLContext = field(default_factory=trusting)
    resolve: Callable[[str], tuple[str, ...]] = resolved
    reachable: Callable[[Address], bool] = public
    port: int = PORT
    seconds: float = SECONDS
    call: Callable[[Call, ssl.SSLContext, float], Given] = called


@dataclass(frozen=True, slots=True)
class Handset:
    """What a run has on this side. ``tokens``: of the account, where some are kept."""

    name: str
    ledger: Ledger
    standing: Standing
    tokens: AccountTokens | None = None
    network: Network = field(default_factory=Network)
    now: Callable[[], datetime] = lambda: datetime.now(UTC)
    bounds: Bounds = BOUNDS


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be fetched. ``instance``: as ``Connector.instance`` gave it."""

    connector: Connector
    account: str
    instance: str = ""
    since: str | None = None
    limit: int | None = None
    comments: bool = False
    patience: int = 900


@dataclass(slots=True)
class Heard:
    """What a run has told so far, and those that it goes on from: ``counts`` of posts, comments and accounts,
    ``unread`` by why; ``spent``: units of
    the quota, in this run and ``before`` it today; ``stop``: why it could not go on."""

    counts: Counter[str] = field(default_factory=Counter)
    unread: Counter[str] = field(default_factory=Counter)
    spent: int = 0
    before: int = 0
    quota: int | None = None
    resumed: bool = False
    stop: Stop | None = None


Watch = Callable[[Heard, Said], None]


def collect(wanted: Wanted, handset: Handset, out: Path, watch: Watch) -> Heard:
    """Fetch what is ``wanted`` into the folder ``out``, which is there only where all of it was fetched. What came
    before a stop or a crash is gone on with. Raises ``UsageError``, and ``Broken`` for an inside that misbehaves."""
    same = Same(wanted.connector.name, wanted.account, wanted.instance, wanted.since, wanted.comments)
    with unfinished(out, same) as kept:
        heard = Heard(Counter(kept.counts), Counter(kept.unread), resumed=bool(kept.position))
        task = _task(wanted, kept.position, handset)
        for said in ran(wanted.connector, wanted.instance, task, handset, heard):
            _keep(said, heard, kept, wanted, handset)
            watch(heard, said)
        if heard.stop is None:
            kept.finish(out)
    return heard


def _keep(said: Said, heard: Heard, kept: Unfinished, wanted: Wanted, handset: Handset) -> None:
    match said:
        case Post() | Comment() | Profile():
            heard.counts[_KINDS[type(said)]] += 1
            kept.add(encode(_observed(said, wanted, handset)))
        case Cursor():
            kept.keep(said.position, dict(heard.counts), dict(heard.unread))
        case Unread():
            heard.unread[said.why if said.why in UNREAD else "other"] += 1
        case Stop():
            heard.stop = said


def _asked_for(saying: Iterator[Said], connector: Connector, task: Task) -> Iterator[Said]:
    """What is said, as long as it is of the connector's own platform, and no more than was asked for. Raises
    ``Broken``."""
    posts = 0
    for said in saying:
        posts += isinstance(said, Post)
        other = isinstance(said, Post | Comment | Profile) and said.platform != connector.described.platform
        if other or (task.limit is not None and posts > task.limit):
            raise Broken(
                "le connecteur a donné ce qui n’était pas demandé : rien n’est gardé",
                "the connector gave what was not asked for: nothing is kept",
                "record",
            )
        yield said


def _observed(record: Record, wanted: Wanted, handset: Handset) -> Record:
    """The record with when it was seen, which is ours to say."""
    at = handset.now().astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
    return msgspec.structs.replace(record, source=Source(reader=f"connector-{wanted.connector.name}", observed_at=at))


def _task(wanted: Wanted, position: dict[str, str], handset: Handset) -> Task:
    return Task(
        connector=wanted.connector.name,
        relay=-1,
        hosts=wanted.connector.manifest(wanted.instance).hosts,
        account=wanted.account,
        until=handset.now().astimezone(UTC).date().isoformat(),
        since=wanted.since,
        limit=wanted.limit,
        comments=wanted.comments,
        auth=handset.tokens.best() if handset.tokens is not None else None,
        position=position,
        patience=wanted.patience,
    )


def ran(
    connector: Connector, instance: str, task: Task, handset: Handset, heard: Heard, relay: Relay | None = None
) -> Iterator[Said]:
    """What the compartment says while it does ``task``, to its end; ``relay``: one with something to publish. Raises
    ``Broken`` where it breaks a limit, or ends without a word."""
    manifest = connector.manifest(instance)
    relay = relay or relay_of(manifest, handset, heard)
    policy = policy_hash(manifest)
    handset.ledger.add(handset.name, "started", connector=manifest.name, policy=policy, told=connector.code_hash)
    last: Said | None = None
    told = "broken off"
    try:
        with _inside(connector, task, handset, relay) as saying:
            for last in _asked_for(saying, connector, task):
                heard.spent = relay.spent
                yield last
        if not isinstance(last, Stop | (Done if task.publish is None else Published)):
            raise Broken("le connecteur est parti sans un mot", "the connector left without a word", "exit")
        told = plain(last.why)[:_WORD] if isinstance(last, Stop) else "done"
    except Broken as broken:
        told = broken.limit
        handset.ledger.add(handset.name, "limit", connector=manifest.name, told=told)
        raise
    finally:
        heard.spent = relay.spent
        handset.ledger.add(handset.name, "ended", connector=manifest.name, told=told)


def relay_of(manifest: Manifest, handset: Handset, heard: Heard) -> Relay:
    network = handset.network
    if manifest.quota is not None:
        heard.quota = manifest.quota.units
        heard.before = quota.spent_today(handset.ledger, manifest, handset.now())
    return Relay(
        handset.name,
        manifest,
        handset.tokens or NoTokens(),
        handset.ledger,
        network.trusted,
        resolve=network.resolve,
        reachable=network.reachable,
        port=network.port,
        seconds=network.seconds,
        call=network.call,
        renewing=handset.tokens,
        left=None if heard.quota is None else max(0, heard.quota - heard.before),
    )


@contextmanager
def _inside(connector: Connector, task: Task, handset: Handset, relay: Relay) -> Iterator[Iterator[Said]]:
    """The compartment at work, with the relay at the other end of its one line; both gone afterwards."""
    with ExitStack() as held:
        ours, theirs = socket.socketpair()
        held.callback(theirs.close)
        lines = [theirs.fileno(), *task.media.values()]
        code = None
        if connector.source is not None:
            code = held.enter_context(in_memory(connector.source))
            lines.append(code)
        task = msgspec.structs.replace(task, relay=theirs.fileno(), code=code)
        failed: list[BaseException] = []
        serving = threading.Thread(target=_serve, args=(relay, ours, failed), daemon=True)
        process = held.enter_context(launched(handset.standing, ENTRY, task, limits=LIMITS, lines=lines))
        theirs.close()
        serving.start()
        try:
            yield records(process, Said, handset.bounds)
        finally:
            process.kill()
            process.wait()
            serving.join(_JOIN)
        if failed:
            raise failed[0]


def _serve(relay: Relay, ours: socket.socket, failed: list[BaseException]) -> None:
    try:
        relay.serve(ours)
    except BaseException as problem:  # a full disk, a broken ledger: told where the run is
        failed.append(problem)
        ours.close()


@contextmanager
def in_memory(content: bytes) -> Iterator[int]:
    """A descriptor behind which ``content`` lies, in no file system, for nobody to change."""
    import fcntl

    making = os.memfd_create("handed", os.MFD_CLOEXEC | os.MFD_ALLOW_SEALING)
    try:
        with os.fdopen(os.dup(making), "wb") as file:
            file.write(content)
        fcntl.fcntl(
            making,
            fcntl.F_ADD_SEALS,
            fcntl.F_SEAL_WRITE | fcntl.F_SEAL_GROW | fcntl.F_SEAL_SHRINK | fcntl.F_SEAL_SEAL,
        )
        reading = os.open(f"/proc/self/fd/{making}", os.O_RDONLY | os.O_CLOEXEC)
    finally:
        os.close(making)
    try:
        yield reading
    finally:
        os.close(reading)
