"""A draft as it is judged: its findings, the smallest mending, what the coming law will say."""

from dataclasses import dataclass
from datetime import date

from perenne.audit.coming import coming
from perenne.audit.digest import judged_post
from perenne.audit.draft import Draft as Drafted
from perenne.audit.draft import draft
from perenne.audit.judgement import Judgement
from perenne.desk.posts import shown
from perenne.desk.posts.judging import knowledge
from perenne.law.rulebook import rulebook
from perenne.model.finding import worst
from perenne.model.post import Post
from perenne.report.post_view import FindingView, PostView, finding_view, post_view
from perenne.report.voice import Said, Voice

RECENT = 20


@dataclass(frozen=True, slots=True)
class Checked:
    """What the library says of a draft. ``changes``: the mending, as insertions and deletions; ``coming``: what the
    law will say later, with the day."""

    drafted: Drafted
    view: PostView
    mended: PostView | None
    changes: tuple[shown.Change, ...]
    counted: Said
    coming: tuple[tuple[Said, FindingView], ...]

    @property
    def verdict(self) -> str:
        return worst([each.verdict for each in self.drafted.judgement.findings])


def checked(post: Post, planned: date, voice: Voice) -> Checked:
    """``post``, a draft that is to be published on the day ``planned``."""
    known, book = knowledge(), rulebook()
    drafted = draft(post, known)
    later = coming(post, known, planned)
    return Checked(
        drafted=drafted,
        view=_view(drafted.judgement, voice),
        mended=_view(drafted.mending.judgement, voice) if drafted.mending else None,
        changes=shown.changes(post.text or "", drafted.mending),
        counted=shown.counted(drafted.judgement.findings, voice),
        coming=tuple(
            (voice.day(each.start), finding_view(each.finding, n, book, voice)) for n, each in enumerate(later, 1)
        ),
    )


def _view(judged: Judgement, voice: Voice) -> PostView:
    return post_view(judged_post(judged.post, judged.findings), 1, rulebook(), voice)
