"""A shelf gives the same values from YAML in a folder, from JSON in a folder, and from inside a zip file."""

import importlib
import json
import sys
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from perenne.dated.shelf import COMPILED, compile_folder, shelf
from perenne.model.errors import DataError

FILES = {
    "index.yaml": "version: 2026-11-24\n",
    "fr/mention.yaml": "id: fr.mention.intent\nversions: [{from: 2024-11-08, applies: true}]\n",
    "fr/deep/alcohol.yaml": "words: [vin, bière]\n",
    "fr/notes.txt": "not data\n",
}
VALUES = {
    "fr/deep/alcohol": {"words": ["vin", "bière"]},
    "fr/mention": {"id": "fr.mention.intent", "versions": [{"from": "2024-11-08", "applies": True}]},
    "index": {"version": "2026-11-24"},
}

Shelve = Callable[[dict[str, str]], str]


@pytest.fixture
def shelve(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Shelve]:
    """Lays files into a package that can be imported, and gives its name."""
    monkeypatch.syspath_prepend(tmp_path)
    (tmp_path / "our_shelf").mkdir()
    (tmp_path / "our_shelf" / "__init__.py").touch()

    def lay(contents: dict[str, str]) -> str:
        for name, text in contents.items():
            file = tmp_path / "our_shelf" / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8")
        importlib.invalidate_caches()
        return "our_shelf"

    yield lay
    sys.modules.pop("our_shelf", None)


def test_every_yaml_below_a_package_is_on_its_shelf_by_name(shelve: Shelve) -> None:
    assert shelf(shelve(FILES)) == VALUES


def test_names_come_sorted_whatever_the_disk_says(shelve: Shelve) -> None:
    assert list(shelf(shelve({"b.yaml": "1", "a.yaml": "2", "a/c.yaml": "3"}))) == ["a/c", "a", "b"]


def test_compiled_json_is_read_instead_of_yaml(shelve: Shelve) -> None:
    package = shelve(FILES | {COMPILED: json.dumps({"index": {"version": "compiled"}})})
    assert shelf(package) == {"index": {"version": "compiled"}}


def test_compiling_loses_nothing(shelve: Shelve, tmp_path: Path) -> None:
    written = shelf(shelve(FILES))
    compiled = json.dumps(compile_folder(tmp_path / "our_shelf"), ensure_ascii=False)
    assert shelf(shelve({COMPILED: compiled})) == written == VALUES


@pytest.mark.parametrize("compiled", [False, True])
def test_a_shelf_inside_a_zip_file_reads_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, compiled: bool
) -> None:
    package = f"zipped_{compiled}".lower()
    contents = {COMPILED: json.dumps(VALUES)} if compiled else FILES
    with zipfile.ZipFile(tmp_path / "program.zip", "w") as archive:
        archive.writestr(f"{package}/__init__.py", "")
        for name, text in contents.items():
            archive.writestr(f"{package}/{name}", text)
    monkeypatch.syspath_prepend(tmp_path / "program.zip")
    assert shelf(package) == VALUES


def test_an_empty_file_is_an_error_that_names_it(shelve: Shelve) -> None:
    with pytest.raises(DataError) as refused:
        shelf(shelve({"fr/empty.yaml": "# only a remark\n"}))
    assert refused.value.says.en == "fr/empty.yaml is empty"
    assert refused.value.says.fr == "fr/empty.yaml est vide"


def test_a_fault_in_a_file_names_the_file(shelve: Shelve) -> None:
    with pytest.raises(DataError, match=r"^fr/twice\.yaml, line 2"):
        shelf(shelve({"fr/twice.yaml": "a: 1\na: 2\n"}))


def test_a_shelf_without_files_is_empty(shelve: Shelve) -> None:
    empty: dict[str, Any] = {}
    assert shelf(shelve({})) == empty


def test_a_shelf_that_does_not_exist_is_our_own_mistake() -> None:
    with pytest.raises(ModuleNotFoundError):
        shelf("perenne.no.such.shelf")
