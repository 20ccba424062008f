"""A connector rehearsed: in the real compartment, through the real relay, before a platform that says what is told.

For the tests of a connector: nothing is sent anywhere.
"""

import ssl
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import msgspec

from perenne.connectors.collecting import Handset, Network, Wanted, collect
from perenne.connectors.described import connector_in
from perenne.connectors.said import Said, Stop
from perenne.connectors.tokens import AccountTokens
from perenne.handset.calling import Call, Given
from perenne.handset.ledger import Ledger
from perenne.handset.tiers import standing
from perenne.handset.vault import Vault
from perenne.model.comment import Comment
from perenne.model.post import Post
from perenne.model.profile import Profile

Says = object | tuple[int, object]
"""What the platform answers: content, with status 200, or a status and content."""
_NOWHERE = "93.184.216.34"
"""An address of the open internet, which is looked at and never called."""


@dataclass
class Came:
    """What a rehearsal came to: ``asked``, what reached the platform; ``told``, all that the compartment said."""

    posts: list[Post] = field(default_factory=list)
    comments: list[Comment] = field(default_factory=list)
    accounts: list[Profile] = field(default_factory=list)
    unread: dict[str, int] = field(default_factory=dict)
    stop: Stop | None = None
    asked: list[str] = field(default_factory=list)
    told: list[Said] = field(default_factory=list)


def rehearsed(
    folder: Path,
    scratch: Path,
    account: str,
    answers: Mapping[str, Sequence[Says]],
    *,
    instance: str = "",
    token: str | None = None,
    **more: Any,
) -> Came:
    """What the connector in ``folder`` makes of ``answers``, by path, each said once and the last for ever. ``more``:
    ``since``, ``limit``, ``comments``."""
    connector, came = connector_in(folder), Came()
    left = {path: list(each) for path, each in answers.items()}

    def say(call: Call, _trusted: ssl.SSLContext, _seconds: float) -> Given:
        came.asked.append(f"{call.method} {call.target}")
        said = left.get(call.target.partition("?")[0], [(404, {})])
        now = said.pop(0) if len(said) > 1 else said[0]
        status, content = now if isinstance(now, tuple) else (200, now)
        return Given(status, {"content-type": "application/json"}, msgspec.json.encode(content))

    tokens = None
    if token is not None:
        vault = Vault(scratch, b"rehearsal".ljust(32))
        tokens = AccountTokens(vault, "rehearsal", connector.keeps_as(account, instance), connector.described.tokens)
        tokens.put({"access": token})
    network = Network(resolve=lambda _: (_NOWHERE,), call=say)
    handset = Handset("rehearsal", Ledger(scratch / "ledger.ndjson"), standing(), tokens, network)
    wanted = Wanted(connector, account, connector.instance(instance or None), patience=0, **more)
    heard = collect(wanted, handset, scratch / "fetched", lambda _, said: came.told.append(said))
    came.stop, came.unread = heard.stop, dict(heard.unread)
    for said in came.told:
        match said:
            case Post():
                came.posts.append(said)
            case Comment():
                came.comments.append(said)
            case Profile():
                came.accounts.append(said)
    return came
