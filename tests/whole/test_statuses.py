"""The exit statuses: docs/exit-statuses.md says which command leaves which, and each cell of its table is tried."""

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from perenne.cli.statuses import EXPLAINED, NOT_ALL_JUDGED
from perenne.handset.ledger import Ledger
from perenne.handset.selftest.told import Way
from tests.cli.calling import start
from tests.cli.conftest import Perenne
from tests.cli.posts import GIFT, HIDDEN, SHOUT, lines
from tests.cli.test_contract import relation
from tests.contracts.reading.made import pdf
from tests.contracts.terms import EXAMPLE
from tests.devices.made import ABSENT, device, proof, write
from tests.evidence.captures.archives import warc
from tests.handset.selftest.matrices import kept

BROKEN = b'{"perenne":"post/1","platform":"nowhere"}\n'
DEALS = "Créatrice;Marque;Date;Nature\n;Maison Lune;13/11/2026;argent\n"
SIGN = ("contract", "sign", "contract.pdf", "--name", "Nine Arvor", "--at", "2026-12-01T10:00", "--out", "signed.pdf")
DAY = ("--on", "2026-11-24")
OF_LINA = ("--instance", "social.example", "--account", "lina")
CALLS: dict[str, dict[int, list[tuple[str, ...]]]] = {
    "`perenne audit`": {
        0: [("audit", "shout.ndjson", "--json", "--strict"), ("audit", "hidden.ndjson", "--json")],
        1: [("audit", "hidden.ndjson", "broken.ndjson", "--json", "--strict")],
        2: [("audit", "nowhere", "--strict"), ("audit", "empty.ndjson", "--strict")],
        3: [
            ("audit", "broken.ndjson", "--json", "--strict"),
            ("audit", "shout.ndjson", "broken.ndjson", "--json", "--strict"),
            ("audit", "shout.ndjson", "empty.ndjson", "--json", "--strict"),
            ("audit", "shout.ndjson", "--deals", "deals.csv", "--json", "--strict"),
        ],
    },
    "`perenne read`": {0: [("read", "broken.ndjson")], 2: [("read", "empty.ndjson")]},
    "`perenne draft`": {
        0: [("draft", "Une bougie", "--strict"), ("draft", "Une bougie", "--deal", "yes")],
        1: [("draft", "Une bougie", "--deal", "yes", "--brand", "Maison Lune", "--strict")],
        2: [("draft", "--deal", "yes")],
    },
    "`perenne law`": {0: [("law", "list")], 2: [("law", "show", "fr.nothing")]},
    "`perenne contract check`": {
        0: [("contract", "check", "relations.ndjson")],
        1: [("contract", "check", "relations.ndjson", "--strict")],
        2: [("contract", "check", "nowhere")],
        3: [("contract", "check", "broken_relation.ndjson", "--strict")],
    },
    "`perenne contract audit`": {
        0: [("contract", "audit", "contract.pdf")],
        1: [("contract", "audit", "short.txt", "--deals", "relations.ndjson", "--strict")],
        2: [("contract", "audit", "nowhere.pdf")],
        3: [("contract", "audit", "scan.pdf", "--strict")],
    },
    "`perenne contract draft`, `diff`, `sign`": {
        0: [("contract", "draft", str(EXAMPLE), "--out", "x.pdf"), ("contract", "diff", *["contract.pdf"] * 2), SIGN],
        2: [("contract", "draft", "nowhere.toml", "--out", "again.pdf"), ("contract", "diff", *["short.txt"] * 2)],
    },
    "`perenne contract signatures`": {
        0: [("contract", "signatures", "one.pdf")],
        1: [("contract", "signatures", "contract.pdf")],
        2: [("contract", "signatures", "nowhere.pdf")],
    },
    "`perenne book`": {
        0: [("book", "show", "--book", "book")],
        2: [("book", "add", "shout.ndjson", "--book", "book"), ("book", "show", "P-9999", "--book", "book")],
    },
    "`perenne devices check`": {
        0: [("devices", "check", "register", *DAY), ("devices", "check", "good", *DAY, "--strict")],
        1: [("devices", "check", "register", *DAY, "--strict")],
        2: [("devices", "check", "nowhere", "--strict")],
        3: [("devices", "check", "good", "--on", "2027-11-24", "--strict")],
    },
    "`perenne devices rules`, `import`, `ask`, `declare`, `due`": {
        0: [
            ("devices", "rules"),
            ("devices", "import", "checklist.csv", "--register", "register"),
            ("devices", "ask", "register", "--device", "studio-2", *DAY),
            ("devices", "declare", "filled.csv"),
            ("devices", "due", "register"),
        ],
        2: [
            ("devices", "rules", "fr.nothing"),
            ("devices", "import", "nowhere", "--register", "register"),
            ("devices", "ask", "nowhere"),
            ("devices", "declare", "nowhere"),
            ("devices", "due", "nowhere"),
        ],
    },
    "`perenne evidence make`, `key`": {
        0: [("evidence", "make", "audit", "--out", "again.zip"), ("evidence", "key")],
        2: [("evidence", "make", "nowhere", "--out", "again.zip")],
    },
    "`perenne evidence verify`, `capture`": {
        0: [("evidence", "verify", "bundle.zip"), ("evidence", "capture", "good.warc.gz")],
        1: [("evidence", "verify", "changed.zip"), ("evidence", "capture", "bad.warc")],
        2: [("evidence", "verify", "shout.ndjson"), ("evidence", "capture", "nowhere")],
    },
    "`perenne coordination`": {
        0: [("coordination", "acts.csv", "--out", "together")],
        2: [("coordination", "nowhere.csv"), ("coordination", "shout.ndjson")],
    },
    "`perenne handset selftest`": {
        0: [("handset", "selftest", "--quick")],
        1: [("handset", "selftest", "--show", "--matrix", "leaking.json")],
        2: [("handset", "selftest", "--show"), ("handset", "selftest", "--tier", "C")],
        3: [("handset", "selftest", "--show", "--matrix", "stale.json")],
    },
    "`perenne handset ledger`": {
        0: [("handset", "ledger", "--ledger", "ledger.ndjson")],
        1: [("handset", "ledger", "--ledger", "changed.ndjson")],
        2: [("handset", "ledger", "--ledger", "nowhere.ndjson"), ("handset", "ledger")],
    },
    "`perenne handset run`, `connectors`, `token`, `preview`, `approve`, `publish`, `new`": {
        0: [
            ("handset", "connectors"),
            ("handset", "token", "list"),
            ("handset", "preview", "mastodon", *OF_LINA, "--text", "short.txt"),
            ("handset", "new", "my_network"),
        ],
        2: [
            ("handset", "run", "nothing", "--account", "lina", "--out", "x"),
            ("handset", "token", "put", "mastodon", *OF_LINA, "--from", "nowhere"),
            ("handset", "preview", "mastodon", *OF_LINA, "--text", "nowhere"),
            ("handset", "approve", "nothing", "--by", "Lina Morel"),
            ("handset", "publish", "nothing"),
            ("handset", "new", "mastodon"),
        ],
    },
}  # fmt: skip


