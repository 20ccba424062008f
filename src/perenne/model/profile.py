"""``account/1``: a creator's account as a source shows it on one day, or its followers counted by day."""

from perenne.model.part import Part
from perenne.model.possible import check_count
from perenne.model.post import Account, Count, Platform, Source


class Profile(Part, frozen=True, tag_field="perenne", tag="account/1"):
    """One account. ``account`` says who (the same object as in ``post/1``); counts as the source gives them, bands
    included; ``followers_by_day``: new followers by day (ISO date), where an archive of the owner lists them."""

    platform: Platform
    account: Account = Account()
    url: str | None = None
    followers: Count = None
    following: Count = None
    posts: Count = None
    views: Count = None
    likes: Count = None
    verified: bool | None = None
    private: bool | None = None
    created_at: str | None = None
    followers_by_day: dict[str, int] | None = None
    source: Source = Source()

    def __post_init__(self) -> None:
        check_count(self.followers, "followers")
        check_count(self.following, "following")
        check_count(self.posts, "posts")
        check_count(self.views, "views")
        check_count(self.likes, "likes")
