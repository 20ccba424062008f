"""Our own data files: YAML for people in the source tree, JSON in the wheel, the same values either way.

In a source tree the YAML is read as it stands, so an edit counts at once; what did not change is remembered. The
wheel carries one ``compiled.json`` a folder instead, made by ``compile_folder`` when it is built.
"""

from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

import msgspec

from perenne.dated.remembered import remembered
from perenne.model.errors import DataError

COMPILED = "compiled.json"


def shelf(package: str) -> dict[str, Any]:
    """The data files below ``package`` (``perenne.law.rules``): relative name without ``.yaml`` → content."""
    folder = files(package)
    compiled = folder / COMPILED
    if compiled.is_file():
        data: dict[str, Any] = msgspec.json.decode(compiled.read_bytes())
        return data
    if not isinstance(folder, Path):
        return compile_folder(folder)
    return remembered(folder, lambda: compile_folder(folder))


def compile_folder(folder: Traversable, prefix: str = "") -> dict[str, Any]:
    """Every YAML file below ``folder``, read; names sorted, ``/`` between folders."""
    from perenne.dated import strict_yaml  # not at the top: the installed program needs no YAML

    shelved: dict[str, Any] = {}
    for entry in sorted(folder.iterdir(), key=lambda each: each.name):
        name = f"{prefix}{entry.name}"
        if entry.is_dir():
            shelved |= compile_folder(entry, f"{name}/")
        elif entry.name.endswith(".yaml"):
            content = strict_yaml.load(entry.read_text(encoding="utf-8"), name)
            if content is None:
                raise DataError(fr=f"{name} est vide", en=f"{name} is empty")
            shelved[name.removesuffix(".yaml")] = content
    return shelved
