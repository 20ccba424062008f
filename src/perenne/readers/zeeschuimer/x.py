"""Posts of X, as x.com sends them to its own pages: GraphQL since 2022, ``adaptive`` search results before.

Texts come with ``&``, ``<`` and ``>`` escaped and are given as they were published. A long post is cut in ``legacy``
and whole in ``note_tweet``. The words of a repost, its language, links and counts are somebody else's: the words are
kept in ``extra``, nothing of it is read as the account's own. Ids are read from text: the ``id``
that the extension adds is a rounded number in some versions. X's own labels stand in ``content_disclosure``, where
it is sent; ``promoted`` says that X was paid to show the post, and is no label of its author.
"""

import re
from typing import Any

import msgspec

from perenne.model.bilingual import Bilingual
from perenne.model.post import Account, Kind, Labels, Post, Stats, check_moment
from perenne.model.wire import RecordError
from perenne.readers.collector import without_tokens
from perenne.readers.reading import Origin, Other, Says
from perenne.readers.zeeschuimer.envelope import PRIVATE, Envelope, Payload
from perenne.readers.zeeschuimer.values import Flag, Number, count, first_count, identifier, language

FORMAT = "zeeschuimer-x/1"


class _UserCore(msgspec.Struct):
    name: str | None = None
    screen_name: str | None = None


class _UserLegacy(msgspec.Struct):
    """The user of older pages, also ``user`` of ``adaptive`` results."""

    id_str: str | None = None
    name: str | None = None
    screen_name: str | None = None
    description: str | None = None
    protected: Flag = None


class _Privacy(msgspec.Struct):
    protected: Flag = None


class _Bio(msgspec.Struct):
    description: str | None = None


class _User(msgspec.Struct):
    rest_id: Number = None
    core: _UserCore | None = None
    legacy: _UserLegacy | None = None
    privacy: _Privacy | None = None
    profile_bio: _Bio | None = None


class _UserResult(msgspec.Struct):
    result: _User | None = None


class _Core(msgspec.Struct):
    user_results: _UserResult | None = None


class _Url(msgspec.Struct):
    expanded_url: str | None = None


class _Picture(msgspec.Struct):
    type: str | None = None


class _Entities(msgspec.Struct):
    urls: list[_Url] | None = None
    media: list[_Picture] | None = None


class _Views(msgspec.Struct):
    count: Number = None


class _Note(msgspec.Struct):
    text: str | None = None
    entity_set: _Entities | None = None


class _NoteResult(msgspec.Struct):
    result: _Note | None = None


class _NoteTweet(msgspec.Struct):
    note_tweet_results: _NoteResult | None = None


class _Advertising(msgspec.Struct):
    is_paid_promotion: Flag = None


class _Generated(msgspec.Struct):
    has_ai_generated_media: Flag = None


class _Disclosure(msgspec.Struct):
    advertising_disclosure: _Advertising | None = None
    ai_generated_disclosure: _Generated | None = None


class _Legacy(msgspec.Struct):
    id_str: str | None = None
    user_id_str: str | None = None
    created_at: str | None = None
    full_text: str | None = None
    lang: str | None = None
    favorite_count: Number = None
    retweet_count: Number = None
    reply_count: Number = None
    bookmark_count: Number = None
    entities: _Entities | None = None
    extended_entities: _Entities | None = None
    ext_views: _Views | None = None
    retweeted_status_id_str: str | None = None
    retweeted_status_result: "_TweetResult | None" = None

    @property
    def reposts(self) -> bool:
        return self.retweeted_status_result is not None or identifier(self.retweeted_status_id_str) is not None


class _Tweet(msgspec.Struct):
    rest_id: Number = None
    core: _Core | None = None
    user: _UserLegacy | None = None
    legacy: _Legacy | None = None
    views: _Views | None = None
    ext_views: _Views | None = None
    note_tweet: _NoteTweet | None = None
    content_disclosure: _Disclosure | None = None
    promoted: Flag = None
    tweet: "_Tweet | None" = None


