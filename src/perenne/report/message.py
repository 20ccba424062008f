"""A message ready to send: what to mend in one post or what to tell us of it, politely, with the text of the law.

It accuses nobody: it names the post, says what was found and why, and asks for a correction or an answer.
"""

from collections.abc import Iterator

from perenne.law.rulebook import Rulebook
from perenne.model.bilingual import Bilingual
from perenne.model.finding import Finding
from perenne.report import names
from perenne.report.judged import Judged
from perenne.report.post_text import first_words, when
from perenne.report.visible import clipped
from perenne.report.voice import Voice
from perenne.report.words import WORDS

_MENDED = frozenset({"prohibited", "non_compliant", "improvable"})
_ASKED = frozenset({"creator", "brand", "agency"})
_QUOTED, _ADDRESS = 120, 240
"""The most bytes of the post’s first words and of its address in a message."""


def message(judged: Judged, book: Rulebook, voice: Voice) -> str | None:
    """The message about one post, as plain text; ``None`` where there is nothing to mend and nothing to ask."""
    to_mend = [finding for finding in judged.findings if finding.verdict in _MENDED]
    to_ask = [each for each in judged.findings if each.question is not None and each.question.to in _ASKED]
    if not to_mend and not to_ask:
        return None
    parts = [*_opening(judged, voice)]
    if to_mend:
        parts += [voice.say(WORDS["message.mend"]), "\n".join(_lines(to_mend, book, voice))]
    if to_ask:
        parts += [voice.say(WORDS["message.ask"]), "\n".join(_questions(to_ask, voice))]
    return "\n\n".join((*parts, voice.say(WORDS["message.closing"])))


def _opening(judged: Judged, voice: Voice) -> Iterator[str]:
    post = judged.post
    platform = names.platform_name(post.platform, voice.language)
    yield voice.say(WORDS["message.hello"])
    beginning = clipped(first_words(post), _QUOTED)
    about = voice.say(WORDS["message.about"], platform=platform, day=when(post, voice))
    yield about if not beginning else about + voice.say(WORDS["message.begins"], [beginning], words=beginning)
    if post.url:
        yield clipped(post.url, _ADDRESS)


def _lines(findings: list[Finding], book: Rulebook, voice: Voice) -> Iterator[str]:
    for number, finding in enumerate(findings, 1):
        rule = book.rules.get(finding.rule)
        quotes = tuple(each.quote for each in finding.evidence if each.quote)
        name = rule.name.said_in(voice.language) if rule else finding.rule
        said = [voice.plain(f"{number}. {name} ({finding.article})"), voice.say(finding.because, quotes)]
        mending = [f"→ {voice.say(finding.fix, quotes)}"] if finding.fix is not None else []
        yield "\n   ".join((*said, *mending))


def _questions(findings: list[Finding], voice: Voice) -> Iterator[str]:
    asked = {each.question.fact: each.question for each in findings if each.question is not None}
    for question in asked.values():
        yield "– " + voice.say(Bilingual(fr=question.fr, en=question.en))
