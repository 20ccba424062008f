"""The real folders, audited by the command as it stands."""

import os
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from perenne.model.finding import Finding
from perenne.model.post import Post
from perenne.model.wire import decode
from tests.cli.calling import start
from tests.cli.folders import summary

SAMPLES = Path(os.environ["PERENNE_SAMPLES"])


@dataclass(frozen=True, slots=True)
class Audit:
    summary: dict[str, Any]
    posts: dict[str, Post]
    findings: tuple[Finding, ...]

    @property
    def files(self) -> dict[str, dict[str, Any]]:
        return {file["file"]: file for file in self.summary["files"]}


@cache
def audited(folder: str, *options: str) -> Audit:
    """The audit of one folder of the samples; once for all tests."""
    with TemporaryDirectory() as name:
        here = Path(name)
        said = start("audit", SAMPLES / folder, "--out", "a", "--lang", "en", *options, cwd=here)
        assert said.status == 0, said.err
        posts = [decode(Post, line) for line in (here / "a" / "posts.ndjson").read_bytes().splitlines()]
        findings = [decode(Finding, line) for line in (here / "a" / "findings.ndjson").read_bytes().splitlines()]
        assert (here / "a" / "report.html").stat().st_size <= 400_000
        return Audit(summary(here / "a"), {post.subject_id: post for post in posts}, tuple(findings))
