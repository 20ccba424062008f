"""The README's commands as a newcomer types them: in a fresh clone, in a folder with a space in its name, twice."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

REPORT = re.compile(r"Report: (?P<path>\S+report\.html)")


def _bare(home: Path) -> dict[str, str]:
    """A bare environment with what the package installer needs to reach its index."""
    reach = {
        name: said for name, said in os.environ.items() if name.startswith(("PIP_", "UV_", "SSL_CERT", "REQUESTS_"))
    }
    return {"HOME": str(home), "PATH": "/usr/bin:/bin", "LANG": "C.UTF-8", **reach}


def _run(line: str, clone: Path, home: Path, **more: str) -> str:
    done = subprocess.run(
        ["sh", "-c", line], cwd=clone, env=_bare(home) | more, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, f"{line}\n{done.stdout}\n{done.stderr}"
    return done.stdout + done.stderr


@pytest.fixture(scope="module")
def clone(tmp_path_factory: pytest.TempPathFactory, repository: Path) -> Iterator[Path]:
    """The committed state, cloned into an empty folder with a space in its name."""
    folder = tmp_path_factory.mktemp("new comer") / "a clone"
    subprocess.run(["git", "clone", "-q", str(repository), str(folder)], check=True)
    yield folder
    shutil.rmtree(folder, ignore_errors=True)


def test_make_alone_lists_its_targets(clone: Path, tmp_path: Path) -> None:
    said = _run("make", clone, tmp_path)

    assert {"demo", "test", "test-more", "quality"} <= set(re.findall(r"^  make (\S+)", said, re.MULTILINE))


def test_make_demo_ends_with_a_report_and_can_be_started_twice(clone: Path, tmp_path: Path) -> None:
    for _ in range(2):
        said = _run("make demo", clone, tmp_path)
        report = REPORT.search(said)
        assert report is not None
        assert (clone / report["path"]).stat().st_size > 50_000
        assert len(said.strip().splitlines()[-7:]) == 7

    assert _run("git status --porcelain", clone, tmp_path) == ""


@pytest.mark.parametrize(
    ("tool", "line"), [("pipx", "pipx install ."), ("uv", "uv tool install .")], ids=["pipx", "uv"]
)
def test_the_installers_of_the_readme_give_the_command(
    clone: Path, repository: Path, tmp_path: Path, tool: str, line: str
) -> None:
    assert line in (repository / "README.md").read_text(encoding="utf-8")
    subprocess.run([sys.executable, "-m", "venv", str(tmp_path / "tools")], check=True)
    tools = tmp_path / "tools" / "bin"
    subprocess.run([tools / "python", "-m", "pip", "install", "-qq", tool], check=True)
    here = {
        "PATH": f"{tools}:/usr/bin:/bin",
        "PIPX_HOME": str(tmp_path / "pipx"),
        "PIPX_BIN_DIR": str(tmp_path / "bin"),
        "UV_TOOL_DIR": str(tmp_path / "uv"),
        "UV_TOOL_BIN_DIR": str(tmp_path / "bin"),
        "UV_CACHE_DIR": str(tmp_path / "cache"),
    }

    _run(line, clone, tmp_path, **here)

    assert _run(f"'{tmp_path}/bin/perenne' --version", clone, tmp_path).startswith("perenne 0.")
