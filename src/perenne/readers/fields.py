"""The fields of a post and of a deal that a column of a table may be, and how each is read."""

from typing import Literal

from perenne.model.bilingual import Bilingual

Table = Literal["posts", "deals"]
ReadAs = Literal[
    "text", "verbatim", "address", "moment", "utc", "time", "count", "amount", "seconds", "flag", "handle", "names",
    "word", "extra", "unclear", "dropped", "private",
]  # fmt: skip

SAID: dict[ReadAs, Bilingual] = {
    "text": Bilingual(fr="texte", en="text"),
    "verbatim": Bilingual(fr="texte publié, tel quel", en="published text, as it stands"),
    "address": Bilingual(fr="adresse web", en="web address"),
    "moment": Bilingual(fr="date ou date et heure", en="date or date and time"),
    "utc": Bilingual(fr="date et heure UTC", en="date and time in UTC"),
    "time": Bilingual(fr="heure", en="time of day"),
    "count": Bilingual(fr="nombre entier ou fourchette", en="whole number or band"),
    "amount": Bilingual(fr="montant hors taxe en euros", en="amount in euros excluding VAT"),
    "seconds": Bilingual(fr="secondes", en="seconds"),
    "flag": Bilingual(fr="oui, non ou rien", en="yes, no or nothing"),
    "handle": Bilingual(fr="compte, sans @", en="account, without @"),
    "names": Bilingual(fr="noms séparés par des virgules", en="names separated by commas"),
    "word": Bilingual(fr="un mot parmi ceux du champ", en="one of the field’s words"),
    "extra": Bilingual(fr="gardée telle quelle, jamais jugée", en="kept as it stands, never judged"),
    "unclear": Bilingual(fr="deux sens possibles : non lue comme un champ", en="two meanings: not read as a field"),
    "dropped": Bilingual(fr="écartée", en="left out"),
    "private": Bilingual(fr="écartée : données de personnes", en="left out: data of private persons"),
}

POST_FIELDS: dict[str, ReadAs] = {
    "platform": "word", "post_id": "text", "url": "address", "kind": "word", "published_at": "moment",
    "published_time": "time", "account.id": "text", "account.handle": "handle", "account.name": "text",
    "account.bio": "verbatim", "account.country": "word", "title": "verbatim", "text": "verbatim", "language": "text",
    "first_comment": "verbatim", "overlay": "verbatim", "speech": "verbatim", "duration_s": "seconds",
    "links": "names", "coauthors": "names", "labels.paid_partnership": "flag", "labels.promotional": "flag",
    "labels.sponsors": "names",
    "labels.ai": "flag", "media.face_or_body": "flag", "media.retouched": "flag", "media.generated": "flag",
    "deal.consideration": "flag", "deal.forms": "word", "deal.value_eur": "amount", "deal.requested": "flag",
    "deal.objective": "text", "deal.advertiser.name": "text", "deal.advertiser.handles": "names",
    "stats.views": "count", "stats.likes": "count", "stats.comments": "count", "stats.shares": "count",
    "stats.saves": "count",
}  # fmt: skip
DEAL_FIELDS: dict[str, ReadAs] = {
    "creator": "handle", "creator.handle": "handle", "creator.country": "word", "advertiser": "text",
    "advertiser.handles": "names", "advertiser.country": "word", "date": "moment", "from": "moment", "to": "moment",
    "kind": "word", "requested": "flag", "value_eur": "amount", "value_incl_vat": "text", "objective": "text",
    "contract.form": "word", "contract.date_signed": "moment", "note": "text",
}  # fmt: skip
FIELDS: dict[Table, dict[str, ReadAs]] = {"posts": POST_FIELDS, "deals": DEAL_FIELDS}
