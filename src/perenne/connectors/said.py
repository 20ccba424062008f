"""What passes between the host and a connector besides the network: a task in, closed records out.

A record out is a ``post/1``, a ``comment/1`` or an ``account/1``, or one of those here, which are about the run.
"""

import msgspec

from perenne.handset.message import Publish
from perenne.model.comment import Comment
from perenne.model.post import Post
from perenne.model.profile import Profile


class Task(msgspec.Struct, frozen=True):
    """What the inside is told, and nothing of ours besides. ``relay``: the descriptor that the relay listens on;
    ``code``: behind which descriptor the connector's module lies, where it is not ours; ``auth``: the name of the
    token to ask with; ``position``: where the last run got to; ``patience``: how long it may wait for a platform that
    says when to come back; ``media``: approved files, by hash, each behind a descriptor."""

    connector: str
    relay: int
    hosts: tuple[str, ...]
    account: str
    until: str
    since: str | None = None
    limit: int | None = None
    comments: bool = False
    auth: str | None = None
    position: dict[str, str] = {}
    patience: int = 900
    code: int | None = None
    publish: Publish | None = None
    media: dict[str, int] = {}


class Line(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True, tag_field="perenne"):
    """What is said of the run itself."""


class Cursor(Line, frozen=True, tag="cursor/1"):
    """All before this is whole: the host keeps it, and a later run goes on from ``position``."""

    position: dict[str, str]


class Progress(Line, frozen=True, tag="progress/1"):
    """What is being done; ``seconds``: waiting so long, as the platform asked."""

    doing: str
    seconds: int = 0


class Unread(Line, frozen=True, tag="unread/1"):
    """A record of the platform that is not in the output: ``why`` in a word, ``path`` where in it."""

    why: str
    path: str = ""


UNREAD = frozenset({"private", "shape", "gone", "not_measured"})
"""The words for why that are counted each; any other is one of the rest."""


class Stop(Line, frozen=True, tag="stop/1"):
    """The run cannot go on: ``why`` in a word (``stopping`` says them), the platform's ``status`` and its own
    ``code`` for it, and in how many ``seconds`` it may be tried again."""

    why: str
    status: int = 0
    code: str = ""
    seconds: int = 0


class Published(Line, frozen=True, tag="published/1"):
    """It stands on the platform, under this ``id`` and at this address."""

    id: str
    url: str = ""


class Done(Line, frozen=True, tag="done/1"):
    """Everything that was asked for has been said."""


Record = Post | Comment | Profile
Said = Post | Comment | Profile | Cursor | Progress | Unread | Stop | Published | Done
