"""Engines that most installations lack, ClickHouse in this process and Spark on this machine: ``make test-more`` has
them. They are held to what DuckDB answers, and the audit on Spark to what ``perenne audit`` finds."""

import os
import sys
from collections.abc import Iterator

import pytest

from tests.rules import closed_sockets

os.environ["PYSPARK_PYTHON"] = os.environ["PYSPARK_DRIVER_PYTHON"] = sys.executable
os.environ["SPARK_LOCAL_IP"] = "127.0.0.1"
os.environ["POLARS_MAX_THREADS"] = "1"


@pytest.fixture(scope="session", autouse=True)
def _talks_to_its_own_java() -> Iterator[None]:
    """Spark is another process of this machine, and is spoken to over its loopback."""
    closed_sockets.loopback_allowed = True
    yield
    closed_sockets.loopback_allowed = False
