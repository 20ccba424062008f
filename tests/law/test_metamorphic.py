"""What must not change a judgement, and what must: the same texts, changed in one way, judged again.

The texts are those of the cases; nothing here knows what any single one of them should be.
"""

import unicodedata
from collections.abc import Callable, Iterable
from functools import cache

import msgspec
import pytest

from perenne.audit.judgement import Judgement, Knowledge, judgements
from perenne.law.rulebook import rulebook
from perenne.model.finding import Verdict, worst
from perenne.model.post import Post
from perenne.text.position import caption_fold
from tests.law.cases import all_cases
from tests.law.given import paid

Change = Callable[[str], str]
INTENT = "fr.mention.intent"


@cache
def _posts() -> tuple[Post, ...]:
    """The posts of all cases that have a text."""
    return tuple(case.post for case in all_cases() if case.text)


def _verdict(judged: Judgement, rule: str | None = None) -> Verdict:
    return worst([each.verdict for each in judged.findings if rule is None or each.rule == rule])


def _judged(posts: Iterable[Post]) -> list[Judgement]:
    return list(judgements(posts, Knowledge(rulebook())))


@cache
def _as_written() -> list[Judgement]:
    return _judged(_posts())


def _changed(change: Change) -> list[Judgement]:
    return _judged(msgspec.structs.replace(post, text=change(post.text or "")) for post in _posts())


def _without_accents(text: str) -> str:
    return "".join(char for char in unicodedata.normalize("NFD", text) if not unicodedata.combining(char))


def _decomposed(text: str) -> str:
    return unicodedata.normalize("NFD", text)


def _no_break_spaces(text: str) -> str:
    return text.replace(" :", "\u00a0:").replace(" !", "\u202f!").replace("« ", "«\u00a0").replace(" »", "\u00a0»")


def _curly(text: str) -> str:
    return text.replace("'", "’")


ORDINARY: dict[str, Change] = {
    "decomposed accents": _decomposed,
    "no-break spaces": _no_break_spaces,
    "curly apostrophes": _curly,
    "an emoji at the end": lambda text: text + " ✨",
    "a line end at the end": lambda text: text + "\n",
}


@pytest.mark.parametrize("change", ORDINARY.values(), ids=ORDINARY)
def test_ordinary_spelling_changes_no_verdict(change: Change) -> None:
    differ = {
        before.post.post_id: (_verdict(before), _verdict(after))
        for before, after in zip(_as_written(), _changed(change), strict=True)
        if _verdict(before) != _verdict(after)
    }
    assert differ == {}


def test_two_hashtags_at_the_end_change_nothing_but_who_may_be_the_advertiser() -> None:
    """A hashtag may be a brand: then nobody can say that none is named (position R32)."""
    for before, after in zip(_as_written(), _changed(lambda text: text + "\n\n#lumière #matin"), strict=True):
        named = {each.rule for each in (*before.findings, *after.findings)} - {"fr.identity.advertiser"}
        assert [_verdict(before, rule) for rule in named] == [_verdict(after, rule) for rule in named]


def _capitals_without_accents(text: str) -> str:
    return _without_accents(text.upper())


CASES: dict[str, Change] = {
    "no accents": _without_accents,
    "capitals": str.upper,
    "capitals without accents": _capitals_without_accents,
    "small letters": str.lower,
}
NAMED = "fr.identity.advertiser"


@pytest.mark.parametrize("change", CASES.values(), ids=CASES)
def test_missing_accents_and_capitals_change_nothing_but_whether_a_name_is_seen(change: Change) -> None:
    """A name is lost with its capital, and every word looks like one in capitals; nothing else may change (R34)."""
    differ = {
        (before.post.post_id, rule): (_verdict(before, rule), _verdict(after, rule))
        for before, after in zip(_as_written(), _changed(change), strict=True)
        for rule in {each.rule for each in (*before.findings, *after.findings)} - {NAMED}
        if _verdict(before, rule) != _verdict(after, rule)
    }
    assert differ == {}


MENTIONS = ("Publicité", "Collaboration commerciale", "Partenariat rémunéré", "Contenu sponsorisé")


@pytest.mark.parametrize("mention", MENTIONS)
def test_a_mention_moved_behind_the_fold_is_no_longer_seen_at_once(mention: str) -> None:
    fold = caption_fold("instagram", None) or 125
    opening = paid(f"{mention} · Une bougie de @maisonlune")
    behind = paid("Une bougie de @maisonlune. " * (fold // 20) + f"\n{mention} · voilà")
    seen, late = _judged([opening, behind])
    assert _verdict(seen, "fr.mention.instant") == "compliant"
    assert _verdict(late, "fr.mention.instant") == "improvable"


@pytest.mark.parametrize("denial", ["Ceci n’est pas une {}", "Pas de {} ici", "Ni {} ni cadeau"])
@pytest.mark.parametrize("mention", ["publicité", "collaboration commerciale"])
def test_a_denial_before_the_mention_turns_it_round(denial: str, mention: str) -> None:
    said, denied = _judged(
        [paid(f"{mention.capitalize()} · une bougie de @maisonlune"), paid(denial.format(mention) + " · une bougie")]
    )
    assert _verdict(said, INTENT) == "compliant"
    assert _verdict(denied, INTENT) == "needs_human"


@pytest.mark.parametrize(("french", "english"), [("Publicité", "#ad"), ("Contenu sponsorisé", "Sponsored")])
def test_the_mention_in_a_language_that_the_public_does_not_speak_is_foreign(french: str, english: str) -> None:
    ours, foreign = _judged([paid(f"{word} · une bougie de @maisonlune") for word in (french, english)])
    assert (_verdict(ours, INTENT), _verdict(foreign, INTENT)) == ("compliant", "improvable")
    assert _verdict(foreign, "fr.mention.understandable") == "improvable"
