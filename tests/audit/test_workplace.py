"""A private place beside what will be written; what killed runs left is mended or swept, what is anybody's stays."""

import subprocess
import sys
from pathlib import Path

import pytest

from perenne.audit.workplace import Workplace, sweep

KILLED = """
import os, sys
from pathlib import Path
from perenne.audit.workplace import Workplace
target = Path(sys.argv[1])
place = Workplace(target)
(place.folder / "new").mkdir()
if target.exists():
    target.rename(place.folder / "0")
os.kill(os.getpid(), 9)
"""


def is_mine(folder: Path) -> bool:
    return (folder / "mine").exists()


def killed_run(target: Path, repository: Path) -> None:
    """A run that moves ``target`` aside, and then is killed."""
    subprocess.run([sys.executable, "-c", KILLED, str(target)], cwd=repository, check=False)


@pytest.fixture
def target(tmp_path: Path) -> Path:
    return tmp_path / "audit"


def test_it_is_private_and_gone_at_the_end(target: Path) -> None:
    with Workplace(target) as folder:
        assert folder.parent == target.parent
        assert folder.name.startswith(".audit-")
        assert folder.stat().st_mode & 0o777 == 0o700
        (folder / "new").mkdir()
    assert list(target.parent.iterdir()) == []


def test_it_is_gone_after_an_error_and_when_nothing_refers_to_it(target: Path) -> None:
    with pytest.raises(ZeroDivisionError), Workplace(target):
        raise ZeroDivisionError
    held = Workplace(target)
    del held
    assert list(target.parent.iterdir()) == []


def test_it_stands_in_the_nearest_folder_that_exists(tmp_path: Path) -> None:
    with Workplace(tmp_path / "not" / "there" / "yet") as folder:
        assert folder.parent == tmp_path


def test_a_place_that_is_in_use_is_left_alone(target: Path) -> None:
    with Workplace(target) as folder:
        (folder / "new").mkdir()
        sweep(target, is_mine)
        assert (folder / "new").exists()


def test_what_a_killed_run_left_is_swept_by_the_next(target: Path, repository: Path) -> None:
    killed_run(target, repository)
    assert len(list(target.parent.iterdir())) == 1
    sweep(target, is_mine)
    assert list(target.parent.iterdir()) == []


def test_what_a_killed_run_had_moved_aside_comes_back(target: Path, repository: Path) -> None:
    target.mkdir()
    (target / "mine").touch()
    killed_run(target, repository)
    assert not target.exists()
    sweep(target, is_mine)
    assert [path.name for path in target.parent.iterdir()] == ["audit"]
    assert is_mine(target)


def test_it_does_not_come_back_over_what_stands_there_since(target: Path, repository: Path) -> None:
    target.mkdir()
    (target / "mine").touch()
    killed_run(target, repository)
    target.symlink_to("elsewhere")
    sweep(target, is_mine)
    assert target.is_symlink()


@pytest.mark.parametrize(
    "lock", [None, b"", b"something else", b"perenne: this folder is swept when its run is gone\n!"]
)
def test_a_folder_that_only_looks_like_one_is_somebodys(target: Path, lock: bytes | None) -> None:
    folder = target.parent / ".audit-holiday"
    folder.mkdir()
    if lock is not None:
        (folder / "lock").write_bytes(lock)
    sweep(target, is_mine)
    assert folder.exists()


def test_a_link_is_never_followed(target: Path, tmp_path: Path, repository: Path) -> None:
    killed_run(tmp_path / "deep" / "other", repository)
    (left,) = tmp_path.glob(".other-*")
    (tmp_path / ".audit-link").symlink_to(left)
    sweep(target, is_mine)
    assert left.exists()


def test_the_place_of_another_target_is_left_alone(target: Path, tmp_path: Path, repository: Path) -> None:
    killed_run(tmp_path / "other", repository)
    sweep(target, is_mine)
    assert len(list(tmp_path.glob(".other-*"))) == 1


def test_names_that_mean_something_to_a_shell_are_names(tmp_path: Path, repository: Path) -> None:
    target = tmp_path / "a[u]d*t?"
    killed_run(target, repository)
    sweep(target, is_mine)
    assert list(tmp_path.iterdir()) == []
