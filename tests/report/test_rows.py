"""The tables of the report speak in words: fields, kinds and rules by their names, positions in their order."""

import msgspec

from perenne.audit.outcome import FileSummary
from perenne.law.rulebook import rulebook
from perenne.report.law_view import law_read
from perenne.report.rows import file_rows, rule_name, unjudged_rows
from perenne.report.voice import Voice
from tests.law.given import finding, judged, paid

FRENCH, ENGLISH = Voice("fr"), Voice("en")
FILE = FileSummary(
    file="captures.ndjson",
    sha256="0" * 64,
    format="zeeschuimer-tiktok/1",
    records=3,
    rejects=0,
    others={"private account": 2, "comment": 1},
    not_judged={"fr.identity.advertiser": "text : non enregistré par cette source"},
)


def test_what_a_file_does_not_record_is_called_by_its_name() -> None:
    (row,) = unjudged_rows([FILE], rulebook(), FRENCH).shown
    assert (row.rule, row.why) == ("Annonceur identifiable", "légende\u00a0: non enregistré par cette source")
    english = msgspec.structs.replace(FILE, not_judged={"fr.identity.advertiser": "text not recorded by this source"})
    (row,) = unjudged_rows([english], rulebook(), ENGLISH).shown
    assert row.why == "caption not recorded by this source"


def test_what_is_no_post_is_called_by_its_name() -> None:
    (row,) = file_rows([FILE], FRENCH).shown
    assert row.others == "compte privé 2, commentaire 1"
    (row,) = file_rows([FILE], ENGLISH).shown
    assert row.others == "private account 2, comment 1"


def test_a_rule_that_is_not_built_has_a_name_too() -> None:
    assert rule_name("uk.mention.intent", rulebook(), FRENCH) == "Intention commerciale indiquée\u00a0: Royaume-Uni"
    assert rule_name("zz.unknown", rulebook(), FRENCH) == "zz.unknown"


def test_positions_stand_in_the_order_of_their_numbers() -> None:
    found = finding(judged(paid("Publicité · une lampe")), "fr.mention.intent")
    cited = [msgspec.structs.replace(found, position=each) for each in ("R21", "R3", None, "R9", "R10")]
    (read,) = law_read(cited, rulebook(), ENGLISH)
    assert [each.number for each in read.positions] == ["R3", "R9", "R10", "R21"]
