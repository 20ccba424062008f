"""Account names in a text: ``@maisonlune``, and no e-mail address."""

import re

HANDLE = re.compile(r"(?<![\w@.])@\w(?:[\w.]*\w)?")


def handles(text: str) -> list[tuple[int, int]]:
    """The spans of the handles in ``text``, sign included, a full stop that ends the sentence left out."""
    return [match.span() for match in HANDLE.finditer(text)]