class _TweetResult(msgspec.Struct):
    result: _Tweet | None = None


class _Captured(Envelope, kw_only=True):
    data: _Tweet

    @property
    def names_private_account(self) -> bool:
        legacy = _unwrapped(self.data).legacy
        original = _original(legacy) if legacy else None
        return original is not None and bool(_user(original).protected)


_NO_POST = Bilingual(fr="ce n’est pas une publication de X", en="this is not a post of X")


def _read(envelope: _Captured, origin: Origin, line: int) -> Post | Other:
    promoted = envelope.data.promoted
    tweet = _unwrapped(envelope.data)
    legacy = tweet.legacy
    if legacy is None:
        raise RecordError("data", _NO_POST)
    user = _user(tweet)
    if user.protected:
        return Other(PRIVATE, line)
    post_id = identifier(tweet.rest_id) or identifier(legacy.id_str)
    reposts = legacy.reposts
    return Post(
        platform="x",
        post_id=post_id,
        url=_url(user.screen_name, post_id),
        kind=_kind(legacy),
        published_at=_moment(legacy.created_at),
        account=Account(
            id=identifier(user.id_str) or identifier(legacy.user_id_str),
            handle=user.screen_name or None,
            name=user.name or None,
            bio=user.description,
        ),
        text=None if reposts else _own_text(tweet),
        language=None if reposts else language(legacy.lang),
        links=None if reposts else _links(tweet),
        labels=_labels(tweet),
        reshare_of=_reposted(legacy) if reposts else None,
        stats=Stats() if reposts else _stats(tweet, legacy),
        extra=_extra(tweet, promoted=bool(promoted or tweet.promoted)),
        source=envelope.source(FORMAT, origin, line),
    )


def _unwrapped(tweet: _Tweet) -> _Tweet:
    """A post with a notice about who may reply is nested once more."""
    return tweet.tweet if tweet.legacy is None and tweet.tweet is not None else tweet


def _user(tweet: _Tweet) -> _UserLegacy:
    """The author in one shape: names moved from ``legacy`` to ``core`` in 2025, the rest in pieces after it."""
    if tweet.user is not None:
        return tweet.user
    found = tweet.core.user_results.result if tweet.core and tweet.core.user_results else None
    if found is None:
        return _UserLegacy()
    core, legacy = found.core or _UserCore(), found.legacy or _UserLegacy()
    return _UserLegacy(
        id_str=identifier(found.rest_id),
        name=core.name or legacy.name,
        screen_name=core.screen_name or legacy.screen_name,
        description=(found.profile_bio and found.profile_bio.description) or legacy.description,
        protected=(found.privacy and found.privacy.protected) or legacy.protected,
    )


def _original(legacy: _Legacy) -> _Tweet | None:
    """What a repost shows."""
    result = legacy.retweeted_status_result.result if legacy.retweeted_status_result else None
    tweet = _unwrapped(result) if result else None
    return tweet if tweet and tweet.legacy else None


_REPOST = re.compile(r"RT (@\w{1,20}): ", re.ASCII)


def _reposted(legacy: _Legacy) -> str | None:
    """The post that is shown again, else the account whose it is; nothing where that account is private."""
    original = _original(legacy)
    if original is None:
        named = _REPOST.match(legacy.full_text or "")
        return identifier(legacy.retweeted_status_id_str) or (named and named[1])
    if _user(original).protected:
        return None
    return identifier(original.rest_id) or identifier(original.legacy.id_str if original.legacy else None)


def _reposted_words(tweet: _Tweet, legacy: _Legacy) -> str | None:
    """What a repost shows, whole where the page told it."""
    original = _original(legacy)
    if original is None:
        return _own_text(tweet)
    author, whole = _user(original), _own_text(original) or _own_text(tweet)
    if author.protected:
        return None
    return f"RT @{author.screen_name}: {whole}" if author.screen_name and _own_text(original) else whole


