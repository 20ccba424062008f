"""The year of an invented agency, from its sheet to a verified bundle, as the target ``make year`` runs it."""

import subprocess
import sys
from pathlib import Path


def test_the_year_of_an_agency_ends_with_an_intact_bundle(repository: Path, tmp_path: Path) -> None:
    done = subprocess.run(
        ["sh", repository / "examples" / "year.sh", tmp_path / "year", sys.executable, "-m", "perenne"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    for page in ("portfolio/index.html", "clauses.html"):
        assert "<html" in (tmp_path / "year" / page).read_text(encoding="utf-8")
    assert "threshold of €1,000 reached: a written contract" in done.stdout
    assert done.stderr.count(": intact, covers ") == 2
    assert "Intact: 7 files" in done.stdout + done.stderr
