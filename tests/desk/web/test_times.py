"""Days and hours are those of the place, not of Greenwich."""

from datetime import UTC, datetime

from django.urls import reverse

from perenne.desk.imports.models import Import
from tests.desk.cast import Cast, signed_in


def test_an_import_shortly_after_midnight_is_of_the_new_day(cast: Cast) -> None:
    Import.objects.update(at=datetime(2026, 11, 29, 23, 30, tzinfo=UTC))
    page = signed_in(cast.alma).get(reverse("imports")).content.decode().replace("\u00a0", " ")
    assert "30 nov. 2026, 00:30" in page
    one = signed_in(cast.alma).get(reverse("import", args=(cast.dropped.pk,))).content.decode()
    assert "Import du 30 nov. 2026" in one.replace("\u00a0", " ")
