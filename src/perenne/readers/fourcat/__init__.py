"""Tables that 4CAT writes of what was captured (https://github.com/digitalmethodsinitiative/4cat): a module a source.

Yes and no stand as ``yes`` and ``no``, lists are joined by commas. ``unix_timestamp`` is the surest time; what
``timestamp`` says is, by source, UTC or the local time of the server, wherever that stood.
"""

from perenne.readers.fourcat import (
    instagram,
    threads,
    tiktok,
    tiktok_comments,
    twitter,
    youtube,
    youtube_comments,
)

CARDS = (
    tiktok.CARD,
    tiktok_comments.CARD,
    instagram.CARD,
    threads.CARD,
    twitter.CARD,
    youtube.CARD,
    youtube_comments.CARD,
)
