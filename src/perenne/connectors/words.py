"""What a run has fetched and used, in words."""

from perenne.connectors.collecting import Heard
from perenne.model.bilingual import Bilingual, counted

_WITHHELD = {
    "private": ("non publique/non publiques", "not public"),
    "shape": ("illisible/illisibles", "unreadable"),
    "gone": ("disparue/disparues", "gone"),
    "not_measured": ("sans mesures", "without measures"),
}


def counts(heard: Heard) -> Bilingual:
    """``3 publications, 1 commentaire, 1 compte ; 2 non publiques``."""
    told = [
        counted(heard.counts[kind], fr, en)
        for kind, fr, en in (
            ("posts", "publication", "post"),
            ("comments", "commentaire", "comment"),
            ("accounts", "compte", "account"),
        )
        if heard.counts[kind] or kind == "posts"
    ]
    left = [_left(why, count) for why, count in sorted(heard.unread.items())]
    fr, en = ", ".join(each.fr for each in told), ", ".join(each.en for each in told)
    return Bilingual(
        fr=" ; ".join([fr, *(each.fr for each in left)]), en="; ".join([en, *(each.en for each in left)])
    )


def _left(why: str, count: int) -> Bilingual:
    fr, en = _WITHHELD.get(why, ("laissée/laissées de côté", "left out"))
    one, _, several = fr.partition("/")
    return Bilingual(fr=f"{count} {several or one}" if count > 1 else f"{count} {one}", en=f"{count} {en}")


def quota(heard: Heard) -> Bilingual | None:
    """What of today's quota is used; ``None`` where the platform has none."""
    if heard.quota is None:
        return None
    used = heard.before + heard.spent
    return Bilingual(
        fr=f"quota du jour : {used} unités sur {heard.quota}, dont {heard.spent} pour cette collecte",
        en=f"today’s quota: {used} of {heard.quota} units, {heard.spent} of them for this run",
    )
