"""Where an import stands: which step is next, what is open, what was built on it since."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from django.db.models import Q, QuerySet
from django.urls import reverse

from perenne.desk.imports.models import File, Import, State
from perenne.desk.posts.models import Post

Name = Literal["recognised", "columns", "rejects", "check", "import"]
NAMES: tuple[Name, ...] = ("recognised", "columns", "rejects", "check", "import")


@dataclass(frozen=True, slots=True)
class Step:
    """``state``: ``done``, ``now``, ``later``, or ``skipped`` where these files need none of it."""

    name: Name
    state: Literal["done", "now", "later", "skipped"]
    address: str = ""


def steps(made: Import, files: Sequence[File], here: Name) -> list[Step]:
    """The steps of an import as the page ``here`` shows them."""
    has_tables = any(each.is_table for each in files)
    at = NAMES.index(here)
    return [_step(name, place, at, made, has_tables) for place, name in enumerate(NAMES)]


def _step(name: Name, place: int, at: int, made: Import, has_tables: bool) -> Step:
    if not has_tables and name in {"columns", "rejects", "check"} and (made.state != State.ASKING):
        return Step(name, "skipped")
    if place == at and made.state != State.DONE:
        return Step(name, "now", "")
    if made.asking and name in {"columns", "rejects", "check"}:
        return Step(name, "done" if place < at else "later", reverse(f"import_{name}", args=(made.pk,)))
    return Step(name, "done" if place < at or made.state == State.DONE else "later")


def next_address(made: Import, files: Sequence[File]) -> str:
    """The step at which a person has the word."""
    for file in files:
        if file.is_table and file.answered is None:
            return f"{reverse('import_columns', args=(made.pk,))}?file={file.pk}"
    for file in files:
        if is_blocked([file]):
            return f"{reverse('import_columns', args=(made.pk,))}?file={file.pk}"
    if made.refused.exists():
        return reverse("import_rejects", args=(made.pk,))
    return reverse("import_check", args=(made.pk,))


def is_blocked(files: Sequence[File]) -> bool:
    """Whether a question must be answered before anything is written."""
    return any((file.seen or {}).get("blocked") for file in files)


def corrected_since(made: Import) -> int:
    """How many lines were corrected since the import was looked at."""
    since = made.looked
    if since is None:
        return 0
    lines = Q(corrections__at__gt=since)
    return made.files.filter(lines).values("pk", "corrections__line").distinct().count()


def staying(made: Import) -> QuerySet[Post]:
    """Posts of the import on which something was built since: people acted on them, a bundle holds them, or another
    import saw them too and said more."""
    seen_again = Q(observations__of__state=State.DONE) & ~Q(observations__of=made)
    return made.posts.filter(Q(version__gt=1) | Q(bundles__isnull=False) | seen_again).distinct()


def seen_before(made: Import, files: Sequence[File]) -> dict[str, Import]:
    """By the hash of each file: the last import that is done of the same bytes."""
    same = File.objects.filter(
        sha256__in=[each.sha256 for each in files], of__organisation=made.organisation_id, of__state=State.DONE
    ).exclude(of=made)
    return {each.sha256: each.of for each in same.select_related("of", "of__by").order_by("of__at")}
