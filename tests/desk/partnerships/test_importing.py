"""An agency's sheet into the book of the desk: looked at, written as one batch, undone as one."""

from pathlib import Path

import pytest

from perenne.desk.journal.acts import verify
from perenne.desk.journal.models import Act
from perenne.desk.partnerships import actions
from perenne.desk.partnerships.models import Batch, Partnership
from perenne.model.errors import UsageError
from tests.desk.cast import Cast, by

SHEET = """Créateur;Compte;Marque;Date de publication;Rémunération HT;Lien
Lina Moreau;@lina.m;Maison Lune;2026-02-10;600,00;https://www.instagram.com/p/C8xk2abcdef/
Nine Averel;@nine;Belorso;2026-03-02;450,00;https://www.instagram.com/p/C8xk3abcdef/
;;Maison Lune;2026-03-02;450,00;
"""


@pytest.fixture
def sheet(tmp_path: Path) -> Path:
    path = tmp_path / "suivi.csv"
    path.write_text(SHEET, encoding="utf-8")
    return path


def test_looking_at_a_sheet_writes_nothing(cast: Cast, sheet: Path) -> None:
    plan = actions.looked_at(cast.alma, sheet, "suivi.csv")
    assert len(plan.created) == 2
    assert [each.reject.line for each in plan.refused] == [4]
    assert not Batch.objects.exists()


def test_a_sheet_makes_partnerships_of_the_brands_that_it_names_and_its_refused_rows_are_told(
    cast: Cast, sheet: Path
) -> None:
    done = actions.import_sheet(by(cast.alma), cast.alma, sheet, "suivi.csv")
    assert (done.batch, done.partnerships) == ("b000001", ("P-0001", "P-0002"))
    assert len(done.plan.refused) == 1
    assert {each.title: each.brand for each in Partnership.objects.select_related("brand")} == {
        "Maison Lune × Lina Moreau": cast.lune,
        "Belorso × Nine Averel": cast.belorso,
    }
    assert Act.objects.get().verb == "partnership.import"


def test_the_same_sheet_twice_says_nothing_new(cast: Cast, sheet: Path) -> None:
    actions.import_sheet(by(cast.alma), cast.alma, sheet, "suivi.csv")
    again = actions.import_sheet(by(cast.alma), cast.alma, sheet, "suivi.csv")
    assert (again.batch, again.partnerships) == (None, ())
    assert Batch.objects.count() == 1


def test_an_import_is_undone_and_may_be_made_again(cast: Cast, sheet: Path) -> None:
    done = actions.import_sheet(by(cast.alma), cast.alma, sheet, "suivi.csv")
    actions.undo_import(by(cast.alma), cast.alma, done.batch or "")
    assert not Partnership.objects.filter(live=True).exists()
    with pytest.raises(UsageError):
        actions.undo_import(by(cast.alma), cast.alma, done.batch or "")
    again = actions.import_sheet(by(cast.alma), cast.alma, sheet, "suivi.csv")
    assert again.partnerships == done.partnerships, "the same pairs keep their references"
    assert Partnership.objects.filter(live=True).count() == 2
    assert verify().holds


def test_an_import_for_one_brand_refuses_the_rows_of_another(cast: Cast, sheet: Path) -> None:
    with pytest.raises(UsageError, match="limited"):
        actions.import_sheet(by(cast.farid), cast.farid, sheet, "suivi.csv")
    done = actions.import_sheet(by(cast.farid), cast.farid, sheet, "suivi.csv", brand=cast.lune)
    assert [each.title for each in Partnership.objects.all()] == ["Maison Lune × Lina Moreau"]
    assert sorted(each.reject.line for each in done.plan.refused) == [3, 4]


def test_who_is_limited_to_a_brand_undoes_no_import_of_others(cast: Cast, sheet: Path) -> None:
    done = actions.import_sheet(by(cast.alma), cast.alma, sheet, "suivi.csv")
    with pytest.raises(UsageError):
        actions.undo_import(by(cast.farid), cast.farid, done.batch or "")
    assert Partnership.objects.filter(live=True).count() == 2


def test_a_batch_that_nobody_wrote_cannot_be_undone(cast: Cast) -> None:
    with pytest.raises(UsageError):
        actions.undo_import(by(cast.alma), cast.alma, "b000404")
    assert not Act.objects.exists()


def test_an_import_for_one_brand_shows_nothing_of_what_the_book_says_of_another(cast: Cast, sheet: Path) -> None:
    told = SHEET.replace("Date de publication", "Contrat;Date de publication").replace(";2026-", ";C-7;2026-")
    sheet.write_text(told, encoding="utf-8")
    actions.import_sheet(by(cast.alma), cast.alma, sheet, "suivi.csv")
    sheet.write_text(told.replace("450,00", "475,00"), encoding="utf-8")
    by_all = actions.looked_at(cast.alma, sheet, "suivi.csv")
    mine = actions.looked_at(cast.farid, sheet, "suivi.csv", brand=cast.lune)
    assert "450" in str([each.book for each in by_all.conflicts])
    assert mine.conflicts == ()
    assert 3 in {each.reject.line for each in mine.refused}