def _stats(tweet: _Tweet, legacy: _Legacy) -> Stats:
    return Stats(
        views=first_count(*(each.count for each in (tweet.views, tweet.ext_views, legacy.ext_views) if each)),
        likes=count(legacy.favorite_count),
        comments=count(legacy.reply_count),
        shares=count(legacy.retweet_count),
        saves=count(legacy.bookmark_count),
    )


def _extra(tweet: _Tweet, *, promoted: bool) -> dict[str, Any]:
    words = _reposted_words(tweet, tweet.legacy) if tweet.legacy and tweet.legacy.reposts else None
    kept = {name: value for name, value in {"promoted": promoted, "reposted": words}.items() if value}
    return {"x": kept} if kept else {}


def _own_text(tweet: _Tweet) -> str | None:
    note = _note(tweet)
    text = note.text if note and note.text else tweet.legacy.full_text if tweet.legacy else None
    return None if text is None else text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def _note(tweet: _Tweet) -> _Note | None:
    return (
        tweet.note_tweet.note_tweet_results.result
        if tweet.note_tweet and tweet.note_tweet.note_tweet_results
        else None
    )


def _links(tweet: _Tweet) -> tuple[str, ...] | None:
    """The addresses behind the short ones in the text."""
    note = _note(tweet)
    entities = (note and note.entity_set) or (tweet.legacy and tweet.legacy.entities)
    if not entities or entities.urls is None:
        return None
    return tuple(without_tokens(url.expanded_url) for url in entities.urls if url.expanded_url)


def _labels(tweet: _Tweet) -> Labels:
    said = tweet.content_disclosure or _Disclosure()
    paid = said.advertising_disclosure and said.advertising_disclosure.is_paid_promotion
    ai = said.ai_generated_disclosure and said.ai_generated_disclosure.has_ai_generated_media
    return Labels(paid_partnership=None if paid is None else bool(paid), ai=None if ai is None else bool(ai))


def _kind(legacy: _Legacy) -> Kind:
    entities = legacy.extended_entities or legacy.entities or _Entities()
    kinds = {picture.type for picture in entities.media or ()}
    return "video" if "video" in kinds else "post" if kinds else "text"


_HANDLE = re.compile(r"\w{1,20}\Z", re.ASCII)


def _url(handle: str | None, post_id: str | None) -> str | None:
    if not _HANDLE.match(handle or "") or post_id is None or not post_id.isdecimal():
        return None
    return f"https://x.com/{handle}/status/{post_id}"


_CREATED = re.compile(r"[A-Z][a-z]{2} ([A-Z][a-z]{2}) (\d{2}) (\d{2}:\d{2}:\d{2}) \+0000 (\d{4})\Z", re.ASCII)
_MONTHS = {
    name: f"{number:02}"
    for number, name in enumerate(
        ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"), start=1
    )
}
_NO_MOMENT = Bilingual(
    fr="moment attendu, comme Wed Oct 11 09:10:00 +0000 2023",
    en="expected a moment such as Wed Oct 11 09:10:00 +0000 2023",
)


def _moment(created_at: str | None) -> str | None:
    if not created_at:
        return None
    parts = _CREATED.match(created_at)
    when = f"{parts[4]}-{_MONTHS.get(parts[1])}-{parts[2]}T{parts[3]}Z" if parts else ""
    try:
        check_moment(when)
    except ValueError:
        raise RecordError("data.legacy.created_at", _NO_MOMENT) from None
    return when


PAYLOAD = Payload(
    form=FORMAT,
    platforms=frozenset({"twitter.com", "x.com"}),
    title=Bilingual(fr="captures Zeeschuimer (X)", en="Zeeschuimer captures (X)"),
    versions=Bilingual(
        fr="NDJSON, GraphQL de 2022 à 2026, recherche « adaptive » plus ancienne",
        en="NDJSON, GraphQL of 2022 to 2026, older “adaptive” search",
    ),
    says=Says(paid_label="sometimes", ai_label="sometimes", date="yes", counts="sometimes"),
    envelope=_Captured,
    read=_read,
)