@pytest.fixture
def papers(
    perenne: Perenne, here: Path, repository: Path, monkeypatch: pytest.MonkeyPatch, loopback: None
) -> Callable[[str], None]:
    """What the calls of a row need."""
    monkeypatch.setenv("PERENNE_HOME", str(here / "home"))

    def made(row: str) -> None:
        (here / "shout.ndjson").write_bytes(lines(SHOUT, GIFT))
        (here / "hidden.ndjson").write_bytes(lines(HIDDEN))
        (here / "broken.ndjson").write_bytes(BROKEN)
        (here / "empty.ndjson").write_bytes(b"")
        (here / "deals.csv").write_text(DEALS, encoding="utf-8")
        (here / "relations.ndjson").write_bytes(relation("none"))
        (here / "broken_relation.ndjson").write_bytes(relation("none", creator="nobody"))
        (here / "short.txt").write_text("Contrat\n\nArticle 1 – Mission\n\nDeux vidéos.\n", encoding="utf-8")
        (here / "good.warc.gz").write_bytes(warc())
        (here / "bad.warc").write_bytes(warc(gzip=False).replace(b"Lorbec", b"Lorbek"))
        if "contract audit" in row:
            (here / "scan.pdf").write_bytes(pdf("#rect(width: 3cm, height: 3cm)"))
        if "contract" in row:
            perenne("contract", "draft", EXAMPLE, "--out", "contract.pdf")
            perenne(*SIGN[:-1], "one.pdf")
        if "book" in row:
            perenne("book", "add", repository / "examples/book/events.ndjson", "--book", "book")
        if "devices" in row:
            shutil.copytree(repository / "examples/devices/register", here / "register")
            shutil.copy(repository / "examples/devices/checklist.csv", here / "checklist.csv")
            (here / "filled.csv").write_text("device,question,answer,on,by\nx,contacts,no,2026-11-20,press\n")
            write(here / "good", device(), proof(ABSENT))
        if "coordination" in row:
            (here / "acts.csv").write_text("account,object,time\na,o,5\nb,o,9\n", encoding="utf-8")
        if "handset" in row:
            _of_a_handset(here)
        if "evidence" in row:
            perenne("audit", "shout.ndjson", "--out", "audit")
            perenne("evidence", "make", "audit", "--at", "2026-11-25", "--out", "bundle.zip")
            bundle = (here / "bundle.zip").read_bytes()
            (here / "changed.zip").write_bytes(bundle.replace(b"finding/1", b"finding/2", 1))

    return made


