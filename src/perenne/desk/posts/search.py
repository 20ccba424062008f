"""How a post is found by words: creator, brand and first words, without case, accents and signs."""

from django.db.models import Q, QuerySet

from perenne.desk.posts.models import Post
from perenne.text.names import folded_name


def words_of(*texts: str) -> str:
    """What ``Post.sought`` holds of a post that says ``texts``."""
    return " ".join(filter(None, map(folded_name, texts)))


def narrowed(posts: QuerySet[Post], words: str) -> QuerySet[Post]:
    """Those of ``posts`` in which ``words`` stand one behind the other. Signs alone (an emoji) are looked for as they
    were written."""
    if folded := folded_name(words):
        return posts.filter(sought__contains=folded)
    signs = words.strip()
    written = Q(teaser__contains=signs) | Q(creator__contains=signs) | Q(advertiser__contains=signs)
    return posts.filter(written) if signs else posts
