"""Single values as the platforms' own web pages and applications write them in JSON.

Numbers come as numbers or as text, and every number has gone through JavaScript: a whole number beyond 2^53, and so
any long id that is not text, has lost its last digits there.
"""

import re
from datetime import UTC, datetime, timedelta

from perenne.model.bilingual import Bilingual
from perenne.model.wire import RecordError

Number = int | float | str | None
Flag = bool | int | None

_EXACT = 2**53
_LONGEST_ID = 40


def identifier(value: Number) -> str | None:
    """Ids are text; a number that may have lost digits is none, nor is ``0``, which stands for "no such thing"."""
    if isinstance(value, str):
        return value if value not in ("", "0") and len(value) <= _LONGEST_ID else None
    if isinstance(value, int) and not isinstance(value, bool) and 0 < value < _EXACT:
        return str(value)
    return None


_DIGITS = re.compile(r"[0-9]{1,18}\Z")


def count(value: Number) -> int | None:
    """A number of something, from 0 up; anything else is "not recorded"."""
    if isinstance(value, str):
        return int(value) if _DIGITS.match(value) else None
    if value is None or not 0 <= value < 10**18:
        return None
    return int(value)


def first_count(*values: Number) -> int | None:
    """The first of ``values`` that is a number of something."""
    for value in values:
        if value is not None and (number := count(value)) is not None:
            return number
    return None


_EPOCH = datetime.fromtimestamp(0, UTC).replace(tzinfo=None)
"""In UTC, which is not said: a time that names its zone takes twice as long to write."""
_NO_MOMENT = Bilingual(
    fr="un moment est attendu, en secondes ou millisecondes depuis 1970",
    en="expected a moment, in seconds or milliseconds since 1970",
)
_SECONDS_END = 10**11  # in seconds the year 5138, in milliseconds 1973: nothing captured lies beyond either
_END = 10**14  # milliseconds: the year 5138


def moment(value: Number, path: str, *, milliseconds: bool = False) -> str | None:
    """``value`` as RFC 3339 in UTC, ``None`` where it is absent or 0; raises ``RecordError`` where it is none."""
    if value in (None, "", 0, "0"):
        return None
    number = count(value)
    if number is not None and not milliseconds and number < _SECONDS_END:
        number *= 1000
    if number is None or number > _END:
        raise RecordError(path, _NO_MOMENT)
    seconds, fraction = divmod(number, 1000)
    when = (_EPOCH + timedelta(0, seconds)).isoformat()
    return f"{when}.{fraction:03}Z" if fraction else f"{when}Z"


_LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*\Z")
_NO_LANGUAGE = re.compile(r"un|und|zxx|mul|mis|q[a-t][a-z]\Z")


def language(code: str | None) -> str | None:
    """``code`` where it names a language, and not "undetermined", "no words" or one of a platform's own codes."""
    if code is None or _NO_LANGUAGE.fullmatch(code) or not _LANGUAGE.match(code):
        return None
    return code
