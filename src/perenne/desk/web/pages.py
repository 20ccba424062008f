"""A page: its template, its title, and the frame that every signed-in page has."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from perenne.desk.people.models import Member
from perenne.desk.people.permissions import can
from perenne.desk.web.jinja import voice
from perenne.desk.web.language import of
from perenne.desk.web.preferences import theme
from perenne.desk.web.rail import AWAITED, counts
from perenne.desk.web.words import WORDS

_RAIL: tuple[tuple[str | None, tuple[tuple[str, str, str, str], ...]], ...] = (
    (None, (("today", "today", "law.read", "a"),)),
    (
        "rail.relations",
        (
            ("partnerships", "partnerships", "partnership.read", "r"),
            ("creators", "creators", "creator.read", "c"),
            ("posts", "posts", "post.read", "p"),
            ("contracts", "contracts", "contract.read", "k"),
        ),
    ),
    (
        "rail.check",
        (
            ("draft", "draft", "draft.check", "b"),
            ("bundles", "bundles", "evidence.verify", "e"),
            ("imports", "imports", "import.make", "i"),
        ),
    ),
    (
        "rail.govern",
        (
            ("devices", "devices", "device.read", "s"),
            ("journal", "journal", "journal.read", "j"),
            ("people", "people", "people.read", "m"),
            ("law", "law", "law.read", "l"),
            ("export", "export", "data.export", "x"),
            ("erase", "erase", "person.erase", "z"),
        ),
    ),
)
"""By group: the page, its drawing, the verb without which it is not shown, and the key that goes there after G."""
_PLACES = {name for _, entries in _RAIL for name, *_ in entries}


def page(
    request: HttpRequest, member: Member | None, template: str, here: str, *, status: int = 200, **values: Any
) -> HttpResponse:
    """The page ``template`` for ``member``; ``here`` names it in the rail."""
    named = {"title": voice(request).say(WORDS[here])} if here in WORDS else {}
    return render(
        request,
        f"{template}.html",
        {"here": here, "place": here in _PLACES, **named, **values},
        status=status,
        using="jinja2",
    )


def frame(request: HttpRequest) -> dict[str, Any]:
    """What the frame of every page needs, also of those that allauth gives."""
    member: Member | None = getattr(request, "member", None)
    partial = request.headers.get("HX-Request") == "true"
    return {
        "language": of(request),
        "theme": theme(request),
        "partial": partial,
        "path": request.get_full_path(),
        "member": member,
        "may_search": can(member, "post.read"),
        "rail": [] if partial else _rail(member),
        "behind": {} if partial else counts(member),
        "awaited": AWAITED,
    }


def _rail(member: Member | None) -> list[tuple[str | None, list[tuple[str, str, str]]]]:
    shown = (
        (title, [(name, drawing, key) for name, drawing, verb, key in entries if can(member, verb)])
        for title, entries in _RAIL
    )
    return [(title, entries) for title, entries in shown if entries]
