"""The library's judgement, kept: posts in, rows out; and judged anew when a person answers."""

from collections.abc import Iterable, Iterator
from datetime import date

import msgspec

from perenne.audit.answers import AnswerFile
from perenne.audit.digest import creator
from perenne.audit.judgement import Judgement, Knowledge, judgements
from perenne.audit.newest import civil_date
from perenne.desk.posts.models import Finding, Post, State
from perenne.desk.posts.search import words_of
from perenne.law.rulebook import rulebook
from perenne.model.answer import Answer as Given
from perenne.model.finding import WORST_FIRST, worst
from perenne.model.post import Post as Record
from perenne.report.post_text import first_words

_CLEAR = {"compliant": State.SETTLED, "out_of_scope": State.SETTLED}
_LONG = 200


def storable(text: str) -> str:
    """``text`` as every database takes it: the null character, which none can keep, is shown as one that is not
    known."""
    return text.replace("\0", "\ufffd")


def judged(records: Iterable[Record], answers: Iterable[Given] = ()) -> Iterator[Judgement]:
    """Each of ``records``, judged by the law of its day with what people answered."""
    yield from judgements(records, knowledge(answers))


def knowledge(answers: Iterable[Given] = (), as_of: date | None = None) -> Knowledge:
    """The rulebook and what people answered, the latest to each question; ``as_of``: the day whose law is read."""
    by_post: dict[tuple[str, str], dict[str, Given]] = {}
    for each in answers:
        by_post.setdefault((each.platform, each.post_id), {})[each.question] = each
    return Knowledge(rulebook(), answers=AnswerFile(by_post), as_of=as_of)


def row(found: Judgement) -> Post:
    """The columns that follow from a judgement; the rest is the caller's."""
    post, verdict = found.post, worst([each.verdict for each in found.findings])
    account, advertiser = post.account, post.deal.advertiser
    said = {
        "creator": storable(creator(account.handle, account.name, account.id) or "")[:_LONG],
        "advertiser": storable((advertiser.name or "") if advertiser else "")[:_LONG],
        "teaser": storable(first_words(post))[:_LONG],
    }
    return Post(
        platform=storable(post.platform),
        post_id=storable(post.subject_id),
        **said,
        sought=words_of(*said.values()),
        published=civil_date(post.published_at),
        record=msgspec.json.encode(post).decode(),
        verdict=verdict,
        severity=WORST_FIRST.index(verdict),
        state=_CLEAR.get(verdict, State.WAITING),
    )


def finding_rows(post: Post, found: Judgement) -> list[Finding]:
    return [
        Finding(post=post, rule=each.rule, verdict=each.verdict, record=msgspec.json.encode(each).decode())
        for each in found.findings
    ]
