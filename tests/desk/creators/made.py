"""A creator of the agency with a link, a capture and a request, as they come about: by the desk's own actions."""

from django.core.files.uploadedfile import SimpleUploadedFile

from perenne.desk.creators.learning import account_of
from perenne.desk.creators.models import Account
from perenne.desk.portal.actions import Dropped, ask, drop, link_to
from perenne.desk.portal.models import Capture, Link, Request
from perenne.model.post import Account as Recorded
from tests.desk.cast import Cast, by

PICTURE = b"\x89PNG\r\n\x1a\n" + b"story" * 20


def account(cast: Cast, handle: str = "lina.m") -> Account:
    from django.db import transaction

    with transaction.atomic():
        found = account_of(cast.agency.pk, "instagram", Recorded(handle=handle))
    assert found is not None
    return found


def link(cast: Cast) -> Link:
    link_to(by(cast.alma), cast.alma, account(cast))
    return Link.objects.order_by("-pk")[0]


def capture(cast: Cast, content: bytes = PICTURE) -> Capture:
    """A picture of a story with two figures."""
    file = SimpleUploadedFile("story.png", content)
    return drop(link(cast), Dropped([file], "La story du marché", None, {"views": 1204, "replies": 0}))[0]


def request(cast: Cast, kind: str = "rectify") -> Request:
    return ask(link(cast), kind, "Mon compte a changé de nom")


def pk_of(cast: Cast, name: str) -> int:
    """The thing that the address ``name`` is about."""
    if name.startswith("creator"):
        return account(cast).creator_id
    if name.startswith("capture"):
        return capture(cast).pk
    return request(cast).pk if name.startswith("data") else link(cast).pk
