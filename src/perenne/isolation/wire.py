"""What crosses out of the compartment: one line of JSON for each thing that a task gives, of closed types.

Nothing that is known outside is taken from inside: whose record it is (the file's name and hash) is checked or filled
in by who asked.
"""

import json
from collections.abc import Callable
from typing import Annotated, Any, Literal

import msgspec

from perenne.handset.channel import broken
from perenne.model.answer import Answer, Decision
from perenne.model.bilingual import Bilingual
from perenne.model.comment import Comment
from perenne.model.post import Post
from perenne.model.profile import Profile
from perenne.model.reject import Reject
from perenne.model.relation import Relation
from perenne.readers.packed import Member
from perenne.readers.reading import Held, Other, Sensitive
from perenne.readers.table import Guess
from perenne.readers.tasks import Given, Recognised, Shut


class _Told(msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag_field="perenne"):
    pass


class ToldFormat(_Told, frozen=True, tag="format"):
    format: Annotated[str, msgspec.Meta(pattern=r"\A[a-z0-9-]{1,60}/[0-9]{1,3}\Z")]
    sha256: Annotated[str, msgspec.Meta(pattern=r"\A(?:[0-9a-f]{64})?\Z")]


class ToldMember(_Told, frozen=True, tag="member"):
    name: str
    shown: str


class ToldShut(_Told, frozen=True, tag="shut"):
    files: int


class ToldReject(_Told, frozen=True, tag="reject"):
    line: int
    path: str
    reason: Bilingual


class ToldOther(_Told, frozen=True, tag="other"):
    kind: str
    line: int


class ToldSensitive(_Told, frozen=True, tag="sensitive"):
    what: Held


class ToldGuess(_Told, frozen=True, tag="guess"):
    guess: Guess


class Ready(_Told, frozen=True, tag="ready"):
    """The compartment has shut itself in."""


class Within(_Told, frozen=True, tag="within"):
    """A file of this kind is about to be read by a library that it may bring down."""

    kind: Literal["workbook", "parquet"]


class Unreadable(_Told, frozen=True, tag="unreadable"):
    """The task ends here: this is why."""

    says: Bilingual


class Done(_Told, frozen=True, tag="done"):
    """The task ends here."""


Said = (
    Post | Comment | Profile | Relation | Answer | Decision
    | ToldFormat | ToldMember | ToldShut | ToldReject | ToldOther | ToldSensitive | ToldGuess
    | Ready | Within | Unreadable | Done
)  # fmt: skip

_TOLD: dict[type, Callable[[Any], _Told]] = {
    Recognised: lambda each: ToldFormat(each.format, each.sha256),
    Member: lambda each: ToldMember(each.name, each.shown),
    Shut: lambda each: ToldShut(each.files),
    Reject: lambda each: ToldReject(each.line, each.path, each.reason),
    Other: lambda each: ToldOther(each.kind, each.line),
    Sensitive: lambda each: ToldSensitive(each.what),
    Guess: ToldGuess,
}

encode = msgspec.json.Encoder(order="deterministic").encode
_decode = msgspec.json.Decoder(Said).decode


def line_of(given: Given) -> bytes:
    """``given`` on a line, without its end."""
    told = _TOLD.get(type(given))
    return encode(given if told is None else told(given))


def said_on(line: bytes) -> Any:
    """What stands on ``line``, one of ``Said``. Raises ``Broken`` where it is none of these, or could be read as
    something else: it must be as it would be written again, but for numbers and blanks (readers leave a float
    whole)."""
    try:
        said = _decode(line)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        raise broken("record") from None
    written = encode(said)
    if written != line and not _says_the_same(line, written):
        raise broken("record")
    return said


def _says_the_same(line: bytes, written: bytes) -> bool:
    try:
        return bool(json.loads(line, object_pairs_hook=_each_once) == msgspec.json.decode(written))
    except (ValueError, RecursionError):
        return False


def _each_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    once = dict(pairs)
    if len(once) < len(pairs):
        raise ValueError("a key twice")
    return once


def given_of(said: Any, file: str) -> Given:
    """What ``said`` stands for; ``file``: the one that was asked about."""
    match said:
        case ToldFormat():
            return Recognised(said.format, said.sha256)
        case ToldMember():
            return Member(said.name, said.shown)
        case ToldShut():
            return Shut(said.files)
        case ToldReject():
            return Reject(file, said.line, said.path, said.reason)
        case ToldOther():
            return Other(said.kind, said.line)
        case ToldSensitive():
            return Sensitive(said.what)
        case ToldGuess():
            return said.guess
    given: Given = said
    return given
