"""What wakes a rule: the keys that a post has, against those that the rule's YAML names. A post that wakes no rule is
never judged, which is what makes a million posts cheap.

``deal`` a clue of a deal · ``mention`` · ``answer`` · ``own_brand`` · ``label`` a label that the platform shows ·
``sector:gambling`` what the deal's advertiser declares · ``cue:gambling`` or ``cue:gambling.product`` words of that
family or topic, bio excepted · ``media.generated``, ``media.retouched``, ``media.children``, ``labels.ai`` declared ·
``role:political_actor`` the account's role · ``fact:dropshipping`` a fact recorded of the advertiser.
"""

from collections.abc import Iterator
from functools import cache

from perenne.law.facts import Facts

BIO = "account.bio"


def waking_keys(facts: Facts) -> frozenset[str]:
    """Everything about the post that a rule may wake on."""
    return frozenset((*_of_the_deal(facts), *_of_the_record(facts), *_of_the_words(facts)))


def _of_the_deal(facts: Facts) -> Iterator[str]:
    if facts.deal.clues:
        yield "deal"
    if facts.advertiser is not None:
        yield from (f"sector:{sector}" for sector in facts.advertiser.sectors)
        yield from (f"fact:{name}" for name in facts.advertiser.facts)


def _of_the_record(facts: Facts) -> Iterator[str]:
    post = facts.post
    if facts.answers:
        yield "answer"
    if post.account.own_brands:
        yield "own_brand"
    if facts.labelled:
        yield "label"
    if post.labels.ai:
        yield "labels.ai"
    for name in ("generated", "retouched", "children"):
        if getattr(post.media, name):
            yield f"media.{name}"
    if post.account.role is not None:
        yield f"role:{post.account.role}"


def _of_the_words(facts: Facts) -> Iterator[str]:
    if facts.mentions:
        yield "mention"
    cues = [hit.cue for passage in facts.passages if passage.field != BIO for hit in passage.hits]
    for family, topic in {(cue.family, cue.topic) for cue in cues}:
        yield from _keys(family, topic)


@cache
def _keys(family: str, topic: str | None) -> tuple[str, ...]:
    return (f"cue:{family}",) if topic is None else (f"cue:{family}", f"cue:{family}.{topic}")
