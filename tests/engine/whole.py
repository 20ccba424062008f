"""The detector from acts to tables, on any engine, over a lake whose names are as odd as names of people are."""

import msgspec
import pyarrow as pa

import perenne.engine
from perenne.axes.authenticity.coordination.acts import Acts
from perenne.axes.authenticity.coordination.detect import detect
from perenne.axes.authenticity.coordination.method import method
from tests.known_answers.judged import table_of
from tests.known_answers.lake import lake

TABLES = ("edges", "evidence", "groups", "accounts", "run")
_ODD = (
    "account ",
    "Compte ",
    "élan ",
    "Ébène ",
    "_",
    "日本 ",
    'a"b ',
    "o’n'e ",
    "tab\tbed ",
    "back\\slash ",
    "%s ",
    "😀",
)


def odd_names() -> pa.Table:
    """Acts with two rings in them. Names sort otherwise in every language, and hold what SQL and CSV quote."""
    table = table_of(lake(311, 12_000, innocents=(), rings=("link30", "amp15")))
    for name in ("account", "object"):
        said = [f"{_ODD[hash_of(each) % len(_ODD)]}{each}" for each in table.column(name).to_pylist()]
        table = table.set_column(table.column_names.index(name), name, pa.array(said))
    return table


def hash_of(name: str) -> int:
    return sum(name.encode())


def found_on(url: str, named: pa.Table) -> dict[str, pa.Table]:
    """What is found on the engine at ``url``, with one window: half the time."""
    how = msgspec.structs.replace(method(), windows=(60,))
    with perenne.engine.open(url) as engine:
        found = detect(engine, Acts.numbered(engine, engine.load(named)), "co-link", how)
    return dict(found.tables)
