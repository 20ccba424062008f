"""A message ready to send: what to mend in one post or what to tell us of it, politely, with the text of the law.

It accuses nobody: it names the post, says what was found and why, and asks for a correction or an answer.
"""

from collections.abc import Iterator, Sequence

from perenne.law.rulebook import Rulebook
from perenne.model.bilingual import Bilingual
from perenne.model.finding import Finding, Question
from perenne.report import names
from perenne.report.judged import Judged
from perenne.report.post_text import first_words, when
from perenne.report.told import Told, told_together
from perenne.report.visible import clipped
from perenne.report.voice import Voice
from perenne.report.words import COUNTS, WORDS

_MENDED = frozenset({"non_compliant", "improvable"})
"""Where the promotion itself is banned no other change is asked for: none would cure it."""
_OTHERS = frozenset({"brand", "agency"})
_QUOTED, _ADDRESS = 120, 240
"""The most bytes of the post’s first words and of its address in a message."""


def message(judged: Judged, book: Rulebook, voice: Voice) -> str | None:
    """The message about one post, as plain text; ``None`` where there is nothing to mend and nothing to ask."""
    told = told_together(judged.findings, book)
    banned = [each for each in told if each.finding.verdict == "prohibited"]
    to_mend = banned or [each for each in told if each.finding.verdict in _MENDED]
    asked = {each.question.fact: each.question for each in judged.findings if each.question is not None}
    of_creator = [question for question in asked.values() if question.to == "creator"]
    of_others = [question for question in asked.values() if question.to in _OTHERS]
    if not (to_mend or of_creator or of_others):
        return None
    parts = [*_opening(judged, voice)]
    if to_mend:
        parts += [voice.count(COUNTS["message.mend"], len(to_mend)), "\n".join(_lines(to_mend, book, voice))]
    if of_creator:
        parts += [voice.say(WORDS["message.ask"]), "\n".join(_questions(of_creator, voice))]
    if of_others:
        parts += [voice.say(WORDS["message.ask_brand"]), "\n".join(_questions(of_others, voice))]
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


def _lines(told: Sequence[Told], book: Rulebook, voice: Voice) -> Iterator[str]:
    """What is wrong under the name of its rule, which stands once, whatever is wrong by it; so does each mending."""
    by_rule: dict[str, list[str]] = {}
    asked: set[str] = set()
    for each in told:
        finding = each.finding
        quotes = tuple(each.quote for each in finding.evidence if each.quote)
        named = voice.semicolon.join(dict.fromkeys(_named(of, book, voice) for of in (finding, *each.also)))
        mending = f"→ {voice.say(finding.fix, quotes)}" if finding.fix is not None else ""
        by_rule.setdefault(named, []).append(voice.say(finding.because, quotes))
        if mending and mending not in asked:
            asked.add(mending)
            by_rule[named].append(mending)
    for number, (named, said) in enumerate(by_rule.items(), 1):
        yield "\n   ".join((voice.plain(f"{number}. {named}"), *dict.fromkeys(said)))


def _named(finding: Finding, book: Rulebook, voice: Voice) -> str:
    rule = book.rules.get(finding.rule)
    return f"{rule.name.said_in(voice.language) if rule else finding.rule} ({finding.article})"


def _questions(questions: Sequence[Question], voice: Voice) -> Iterator[str]:
    for question in questions:
        yield "– " + voice.say(Bilingual(fr=question.fr, en=question.en))
