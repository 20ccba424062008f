import csv
import io
import json
from collections.abc import Sequence
from contextlib import suppress
from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perenne.model import wire
from perenne.model.errors import UnreadableFile
from perenne.model.reject import Reject
from perenne.model.relation import Contract, DealLine, Relation
from perenne.readers.deals import read_deals
from perenne.readers.mapping import parse_mapping
from perenne.readers.reading import Origin
from tests.readers.workbooks import Value, workbook

ORIGIN = Origin("accords.csv", "c0ffee" + "0" * 58)


def csv_of(*rows: Sequence[str], encoding: str = "cp1252") -> bytes:
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=";").writerows(rows)
    return text.getvalue().encode(encoding)


def read(content: bytes, mapping: str | None = None) -> list[Relation | Reject]:
    return list(read_deals(io.BytesIO(content), ORIGIN, parse_mapping(mapping, "m.toml") if mapping else None))


def relation_of(content: bytes, mapping: str | None = None) -> Relation:
    (relation,) = read(content, mapping)
    assert isinstance(relation, Relation), relation
    return relation


def line_of(content: bytes, mapping: str | None = None) -> DealLine:
    (line,) = relation_of(content, mapping).deals
    return line


def row(**cells: str) -> bytes:
    """A table of one deal between Lina and Maison Lune, with more columns."""
    return csv_of(["Créatrice", "Marque", *cells], ["@lina.m", "Maison Lune", *cells.values()])


def test_an_agency_s_row_is_a_relation_with_one_deal() -> None:
    content = csv_of(
        ["Accords de l’automne"],
        ["Créatrice", "Compte", "Pays du créateur", "Annonceur", "Compte de la marque", "Pays de la marque", "Date",
         "Du", "Au", "Nature", "Montant HT", "Objectif", "Publication demandée", "Contrat", "Signé le", "Remarque"],
        ["Lina Corvelle", "@lina.m", "France", "Maison Lune", "@maisonlune, @lunebougies", "be", "20/11/2026",
         "1er déc. 2026", "2026-12-31", "Argent", "1 234,50 €", "bougies", "oui", "Contrat signé", "3 nov. 2026",
         "relu"],
    )  # fmt: skip
    assert json.loads(wire.encode(relation_of(content))) == {
        "perenne": "relation/1",
        "id": "c0ffee000000:3",
        "creator": {"handle": "lina.m", "country": "FR"},
        "advertiser": {"name": "Maison Lune", "handles": ["maisonlune", "lunebougies"], "country": "BE"},
        "deals": [
            {
                "creator": "lina.m",
                "advertiser": "Maison Lune",
                "date": "2026-11-20",
                "from": "2026-12-01",
                "to": "2026-12-31",
                "kind": "money",
                "requested": True,
                "value_eur": 1234.5,
                "objective": "bougies",
                "note": "relu",
            }
        ],
        "contract": {"form": "signed_document", "date_signed": "2026-11-03"},
        "source": {"file": ORIGIN.file, "sha256": ORIGIN.sha256, "line": 3, "reader": "deals-table/1"},
    }


def test_a_workbook_of_deals_reads_its_typed_dates_as_civil_days() -> None:
    rows: list[list[Value]] = [
        ["Influencer", "Brand", "Start date", "End date", "Type", "Fee excl. VAT"],
        ["lina.m", "Ordiclair", date(2026, 1, 5), datetime(2026, 2, 1, 23, 59), "loan", 800],  # noqa: DTZ001
    ]
    book = workbook({"Notes": [["Bonjour", "à vous"]], "Deals": rows})
    line = line_of(book)
    assert (line.from_, line.to, line.kind, line.value_eur) == ("2026-01-05", "2026-02-01", "loan", 800.0)


# Amounts


@pytest.mark.parametrize("header", ["Montant TTC", "Cachet TTC", "Fee incl. VAT"])
def test_an_amount_with_vat_is_no_amount_without_and_is_noted(header: str) -> None:
    line = line_of(row(**{header: "1 200 €"}))
    assert line.value_eur is None
    assert line.note == f"{header} : 1 200 € (TTC, pas HT / incl. VAT, not excl.)"


def test_a_bare_amount_is_noted_until_a_mapping_says_what_it_is() -> None:
    content = row(Montant="1200")
    assert line_of(content).value_eur is None
    assert line_of(content).note == "Montant : 1200 (HT ou TTC : non dit / VAT not stated)"
    mapped = line_of(content, '[columns]\n"Montant" = "value_eur"\n')
    assert (mapped.value_eur, mapped.note) == (1200.0, None)


def test_both_amounts_give_the_one_without_vat() -> None:
    line = line_of(row(**{"Montant HT": "1000", "Montant TTC": "1200"}))
    assert (line.value_eur, line.note) == (1000.0, None)


@pytest.mark.parametrize("amount", ["$500", "1 200 € TTC", "à voir", "-3"])
def test_an_amount_that_cannot_be_counted_is_noted(amount: str) -> None:
    line = line_of(row(**{"Montant HT": amount}))
    assert (line.value_eur, line.note) == (None, f"Montant HT : {amount}")


def test_no_amount_is_not_zero() -> None:
    assert line_of(row(**{"Montant HT": ""})).value_eur is None
    assert line_of(row(**{"Montant HT": "0"})).value_eur == 0.0


# Words


@pytest.mark.parametrize(
    ("word", "kind"),
    [("Argent", "money"), ("produit", "product"), ("VOYAGE", "trip"), ("prestation", "service"),
     ("commission", "commission"), ("Remise", "discount"), ("prêt", "loan"), ("gifting", "product"), ("", None)],
)  # fmt: skip
def test_the_kind_of_exchange_is_read_from_its_word(word: str, kind: str | None) -> None:
    assert line_of(row(Nature=word)).kind == kind


