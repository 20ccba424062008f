"""What a table is taken for, with a cell of each column and what it says."""

import io

import pytest

from perenne.readers.mapping import Mapping, Options
from perenne.readers.preview import Preview, SeenColumn, preview

HEADERS = "Compte;Réseau;Date de publication;Légende;Vues;E-mail"


def seen(*rows: str, headers: str = HEADERS, mapping: Mapping | None = None) -> Preview:
    return preview(io.BytesIO("\n".join((headers, *rows)).encode()), mapping)


def column(found: Preview, header: str) -> SeenColumn:
    return next(each for each in found.columns if each.column.header == header)


def test_each_column_shows_its_first_filled_cell_and_what_it_says() -> None:
    found = seen(";Instagram;25/09/2026;Une bougie;;", "@lina.m;Instagram;26/09/2026;Deux;12,4 k;")
    assert (found.rows, found.holds) == (2, "posts")
    account, views, day = (column(found, name) for name in ("Compte", "Vues", "Date de publication"))
    assert (account.sample, account.line, account.says, account.empty) == ("@lina.m", 3, "lina.m", 1)
    assert (views.sample, views.says, views.empty) == ("12,4 k", 12_400, 1)
    assert (day.says, day.column.field) == ("2026-09-25", "published_at")


def test_what_is_about_private_persons_is_not_shown() -> None:
    found = seen("@lina.m;Instagram;25/09/2026;Écrire à lina@exemple.invalid;;lina@exemple.invalid")
    assert (column(found, "E-mail").sample, column(found, "Légende").sample) == ("", "…")


def test_an_address_is_shown_without_what_opens_a_session() -> None:
    found = seen("Instagram;https://www.instagram.com/p/Ab/?igsh=c2VjcmV0;x", headers="Réseau;Lien;Légende")
    assert column(found, "Lien").sample == "https://www.instagram.com/p/Ab/"


def test_a_cell_that_two_orders_of_dates_explain_says_nothing_yet() -> None:
    row = "@lina.m;Instagram;03/04/2026;Une bougie;1;"
    found = seen(row)
    assert column(found, "Date de publication").says is None
    assert [doubt.option for doubt in found.doubts if doubt.blocks] == ["date_order"]
    told = seen(row, mapping=Mapping(options=Options(date_order="mdy")))
    assert column(told, "Date de publication").says == "2026-03-04"


@pytest.mark.parametrize(
    ("headers", "holds"),
    [("Légende;Vues", None), ("Créateur;Annonceur;Type;Montant HT", "deal table"), ("Réseau;Légende", "posts")],
)
def test_what_a_table_holds_is_told_by_its_headers(headers: str, holds: str | None) -> None:
    row = ";".join("x" for _ in headers.split(";"))
    assert seen(row, headers=headers).holds == holds
