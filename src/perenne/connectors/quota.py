"""How much of a platform's daily quota is used: counted from what the ledger says left today."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from perenne.handset.ledger import Ledger
from perenne.handset.manifest import Manifest, Quota


def spent_today(ledger: Ledger, manifest: Manifest, now: datetime) -> int:
    """Units that requests of the platform's present day have cost."""
    if manifest.quota is None:
        return 0
    since = _beginning(manifest.quota, now)
    cost = {(route.method, route.path): route.cost for route in manifest.routes}
    return sum(
        cost.get((entry.method, entry.path), 0)
        for _, entry in ledger.entries()
        if entry.event == "request" and entry.connector == manifest.name and datetime.fromisoformat(entry.at) >= since
    )


def _beginning(quota: Quota, now: datetime) -> datetime:
    """Midnight of the platform's day, wherever that is."""
    there = now.astimezone(ZoneInfo(quota.zone))
    return there.replace(hour=0, minute=0, second=0, microsecond=0).astimezone(UTC)
