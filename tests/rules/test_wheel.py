"""What is installed says the same as what people wrote: YAML in the tree, JSON in the wheel."""

import json
import os
import shutil
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path
from typing import Any

import pytest

from perenne.dated.shelf import compile_folder

LOAD_ALL = """
import json, sys
import perenne
from perenne.dated.shelf import shelf
print(json.dumps([perenne.__file__, {name: shelf(name) for name in sys.argv[1:]}, sorted(sys.modules)]))
"""


def _hatchling(tree: Path, target: str, into: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", target, "-d", str(into)],
        cwd=tree,
        capture_output=True,
        text=True,
        check=False,
    )


def _build(tree: Path, target: str, into: Path) -> Path:
    built = _hatchling(tree, target, into)
    assert built.returncode == 0, built.stderr
    (artifact,) = into.iterdir()
    return artifact


def _shelves(tree: Path) -> dict[str, dict[str, Any]]:
    """Each shelf of the tree as YAML: the nearest package above each YAML file, by its dotted name."""
    source = tree / "src"
    folders = {
        next(folder for folder in file.parents if (folder / "__init__.py").exists())
        for file in source.rglob("*.yaml")
    }
    return {".".join(each.relative_to(source).parts): compile_folder(each) for each in folders}


@pytest.fixture(scope="module")
def wheel(repository: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return _build(repository, "wheel", tmp_path_factory.mktemp("wheel"))


@pytest.fixture(scope="module")
def written(repository: Path) -> dict[str, dict[str, Any]]:
    return _shelves(repository)


def test_the_json_in_the_wheel_is_the_yaml_in_the_tree_in_the_same_order(
    wheel: Path, written: dict[str, dict[str, Any]]
) -> None:
    with zipfile.ZipFile(wheel) as archive:
        packed = {
            name.removesuffix("/compiled.json").replace("/", "."): json.loads(archive.read(name))
            for name in archive.namelist()
            if name.endswith("/compiled.json")
        }
    assert "perenne.law.rules" in packed
    assert json.dumps(packed, sort_keys=True) == json.dumps(written, sort_keys=True)
    for name, shelf in packed.items():
        assert json.dumps(shelf) == json.dumps(written[name]), name


def test_the_wheel_holds_no_yaml_but_license_and_types(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()
    assert [name for name in names if name.endswith((".yaml", ".yml"))] == []
    assert "perenne/py.typed" in names
    assert any(name.endswith(".dist-info/licenses/LICENSE") for name in names)


def test_every_module_of_the_tree_is_in_the_wheel_and_nothing_else(wheel: Path, repository: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        packed = {name for name in archive.namelist() if name.endswith(".py")}
    source = repository / "src"
    assert packed == {file.relative_to(source).as_posix() for file in source.rglob("*.py")}


def test_what_is_installed_reads_its_shelves_without_yaml(
    wheel: Path, written: dict[str, dict[str, Any]], tmp_path: Path
) -> None:
    home = tmp_path / "home"
    pip = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--no-index", "--no-compile"]
    subprocess.run([*pip, "--target", str(home), str(wheel)], check=True)
    loaded = subprocess.run(
        [sys.executable, "-c", LOAD_ALL, *written],
        env=os.environ | {"PYTHONPATH": str(home)},
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=True,
    )
    place, shelves, modules = json.loads(loaded.stdout)
    assert Path(place).is_relative_to(home)
    assert shelves == written
    assert "yaml" not in modules


def test_the_source_distribution_carries_the_yaml_and_builds_the_same_wheel(
    wheel: Path, repository: Path, tmp_path: Path
) -> None:
    packed = _build(repository, "sdist", tmp_path / "sdist")
    with tarfile.open(packed) as archive:
        archive.extraction_filter = getattr(tarfile, "data_filter", None)  # not in every Python 3.11
        archive.extractall(tmp_path)  # noqa: S202 - an archive that this test has just built
    (tree,) = tmp_path.glob("perenne-*")
    assert _shelves(tree) == _shelves(repository)
    assert _build(tree, "wheel", tmp_path / "again").read_bytes() == wheel.read_bytes()


@pytest.fixture
def small_tree(repository: Path, tmp_path: Path) -> Path:
    """The smallest tree that builds: the real hook and settings, one package with one shelf of our own."""
    tree = tmp_path / "tree"
    package = tree / "src" / "perenne"
    for part in ("dated", "model"):
        shutil.copytree(repository / "src" / "perenne" / part, package / part)
    for name in ("pyproject.toml", "hatch_build.py", "README.md", "LICENSE"):
        shutil.copy(repository / name, tree / name)
    shutil.copy(repository / "src" / "perenne" / "__init__.py", package)
    (package / "words" / "fr").mkdir(parents=True)
    (package / "words" / "__init__.py").touch()
    return tree


def _write(tree: Path, name: str, text: str) -> None:
    (tree / "src" / "perenne" / "words" / name).write_text(text, encoding="utf-8")


def test_a_folder_inside_a_shelf_is_part_of_it(small_tree: Path, tmp_path: Path) -> None:
    _write(small_tree, "z.yaml", "seen: 2026-11-20\nafter: é\n")
    _write(small_tree, "fr/a.yaml", "- NO\n- true\n")
    with zipfile.ZipFile(_build(small_tree, "wheel", tmp_path / "built")) as archive:
        packed = archive.read("perenne/words/compiled.json").decode()
    assert json.loads(packed) == {"fr/a": ["NO", True], "z": {"seen": "2026-11-20", "after": "é"}}
    assert "é" in packed


@pytest.mark.parametrize("text", ["1: a key that is a number\n", "", "a: 1\na: 2\n", "a: [1\n"])
def test_yaml_that_json_cannot_hold_or_nobody_can_read_stops_the_build(
    small_tree: Path, tmp_path: Path, text: str
) -> None:
    _write(small_tree, "bad.yaml", text)
    built = _hatchling(small_tree, "wheel", tmp_path / "built")
    assert built.returncode != 0
    assert "bad.yaml" in built.stderr
    assert list((tmp_path / "built").glob("*.whl")) == []
