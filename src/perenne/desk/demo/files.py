"""The story as an agency’s files: its sheet of collaborations, captures by quarter, accounts by half-year."""

import csv
import io
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from itertools import groupby
from pathlib import Path

import msgspec

from perenne.desk.demo.agency import agency
from perenne.desk.demo.story import DAYS, Collaboration, Published, Story

_HEADERS = (
    "Créatrice ou créateur", "Handle", "Plateforme", "Marque", "Compte de la marque", "Campagne / objectif",
    "N° de contrat", "Signé le", "Type de contenu", "Nombre de livrables", "Date du brief", "Date de post",
    "URL du post", "Cachet HT", "Valeur produit HT", "Droits (mois)", "Territoire", "Exclusivité", "Code promo",
    "N° facture", "Facturé le", "Payé le",
)  # fmt: skip
_SEEN_AFTER = timedelta(days=2)


def write(story: Story, folder: Path) -> list[Path]:
    """Write the files into ``folder``, which is there; returns them in the order in which an agency imports them."""
    files = {"suivi-des-collaborations.csv": _sheet(story)}
    for name, posts in _by_quarter(story):
        files[f"publications-{name}.ndjson"] = _lines(_record(each) for each in posts)
    files["comptes.ndjson"] = _lines(_accounts(story))
    for name, content in files.items():
        (folder / name).write_bytes(content)
    return [folder / name for name in files]


def _sheet(story: Story) -> bytes:
    told = io.StringIO()
    rows = csv.writer(told, delimiter=";", lineterminator="\r\n")
    rows.writerow(_HEADERS)
    published = {(each.of.number, each.day): each.url for each in story.posts if each.of}
    for one in story.collaborations:
        for n, day in enumerate(one.days):
            rows.writerow(_row(one, day, published.get((one.number, day), ""), first=n == 0))
    return told.getvalue().encode("utf-8-sig")


def _row(one: Collaboration, day: date, url: str, *, first: bool) -> tuple[str, ...]:
    """A line a post; what is agreed once stands on the first."""
    house, creator = one.pair.house, one.pair.creator
    kind = {"tiktok": "Vidéo", "youtube": "Vidéo"}.get(creator.platform, "Post")
    return (
        creator.name, f"@{creator.handle}", creator.platform.capitalize(), house.name, f"@{house.handle}",
        one.objective, f"C-{one.brief:%Y}-{one.number:03d}", _french(one.signed) if first else "", kind, "1",
        _french(one.brief), _french(day) if url else "", url,
        _euros(one.fee) if first else "", _euros(one.gift) if first else "", "6" if first and one.fee else "", "FR",
        house.category if first and one.exclusive else "", one.code or "",
        f"F-{one.invoiced:%Y}-{one.number:03d}" if one.invoiced and first else "",
        _french(one.invoiced) if first else "", _french(one.paid) if first else "",
    )  # fmt: skip


def _french(day: date | None) -> str:
    return f"{day:%d/%m/%Y}" if day else ""


def _euros(amount: int | None) -> str:
    return "" if amount is None else f"{amount},00"


def _by_quarter(story: Story) -> Iterator[tuple[str, list[Published]]]:
    for (year, quarter), posts in groupby(story.posts, key=lambda each: (each.day.year, (each.day.month + 2) // 3)):
        yield f"{year}-T{quarter}", list(posts)


def _record(post: Published) -> dict[str, object]:
    """A line of a capture: ``post/1``; the deal stands in it where somebody tied it to one."""
    at = datetime.combine(post.day, time(post.hour, post.number % 60), UTC)
    record: dict[str, object] = {
        "perenne": "post/1",
        "platform": post.creator.platform,
        "post_id": post.post_id,
        "url": post.url,
        "kind": "post" if post.creator.platform == "instagram" else "video",
        "published_at": f"{at:%Y-%m-%dT%H:%M:%SZ}",
        "language": "fr",
        "account": {"handle": post.creator.handle, "name": post.creator.name, "country": "FR"},
        "text": post.text,
        "labels": {"paid_partnership": post.label},
        "stats": {"views": post.views, "likes": post.likes},
        "source": {"observed_at": f"{at + _SEEN_AFTER:%Y-%m-%dT%H:%M:%SZ}"},
    }
    if post.of and post.tied:
        record["deal"] = _deal(post.of)
    return record


def _deal(one: Collaboration) -> dict[str, object]:
    forms = [form for form, amount in (("money", one.fee), ("product", one.gift)) if amount is not None]
    house = one.pair.house
    return {
        "consideration": "yes" if forms else "unknown",
        "forms": forms,
        "requested": True,
        "advertiser": {
            "name": house.name,
            "handles": [house.handle],
            "country": "FR",
            "sectors": list(house.sectors),
        },
    }


def _accounts(story: Story) -> Iterator[dict[str, object]]:
    """Every account as it stood each half-year: it grows, as accounts do."""
    for back in range(DAYS, -1, -182):
        seen = datetime.combine(story.until - timedelta(days=back), time(8), UTC)
        for creator in agency().creators:
            yield {
                "perenne": "account/1",
                "platform": creator.platform,
                "account": {"handle": creator.handle, "name": creator.name, "country": "FR"},
                "followers": int(creator.followers * (1 - back / DAYS * 0.4)),
                "source": {"observed_at": f"{seen:%Y-%m-%dT%H:%M:%SZ}"},
            }


def _lines(records: Iterator[dict[str, object]]) -> bytes:
    return b"".join(msgspec.json.encode(each) + b"\n" for each in records)
