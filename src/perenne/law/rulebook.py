"""The rulebook: every rule with its dated versions, its articles, its sentences and the day it was last checked."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from functools import cache, cached_property
from typing import Any, Literal, TypeVar

import msgspec

from perenne.dated.period import Period
from perenne.dated.shelf import shelf
from perenne.model.bilingual import Bilingual
from perenne.model.errors import DataError, UsageError
from perenne.model.finding import ACCUSING, Confidence, Status, Verdict

T = TypeVar("T")

Bound = Literal["creator", "advertiser", "agency", "seller", "platform"]
Abroad = Literal["applies", "out_of_scope", "needs_human"]
"""What art. 5-1 of loi 2023-451 makes of the rule for a creator established in another EEA state."""
Judged = Literal["post", "relation"]
"""What a rule looks at: one post, or what a creator and an advertiser exchanged and signed."""


ON_A_DEAL = ("deal", "mention", "answer", "own_brand")
"""What wakes a rule that says nothing else: a clue of a deal, a mention, an answer, a brand of one's own."""


class _Data(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    pass


class QuestionText(_Data, frozen=True, kw_only=True):
    """The question of an outcome: the fact asked for, whom to ask, the words."""

    fact: str
    to: Literal["creator", "brand", "agency", "counsel"]
    fr: str
    en: str


class Mend(_Data, frozen=True, kw_only=True):
    """The smallest change of the text that answers an outcome, in French as the law words it: words that open the
    text, that end it, or that follow the mention. ``{advertiser}`` is the brand’s handle or name, where it is known.
    """

    open_with: str | None = None
    end_with: str | None = None
    after_mention: str | None = None

    def __post_init__(self) -> None:
        if sum(words is not None for words in (self.open_with, self.end_with, self.after_mention)) != 1:
            raise ValueError("a mending is one change: open_with, end_with or after_mention")


class Outcome(_Data, frozen=True, kw_only=True):
    """What one outcome code of a check means: its verdict and its sentences, with ``{placeholders}``; ``mend``: what
    a draft may change so that it no longer comes to this."""

    verdict: Verdict
    because: Bilingual
    fix: Bilingual | None = None
    mend: Mend | None = None
    question: QuestionText | None = None
    position: str | None = None
    notices: tuple[str, ...] = ()


class Version(_Data, frozen=True, kw_only=True, dict=True):
    """One version of a rule: the text of the law from ``start`` to ``end``, both days included.

    ``summary`` is our own paraphrase («En résumé»); ``verdicts`` and ``because`` override the verdict and the
    sentence of an outcome in this version. ``missing``: what the text leaves to a decree that is not out yet, so that
    nobody can say whether a post falls under it (position R10): the state ``parameter_missing``, never zero.
    """

    start: date = msgspec.field(name="from")
    end: date | None = msgspec.field(name="to", default=None)
    article: str
    official_id: str | None = None
    source: str
    status: Status
    confidence: Confidence
    position: str | None = None
    summary: Bilingual
    penalty: Bilingual | None = None
    parameters: dict[str, Any] = msgspec.field(default_factory=dict)
    missing: Bilingual | None = None
    verdicts: dict[str, Verdict] = msgspec.field(default_factory=dict)
    because: dict[str, Bilingual] = msgspec.field(default_factory=dict)

    def __post_init__(self) -> None:
        Period(self.start, self.end)

    @cached_property
    def id(self) -> str:
        return self.start.isoformat()

    @property
    def period(self) -> Period:
        return Period(self.start, self.end)


class Rule(_Data, frozen=True, kw_only=True):
    """One rule. ``jurisdiction``: a country, ``EU``, or ``platform`` for a platform's own rules; ``wakes``: what
    makes it look at a post at all (``perenne.law.waking``), nothing where its ``subject`` is a relation;
    ``checked_on``: the day somebody last compared it with its source; ``binds``: who answers for it; ``forward``: the
    notice given before the rule is in force."""

    id: str
    jurisdiction: str
    name: Bilingual
    checked_on: date
    subject: Judged = "post"
    wakes: tuple[str, ...] = ON_A_DEAL
    forward: str | None = None
    abroad: Abroad = "applies"
    binds: tuple[Bound, ...] = ("creator", "advertiser")
    versions: tuple[Version, ...]
    outcomes: dict[str, Outcome]
    notices: dict[str, Bilingual] = msgspec.field(default_factory=dict)

    def __post_init__(self) -> None:
        if not self.versions:
            raise ValueError("a rule needs a version")
        for earlier, later in zip(self.versions, self.versions[1:], strict=False):
            if earlier.start >= later.start or earlier.period.overlaps(later.period):
                raise ValueError(f"versions {earlier.id} and {later.id} overlap or stand out of order")
        for version in self.versions:
            if unknown := (set(version.verdicts) | set(version.because)) - set(self.outcomes):
                raise ValueError(f"version {version.id} judges unknown outcomes: {', '.join(sorted(unknown))}")
        self._check_waking()
        for code, outcome in self.outcomes.items():
            said = {outcome.verdict, *(self.verdict(code, version) for version in self.versions)}
            if "needs_human" in said and outcome.question is None:
                raise ValueError(f"outcome {code} needs a person and asks nothing")
            if unknown_notices := set(outcome.notices) - set(self.notices):
                raise ValueError(f"outcome {code}: unknown notices {', '.join(sorted(unknown_notices))}")

    def _check_waking(self) -> None:
        if bool(self.wakes) is not (self.subject == "post"):
            raise ValueError("a rule on posts needs something that wakes it, a rule on relations takes nothing")
        if not (self.forward is None or self.forward in self.notices):
            raise ValueError("a rule needs words for its forward notice")

    def on(self, day: date) -> Version | None:
        """The version in force on ``day``, or ``None``."""
        for version in self.versions:  # not by their periods: this is asked of every rule for every post
            if version.start <= day and (version.end is None or day <= version.end):
                return version
        return None

    def verdict(self, code: str, version: Version) -> Verdict:
        """The verdict of ``code`` in ``version``; a version of confidence D never accuses (position R1)."""
        verdict = version.verdicts.get(code, self.outcomes[code].verdict)
        if version.confidence == "D" and verdict in ACCUSING:
            return "needs_human"
        return verdict


class Index(_Data, frozen=True, kw_only=True):
    """What the folder of rules says of itself: its version, every rule id that exists, the positions taken, and the
    words that stand around every rule."""

    version: str
    rule_ids: tuple[str, ...]
    eea: tuple[str, ...]
    audience_share: float
    positions: dict[str, Bilingual]
    around: dict[str, Outcome]
    notices: dict[str, Bilingual]
    names: dict[str, Bilingual] = {}
    """What the rules that are not built yet would be about."""


@dataclass(frozen=True, slots=True)
class Rulebook:
    """Every rule that is built, by id, and the index of all that exist."""

    rules: Mapping[str, Rule]
    index: Index
    sha256: str

    @property
    def not_built(self) -> tuple[str, ...]:
        """The ids of the rules that exist and are not built: *not checked* in every report."""
        return tuple(sorted(set(self.index.rule_ids) - set(self.rules)))

    def rules_on(self, subject: Judged) -> Mapping[str, Rule]:
        """The rules that look at a post, or at a relation, by id."""
        return {rule.id: rule for rule in self.rules.values() if rule.subject == subject}

    def unchecked_on(self, subject: Judged) -> tuple[str, ...]:
        """The ids of the rules that say nothing of a post (of a relation): not built, or about the other."""
        return tuple(sorted(set(self.index.rule_ids) - set(self.rules_on(subject))))

    def name(self, rule_id: str) -> Bilingual | None:
        """What the rule ``rule_id`` is called, built or not; ``None`` where nobody named it."""
        rule = self.rules.get(rule_id)
        return rule.name if rule is not None else self.index.names.get(rule_id)

    def rule(self, rule_id: str) -> Rule:
        """The rule ``rule_id``; raises ``UsageError`` where there is none."""
        if rule_id in self.rules:
            return self.rules[rule_id]
        if rule_id in self.index.rule_ids:
            raise UsageError(
                fr=f"la règle {rule_id} n’est pas encore construite ; voir `perenne law list`",
                en=f"the rule {rule_id} is not built yet; see `perenne law list`",
            )
        near = get_close_matches(rule_id.casefold(), self.index.rule_ids, 1)
        meant = Bilingual(fr=f", {near[0]} oui", en=f", but {near[0]}") if near else Bilingual("", "")
        raise UsageError(
            fr=f"la règle « {rule_id} » n’existe pas{meant.fr} ; voir `perenne law list`",
            en=f"there is no rule “{rule_id}”{meant.en}; see `perenne law list`",
        )


@cache
def rulebook() -> Rulebook:
    """The package's rulebook; raises ``DataError`` where a file is not as it should be."""
    return read_rulebook(shelf("perenne.law.rules"))


def read_rulebook(shelved: Mapping[str, Any]) -> Rulebook:
    """The rulebook in ``shelved`` (file name → content): each rule stands in the file of its own name."""
    index = _converted("index", shelved.get("index"), Index)
    rules: dict[str, Rule] = {}
    for name, content in shelved.items():
        if name == "index":
            continue
        rule = _converted(name, content, Rule)
        if rule.id.replace(".", "/", 1) != name or rule.id not in index.rule_ids:
            raise DataError(
                fr=f"{name} : le fichier porte la règle {rule.id}, inconnue ou rangée ailleurs",
                en=f"{name}: the file holds the rule {rule.id}, unknown or filed elsewhere",
            )
        rules[rule.id] = rule
    canonical = json.dumps(dict(shelved), sort_keys=True, ensure_ascii=False).encode()
    return Rulebook(dict(sorted(rules.items())), index, hashlib.sha256(canonical).hexdigest())


def _converted(name: str, content: object, kind: type[T]) -> T:
    try:
        return msgspec.convert(content, kind)
    except msgspec.ValidationError as problem:
        raise DataError(fr=f"{name} : {problem}", en=f"{name}: {problem}") from None