def _of_a_handset(here: Path) -> None:
    (here / "leaking.json").write_bytes(kept(leaking=frozenset({Way(3, "absolute path")})))
    (here / "stale.json").write_bytes(kept())
    ledger = here / "ledger.ndjson"
    for event in ("started", "ended"):
        Ledger(ledger).add("main", event)
    (here / "changed.ndjson").write_bytes(ledger.read_bytes().replace(b"started", b"refused"))


@pytest.mark.parametrize("row", CALLS)
def test_a_command_leaves_the_statuses_that_its_row_says(
    perenne: Perenne, papers: Callable[[str], None], row: str
) -> None:
    papers(row)
    for status, calls in CALLS[row].items():
        for words in calls:
            said = perenne(*words)
            assert (words, said.status) == (words, status), said.err


def test_the_table_says_what_is_tried_and_nothing_else(repository: Path) -> None:
    page = (repository / "docs" / "exit-statuses.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| (`perenne [^|]+`) \| ([0-3 ]+) \|$", page, re.MULTILINE)
    assert {row: [int(each) for each in statuses.split()] for row, statuses in rows} == {
        row: list(statuses) for row, statuses in CALLS.items()
    }


def test_the_program_tells_its_statuses_in_its_help(perenne: Perenne) -> None:
    assert " ".join(EXPLAINED.split()) in " ".join(perenne("--help").out.decode().split())


# Strict


def test_strict_says_in_one_sentence_what_was_not_judged(perenne: Perenne, here: Path) -> None:
    (here / "broken.ndjson").write_bytes(BROKEN * 2)
    (here / "empty.ndjson").write_bytes(b"")
    said = perenne("audit", "broken.ndjson", "empty.ndjson", "--json", "--strict")
    assert said.status == NOT_ALL_JUDGED
    assert said.lines[-1] == (
        "--strict: nothing accuses, but not everything could be judged (no post, 2 lines refused, 1 file not read): "
        "mend what is refused, or leave it out of what is given"
    )


def test_strict_says_it_in_french_too(here: Path) -> None:
    (here / "broken.ndjson").write_bytes(lines(SHOUT) + BROKEN)
    said = start("audit", "broken.ndjson", "--json", "--strict", cwd=here, PERENNE_LANG="fr")
    assert said.status == NOT_ALL_JUDGED
    assert said.lines[-1].replace("\u00a0", " ").replace("\u202f", " ") == (
        "--strict : rien n’accuse, mais tout n’a pas pu être jugé (1 ligne refusée) : corrigez ce qui est refusé, ou "
        "retirez-le de ce qui est donné"
    )
