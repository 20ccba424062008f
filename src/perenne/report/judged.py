"""The pair of creator and brand under which a post is shown."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from perenne.audit.digest import JudgedPost, creator
from perenne.model.finding import WORST_FIRST, Verdict
from perenne.model.post import Advertiser, Post
from perenne.report.sentences import Tally


class Pair(NamedTuple):
    """Who published and for which brand; ``None`` where that is not known."""

    creator: str | None
    brand: str | None

    @property
    def key(self) -> tuple[bool, str, bool, str]:
        """Same pair whatever the case of its letters; unknown comes last."""
        creator, brand = (self.creator or "").casefold(), (self.brand or "").casefold()
        return (self.creator is None, creator, self.brand is None, brand)


Judged = JudgedPost
"""One post, its findings worst first, and the worst verdict among them."""


def tally(judged: Iterable[Judged]) -> Tally:
    counts: dict[Verdict, int] = dict.fromkeys(WORST_FIRST, 0)
    for each in judged:
        counts[each.verdict] += 1
    return Tally(counts)


def pair(post: Post, known: Advertiser | None = None) -> Pair:
    """The creator by handle, name or id; the brand by the deal (``known``, or the post's own), else by the label of
    the platform."""
    account, advertiser = post.account, known or post.deal.advertiser
    handles = [at(each) for each in (advertiser.handles if advertiser else ())] or [
        at(each) for each in post.labels.sponsors
    ]
    name = advertiser.name if advertiser else None
    return Pair(creator(account.handle, account.name, account.id), name or ", ".join(handles) or None)


def at(handle: str) -> str:
    return handle if handle.startswith("@") else f"@{handle}"


def by_pair(judged: Sequence[Judged]) -> list[tuple[Pair, list[Judged]]]:
    """The same posts by pair; the creator with the worst post first, and all brands of a creator together."""
    pairs: dict[tuple[bool, str, bool, str], tuple[Pair, list[Judged]]] = {}
    worst_of_creator: dict[tuple[bool, str], int] = {}
    for each in judged:
        of = pair(each.post, each.advertiser)
        pairs.setdefault(of.key, (of, []))[1].append(each)
        creator = of.key[:2]
        worst_of_creator[creator] = min(each.severity, worst_of_creator.get(creator, each.severity))
    return [
        pairs[key]
        for key in sorted(
            pairs,
            key=lambda key: (worst_of_creator[key[:2]], key[:2], min(each.severity for each in pairs[key][1]), key),
        )
    ]
