"""``comment/1``: what somebody wrote under a post. The creator's own comments matter to a judgement; of other people
nothing is kept but the words and a handle that the source may give."""

from perenne.model.part import Part
from perenne.model.possible import check_count
from perenne.model.post import Count, Platform, Source, check_moment


class Comment(Part, frozen=True, tag_field="perenne", tag="comment/1"):
    """One comment or reply. ``post_id``: the post it stands under; ``parent_id``: the comment that it answers,
    ``None`` at the top level; ``by_creator``: whether the post's own creator wrote it; times as in ``post/1``."""

    platform: Platform
    comment_id: str | None = None
    post_id: str | None = None
    parent_id: str | None = None
    published_at: str | None = None
    author_id: str | None = None
    author_handle: str | None = None
    by_creator: bool | None = None
    pinned: bool | None = None
    text: str | None = None
    language: str | None = None
    likes: Count = None
    replies: Count = None
    source: Source = Source()

    def __post_init__(self) -> None:
        check_moment(self.published_at, "published_at")
        check_count(self.likes, "likes")
        check_count(self.replies, "replies")
