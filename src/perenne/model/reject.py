"""A record that could not be read: kept, counted and shown, never dropped."""

import msgspec

from perenne.model.bilingual import Bilingual


class Reject(msgspec.Struct, frozen=True):
    """``line`` is the first physical line of the record (header = 1), the row of a sheet, or the item's
    number in a JSON list; ``path`` the field inside the record (``account.country``), ``""`` for the whole.

    ``reason`` never quotes what the record says: it may be about a private person.
    """

    file: str
    line: int
    path: str
    reason: Bilingual
