import pytest
from hypothesis import given
from hypothesis import strategies as st

from perenne.readers.encodings import decoded, encoding_of

FRENCH = "Légende;été;à la fête, ça brûle où l’élève dîne"


def told(content: bytes, *, whole: bool = True, size: int = 7) -> tuple[str, bool]:
    pieces = [content[at : at + size] for at in range(0, len(content), size)]
    return encoding_of(lambda: pieces, content[:4], whole=whole)


@pytest.mark.parametrize("name", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
@given(text=st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\ufeff"), min_size=1))
def test_unicode_is_told_by_its_mark_or_its_rules(name: str, text: str) -> None:
    content = text.encode(name)
    assert told(content) == (name, False)
    assert decoded(content, name) == text


@pytest.mark.parametrize(("name", "replaced"), [("cp1252", True), ("mac-roman", False)])
def test_the_accents_tell_the_old_encodings_apart(name: str, replaced: bool) -> None:
    assert told(FRENCH.replace("’", "'").encode(name)) == (name, replaced)


def test_a_few_wrong_bytes_among_many_letters_do_not_change_the_encoding() -> None:
    assert told(FRENCH.encode() + b"\xe9") == ("utf-8", True)
    assert told("été".encode("utf-16") + b"\0") == ("utf-16", True)


def test_a_character_that_the_sample_cuts_is_not_wrong() -> None:
    cut = FRENCH.encode() + "é".encode()[:1]
    assert told(cut, whole=False) == ("utf-8", False)
    assert told(cut) == ("utf-8", True)
