"""A connector of one's own: the files that it begins as stand in the compartment as they are written."""

import subprocess
import sys
from pathlib import Path

import pytest

from perenne.connectors.described import connector_in
from perenne.connectors.template import write
from perenne.model.errors import DataError, UsageError


def test_what_is_written_is_a_connector_whose_test_passes(tmp_path: Path, repository: Path) -> None:
    files = list(write("my_network", tmp_path / "mine"))
    assert [file.name for file in files] == ["manifest.yaml", "connector.py", "test_connector.py"]
    mine = connector_in(tmp_path / "mine")
    assert mine.manifest("").hosts == ("api.my-network.example",)
    tested = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", str(files[2])],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert tested.returncode == 0, tested.stdout
    assert "3 passed" in tested.stdout


@pytest.mark.parametrize("name", ["", "Mine", "a", "my-network", "../x", "mastodon", "1st"])
def test_a_name_that_cannot_be_one_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(UsageError, match="cannot name a connector"):
        list(write(name, tmp_path / "x"))
    assert not (tmp_path / "x").exists()


def test_a_folder_that_holds_something_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "mine").write_text("mine")
    with pytest.raises(UsageError, match="is there"):
        list(write("my_network", tmp_path))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("hosts: [api", "hosts: [127.0.0.1, api"),
        ("hosts: [api", "hosts: [API"),
        ("method: GET", "method: CONNECT"),
        ("query: [cursor]", "headers: [Authorization]"),
        ("query: [cursor]", "unknown: true"),
        ("source: https", "source: http"),
        ("name: my_network", "name: ../x"),
        ("platform: other", "platform: nowhere"),
        ("name: my_network", "name: mastodon"),
    ],
)
def test_a_manifest_that_says_something_else_is_refused_with_what_is_wrong(
    tmp_path: Path, old: str, new: str
) -> None:
    list(write("my_network", tmp_path))
    file = tmp_path / "manifest.yaml"
    content = file.read_text(encoding="utf-8")
    assert old in content
    file.write_text(content.replace(old, new), encoding="utf-8")
    with pytest.raises(DataError, match=r"manifest\.yaml"):
        connector_in(tmp_path)
