"""When a wheel is built: our YAML becomes one ``compiled.json`` a shelf, and stays out of the wheel itself.

A shelf is the nearest package (a folder with ``__init__.py``) above a YAML file: ``perenne/law/rules`` for
``perenne/law/rules/fr/alcohol.yaml``. It is what ``perenne.dated.shelf.shelf`` is asked for. The source
distribution carries the YAML; an editable install reads it in place.
"""

import json
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hatchling.builders.config import BuilderConfig
from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CompileShelves(BuildHookInterface[BuilderConfig]):
    """Adds the compiled shelves to the wheel, from a folder that is gone once the wheel stands."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        self._workbench = TemporaryDirectory(prefix="perenne-shelves-")
        if version == "editable":
            return
        source = Path(self.root, "src")
        for shelf in shelves_below(source / "perenne"):
            package = shelf.relative_to(source)
            compiled = Path(self._workbench.name, ".".join(package.parts) + ".json")
            compiled.write_bytes(compiled_json(shelf, source))
            build_data["force_include"][str(compiled)] = (package / "compiled.json").as_posix()

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        self._workbench.cleanup()


def shelves_below(package: Path) -> list[Path]:
    """The nearest package above each YAML file below ``package``."""
    return sorted({_nearest_package(each) for each in package.rglob("*.yaml")})


def _nearest_package(file: Path) -> Path:
    return next(folder for folder in file.parents if (folder / "__init__.py").is_file())


def compiled_json(shelf: Path, source: Path) -> bytes:
    """The shelf as UTF-8 JSON: the same YAML gives the same bytes, in the order in which people wrote it."""
    data = _compile_folder(shelf, source)
    for name, content in data.items():
        if not _survives_json(content):
            raise ValueError(f"{shelf / name}.yaml: a key that is not text, or a value that JSON has no word for")
    return json.dumps(data, ensure_ascii=False, indent=1).encode()


def _survives_json(content: object) -> bool:
    try:
        return bool(json.loads(json.dumps(content, allow_nan=False)) == content)
    except (TypeError, ValueError):
        return False


def _compile_folder(shelf: Path, source: Path) -> dict[str, Any]:
    sys.path.insert(0, str(source))
    try:
        from perenne.dated.shelf import compile_folder
    finally:
        sys.path.remove(str(source))
    return compile_folder(shelf)
