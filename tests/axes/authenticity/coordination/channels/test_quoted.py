"""Every joint act of copied texts shows the words that both have."""

from datetime import UTC, datetime

import polars as pl
import pyarrow as pa

from perenne.axes.authenticity.coordination.channels.quoted import with_shared_words
from perenne.axes.authenticity.coordination.tables import EVIDENCE

MOMENT = datetime(2026, 1, 1, 9, tzinfo=UTC)
SECOND = int(MOMENT.timestamp())
COPY = "ce masque a vraiment changé ma vie en trois semaines"


def test_shared_words_stand_beside_the_act_and_nothing_where_a_text_is_not_known() -> None:
    act = {"channel": "co-text", "window": 60, "object": "f", "t_a": MOMENT, "t_b": MOMENT}
    evidence = pa.Table.from_pylist([act | {"a": "lina", "b": "noé"}, act | {"a": "lina", "b": "zoé"}], EVIDENCE)
    texts = pl.DataFrame(
        {"account": ["lina", "noé", "noé"], "object": ["f"] * 3, "t": [SECOND, SECOND, SECOND + 1],
         "text": [f"Bonjour, {COPY.capitalize()} !", f"{COPY} 😍 @maison", "autre chose"]}
    )  # fmt: skip
    found = with_shared_words(evidence, texts)
    assert found.schema.equals(EVIDENCE)
    assert found.column("shared").to_pylist() == [COPY.capitalize(), None]
