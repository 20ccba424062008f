"""The clues of one post, each with its grade (positions R21 to R24 and R33).

Only a recorded deal, a platform's label or a person's answer is strong. A post's own words never are.
"""

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import cache

import msgspec

from perenne.dated.shelf import shelf
from perenne.intent.codes import personal_codes
from perenne.intent.links import paying_urls, pays_its_publisher
from perenne.intent.tagged import from_a_person, perhaps_firms
from perenne.model.answer import Answer
from perenne.model.bilingual import Bilingual
from perenne.model.clue import STRONGEST_FIRST, Clue, DealEvidence, Grade
from perenne.model.finding import Evidence
from perenne.model.post import Deal, Post
from perenne.text.cue import Cue
from perenne.text.hit import Hit
from perenne.text.mention import Mention, denials
from perenne.text.passage import Passage

PLATFORM_FLAGS = {"tiktok": ("isAd", "adAuthorization")}
"""What a platform notes of a post beside its label, below ``extra``."""


class _ClueText(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    grade: Grade
    fr: str
    en: str


class _Clues(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    checked_on: date
    beside: int
    tagging_topics: frozenset[str]
    clues: dict[str, _ClueText]
    denials: dict[str, Bilingual]


@cache
def _known() -> _Clues:
    return msgspec.convert(shelf("perenne.intent.lists")["clues"], _Clues)


def clue(kind: str, evidence: Evidence) -> Clue:
    """The clue ``kind`` (of ``lists/clues.yaml``) with its evidence."""
    known = _known().clues[kind]
    return Clue(known.grade, kind, Bilingual(fr=known.fr, en=known.en), evidence)


def deal_evidence(
    post: Post,
    passages: Sequence[Passage],
    found: Sequence[Mention],
    recorded: Sequence[Clue] = (),
    terms: Deal | None = None,
    answers: Mapping[str, Answer] | None = None,
) -> DealEvidence:
    """All evidence of a deal behind ``post``; ``recorded`` are the clues of deal files, ``terms`` what they
    say of the deal (the post's own deal where there is none), ``answers`` by question."""
    answer = (answers or {}).get("deal.consideration")
    deal = terms or post.deal
    content = [passage for passage in passages if passage.field != "account.bio"]  # a bio speaks of no one post
    clues = [
        *recorded,
        *_stated(post, answer),
        *_from_platform(post),
        *_own_words(content, found),
        *_codes(post, content),
        *_tracked_links(post, content),
        *_coauthors(post, deal, content),
        *_tagged_with_praise(post, content),
    ]
    return DealEvidence(
        clues=tuple(sorted(clues, key=lambda each: STRONGEST_FIRST.index(each.grade))),
        denied=_denial(post, content, answer),
        answered=answer.answer if answer else None,
        requested=deal.requested,
        forms=deal.forms,
        advertiser=deal.advertiser,
    )


def quoted(passage: Passage, start: int, end: int) -> Evidence:
    """The evidence that stands at ``start`` to ``end`` of ``passage``."""
    return Evidence(passage.field, start, end, passage.text[start:end])


def recorded_value(post: Post, field: str, value: object) -> Evidence:
    """The evidence that a field of the record gives, with the file and line it came from."""
    source = post.source
    where = f"{source.file}:{source.line}" if source.file else None
    return Evidence(field, value=value, source=where)


def _stated(post: Post, answer: Answer | None) -> Iterator[Clue]:
    if post.deal.consideration == "yes":
        yield clue("deal", recorded_value(post, "deal.consideration", "yes"))
    if answer is not None and answer.answer == "yes":
        yield clue("answer", answer.evidence)


def _from_platform(post: Post) -> Iterator[Clue]:
    for name in ("paid_partnership", "promotional"):
        if getattr(post.labels, name):
            yield clue("label", recorded_value(post, f"labels.{name}", value=True))
    for platform, names in PLATFORM_FLAGS.items():
        flags = post.extra.get(platform)
        for name in names:
            if isinstance(flags, dict) and flags.get(name) is True:
                yield clue("platform_flag", recorded_value(post, f"extra.{platform}.{name}", value=True))


def _own_words(passages: Sequence[Passage], found: Sequence[Mention]) -> Iterator[Clue]:
    kinds = {"gift": "gift_words", "ambiguous": "bare_tag", "refused": "bare_tag"}
    texts = {passage.field: passage.text for passage in passages}
    for mention in found:
        if mention.strength not in kinds or mention.negated or mention.cited:
            continue
        if mention.strength == "gift" and from_a_person(texts[mention.field], mention.start, mention.end):
            continue
        yield clue(kinds[mention.strength], Evidence(mention.field, mention.start, mention.end, mention.quote))


def _codes(post: Post, passages: Sequence[Passage]) -> Iterator[Clue]:
    for passage in passages:
        for start, end in personal_codes(passage.text, post.account):
            yield clue("code", quoted(passage, start, end))


def _tracked_links(post: Post, passages: Sequence[Passage]) -> Iterator[Clue]:
    for index, link in enumerate(post.links or ()):
        if pays_its_publisher(link):
            yield clue("tracked_link", recorded_value(post, f"links[{index}]", link))
    for passage in passages:
        for start, end in paying_urls(passage.text):
            yield clue("tracked_link", quoted(passage, start, end))


def _coauthors(post: Post, deal: Deal, passages: Sequence[Passage]) -> Iterator[Clue]:
    """A co-author is a friend, unless it is a known advertiser or the post also sells something."""
    advertisers = {handle.lower() for handle in deal.advertiser.handles} if deal.advertiser else set()
    sells = any(hit.cue.family == "promo" for each in passages for hit in each.hits)
    for index, coauthor in enumerate(post.coauthors or ()):
        if sells or coauthor.lower() in advertisers:
            yield clue("coauthor", recorded_value(post, f"coauthors[{index}]", coauthor))


def _tagged_with_praise(post: Post, passages: Sequence[Passage]) -> Iterator[Clue]:
    for passage in passages:
        hit = _praise_beside_tag(post, passage)
        if hit is not None:
            yield clue("tag_and_praise", quoted(passage, hit.start, hit.end))
            return


def _praise_beside_tag(post: Post, passage: Passage) -> Hit | None:
    said = [hit for hit in passage.hits if tags_what_it_praises(hit.cue)]
    if not said or "@" not in passage.text:
        return None
    own = (post.account.handle or "").removeprefix("@").lower()
    tags = [span for span in perhaps_firms(passage.text) if passage.text[span[0] + 1 : span[1]].lower() != own]
    ends, beside = [end for _, end in tags], _known().beside
    for hit in said:
        nearest = bisect_left(ends, hit.start - beside)
        if nearest < len(tags) and tags[nearest][0] <= hit.end + beside:
            return hit
    return None


def tags_what_it_praises(cue: Cue) -> bool:
    """Whether the words of ``cue`` are a clue where they stand beside the handle of another account."""
    return cue.family in {"relation", "promo"} and cue.topic in _known().tagging_topics


def _denial(post: Post, passages: Sequence[Passage], answer: Answer | None) -> Clue | None:
    if answer is not None and answer.answer == "no":
        return _denied("answer", answer.evidence)
    if post.deal.consideration == "no":
        return _denied("record", recorded_value(post, "deal.consideration", "no"))
    for passage, hit in denials(passages):
        return _denied("own_words", quoted(passage, hit.start, hit.end))
    return None


def _denied(kind: str, evidence: Evidence) -> Clue:
    return Clue("none", kind, _known().denials[kind], evidence)
