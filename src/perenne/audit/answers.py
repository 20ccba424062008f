"""What people answered, by post and by question; an answer to a fact of the record is applied to it."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

import msgspec

from perenne.model.answer import Answer
from perenne.model.post import Post, check_country, check_moment

Key = tuple[str, str]


@dataclass(frozen=True, slots=True)
class AnswerFile:
    """The answers of all files, by (platform, post id), then by question; the latest where a question was answered
    twice."""

    by_post: Mapping[Key, Mapping[str, Answer]] = field(default_factory=dict)

    def about(self, post: Post) -> Mapping[str, Answer]:
        return self.by_post.get((post.platform, post.subject_id), {})

    def without_post(self, posts: Iterable[Post]) -> tuple[Key, ...]:
        """The posts that answers speak of and nothing was read of."""
        return tuple(sorted(set(self.by_post) - {(post.platform, post.subject_id) for post in posts}))


def answer_file(answers: Iterable[Answer]) -> AnswerFile:
    """The answers, ready to be looked up; order in time, then as read."""
    by_post: dict[Key, dict[str, Answer]] = {}
    for answer in sorted(answers, key=lambda each: each.at or ""):
        by_post.setdefault((answer.platform, answer.post_id), {})[answer.question] = answer
    return AnswerFile(by_post)


def with_answers(post: Post, answers: Mapping[str, Answer]) -> Post:
    """``post`` with the facts of the record that were answered: its date, and its creator's country."""
    moment = answers.get("published_at")
    if moment is not None and _sound(check_moment, moment.answer):
        post = msgspec.structs.replace(post, published_at=moment.answer)
    country = answers.get("account.country")
    if country is not None and _sound(check_country, country.answer):
        post = msgspec.structs.replace(post, account=msgspec.structs.replace(post.account, country=country.answer))
    return post


def _sound(check: Callable[[str], None], value: str) -> bool:
    try:
        check(value)
    except ValueError:
        return False
    return True
