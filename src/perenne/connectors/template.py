"""The beginning of a connector of somebody's own."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from importlib.resources import files
from pathlib import Path

from perenne.connectors.described import names
from perenne.connectors.unfinished import is_there
from perenne.model.errors import UsageError
from perenne.model.refused import why

_NAME = re.compile(r"[a-z][a-z0-9_]{1,39}\Z")
_FILES = ("manifest.yaml", "connector.py", "test_connector.py")


def write(name: str, folder: Path) -> Iterator[Path]:
    """Write the files of the connector ``name`` to ``folder``, which holds nothing yet. Raises ``UsageError``."""
    if not _NAME.match(name) or name in names():
        raise UsageError(
            fr=f"« {name} » ne peut pas nommer un connecteur : petites lettres, chiffres et _, et aucun des nôtres",
            en=f"“{name}” cannot name a connector: small letters, digits and _, and none of ours",
        )
    if is_there(folder):
        raise UsageError(
            fr=f"« {folder} » existe déjà : donnez un autre dossier à --out",
            en=f"“{folder}” is there: name another --out",
        )
    today = datetime.now(UTC).date().isoformat()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for file in _FILES:
            text = (files("perenne.connectors.begun") / f"{file}.txt").read_text(encoding="utf-8")
            place = folder / file
            host = name.replace("_", "-")
            text = text.replace("api.NAME.", f"api.{host}.").replace("NAME", name).replace("TODAY", today)
            place.write_text(text, encoding="utf-8")
            yield place
    except OSError as problem:
        raise UsageError(
            fr=f"impossible d’écrire « {folder} » ({why(problem).fr})",
            en=f"cannot write “{folder}” ({why(problem).en})",
        ) from None
