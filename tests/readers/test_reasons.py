"""Why a file was taken for its format."""

from pathlib import Path

import pytest

from perenne.readers import sniff
from perenne.readers.reasons import why

CAPTURES = Path(__file__).resolve().parents[2] / "examples" / "captures"


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("instagram.ndjson", "il se dit « post/1 »"),
        ("4cat-instagram.csv", "il a les colonnes « author », « body », « id »"),
        ("zeeschuimer-export-tiktok.ndjson", "il contient « source_platform »"),
        ("tiktok-app.json", "il contient « aweme_list »"),
        ("suivi-agence.csv", "c’est un tableau, avec une ligne d’en-têtes"),
        ("youtube-videos.json", "ses enregistrements ont la forme de ce format"),
    ],
)
def test_a_format_is_said_with_what_tells_it(name: str, says: str) -> None:
    head = (CAPTURES / name).read_bytes()[: sniff.HEAD]
    assert why(head, sniff.recognise(head)).fr == says


def test_a_record_that_ends_nowhere_is_told_by_its_shape() -> None:
    head = (CAPTURES / "tiktok-app.json").read_bytes()
    assert why(head[:200], "tiktok-app/1").en == "its records have the shape of this format"
