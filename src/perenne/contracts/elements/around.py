"""The words of ``around.yaml``."""

from functools import cache

import msgspec

from perenne.dated.shelf import shelf
from perenne.model.bilingual import Bilingual


class Around(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """As the file explains them."""

    public: tuple[str, ...]
    agent: tuple[str, ...]
    not_agents: tuple[str, ...]
    acts_for: tuple[str, ...]
    acted_for: tuple[str, ...]
    both_sides: tuple[str, ...]
    mandate: tuple[str, ...]
    conflict: tuple[str, ...]
    representative: tuple[str, ...]
    insurance: tuple[str, ...]
    not_yet: tuple[str, ...]
    titles: tuple[str, ...]
    signature: Bilingual
    signature_question: Bilingual
    no_text: Bilingual
    partly_read: Bilingual
    partly_read_question: Bilingual
    not_assigned: Bilingual
    notes: dict[str, Bilingual]


@cache
def around() -> Around:
    return msgspec.convert(shelf("perenne.contracts.elements")["around"], Around)
