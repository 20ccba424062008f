"""Which posts surely wake no rule: told from the record and from its words, a column at a time.

Nothing is decided here. A post that is silent has neither a fact nor a word that any rule of the rulebook could wake
on (``perenne.law.waking``), nor anything that could be a clue of a deal (``perenne.intent.clues``); every other post
is judged. A doubt counts as speaking.
"""

from collections.abc import Mapping, Sequence
from functools import cached_property

import polars as pl

from perenne.audit.judgement import Knowledge, Words
from perenne.intent import codes, links
from perenne.intent.clues import PLATFORM_FLAGS, tags_what_it_praises
from perenne.law.facts import Scope
from perenne.law.scope import scope_in
from perenne.law.waking import BIO
from perenne.model.post import Deal, Labels, Media, Post
from perenne.text import obfuscation
from perenne.text.cue import Cue, all_cues
from perenne.text.lexicon import FoldedColumn, Patterns, lexicon
from perenne.text.passage import Passage, Worded

_NO_LABELS, _NO_MEDIA, _NO_DEAL = Labels(), Media(), Deal()


class Listening:
    """What may wake a rule, for one audit."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._knowledge = knowledge
        self._scopes: dict[str | None, Scope] = {}
        wakes = {key for rule in knowledge.book.rules.values() for key in rule.wakes}
        self._wake = {cue.id for cue in all_cues() if cue.family == "mention" or not wakes.isdisjoint(_keys(cue))}
        self._wake_beside_a_tag = {cue.id for cue in all_cues() if tags_what_it_praises(cue)}

    @cached_property
    def _waking(self) -> Patterns:
        return lexicon().words_of(lambda cue: cue.id in self._wake)

    @cached_property
    def _beside_a_tag(self) -> Patterns:
        return lexicon().words_of(lambda cue: cue.id in self._wake_beside_a_tag)

    def scope(self, country: str | None, shares: Mapping[str, float]) -> Scope:
        """Whose law applies to a post of a creator established in ``country``, to such a public."""
        known = self._knowledge
        if shares:
            return scope_in(country, shares, known.book, known.audience)
        scope = self._scopes.get(country)
        if scope is None:
            scope = self._scopes[country] = scope_in(country, {}, known.book, known.audience)
        return scope

    def speaks(self, post: Post) -> bool:
        """Whether a rule may wake on what the record says beside its words, or on what else is known of the post."""
        known = self._knowledge
        return (
            known.stated_deal != "unknown"
            or (bool(known.answers.by_post) and (post.platform, post.subject_id) in known.answers.by_post)
            or bool(known.deals.of(post.account.handle))
            or _says_something(post)
        )

    def speak(self, posts: pl.DataFrame) -> pl.Series:
        """The same for posts of which nothing is recorded but ``platform``, ``id``, ``handle`` and plain texts."""
        known = self._knowledge
        if known.stated_deal != "unknown":
            return pl.repeat(value=True, n=posts.height, eager=True)
        answered = pl.DataFrame(list(known.answers.by_post), schema=["platform", "id"], orient="row")
        asked = pl.concat_str("platform", "id", separator="\n").is_in(
            answered.select(pl.concat_str("platform", "id", separator="\n")).to_series().implode()
        )
        dealing = [handle for handle in posts["handle"].unique() if known.deals.of(handle)]
        return posts.select(asked | pl.col("handle").is_in(dealing).fill_null(value=False)).to_series()

    def may_wake(self, words: pl.Series) -> pl.Series:
        """Row by row: whether a rule may wake on these words, whatever stands beside them."""
        column = FoldedColumn(words)
        tags = column.original.str.contains("@", literal=True)
        return (
            column.say(self._waking)
            | column.say(self._beside_a_tag, tags)
            | column.original.str.contains(codes.POSSIBLE)
            | column.original.str.contains(links.possible())
            | column.original.str.contains(obfuscation.POSSIBLE)
        )

    def is_silent(self, post: Post, words: Words) -> bool:
        """Whether a post that does not speak beside its words leaves every rule asleep with them, too: the cues that
        stand in it, the codes and the links."""
        for passage in words.passages:
            if passage.field != BIO and (
                any(links.paying_urls(passage.text)) or any(codes.personal_codes(passage.text, post.account))
            ):
                return False
        if not words.may_say(self._may_wake_on):
            return True
        return not any(self._may_wake_on(passage, hit.cue) for passage in words.content() for hit in passage.hits)

    def _may_wake_on(self, passage: Passage, cue: Cue) -> bool:
        if passage.field == BIO:
            return False
        return cue.id in self._wake or (cue.id in self._wake_beside_a_tag and "@" in passage.text)


def _keys(cue: Cue) -> tuple[str, str]:
    return f"cue:{cue.family}", f"cue:{cue.family}.{cue.topic}"


def words_of(post: Worded) -> str:
    """What a rule may wake on: every text but the bio, with a line end between two."""
    if post.title is None and post.first_comment is None and not post.overlay and not post.speech:
        return post.text or ""
    timed: Sequence[str] = [said.text for said in (*(post.overlay or ()), *(post.speech or ()))]
    return "\n".join(filter(None, (post.text, post.title, post.first_comment, *timed)))


def _says_something(post: Post) -> bool:
    labels, media, account = post.labels, post.media, post.account
    return bool(
        post.coauthors
        or account.own_brands
        or account.role is not None
        or post.deal != _NO_DEAL
        or (labels != _NO_LABELS and (labels.paid_partnership or labels.promotional or labels.ai))
        or (media != _NO_MEDIA and (media.generated or media.retouched or media.children))
        or (post.links and any(map(links.pays_its_publisher, post.links)))
        or (post.extra and any(_is_flagged(post.extra.get(name)) for name in PLATFORM_FLAGS))
    )


def _is_flagged(flags: object) -> bool:
    return isinstance(flags, dict) and any(flags.get(name) for names in PLATFORM_FLAGS.values() for name in names)
