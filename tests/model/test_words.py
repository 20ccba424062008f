"""Sentences in two languages, and the errors that carry them."""

import pytest

from perenne.model.bilingual import Bilingual
from perenne.model.errors import DataError, PerenneError, UnreadableFile, UsageError
from perenne.model.reject import Reject

MISSING = Bilingual(fr="{file} : il manque {count} lignes", en="{file}: {count} lines are missing")


def test_a_sentence_is_said_in_the_language_asked_for() -> None:
    assert MISSING.said_in("fr").startswith("{file} :")
    assert MISSING.said_in("en").startswith("{file}:")


def test_both_halves_are_filled_alike() -> None:
    filled = MISSING.filled(file="a.csv", count=3)
    assert filled == Bilingual(fr="a.csv : il manque 3 lignes", en="a.csv: 3 lines are missing")
    assert MISSING.fr == "{file} : il manque {count} lignes"


def test_what_is_filled_in_is_not_read_as_a_placeholder() -> None:
    assert MISSING.filled(file="{count}", count="{file}").en == "{count}: {file} lines are missing"


@pytest.mark.parametrize("kind", [UnreadableFile, UsageError, DataError])
def test_every_error_speaks_both_languages_and_is_of_one_family(kind: type[PerenneError]) -> None:
    with pytest.raises(PerenneError, match="the file is empty") as caught:
        raise kind(fr="le fichier est vide", en="the file is empty")
    assert caught.value.says == Bilingual(fr="le fichier est vide", en="the file is empty")


def test_a_reject_says_where_and_why() -> None:
    reject = Reject(file="a.ndjson", line=3, path="account.country", reason=Bilingual(fr="inconnu", en="unknown"))
    assert (reject.file, reject.line, reject.path) == ("a.ndjson", 3, "account.country")
