"""Instagram, for a brand: which media of creators name it, and whether it may advertise with them.

https://developers.facebook.com/docs/instagram-platform/instagram-api-with-facebook-login/partnership-ads. That list
holds media with the paid-partnership label and media without it, and does not say which: it says nothing of a label.
"""

import re

import msgspec

from perenne.connectors.asking import stopped
from perenne.connectors.instagram import CODES, Listed
from perenne.connectors.paging import Page, Position, Run, held
from perenne.model.post import Account, Post, Source

__all__ = ["CODES", "collect"]
_FIELDS = "id,owner_id,permalink,has_permission_for_partnership_ad,eligibility_errors"
_ACCOUNT = re.compile(r"(?P<brand>[0-9]{5,25})(?:/(?P<creator>[A-Za-z0-9._]{1,30}))?\Z")


class _Named(msgspec.Struct):
    id: str
    owner_id: str | None = None
    permalink: str | None = None
    has_permission_for_partnership_ad: bool | None = None
    eligibility_errors: list[str] | None = None


def collect(run: Run) -> None:
    told = _ACCOUNT.match(run.task.account)
    if told is None:
        raise stopped("account")
    wanted = {"fields": _FIELDS} | ({"creator_username": told["creator"]} if told["creator"] else {})
    path = f"/v26.0/{told['brand']}/branded_content_advertisable_medias"

    def fetch(position: Position) -> Page:
        listed, _ = run.platform.get(path, Listed, wanted | position)
        return Page(listed.data, {"after": listed.after} if listed.after and listed.data else None)

    run.pages(fetch, lambda item: _post(held(_Named, item), told["creator"]), newest_first=False)


def _post(named: _Named, creator: str | None) -> Post:
    facts = {
        "names_the_brand": True,
        "partnership_ad_allowed": named.has_permission_for_partnership_ad,
        "eligibility_errors": named.eligibility_errors,
    }
    return Post(
        platform="instagram",
        post_id=named.id,
        url=named.permalink if (named.permalink or "").startswith("https://") else None,
        account=Account(id=named.owner_id, handle=creator),
        extra={"instagram_partnership": {name: value for name, value in facts.items() if value is not None}},
        source=Source(),
    )
