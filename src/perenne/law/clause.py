"""The clause in which words stand: the smallest quote that a reader understands.

A cue that needs a neighbour may be one word (*kilos*); what is held against a post is the whole claim (*perdre
10 kilos en 2 semaines*).
"""

import re
from collections.abc import Sequence

from perenne.law.facts import quote
from perenne.model.finding import Evidence
from perenne.text.hit import Hit
from perenne.text.passage import Passage

LONGEST = 100
"""In characters: where nothing parts a text, so much is quoted of it."""
_EDGE = re.compile(
    r"[\r\n!?…;·|•«»“”\"()\[\]\u2028\u2029]+"
    r"|[.,:]+(?=\s|\Z)"
    r"|\s[-–—/]+(?=\s)"
    r"|\s(?=#)"
    r"|[\u2190-\u21ff\u2600-\u27bf\ufe0f\U0001f000-\U0001faff]+"
)
"""What parts one clause from the next: punctuation with space behind it, line ends, hashtags, pictures."""


def clause(passage: Passage, start: int, end: int) -> Evidence:
    """The clause around ``passage.text[start:end]``, as evidence."""
    text = passage.text
    first, last = _bounds(text, start, end)
    first, last = _shortened(text, first, last, start, end)
    first += len(text[first:start]) - len(text[first:start].lstrip())
    last -= len(text[end:last]) - len(text[end:last].rstrip())
    return Evidence(passage.field, first, last, text[first:last])


def claims(found: Sequence[tuple[Passage, Hit]], beside: Sequence[tuple[Passage, Hit]] = ()) -> tuple[Evidence, ...]:
    """The quote of each claim in its order, then the words ``beside`` them that no quote shows already."""
    said: list[Evidence] = []
    for each in (*(_claim(*claim) for claim in found), *(quote(*other) for other in beside)):
        if not any(_inside(each, shown) for shown in said):
            said.append(each)
    return tuple(said)


def _claim(passage: Passage, hit: Hit) -> Evidence:
    """The words alone where they say enough; else their clause."""
    return clause(passage, hit.start, hit.end) if hit.cue.needs_neighbour else quote(passage, hit)


def _inside(one: Evidence, other: Evidence) -> bool:
    if one.field != other.field or None in (one.start, other.start, one.end, other.end):
        return False
    return (other.start or 0) <= (one.start or 0) and (one.end or 0) <= (other.end or 0)


def _bounds(text: str, start: int, end: int) -> tuple[int, int]:
    first, last = 0, len(text)
    for edge in _EDGE.finditer(text):
        if edge.end() <= start:
            first = edge.end()
        elif edge.start() >= end:
            return first, edge.start()
    return first, last


def _shortened(text: str, first: int, last: int, start: int, end: int) -> tuple[int, int]:
    """As much of a clause without end as there is room for on either side, cut between words."""
    if last - first <= LONGEST:
        return first, last
    room = max(0, (LONGEST - (end - start)) // 2)
    if start - first > room:
        first = next((at for at in range(start - room, start) if text[at].isspace()), start)
    if last - end > room:
        last = next((at for at in range(end + room - 1, end - 1, -1) if text[at].isspace()), end)
    return first, last
