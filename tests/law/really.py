"""Posts judged as an audit judges them, their words read with the package's own cues; the deals tests share."""

from typing import Any, NamedTuple

from perenne.audit.answers import answer_file
from perenne.audit.judgement import Judgement, Knowledge, judgements
from perenne.law.rulebook import rulebook
from perenne.model.answer import Answer
from perenne.model.finding import Finding
from perenne.model.post import Post
from tests.law.given import a_post

YES = {"consideration": "yes", "forms": ["money"]}


def judged(post: Post, *answers: Answer) -> Judgement:
    """``post`` judged by the whole pipeline."""
    return next(judgements([post], Knowledge(rulebook(), answers=answer_file(answers))))


def said(post: Post, rule: str, *answers: Answer) -> dict[str | None, Finding]:
    """The findings of ``rule``, by part."""
    return {each.part: each for each in judged(post, *answers).findings if each.rule == rule}


def by_belorso(text: str | None, /, *sectors: str, facts: dict[str, Any] | None = None, **record: Any) -> Post:
    """A post for which Belorso (@belorso) paid; its sectors and facts where they are recorded."""
    advertiser = {"name": "Belorso", "handles": ["belorso"], "sectors": list(sectors), "facts": facts or {}}
    return a_post(text, **{"deal": {**YES, "advertiser": advertiser}, **record})


def known_only(text: str, /, *sectors: str, facts: dict[str, Any] | None = None, **record: Any) -> Post:
    """A post of which the record names the advertiser, and nothing says that Belorso paid."""
    advertiser = {"name": "Belorso", "handles": ["belorso"], "sectors": list(sectors), "facts": facts or {}}
    return a_post(text, **{"deal": {"consideration": "unknown", "advertiser": advertiser}, **record})


class Example(NamedTuple):
    """A post, what was answered about it, and what one rule says of it: its one code, or that of one ``part``."""

    code: str
    verdict: str
    post: Post
    answers: tuple[Answer, ...] = ()
    part: str | None = None

    def __str__(self) -> str:
        return f"{self.code}: {self.post.text}"

    def found(self, rule: str) -> tuple[str, str]:
        """Code and verdict of the finding; an ``AssertionError`` where there is none."""
        findings = said(self.post, rule, *self.answers)
        assert self.part in findings, f"{rule}: {[each.code for each in findings.values()]}"
        return findings[self.part].code, findings[self.part].verdict
