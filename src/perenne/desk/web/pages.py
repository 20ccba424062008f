"""A page: its template, its title, and the frame that every signed-in page has."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from perenne.desk.people.models import Member
from perenne.desk.people.permissions import can
from perenne.desk.web.jinja import voice
from perenne.desk.web.language import of
from perenne.desk.web.words import WORDS

_RAIL: tuple[tuple[str | None, tuple[tuple[str, str, str], ...]], ...] = (
    (None, (("today", "today", "law.read"),)),
    ("rail.relations", (("posts", "posts", "post.read"),)),
    (
        "rail.check",
        (
            ("draft", "draft", "draft.check"),
            ("bundles", "bundles", "evidence.verify"),
            ("imports", "imports", "import.make"),
        ),
    ),
    (
        "rail.govern",
        (("journal", "journal", "journal.read"), ("people", "people", "people.read"), ("law", "law", "law.read")),
    ),
)
"""By group: the page, its drawing, and the verb without which it is not shown."""


def page(
    request: HttpRequest, member: Member | None, template: str, here: str, *, status: int = 200, **values: Any
) -> HttpResponse:
    """The page ``template`` for ``member``; ``here`` names it in the rail."""
    named = {"title": voice(request).say(WORDS[here])} if here in WORDS else {}
    return render(
        request,
        f"{template}.html",
        {"here": here, **named, **values},
        status=status,
        using="jinja2",
    )


def frame(request: HttpRequest) -> dict[str, Any]:
    """What the frame of every page needs, also of those that allauth gives."""
    member: Member | None = getattr(request, "member", None)
    return {
        "language": of(request),
        "path": request.get_full_path(),
        "member": member,
        "may_search": can(member, "post.read"),
        "rail": _rail(member),
    }


def _rail(member: Member | None) -> list[tuple[str | None, list[tuple[str, str]]]]:
    shown = (
        (title, [(name, drawing) for name, drawing, verb in entries if can(member, verb)]) for title, entries in _RAIL
    )
    return [(title, entries) for title, entries in shown if entries]
