"""Each curl command of the manual, read as a shell reads it, asked of a desk on loopback."""

import json
import re
import shlex
from contextlib import closing
from http.client import HTTPConnection
from pathlib import Path
from string import Template
from typing import Any, NamedTuple
from urllib.parse import urlsplit

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart

from tests.desk.api.programs import access
from tests.desk.api.served import serving
from tests.desk.cast import Cast

ROOT = Path(__file__).resolve().parents[3]
MANUAL = (ROOT / "docs" / "api.md").read_text(encoding="utf-8")


def _commands() -> list[str]:
    blocks = re.findall(r"```sh\n(.*?)```", MANUAL, re.DOTALL)
    return [line for block in blocks for line in block.replace("\\\n", " ").splitlines() if line.startswith("curl ")]


class _Answer(NamedTuple):
    status: int
    told: Any


def _run(command: str, named: dict[str, str]) -> _Answer:
    """What curl would ask; an option that is not known here fails."""
    method, address, body = "GET", "", b""
    headers: dict[str, str] = {}
    words = iter(shlex.split(command)[1:])
    for word in words:
        match word:
            case "-X":
                method = next(words)
            case "-H":
                name, _, value = Template(next(words)).substitute(named).partition(": ")
                headers[name] = value
            case "-d":
                body = Template(next(words)).substitute(named).encode()
            case "-F":
                field, _, path = next(words).partition("=@")
                file = SimpleUploadedFile(Path(path).name, (ROOT / path).read_bytes())
                headers["Content-Type"], body = MULTIPART_CONTENT, encode_multipart(BOUNDARY, {field: file})
            case _:
                assert not word.startswith("-"), word
                address = Template(word).substitute(named)
    return _ask(method, address, headers, body)


def _ask(method: str, address: str, headers: dict[str, str], body: bytes) -> _Answer:
    parts = urlsplit(address)
    with closing(HTTPConnection(parts.netloc, timeout=60)) as connection:
        connection.request(method, f"{parts.path}?{parts.query}", body, headers)
        answer = connection.getresponse()
        return _Answer(answer.status, json.loads(answer.read()))


@pytest.mark.usefixtures("loopback")
def test_every_command_of_the_manual_does_what_it_says(cast: Cast) -> None:
    post, (_, secret) = cast.post(), access(cast.alma)
    with serving() as address:
        named = {"ADDRESS": address, "TOKEN": secret, "POST": str(post.pk)}
        answers = [(command, _run(command, named)) for command in _commands()]
    assert len(answers) >= 8
    for command, answer in answers:
        assert answer.status == (201 if "-X POST" in command else 200), (command, answer.told)
    assert [each["id"] for each in answers[0][1].told["items"]] == [post.pk]


def test_the_manual_names_every_status_that_a_program_may_be_told() -> None:
    from perenne.desk.api.problems import STATUS

    table = MANUAL[MANUAL.index("| status |") :]
    assert all(str(status) in table for status in STATUS.values())
