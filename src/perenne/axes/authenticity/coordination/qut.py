"""The database of the coordination-network-toolkit of the Queensland University of Technology: its messages as acts.

It is SQLite, and may be anybody's: a process of its own (``sqlite_rows``) opens it for reading alone, with little
memory and little time, and asks nothing but what stands below.
"""

import subprocess
import sys
import tempfile
from pathlib import Path
from typing import BinaryIO

import msgspec
import polars as pl

from perenne.axes.authenticity.coordination.channels.objects import CO_COMMENT, CO_LINK, CO_SHARE, CO_TEXT
from perenne.axes.authenticity.coordination.sqlite_rows import BATCH, Asked
from perenne.model.bilingual import Bilingual
from perenne.model.errors import UnreadableFile, UsageError

_MAGIC = b"SQLite format 3\0"
_CHILD = (sys.executable, "-P", "-m", "perenne.axes.authenticity.coordination.sqlite_rows")
_SECONDS = 1_800
_EDGE = ("message_id", "user_id", "timestamp")
_ASKED = {
    CO_SHARE: Asked(
        tables={"edge": (*_EDGE, "repost_id")},
        sql="select edge.user_id, edge.repost_id, null, edge.timestamp, edge.message_id, other.user_id from edge "
        "left join edge as other on other.message_id = edge.repost_id where edge.repost_id is not null",
    ),
    CO_COMMENT: Asked(
        tables={"edge": (*_EDGE, "reply_id")},
        sql="select edge.user_id, edge.reply_id, null, edge.timestamp, edge.message_id, other.user_id from edge "
        "left join edge as other on other.message_id = edge.reply_id where edge.reply_id is not null",
    ),
    CO_TEXT: Asked(
        tables={"edge": (*_EDGE, "repost_id", "message")},
        sql="select user_id, message, null, timestamp, message_id, null from edge where repost_id is null",
    ),
    CO_LINK: Asked(
        tables={
            "message_url": ("message_id", "url", "timestamp", "user_id"),
            "resolved_url": ("url", "resolved_url"),
        },
        sql="select message_url.user_id, message_url.url, resolved_url.resolved_url, message_url.timestamp, "
        "message_url.message_id, null from message_url left join resolved_url on resolved_url.url = message_url.url",
    ),
}  # fmt: skip
"""What is asked: account, object, a better object where there is one, time, action, owner. What is only shared on are
another's words, as the toolkit has it too."""
_COLUMNS = {"account": pl.String, "object": pl.String, "t": pl.Int64, "action": pl.String, "owner": pl.String}
_REFUSED = {
    "damaged": Bilingual(
        fr="la base SQLite est abîmée ou protégée : ouvrez-la avec l’outil qui l’a écrite, et copiez-la à nouveau",
        en="the SQLite database is damaged or protected: open it with the tool that wrote it, and copy it again",
    ),
    "foreign": Bilingual(
        fr="cette base SQLite n’est pas celle du coordination-network-toolkit : exportez en CSV la table voulue",
        en="this SQLite database is not one of the coordination-network-toolkit: export the table you need as CSV",
    ),
    "too_much": Bilingual(
        fr="la lecture de cette base demande trop de mémoire ou de temps : exportez-la en CSV",
        en="reading this database takes too much memory or time: export it as CSV",
    ),
}


def is_database(head: bytes) -> bool:
    """Whether a file that begins so is an SQLite database."""
    return head.startswith(_MAGIC)


def acts_of(file: Path, channel: str | None) -> pl.DataFrame:
    """The acts of ``channel`` that ``file`` holds, as ``plain_tables.ACT``. Raises ``PerenneError``."""
    asked = _ASKED.get(channel or "")
    if asked is None:
        known = ", ".join(_ASKED)
        raise UsageError(
            fr=f"{file.name} : cette base tient plusieurs sortes d’actes, choisissez avec --channel ({known})",
            en=f"{file.name}: this database holds several kinds of acts, choose one with --channel ({known})",
        )
    if any(beside.is_file() and beside.stat().st_size for beside in _unfinished(file)):
        raise UnreadableFile(
            fr=f"{file.name} : un autre programme y écrit encore, fermez-le puis relancez",
            en=f"{file.name}: another program is still writing to it, close that and start again",
        )
    with tempfile.TemporaryFile() as rows:
        call = [*_CHILD, str(file.resolve()), msgspec.json.encode(asked).decode()]
        try:
            subprocess.run(call, stdin=subprocess.DEVNULL, stdout=rows, stderr=subprocess.DEVNULL,  # noqa: S603
                           timeout=_SECONDS, check=False)  # fmt: skip
        except subprocess.TimeoutExpired:
            raise _refused(file, "too_much") from None
        rows.seek(0)
        return _read(file, rows)


def _unfinished(file: Path) -> list[Path]:
    return [file.with_name(f"{file.name}-{what}") for what in ("wal", "journal")]


def _read(file: Path, rows: BinaryIO) -> pl.DataFrame:
    """The batches that the child wrote; it ends by saying how it went, or did not come to an end."""
    parts = [pl.DataFrame(schema=_COLUMNS)]
    decoder = msgspec.msgpack.Decoder(BATCH)
    while length := rows.read(4):
        batch = decoder.decode(rows.read(int.from_bytes(length, "big")))
        if isinstance(batch, str):
            if batch == "done":
                return pl.concat(parts).with_columns(dated=pl.lit(value=False))
            raise _refused(file, batch)
        parts.append(pl.DataFrame(batch, _COLUMNS, orient="row"))
    raise _refused(file, "too_much")


def _refused(file: Path, why: str) -> UnreadableFile:
    said = _REFUSED[why]
    return UnreadableFile(fr=f"{file.name} : {said.fr}", en=f"{file.name}: {said.en}")