@pytest.mark.parametrize("word", ["argent + produit", "surprise", "marque propre"])
def test_a_kind_that_is_not_one_is_noted(word: str) -> None:
    line = line_of(row(Nature=word))
    assert (line.kind, line.note) == (None, f"Nature : {word}")


@pytest.mark.parametrize(
    ("said", "signed", "contract"),
    [
        ("", "", None),
        ("Contrat signé", "", Contract(form="signed_document")),
        ("échange de mails", "", Contract(form="email_exchange")),
        ("DM", "", Contract(form="message_exchange")),
        ("oral", "", Contract(form="oral")),
        ("non", "", Contract(form="none")),
        ("", "2026-01-05", Contract(form="signed_document", date_signed="2026-01-05")),
        ("oui", "", None),
    ],
)
def test_the_contract_is_what_the_row_says_of_it(said: str, signed: str, contract: Contract | None) -> None:
    assert relation_of(row(Contrat=said, **{"Signé le": signed})).contract == contract


@pytest.mark.parametrize(("said", "requested"), [("oui", True), ("non", False), ("", None), ("peut-être", None)])
def test_whether_a_post_was_asked_for_is_yes_no_or_not_recorded(said: str, requested: bool | None) -> None:
    assert line_of(row(**{"Publication demandée": said})).requested is requested


def test_a_creator_without_a_handle_keeps_the_name() -> None:
    relation = relation_of(csv_of(["Créatrice", "Marque"], ["Lina Corvelle", "@maisonlune"]))
    assert relation.creator.handle is None
    assert (relation.deals[0].creator, relation.deals[0].advertiser) == ("Lina Corvelle", "maisonlune")
    assert relation.advertiser is not None
    assert (relation.advertiser.name, relation.advertiser.handles) == (None, ("maisonlune",))


def test_a_profile_s_address_is_a_handle() -> None:
    content = csv_of(["Profil", "Marque"], ["https://www.instagram.com/lina.m/", "Belorso"])
    assert relation_of(content).creator.handle == "lina.m"


def test_a_note_with_a_phone_number_stays_behind() -> None:
    assert line_of(row(Remarque="appeler le 06 12 34 56 78")).note is None
    assert line_of(row(**{"E-mail": "lina@exemple.fr"})).note is None


# What cannot be read


@pytest.mark.parametrize(
    ("cells", "path"),
    [
        (["", "Maison Lune", "2026-01-01", ""], "creator"),
        (["lina.m", "n/a", "2026-01-01", ""], "advertiser"),
        (["lina.m", "Maison Lune", "bientôt", ""], "from"),
        (["lina.m", "Maison Lune", "2026-02-01", "2026-01-01"], "to"),
    ],
)
def test_a_row_that_is_no_deal_is_a_reject_and_the_next_is_read(cells: list[str], path: str) -> None:
    good = ["zoé", "Belorso", "2026-01-01", "2026-02-01"]
    reject, relation = read(csv_of(["Créatrice", "Marque", "Du", "Au"], cells, good))
    assert isinstance(reject, Reject)
    assert isinstance(relation, Relation)
    assert (reject.line, reject.path, relation.id) == (2, path, "c0ffee000000:3")


def test_an_amount_that_cannot_be_is_named_by_the_field_of_the_table() -> None:
    cells = ["lina.m", "Maison Lune", "2026-01-01", "99999999999999"]
    (reject,) = read(csv_of(["Créatrice", "Marque", "Date", "Montant HT"], cells))
    assert isinstance(reject, Reject)
    assert (reject.line, reject.path) == (2, "value_eur")
    assert reject.reason.en == "expected an amount from zero to a trillion"


def test_a_table_of_something_else_is_refused_with_what_to_write() -> None:
    with pytest.raises(UnreadableFile) as caught:
        read(csv_of(["Légende", "Vues"], ["x", "1"]))
    assert "« Légende », « Vues »" in caught.value.says.fr
    assert '"Brand" = "advertiser"' in caught.value.says.en


def test_dates_that_nothing_decides_are_a_question() -> None:
    content = row(Date="03/04/2026")
    with pytest.raises(UnreadableFile, match="date_order"):
        read(content)
    assert line_of(content, '[options]\ndate_order = "dmy"\n').date == "2026-04-03"
    assert (
        line_of(csv_of(["Créatrice", "Marque", "Du", "Au"], ["x", "y", "03/04/2026", "20/04/2026"])).from_
        == "2026-04-03"
    )


cell_texts = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0\r"), max_size=12)


@given(st.lists(st.tuples(*[cell_texts] * 6), max_size=6))
def test_every_row_that_holds_something_is_accounted_for(rows: list[tuple[str, ...]]) -> None:
    header = ["Créatrice", "Marque", "Date", "Nature", "Contrat", "Budget"]
    found = read(csv_of(header, *rows, encoding="utf-8"), '[options]\ndate_order = "dmy"\n')
    assert len(found) == sum(any(cell.strip() for cell in row) for row in rows)


@given(st.binary(max_size=100), st.integers(0, 120))
def test_bytes_of_any_kind_raise_nothing_but_a_refusal(noise: bytes, at: int) -> None:
    good = row(Date="20/11/2026", Nature="argent") * 2
    with suppress(UnreadableFile):
        assert all(isinstance(item, (Relation, Reject)) for item in read(good[:at] + noise + good[at:]))
