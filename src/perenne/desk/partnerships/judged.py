"""The verdicts of the desk on the posts that a book tells of: they stand where the book itself holds none.

What awaits a person is told as that, whatever is proposed: nobody counts as a hidden
advertiser before a person says so.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import cast

import msgspec
from django.db.models import Exists, OuterRef, QuerySet

from perenne.desk.partnerships.models import Event, Partnership
from perenne.desk.posts.models import Decision, Post
from perenne.desk.posts.queries import AWAITING
from perenne.model.event import Event as Told
from perenne.model.event import Published
from perenne.model.finding import Verdict

Key = tuple[str, str]

_AT_ONCE = 400
_FINE, _BAD = frozenset({"compliant", "improvable"}), frozenset({"non_compliant", "prohibited"})
_events = msgspec.json.Decoder(Told)


def verdicts(posts: QuerySet[Post], of: Iterable[Key]) -> Mapping[Key, Verdict]:
    """What is held of the posts named by platform and id, of those of ``posts`` that are known here."""
    wanted = list(dict.fromkeys(of))
    found: dict[Key, Verdict] = {}
    for start in range(0, len(wanted), _AT_ONCE):
        several = wanted[start : start + _AT_ONCE]
        platforms = {platform for platform, _ in several}
        rows = posts.filter(platform__in=platforms, post_id__in=[post_id for _, post_id in several])
        asked = Exists(Decision.objects.filter(post=OuterRef("pk"), kind=Decision.ASK))
        for each in rows.only("platform", "post_id", "verdict", "state").annotate(was_asked=asked):
            found[each.platform, each.post_id] = cast("Verdict", _as_published(each, was_asked=each.was_asked))
    return found


def _as_published(post: Post, *, was_asked: bool) -> str:
    """Where a correction was asked for, what the post was before it: that it is mended since does not change that."""
    if post.state in AWAITING:
        return "needs_human"
    return post.verdict if was_asked else post.held


def filled(events: Sequence[Told], posts: QuerySet[Post]) -> Iterator[Told]:
    """``events``, with the verdict of the desk on what was published where none is written."""
    held = verdicts(posts, (_key(each.what) for each in events if isinstance(each.what, Published)))
    for each in events:
        what = each.what
        if isinstance(what, Published) and what.verdict is None and (verdict := held.get(_key(what))):
            yield msgspec.structs.replace(each, what=msgspec.structs.replace(what, verdict=verdict))
        else:
            yield each


def shares(rows: Sequence[Partnership], posts: QuerySet[Post]) -> dict[str, tuple[int, int]]:
    """By key of each of ``rows``: how many of its posts say clearly what they are, and how many were judged."""
    keys = [each.key for each in rows]
    organisations = {each.organisation_id for each in rows}
    lines = Event.objects.filter(organisation__in=organisations, partnership__in=keys, batch__counts=True)
    published = [
        (key, event.what)
        for key, line in lines.values_list("partnership", "line")
        if isinstance((event := _events.decode(line)).what, Published)
    ]
    held = verdicts(posts, (_key(what) for _, what in published))
    told: dict[str, tuple[int, int]] = dict.fromkeys(keys, (0, 0))
    for key, what in published:
        verdict = what.verdict or held.get(_key(what))
        fine, judged = told[key]
        told[key] = (fine + (verdict in _FINE), judged + (verdict in _FINE | _BAD))
    return told


def _key(what: Published) -> Key:
    return str(what.platform), what.post_id
