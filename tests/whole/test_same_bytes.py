"""The same input gives the same bytes: whatever the order of the files, the working directory, the place and time."""

import shutil
from pathlib import Path

import pytest

from tests.cli.calling import start
from tests.cli.folders import content

SIDE = ("--deals", "deals.xlsx", "--answers", "answers.ndjson")


@pytest.fixture(scope="module")
def examples(tmp_path_factory: pytest.TempPathFactory, repository: Path) -> Path:
    folder = tmp_path_factory.mktemp("same") / "examples"
    shutil.copytree(repository / "examples", folder)
    return folder


@pytest.fixture(scope="module")
def reference(examples: Path) -> dict[str, bytes]:
    files = sorted(path.name for path in (examples / "captures").iterdir())
    said = start("audit", *(f"captures/{name}" for name in files), *SIDE, "--out", "reference", cwd=examples)
    assert said.status == 0
    return content(examples / "reference")


def test_the_order_of_the_arguments_does_not_matter(examples: Path, reference: dict[str, bytes]) -> None:
    files = sorted((path.name for path in (examples / "captures").iterdir()), reverse=True)
    start("audit", *SIDE, "--out", "order", *(f"captures/{name}" for name in files), cwd=examples, PYTHONHASHSEED="1")
    assert content(examples / "order") == reference


def test_the_working_directory_does_not_matter(examples: Path, reference: dict[str, bytes], tmp_path: Path) -> None:
    side = [examples / word if "." in word else word for word in SIDE]
    start("audit", examples / "captures", *side, "--out", "a", cwd=tmp_path, PYTHONHASHSEED="2")
    assert content(tmp_path / "a") == reference


@pytest.mark.parametrize(
    "place",
    [
        {"TZ": "Asia/Tokyo", "LC_ALL": "C", "PYTHONHASHSEED": "3"},
        {"TZ": "America/Los_Angeles", "LC_ALL": "C.UTF-8", "PYTHONUTF8": "0", "PYTHONIOENCODING": "ascii"},
        {"TZ": "", "LANG": "tr_TR.UTF-8", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0", "LC_ALL": "POSIX"},
    ],
    ids=["Tokyo", "Los Angeles", "nowhere"],
)
def test_the_place_and_its_language_do_not_matter(
    examples: Path, reference: dict[str, bytes], tmp_path: Path, place: dict[str, str]
) -> None:
    said = start("audit", "captures", *SIDE, "--out", tmp_path / "a", cwd=examples, **place)  # type: ignore[arg-type]
    assert said.status == 0
    assert content(tmp_path / "a") == reference


def test_names_and_times_of_files_do_not_matter_to_a_finding(
    examples: Path, reference: dict[str, bytes], tmp_path: Path
) -> None:
    """Only the source that a finding shows changes with the name of its file."""
    shutil.copy(examples / "captures" / "youtube-videos.json", tmp_path / "renamed.bin")
    start("audit", "renamed.bin", "--out", "a", cwd=tmp_path)
    renamed = (tmp_path / "a" / "findings.ndjson").read_bytes().splitlines()
    assert renamed
    with_deals = set(reference["findings.ndjson"].splitlines())
    assert {line for line in renamed if b"renamed.bin" not in line} <= with_deals
