"""The desk served on loopback by a thread beside the test, which shares the test's own transaction."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from threading import Thread
from typing import Any

from django.core.servers.basehttp import ThreadedWSGIServer
from django.core.signals import request_finished, request_started
from django.db import close_old_connections, connections
from django.test.testcases import QuietWSGIRequestHandler

from perenne.desk.wsgi import application


class _Server(ThreadedWSGIServer):
    def _close_connections(self) -> None:
        """The connection is the test's, and stays open."""


@contextmanager
def serving() -> Iterator[str]:
    """The address under which programs may ask, one request after the other."""
    ours = connections["default"]

    def served(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        connections["default"] = ours
        return application(environ, start_response)

    ours.inc_thread_sharing()
    _between_requests(close=False)
    server = _Server(("127.0.0.1", 0), QuietWSGIRequestHandler)
    server.set_app(served)
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
        _between_requests(close=True)
        ours.dec_thread_sharing()


def _between_requests(*, close: bool) -> None:
    """Whether connections are closed before and after a request, as those of PostgreSQL would be in a transaction."""
    for signal in (request_started, request_finished):
        (signal.connect if close else signal.disconnect)(close_old_connections)
