"""Killed again and again in the middle of writing."""

import random
import signal
import subprocess
import sys
import time
from pathlib import Path

from perenne.audit.workplace import sweep
from perenne.report.folder import is_audit, write_folder
from tests.audit.files import a_line, a_paid_line, audited, write_lines
from tests.cli.folders import content

WRITER = """
import sys
from pathlib import Path
from perenne.report.folder import write_folder
from tests.audit.files import audited
both = [audited(Path(name)) for name in sys.argv[2:]]
print("ready", flush=True)
while True:
    for each in both:
        write_folder(each, Path(sys.argv[1]), "fr")
"""


def test_whoever_is_killed_while_writing_leaves_a_whole_audit(tmp_path: Path, repository: Path) -> None:
    captures = write_lines(tmp_path / "in" / "a.ndjson", [a_line("C1", "un"), a_paid_line("C2", "Merci")])
    other = write_lines(tmp_path / "other" / "a.ndjson", [a_line(f"D{n}", "Merci @maisonlune") for n in range(40)])
    whole = []
    for place in (captures, other):
        write_folder(audited(place), tmp_path / "reference", "fr")
        whole.append(content(tmp_path / "reference"))
    target = tmp_path / "audits" / "audit"
    target.parent.mkdir()
    written = False
    chance = random.Random(7)  # noqa: S311
    for _ in range(6):
        command = [sys.executable, "-c", WRITER, str(target), str(captures), str(other)]
        with subprocess.Popen(command, cwd=repository, stdout=subprocess.PIPE) as writer:
            assert writer.stdout is not None
            assert writer.stdout.readline() == b"ready\n"
            time.sleep(chance.uniform(0.01, 0.6))
            writer.send_signal(signal.SIGKILL)
        sweep(target, is_audit)  # as the next run does: what was moved aside comes back, everything else goes
        assert {path.name for path in target.parent.iterdir()} <= {"audit"}
        assert target.exists() or not written
        written = target.exists()
        assert not written or content(target) in whole
