"""What the records that are no posts are called to people: their kinds are words of the program's own."""

from perenne.model.bilingual import Bilingual

_IN_FRENCH = {
    "account": "compte",
    "account table": "ligne d’un tableau de comptes",
    "advertisement": "annonce publicitaire",
    "comment": "commentaire",
    "comment table": "ligne d’un tableau de commentaires",
    "deal table": "ligne d’un tableau d’accords",
    "deleted post": "publication supprimée",
    "no post": "élément qui n’est pas une publication",
    "playlist": "liste de lecture",
    "private account": "compte privé",
    "private file not opened": "fichier privé non ouvert",
    "private post": "publication privée",
    "private video": "vidéo privée",
    "video of another platform": "vidéo d’une autre plateforme",
    "video that was not found": "vidéo introuvable",
    "youtube part": "élément YouTube incomplet",
}
_SHEET = "sheet not read: "


def said_of(kind: str) -> Bilingual:
    """``kind`` in words; the names of formats and platforms are the same in both languages."""
    if kind.startswith(_SHEET):
        return Bilingual(fr=f"feuille non lue : {kind.removeprefix(_SHEET)}", en=kind)
    return Bilingual(fr=_IN_FRENCH.get(kind, kind), en=kind)
