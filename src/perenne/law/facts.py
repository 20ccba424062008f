"""What a rule may look at: one post, what its words say, and what is known of the deal behind it."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from perenne.model.answer import Answer
from perenne.model.clue import DealEvidence
from perenne.model.finding import Evidence
from perenne.model.post import Advertiser, Post
from perenne.text.hit import Hit
from perenne.text.mention import Mention
from perenne.text.passage import Passage

VIDEO_KINDS = frozenset({"reel", "video", "short", "live"})
DISCLOSING = frozenset({"statutory", "equivalent", "unclear", "foreign"})
CLEAR = frozenset({"statutory", "equivalent"})


@dataclass(frozen=True, slots=True)
class Scope:
    """Whose law applies: ``countries`` whose rules are judged, ``abroad`` the creator's country of establishment
    where that is another EEA state than the law's; ``assumed``: nothing was known, French law is assumed."""

    countries: tuple[str, ...]
    assumed: bool = False
    abroad: str | None = None


@dataclass(frozen=True)
class Facts:
    """A frozen view of one post. ``advertiser`` is the one that the deal names; ``day`` the civil day of publication
    where it is known. What many rules ask for is looked up once."""

    post: Post
    scope: Scope
    deal: DealEvidence
    passages: tuple[Passage, ...] = ()
    mentions: tuple[Mention, ...] = ()
    answers: Mapping[str, Answer] = field(default_factory=dict)
    day: date | None = None

    @property
    def advertiser(self) -> Advertiser | None:
        return self.deal.advertiser

    @property
    def is_video(self) -> bool:
        return self.post.kind in VIDEO_KINDS

    @property
    def labelled(self) -> bool:
        """Whether the platform's own label is displayed."""
        return bool(self.post.labels.paid_partnership or self.post.labels.promotional)

    @property
    def strong(self) -> bool:
        return self.deal.grade == "strong"

    @property
    def proven(self) -> bool:
        """Whether the deal is proven and nothing speaks against it: the only ground on which a product's rule accuses
        (positions R16, R21 and R31)."""
        return self.strong and self.deal.denied is None and not self.gift_in_doubt

    @property
    def refuted(self) -> bool:
        """Whether a record or an answer says that nothing was exchanged, and no strong evidence says otherwise."""
        denied = self.deal.denied
        return denied is not None and denied.kind in {"answer", "record"} and not self.strong

    @property
    def requested(self) -> bool | None:
        """Whether a post was expected in return: what a person answered, else what the deal says."""
        return {"yes": True, "no": False}.get(self.answer("deal.requested") or "", self.deal.requested)

    @property
    def gift_in_doubt(self) -> bool:
        """In kind only, and nothing says that a post was expected in return (positions R16 and R24)."""
        deal = self.deal
        if deal.of_kind("answer") and self.requested is not False:
            return False
        if not (deal.in_kind_only or (deal.requested is False and not deal.forms)):
            return False
        return self.requested is not True

    @cached_property
    def standing_mentions(self) -> tuple[Mention, ...]:
        """The mentions that the post does not itself deny. Words between quotation marks are spoken of and not used,
        unless the deal is proven: then the reading that accuses less is taken (position R9)."""
        return tuple(
            mention for mention in self.mentions if not mention.negated and (self.strong or not mention.cited)
        )

    @cached_property
    def content_mentions(self) -> tuple[Mention, ...]:
        """Those that stand in the content itself: not in the first comment."""
        return tuple(mention for mention in self.standing_mentions if not mention.outside)

    def hits(self, family: str, *topics: str) -> Iterator[tuple[Passage, Hit]]:
        """Every cue of ``family`` (and of one of ``topics``, if any are named) with the passage it stands in."""
        for passage, hit in self._by_family.get(family, ()):
            if not topics or hit.cue.topic in topics:
                yield passage, hit

    @cached_property
    def _by_family(self) -> Mapping[str, Sequence[tuple[Passage, Hit]]]:
        found: defaultdict[str, list[tuple[Passage, Hit]]] = defaultdict(list)
        for passage in self.passages:
            for hit in passage.hits:
                found[hit.cue.family].append((passage, hit))
        return dict(found)

    def known(self, fact: str) -> bool | None:
        """A fact of the advertiser (``licensed``): what a person answered, else what the deal records; ``None``
        where nobody says."""
        answered = {"yes": True, "no": False}.get(self.answer(f"advertiser.{fact}") or "")
        recorded = self.advertiser.facts.get(fact) if self.advertiser is not None else None
        return recorded if answered is None and isinstance(recorded, bool) else answered

    def answer(self, fact: str) -> str | None:
        """What a person answered to the question ``fact``."""
        answer = self.answers.get(fact)
        return answer.answer if answer else None


def quote(passage: Passage, hit: Hit) -> Evidence:
    """A hit as evidence."""
    return Evidence(passage.field, hit.start, hit.end, hit.quote)


def quote_mention(mention: Mention) -> Evidence:
    """A mention as evidence."""
    return Evidence(mention.field, mention.start, mention.end, mention.quote)


def field_value(facts: Facts, path: str, value: object) -> Evidence:
    """The value of a field of the record as evidence, with the file and line it came from."""
    source = facts.post.source
    where = f"{source.file}:{source.line}" if source.file else None
    return Evidence(path, value=value, source=where)


def advertiser_fact(facts: Facts, fact: str) -> tuple[Evidence, ...]:
    """A fact that the deal records of the advertiser as evidence; nothing where it records none."""
    if facts.advertiser is None or fact not in facts.advertiser.facts:
        return ()
    return (field_value(facts, f"deal.advertiser.facts.{fact}", facts.advertiser.facts[fact]),)
