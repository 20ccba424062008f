"""What people answered, by post and by question; an answer to a fact of the record is applied to it."""

import re
from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass, field

import msgspec

from perenne.dated.civil import as_local
from perenne.model.answer import Answer, Decision
from perenne.model.bilingual import Bilingual
from perenne.model.post import Post, check_country
from perenne.model.reject import Reject
from perenne.readers.moments import moment

Key = tuple[str, str]

_NO_DATE = Bilingual(
    fr="réponse inapplicable : écrivez une date comme 2026-11-20 ou 20/11/2026",
    en="unusable answer: write a date such as 2026-11-20 or 20/11/2026",
)
_NO_COUNTRY = Bilingual(
    fr="réponse inapplicable : écrivez un code de pays comme FR",
    en="unusable answer: write a country code such as FR",
)
_NO_WORD = Bilingual(
    fr="réponse inapplicable : écrivez oui, non ou inconnu", en="unusable answer: write yes, no or unknown"
)
_WORDS = frozenset({"yes", "no", "unknown"})


@dataclass(frozen=True, slots=True)
class AnswerFile:
    """The answers of all files, by (platform, post id), then by question; the latest where a question was answered
    twice."""

    by_post: Mapping[Key, Mapping[str, Answer]] = field(default_factory=dict)

    def about(self, post: Post) -> Mapping[str, Answer]:
        return self.by_post.get((post.platform, post.subject_id), {})

    def without_post(self, read: Set[Key]) -> tuple[Key, ...]:
        """The posts that answers speak of and nothing was read of; ``read``: those that were."""
        return tuple(sorted(set(self.by_post) - read))

    def every(self) -> tuple[Answer, ...]:
        """The answers that hold, by post and question: to be kept with the audit that rests on them."""
        return tuple(
            self.by_post[key][question] for key in sorted(self.by_post) for question in sorted(self.by_post[key])
        )


def usable(answers: Iterable[Answer | Decision | Reject]) -> Iterator[Answer | Decision | Reject]:
    """``answers`` with those that cannot be applied turned into rejects: their questions are asked again."""
    for answer in answers:
        yield _applicable(answer) if isinstance(answer, Answer) else answer


def decisions(made: Iterable[Decision]) -> tuple[Decision, ...]:
    """By finding, the last decision on each: it stands beside the finding and never changes it."""
    last = {each.finding: each for each in sorted(made, key=lambda each: (each.at, each.by, each.reason))}
    return tuple(last[finding] for finding in sorted(last))


def _applicable(answer: Answer) -> Answer | Reject:
    said = answer.answer
    if said == "unknown":
        return answer
    if answer.question == "published_at":
        day = _moment(said)
        return msgspec.structs.replace(answer, answer=day) if day else _refused(answer, _NO_DATE)
    if answer.question == "account.country":
        return answer if _is_country(said) else _refused(answer, _NO_COUNTRY)
    return answer if said in _WORDS else _refused(answer, _NO_WORD)


def _refused(answer: Answer, reason: Bilingual) -> Reject:
    return Reject(answer.source.file or "", answer.source.line or 0, "answer", reason)


_SHORT_YEAR = re.compile(r"\s*\d{1,2}[./-]\d{1,2}[./-]\d{2}(?!\d)")
"""A date of which nobody can tell which of the three is the year."""


def _moment(said: str) -> str | None:
    if _SHORT_YEAR.match(said):
        return None
    try:
        read = moment(said, "dmy")
        return as_local(read) if read else None
    except ValueError:
        return None


def _is_country(said: str) -> bool:
    try:
        check_country(said)
    except ValueError:
        return False
    return True


def answer_file(answers: Iterable[Answer]) -> AnswerFile:
    """The answers, ready to be looked up; order in time, then as read."""
    by_post: dict[Key, dict[str, Answer]] = {}
    for answer in sorted(answers, key=lambda each: each.at or ""):
        by_post.setdefault((answer.platform, answer.post_id), {})[answer.question] = answer
    return AnswerFile(by_post)


def with_answers(post: Post, answers: Mapping[str, Answer]) -> Post:
    """``post`` with the facts of the record that were answered: its date, and its creator's country."""
    if (day := answers.get("published_at")) is not None and day.answer != "unknown":
        post = msgspec.structs.replace(post, published_at=day.answer)
    if (country := answers.get("account.country")) is not None and country.answer != "unknown":
        post = msgspec.structs.replace(post, account=msgspec.structs.replace(post.account, country=country.answer))
    return post
