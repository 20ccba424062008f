"""A few posts of invented people, as ``post/1``."""

from typing import Any

import msgspec

Record = dict[str, Any]


def post(post_id: str, text: str | None, **known: Any) -> Record:
    """A post of a French creator on Instagram, published on 20 November 2026."""
    return {
        "perenne": "post/1",
        "platform": "instagram",
        "post_id": post_id,
        "published_at": "2026-11-20T09:00:00Z",
        "account": {"handle": "lina.corvelle", "country": "FR"},
        "text": text,
    } | known


def answered(post_id: str, question: str, answer: str, **known: Any) -> Record:
    """An ``answer/1`` about a post on Instagram."""
    about = {"platform": "instagram", "post_id": post_id, "question": question}
    return {"perenne": "answer/1"} | about | {"answer": answer} | known


def lines(*records: Record) -> bytes:
    return b"".join(msgspec.json.encode(record) + b"\n" for record in records)


SHOUT = post("Aa01", "Publicité · la lampe de @maisonlune éclaire tout mon salon")
WALK = post("Aa02", "Un dimanche à la mer, sans téléphone ou presque")
GIFT = post("Bb01", "Merci à @maisonlune pour ce panier, le code LINA10 vous offre dix pour cent")
HIDDEN = post(
    "Cc01",
    "Cette lampe éclaire tout mon salon",
    labels={"paid_partnership": False},
    deal={"consideration": "yes", "forms": ["money"], "value_eur": 300, "advertiser": {"name": "Maison Lune"}},
)
