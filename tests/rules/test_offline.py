"""The library works without a network: nothing that it does asks for one."""

import _socket
import json
import os
import shutil
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from tests.rules import closed_sockets
from tests.rules.closed_sockets import NetworkClosed

ELSEWHERE = ("192.0.2.1", 80)  # reserved for documentation (RFC 5737): nobody lives there


def test_no_test_can_reach_the_network() -> None:
    with socket.socket() as reaching, pytest.raises(NetworkClosed):
        reaching.connect(ELSEWHERE)
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as reaching, pytest.raises(NetworkClosed):
        reaching.sendto(b"?", ELSEWHERE)


def test_no_test_can_ask_for_a_name() -> None:
    with pytest.raises(NetworkClosed):
        socket.getaddrinfo("example.org", 443)
    with pytest.raises(NetworkClosed):
        socket.gethostbyname("example.org")


def test_going_below_the_socket_module_does_not_help() -> None:
    below = _socket.socket(_socket.AF_INET, _socket.SOCK_STREAM)
    with pytest.raises(NetworkClosed):
        below.connect(ELSEWHERE)
    below.close()


def test_loopback_is_closed_until_a_test_asks() -> None:
    with socket.socket() as server, pytest.raises(NetworkClosed):
        server.bind(("127.0.0.1", 0))


@pytest.mark.usefixtures("loopback")
def test_loopback_works_for_a_test_that_asks_and_nothing_else_does() -> None:
    with socket.socket() as server, socket.socket() as client:
        server.bind(("127.0.0.1", 0))
        server.listen()
        client.connect(server.getsockname())
        with pytest.raises(NetworkClosed):
            server.bind(("0.0.0.0", 0))  # noqa: S104


def test_sockets_between_processes_of_this_machine_work(tmp_path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(tmp_path / "s"))


def _closed(tmp_path: Path) -> dict[str, str]:
    """An environment in which every Python process starts with its sockets closed."""
    start = tmp_path / "start"
    start.mkdir()
    shutil.copy(closed_sockets.__file__, start / "sitecustomize.py")
    return os.environ | {"PYTHONPATH": str(start), "PERENNE_LANG": "en"}


def test_a_process_started_closed_cannot_reach_out(tmp_path: Path) -> None:
    tried = subprocess.run(
        [sys.executable, "-c", f"import socket; socket.create_connection({ELSEWHERE}, 1)"],
        env=_closed(tmp_path),
        capture_output=True,
        text=True,
        check=False,
    )
    assert tried.returncode == 1
    assert "NetworkClosed" in tried.stderr


def test_a_whole_audit_runs_with_its_sockets_closed(tmp_path: Path) -> None:
    post = {
        "perenne": "post/1",
        "platform": "instagram",
        "post_id": "C8xk2",
        "published_at": "2026-11-20T09:00:00Z",
        "url": "https://www.instagram.com/p/C8xk2/",
        "account": {"handle": "lina.m", "country": "FR"},
        "text": "Ma nouvelle crème préférée, merci @maisonlune",
        "links": ["https://maisonlune.example/creme"],
    }
    (tmp_path / "posts.ndjson").write_text(json.dumps(post) + "\n", encoding="utf-8")
    audited = subprocess.run(
        [sys.executable, "-m", "perenne", "audit", "posts.ndjson", "--out", "audit"],
        cwd=tmp_path,
        env=_closed(tmp_path),
        capture_output=True,
        text=True,
        check=False,
    )
    assert audited.returncode == 0, audited.stderr
    summary = json.loads((tmp_path / "audit" / "summary.json").read_text(encoding="utf-8"))
    assert summary["posts"] == 1
    assert (tmp_path / "audit" / "report.html").is_file()
