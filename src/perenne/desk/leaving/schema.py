"""Which tables belong to an organisation, and how each of their rows leads to it: what an export holds."""

from collections.abc import Callable, Mapping
from typing import Any

from django.apps import apps
from django.contrib.auth.hashers import make_password
from django.db import models
from django.db.models import QuerySet

TO_ORGANISATION: Mapping[str, str] = {
    "people.organisation": "pk",
    "people.brand": "organisation",
    "people.person": "memberships__organisation",
    "people.member": "organisation",
    "people.member_brands": "member__organisation",
    "people.request": "by__organisation",
    "imports.import": "organisation",
    "imports.heading": "organisation",
    "imports.file": "of__organisation",
    "imports.refused": "of__organisation",
    "imports.correction": "file__of__organisation",
    "imports.observation": "of__organisation",
    "posts.post": "organisation",
    "posts.finding": "post__organisation",
    "posts.answer": "post__organisation",
    "posts.override": "post__organisation",
    "posts.decision": "post__organisation",
    "partnerships.book": "organisation",
    "partnerships.partnership": "organisation",
    "partnerships.given": "partnership__organisation",
    "partnerships.item": "partnership__organisation",
    "partnerships.window": "partnership__organisation",
    "bundles.bundle": "organisation",
    "bundles.bundle_posts": "bundle__organisation",
    "contracts.contract": "organisation",
    "contracts.version": "contract__organisation",
    "contracts.review": "of__contract__organisation",
    "devices.entry": "organisation",
    "creators.creator": "organisation",
    "creators.creator_brands": "creator__organisation",
    "creators.account": "organisation",
    "creators.fact": "organisation",
    "creators.tie": "creator__organisation",
    "creators.keeping": "creator__organisation",
    "portal.link": "organisation",
    "portal.link_brands": "link__organisation",
    "portal.reply": "link__organisation",
    "portal.capture": "organisation",
    "portal.figure": "capture__organisation",
    "portal.consent": "link__organisation",
    "portal.request": "organisation",
    "drafts.draft": "organisation",
    "drafts.version": "draft__organisation",
    "today.work": "organisation",
    "leaving.erasure": "organisation",
}
"""The path from a row to its organisation."""
ELSEWHERE = frozenset({"partnerships.batch", "partnerships.event", "journal.act", "journal.word", "journal.head"})
"""In the book's files and in the journal's, as these are written."""
NOT_TAKEN = frozenset(
    {
        *("people.invitation", "people.invitation_brands", "people.passwordlink", "api.token", "api.kept"),
        *("account.emailaddress", "account.emailconfirmation", "mfa.authenticator"),
        *("django_tasks_database.dbtaskresult", "leaving.export"),
    }
)
"""What opens a door, and the program's own work."""

_FILLED: Mapping[str, Mapping[str, Callable[[Mapping[str, Any]], object] | None]] = {
    "people.person": {"password": lambda row: make_password(None), "last_login": None},
    "people.member": {"seen": None},
    "portal.link": {"token": lambda row: f"closed:{row['id']}"},
    "partnerships.book": {"number": None, "sha256": None},
    "posts.post": {"record": None},
    "posts.finding": {"record": None},
}
"""Columns that the rows leave out: secrets, and what stands in another part; with what fills them, if not that."""
RECORDS: Mapping[str, str] = {"posts.post": "posts/posts.ndjson", "posts.finding": "posts/findings.ndjson"}
"""Tables whose column ``record`` is a part of its own: line by line as the library writes it."""


def model_of(name: str) -> type[models.Model]:
    return apps.get_model(name)


def part_of(name: str) -> str:
    return f"rows/{name}.ndjson"


def columns(name: str) -> list["models.Field[Any, Any]"]:
    """The columns that an export holds of a table."""
    left_out = _FILLED.get(name, {})
    return [each for each in model_of(name)._meta.concrete_fields if each.attname not in left_out]


def fillings(name: str, row: Mapping[str, Any]) -> dict[str, object]:
    """What a row is given in place of what an export leaves out."""
    return {column: fill(row) for column, fill in _FILLED.get(name, {}).items() if fill is not None}


def rows_of(name: str, organisation: int, database: str) -> "QuerySet[Any]":
    """The rows of a table that belong to the organisation, by their key."""
    rows = model_of(name)._base_manager.using(database).filter(**{TO_ORGANISATION[name]: organisation})
    return rows.order_by("pk").distinct() if "memberships" in TO_ORGANISATION[name] else rows.order_by("pk")
