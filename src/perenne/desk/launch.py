"""``perenne desk``: from nothing to a page in the browser. Data folder, tables, first person, worker, web server."""

import gc
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Callable
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from threading import Event, Lock, Thread
from typing import TYPE_CHECKING, cast

from perenne.desk.environment import Surroundings, make_ready, surroundings
from perenne.model.bilingual import Bilingual
from perenne.model.errors import UsageError

if TYPE_CHECKING:
    from django.template.backends.jinja2 import Jinja2

SETTINGS = "perenne.desk.settings"
KEYS = "PERENNE_HOME"
"""Where the key that seals lies: the desk has its own, beside its data."""
_THREADS = 8
_ROOM = 2**20
"""Bytes that the web server takes beyond what the desk does, so that the desk says itself that it is too much."""
_GRACE = 10
"""How many seconds the worker is given to end its job when the desk stops."""
_PAUSE = 2
"""How many seconds pass before a worker that died is replaced."""

Tell = Callable[[Bilingual], None]


@dataclass(frozen=True, slots=True)
class First:
    """Who founds the desk where it is empty: the address of the first person, and the organisation's name."""

    email: str
    organisation: str


def prepare(tell: Tell) -> Surroundings:
    """Set Django up over the data folder, its tables as new as the program. Raises ``UsageError``."""
    told = surroundings()
    make_ready(told)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", SETTINGS)
    os.environ.setdefault(KEYS, str(told.data / "keys"))
    import django
    from django.core.management import call_command
    from django.db import DatabaseError, connection
    from django.db.migrations.executor import MigrationExecutor

    django.setup()
    try:
        executor = MigrationExecutor(connection)
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            tell(Bilingual(fr="Préparation des tables, quelques secondes…", en="Preparing the tables, some seconds…"))
            call_command("migrate", verbosity=0, interactive=False)
    except DatabaseError as problem:
        raise UsageError(
            fr="la base de données ne répond pas : vérifiez PERENNE_DESK_DATABASE",
            en="the database does not answer: check PERENNE_DESK_DATABASE",
        ) from problem
    return told


def found(first: First) -> str | None:
    """Found the organisation where the desk is empty; returns the token of the link by which the first person joins,
    drawn anew as long as nobody has."""
    from perenne.desk.people.actions import found as found_organisation
    from perenne.desk.people.models import Organisation, Person

    if Person.objects.exists():
        return None
    Organisation.objects.all().delete()
    return found_organisation(first.organisation, first.email)


def demonstrated(tell: Tell) -> str | None:
    """The invented agency, filled where the desk is empty; returns the token by which its first person joins."""
    from django.utils import timezone

    from perenne.desk.demo.fill import opened

    return opened(tell, timezone.localdate())


def serve(port: int, tell: Tell, token: str | None = None) -> None:
    """Answer pages on loopback until somebody stops it; the worker beside, which ends with it. ``token``: of the link
    by which the first person joins."""
    told = surroundings()
    address = address_of(told, port)
    with ExitStack() as open_things:
        listening = open_things.enter_context(_listening(port))
        worker = _Jobs()
        open_things.callback(worker.end)
        first = f"{address}join/{token}/" if token else address
        tell(
            Bilingual(
                fr=f"Le bureau est ouvert : {first} (Ctrl-C l’arrête)",
                en=f"The desk is open: {first} (Ctrl-C stops it)",
            )
        )
        from django.conf import settings
        from waitress.server import create_server

        from perenne.desk.wsgi import application

        server = create_server(
            application,
            sockets=[listening],
            threads=_THREADS,
            ident=None,
            max_request_body_size=settings.UPLOAD_AT_MOST + _ROOM,
            url_scheme="https" if told.https else "http",
        )
        signal.signal(signal.SIGTERM, _interrupt)
        Thread(target=_warmed, daemon=True).start()
        with suppress(KeyboardInterrupt):
            server.run()
        server.close()


def _warmed() -> None:
    """Read beside the first pages what every page needs: law, templates, addresses. What lies there for good is then
    left out of the search for garbage, which would stop every page of that moment."""
    from django.template import engines
    from django.urls import get_resolver

    from perenne.law.rulebook import rulebook

    rulebook()
    templates = cast("Jinja2", engines["jinja2"]).env
    for name in templates.list_templates(extensions=["html"]):
        templates.get_template(name)
    get_resolver().url_patterns  # noqa: B018  # reading them is what imports every page
    gc.collect()
    gc.freeze()


def address_of(told: Surroundings, port: int) -> str:
    """Where people find the desk."""
    here = "127.0.0.1" if "127.0.0.1" in told.hosts else told.hosts[0]
    return f"https://{told.hosts[0]}/" if told.https else f"http://{here}:{port}/"


def _interrupt(number: int, frame: object) -> None:
    raise KeyboardInterrupt


def _listening(port: int) -> socket.socket:
    listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind(("127.0.0.1", port))
    except OSError:
        listening.close()
        raise UsageError(
            fr=f"le port {port} est déjà pris : donnez-en un autre avec --port",
            en=f"port {port} is taken: give another with --port",
        ) from None
    listening.listen(64)
    return listening


class _Jobs:
    """The worker beside the web server; where it dies while the desk is open, another takes up its job."""

    def __init__(self) -> None:
        self._ended, self._changing = Event(), Lock()
        self._process = _worker()
        Thread(target=self._mind, daemon=True).start()

    def _mind(self) -> None:
        while self._process.wait() is not None and not self._ended.wait(_PAUSE):
            with self._changing:
                if not self._ended.is_set():
                    self._process = _worker()

    def end(self) -> None:
        with self._changing:
            self._ended.set()
        _end(self._process)


def _worker() -> "subprocess.Popen[bytes]":
    """The process that does the jobs: an own session, so that Ctrl-C reaches it through us alone."""
    return subprocess.Popen(
        [sys.executable, "-m", "perenne.desk.worker"],
        env={**os.environ, "DJANGO_SETTINGS_MODULE": SETTINGS},
        stdin=subprocess.DEVNULL,
        start_new_session=True,
    )


def _end(worker: "subprocess.Popen[bytes]") -> None:
    worker.terminate()
    try:
        worker.wait(_GRACE)
    except subprocess.TimeoutExpired:
        worker.kill()
        worker.wait()
