"""A module has one reason to change, and its name says which."""

from pathlib import Path

LONGEST = 400
EMPTY_NAMES = frozenset({"utils", "util", "helpers", "helper", "common", "manager", "misc", "base", "tools", "stuff"})


def _modules(repository: Path) -> list[Path]:
    modules = sorted((repository / "src").rglob("*.py"))
    assert len(modules) > 10
    return modules


def test_no_module_is_longer_than_a_reader_can_hold(repository: Path) -> None:
    lengths = {str(file): file.read_text(encoding="utf-8").count("\n") for file in _modules(repository)}
    assert {name: lines for name, lines in lengths.items() if lines > LONGEST} == {}


def test_every_module_and_folder_is_named_after_what_it_holds(repository: Path) -> None:
    modules = _modules(repository)
    named = {file.stem.strip("_") for file in modules} | {file.parent.name for file in modules}
    assert named & EMPTY_NAMES == set()
