"""What the repository may never carry: a path of somebody's machine, an address of a package index, a huge file."""

import re
import subprocess
from pathlib import Path

import pytest

LARGEST = 1_000_000
SOMEBODYS_FOLDER = re.compile(r"(?<![\w/.:<>-])/(?:home|root|Users|work|mnt|srv|farm|opt|tmp|var/tmp)/[\w.]")
PACKAGE_INDEX = re.compile(
    r"https?://\S+(?:\.whl|\.tgz|/simple/?)(?![\w/-])|[\"']resolved[\"']\s*:|--(?:extra-)?index-url|--find-links"
)
A_PIN = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*==[0-9][A-Za-z0-9.+!]*")


@pytest.fixture(scope="module")
def committed(repository: Path) -> list[Path]:
    """The files under version control, and those about to be."""
    listed = subprocess.run(
        ["git", "-c", "safe.directory=*", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=repository,
        capture_output=True,
        check=True,
    )
    files = [repository / name for name in listed.stdout.decode().split("\0") if name]
    return [file for file in files if file.is_file()]


def _lines_with(pattern: re.Pattern[str], files: list[Path], repository: Path) -> list[str]:
    found = []
    for file in files:
        if file == Path(__file__):
            continue
        for number, line in enumerate(file.read_text(encoding="utf-8", errors="replace").splitlines(), 1):
            if pattern.search(line):
                found.append(f"{file.relative_to(repository)}:{number}")
    return found


def test_no_file_names_a_folder_of_somebodys_machine(committed: list[Path], repository: Path) -> None:
    assert repository / "pyproject.toml" in committed
    assert _lines_with(SOMEBODYS_FOLDER, committed, repository) == []


def test_no_file_names_a_package_index(committed: list[Path], repository: Path) -> None:
    assert _lines_with(PACKAGE_INDEX, committed, repository) == []


@pytest.mark.parametrize(
    "line",
    ["open('/home/lina/a.csv')", "see /tmp/x", "path=/root/.cache", "file:///opt/x is not one, but (/opt/wheels) is"],
)
def test_a_folder_of_a_machine_would_be_seen(line: str) -> None:
    assert SOMEBODYS_FOLDER.search(line)


@pytest.mark.parametrize("line", ["https://www.instagram.com/home/x", "dated/home.html", "a/b/tmp/c", "</root/>"])
def test_what_only_looks_like_one_passes(line: str) -> None:
    assert SOMEBODYS_FOLDER.search(line) is None


@pytest.mark.parametrize(
    "line",
    ["https://x.example/" + "simple/", "https://x.example/a-1.0-py3-none-any" + ".whl", '"resolved"' + ": …"],
)
def test_an_address_of_a_package_index_would_be_seen(line: str) -> None:
    assert PACKAGE_INDEX.search(line)


def test_there_is_no_lock_file(committed: list[Path]) -> None:
    locks = {"uv.lock", "poetry.lock", "Pipfile.lock", "pdm.lock", "package-lock.json", "yarn.lock"}
    assert [file.name for file in committed if file.name in locks] == []


def test_a_constraint_is_a_name_and_a_version_and_nothing_else(repository: Path) -> None:
    pins = (repository / "constraints.txt").read_text(encoding="utf-8").splitlines()
    assert len(pins) > 20
    assert [line for line in pins if not A_PIN.fullmatch(line)] == []
    assert pins == sorted(pins, key=str.lower)


def test_no_file_is_larger_than_a_person_would_review(committed: list[Path], repository: Path) -> None:
    sizes = {str(file.relative_to(repository)): file.stat().st_size for file in committed}
    assert {name: size for name, size in sizes.items() if size > LARGEST} == {}
