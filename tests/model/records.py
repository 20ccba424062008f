"""Hypothesis strategies for records: any post that the contract allows, of however much or little a source knows."""

from datetime import datetime
from typing import Any, TypeVar, get_args

from hypothesis import strategies as st

from perenne.model import post as nouns
from perenne.model.post import Post

T = TypeVar("T")

words = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
countries = st.text("ABCDEFGHIJKLMNOPQRSTUVWXYZ", min_size=2, max_size=2).filter(lambda code: code != "UK")
seconds = st.floats(0, 1e5)
numbers = st.integers(0, 10**12)
times = st.datetimes(datetime(1990, 1, 1), datetime(2100, 1, 1))  # noqa: DTZ001
moments = st.one_of(
    times.map(lambda moment: moment.isoformat(timespec="seconds") + "Z"),
    times.map(lambda moment: moment.isoformat()),
    times.map(lambda moment: moment.date().isoformat()),
)
anything: st.SearchStrategy[Any] = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**53), 2**53)
    | st.floats(allow_nan=False, allow_infinity=False)
    | words,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(words, inner, max_size=3),
    max_leaves=6,
)
objects = st.dictionaries(words, anything, max_size=3)


def maybe(known: st.SearchStrategy[T]) -> st.SearchStrategy[T | None]:
    """Known, or not recorded."""
    return st.none() | known


def several(one: st.SearchStrategy[T]) -> st.SearchStrategy[tuple[T, ...]]:
    return st.lists(one, max_size=3).map(tuple)


def one_of_literal(literal: Any) -> st.SearchStrategy[Any]:
    return st.sampled_from(get_args(literal))


facts = maybe(st.booleans())
counts = maybe(numbers | st.tuples(numbers, numbers).map(lambda band: (min(band), max(band))))
stretches = st.tuples(seconds, seconds).map(sorted)
timed = st.builds(nouns.TimedText, text=words, from_s=maybe(seconds)) | st.builds(
    lambda text, stretch: nouns.TimedText(text=text, from_s=stretch[0], to_s=stretch[1]), words, stretches
)
accounts = st.builds(
    nouns.Account,
    id=maybe(words),
    handle=maybe(words),
    bio=maybe(words),
    country=maybe(countries),
    own_brands=several(words),
    role=maybe(one_of_literal(nouns.Role)),
    birth_year=maybe(st.integers(1900, 2026)),
    eu_insurance=facts,
)
advertisers = st.builds(
    nouns.Advertiser,
    name=maybe(words),
    handles=several(words),
    country=maybe(countries),
    sectors=several(one_of_literal(nouns.Sector)),
    facts=objects,
)
deals = st.builds(
    nouns.Deal,
    consideration=one_of_literal(nouns.Consideration),
    forms=several(one_of_literal(nouns.Form)),
    value_eur=maybe(seconds),
    requested=facts,
    advertiser=maybe(advertisers),
)
posts = st.builds(
    Post,
    platform=one_of_literal(nouns.Platform),
    post_id=maybe(words),
    kind=maybe(one_of_literal(nouns.Kind)),
    published_at=maybe(moments),
    account=accounts,
    title=maybe(words),
    text=maybe(words),
    overlay=maybe(several(timed)),
    speech=maybe(several(timed)),
    promotion=maybe(several(stretches.map(lambda each: nouns.Segment(from_s=each[0], to_s=each[1])))),
    links=maybe(several(words)),
    labels=st.builds(nouns.Labels, paid_partnership=facts, sponsors=several(words), ai=facts),
    media=st.builds(nouns.Media, retouched=facts, children=several(st.integers(0, 17))),
    audience=st.builds(nouns.Audience, countries=st.dictionaries(countries, st.floats(0, 1 / 3), max_size=3)),
    deal=deals,
    series=maybe(
        st.builds(nouns.Series, index=maybe(st.integers(0, 9)), of=maybe(st.integers(9, 20)), mention_elsewhere=facts)
    ),
    stats=st.builds(nouns.Stats, views=counts, likes=counts),
    extra=objects,
    source=st.builds(nouns.Source, file=maybe(words), line=maybe(numbers), observed_at=maybe(moments)),
)
