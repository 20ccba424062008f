"""TikTok's own labels, in the web item and in the phone application's item: what the screen shows, and made by AI."""

from perenne.model.post import Labels
from perenne.readers.zeeschuimer.values import Flag, Number, count

_PAID = frozenset({"paid partnership", "partenariat rémunéré"})
_PROMOTIONAL = frozenset({"promotional content", "contenu promotionnel"})


def labels(shown: str, *, ai: bool | None) -> Labels:
    """``shown``: the words of the label on the screen, ``""`` where the item has none. None is no proof of "off":
    the web item never carries it, and the application may show it after the item was sent."""
    words = shown.strip().casefold()
    return Labels(
        paid_partnership=True if words in _PAID else None,
        promotional=True if words in _PROMOTIONAL else None,
        ai=ai,
    )


def made_by_ai(said: Flag, created: Flag, description: str | None, *kinds: Number) -> bool | None:
    """``said``: the flag that can say "no" too; ``kinds``: types of label, of which 0 is "no label"."""
    if said or created or description or any(count(kind) for kind in kinds):
        return True
    return None if said is None else False
