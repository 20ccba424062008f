"""What the desk is told by its surroundings: where its data lies, which database, which addresses it answers to.

Strict: a value that cannot be understood is refused with one sentence, never replaced by a guess. A secret comes from
the environment or from a file of its own (``…_FILE``), never from an argument.
"""

import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import SplitResult, unquote, urlsplit

from perenne.model.errors import UsageError

DATA, DATABASE, HOSTS, SECRET, HTTPS = (
    f"PERENNE_DESK_{name}" for name in ("DATA", "DATABASE", "HOSTS", "SECRET", "HTTPS")
)
UPLOAD = "PERENNE_DESK_UPLOAD_MB"
_MEGABYTE, _UPLOAD, _MOST_UPLOAD = 1_000_000, "500", 1_000_000
_KEY_FILE = "secret.key"
_SQLITE = "desk.sqlite3"
_SHORTEST = 32
"""The shortest key, in characters, that a file may hold."""


@dataclass(frozen=True, slots=True)
class Surroundings:
    """``data``: the folder for everything that is kept; ``database``: as Django names it; ``hosts``: the names under
    which pages are asked for; ``secret``: what signs sessions and links, where it was drawn; ``https``: whether pages
    reach people through TLS; ``upload``: how many bytes may be sent at once."""

    data: Path
    database: dict[str, object]
    hosts: tuple[str, ...]
    secret: str | None
    https: bool
    upload: int

    @property
    def originals(self) -> Path:
        return self.data / "originals"


def surroundings(told: Mapping[str, str] = os.environ) -> Surroundings:
    """What ``told`` says; nothing is made. Raises ``UsageError``."""
    data = Path(told.get(DATA) or Path.home() / ".local" / "share" / "perenne").expanduser()
    hosts = tuple(filter(None, (told.get(HOSTS) or "127.0.0.1,localhost").replace(" ", "").split(",")))
    return Surroundings(
        data=data,
        database=_database(told.get(DATABASE), data),
        hosts=hosts,
        secret=_secret(told, data),
        https=_yes_or_no(told, HTTPS),
        upload=_megabytes(told),
    )


def make_ready(told: Surroundings) -> None:
    """The data folder, closed to others, and in it the key that signs sessions and links, drawn once."""
    told.data.mkdir(mode=0o700, parents=True, exist_ok=True)
    (told.data / "static").mkdir(exist_ok=True)
    if told.secret is not None:
        return
    key = os.open(told.data / _KEY_FILE, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(key, "w", encoding="ascii") as file:
        file.write(secrets.token_urlsafe(50))


def _yes_or_no(told: Mapping[str, str], name: str) -> bool:
    match told.get(name, "no").lower():
        case "yes":
            return True
        case "no" | "":
            return False
        case _:
            raise UsageError(fr=f"{name} : écrivez yes ou no", en=f"{name}: write yes or no")


def _megabytes(told: Mapping[str, str]) -> int:
    said = told.get(UPLOAD) or _UPLOAD
    if not (said.isascii() and said.isdecimal() and 0 < int(said) <= _MOST_UPLOAD):
        raise UsageError(
            fr=f"{UPLOAD} : écrivez un nombre entier de mégaoctets, comme 500",
            en=f"{UPLOAD}: write a whole number of megabytes, such as 500",
        )
    return int(said) * _MEGABYTE


def _secret(told: Mapping[str, str], data: Path) -> str | None:
    """The key that is told, or that stands in a file; ``None`` where none was drawn yet."""
    if told.get(SECRET):
        return told[SECRET]
    named = told.get(f"{SECRET}_FILE")
    try:
        key = Path(named or data / _KEY_FILE).read_text(encoding="ascii").strip()
    except UnicodeDecodeError:
        key = ""
    except FileNotFoundError:
        if named is None:
            return None
        raise UsageError(
            fr=f"{SECRET}_FILE : le fichier de la clé n’existe pas",
            en=f"{SECRET}_FILE: the key’s file does not exist",
        ) from None
    if len(key) < _SHORTEST:
        raise UsageError(
            fr=f"le fichier de la clé de session est vide, trop court ou illisible : écrivez-y {_SHORTEST} signes au "
            "hasard",
            en=f"the file of the session key is empty, too short or unreadable: write {_SHORTEST} random characters "
            "into it",
        )
    return key


def _database(address: str | None, data: Path) -> dict[str, object]:
    if not address:
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": str(data / _SQLITE),
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON;"
                " PRAGMA cache_size=-16000; PRAGMA mmap_size=268435456; PRAGMA temp_store=MEMORY;",
            },
            "CONN_MAX_AGE": 60,
        }
    parts = urlsplit(address)
    if parts.scheme not in {"postgresql", "postgres"} or not parts.path.strip("/") or not _has_a_port(parts):
        raise UsageError(
            fr=f"{DATABASE} : écrivez une adresse comme postgresql://personne@machine:5432/base",
            en=f"{DATABASE}: write an address such as postgresql://person@machine:5432/database",
        )
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.strip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(parts.hostname or "") or _socket_folder(parts.query),
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 60,
    }


def _has_a_port(parts: SplitResult) -> bool:
    """Whether the port, where one is named, is a number that a port may have."""
    try:
        return parts.port is None or parts.port > 0
    except ValueError:
        return False


def _socket_folder(query: str) -> str:
    return next((unquote(each[5:]) for each in query.split("&") if each.startswith("host=")), "")
