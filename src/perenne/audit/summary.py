"""``summary.json``: the counts of a whole audit, from what each file and each batch gave."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import polars as pl

from perenne import __version__
from perenne.audit.answers import Key
from perenne.audit.digest import Digest
from perenne.audit.intake import FileRead
from perenne.audit.outcome import FileSummary, RulebookName, Summary
from perenne.audit.parts import Noted
from perenne.audit.sides import Sides
from perenne.law.facts import Scope
from perenne.law.rulebook import Rulebook
from perenne.model.bilingual import Bilingual, Language
from perenne.model.finding import WORST_FIRST, Verdict
from perenne.readers.tasks import Isolation


@dataclass(slots=True)
class Tally:
    """What is counted over all batches."""

    posts: int = 0
    copies: int = 0
    scopes: Counter[Scope] = field(default_factory=Counter)
    missed: dict[str, dict[str, str]] = field(default_factory=dict)
    met: set[str] = field(default_factory=set)
    answered: set[Key] = field(default_factory=set)
    _creators: list[pl.Series] = field(default_factory=list)

    def add(self, noted: Noted) -> None:
        """Count the batch that follows."""
        self.add_silent(noted.posts, noted.scopes, noted.creators)
        for file, rules in noted.missed.items():
            self.missed.setdefault(file, {}).update(rules)
        self.met |= noted.met
        self.answered |= noted.answered

    def add_silent(self, posts: int, scopes: Mapping[Scope, int], creators: pl.Series) -> None:
        """Count posts of which there is nothing else to say."""
        self.posts += posts
        self.scopes.update(scopes)
        self._creators.append(creators.unique())

    @property
    def accounts(self) -> int:
        """How many creators are named."""
        return pl.concat(self._creators).drop_nulls().n_unique() if self._creators else 0


def summary(
    read: Sequence[FileRead],
    sides: Sides,
    tally: Tally,
    digest: Digest,
    book: Rulebook,
    as_of: str | None,
    language: Language,
    isolation: Isolation = "none",
) -> Summary:
    """The summary of an audit; sentences in ``language``."""
    countries = Counter[str]()
    for scope, posts in tally.scopes.items():
        countries.update(dict.fromkeys(scope.countries, posts))
    built = {rule.jurisdiction for rule in book.rules.values()}
    return Summary(
        program=__version__,
        rulebook=RulebookName(book.index.version, book.sha256),
        isolation=isolation,
        as_of=as_of,
        files=tuple(_file(file, tally.missed.get(file.name, {}), language) for file in read),
        side_files=sides.files,
        posts=tally.posts,
        relations=sides.relations,
        repeats=tally.copies,
        verdicts={verdict: digest.verdicts[verdict] for verdict in WORST_FIRST},
        rules={rule: _by_verdict(digest.rules[rule]) for rule in sorted(digest.rules)},
        assumed=tuple(sorted({scope.countries[0] for scope in tally.scopes if scope.assumed})),
        not_checked=book.unchecked_on("post"),
        jurisdictions=tuple(sorted(countries)),
        elsewhere={country: countries[country] for country in sorted(countries) if country not in built},
    )


def _by_verdict(counted: Counter[Verdict]) -> dict[Verdict, int]:
    return {verdict: counted[verdict] for verdict in WORST_FIRST if counted[verdict]}


_NOT_RECORDED = Bilingual(fr="{field} : non enregistré par cette source", en="{field} not recorded by this source")


def _file(file: FileRead, missed: Mapping[str, str], language: Language) -> FileSummary:
    return FileSummary(
        file=file.name,
        sha256=file.sha256,
        format=file.format,
        records=len(file.posts),
        rejects=len(file.rejects),
        others=dict(sorted(file.others.items())),
        not_judged={rule: _NOT_RECORDED.filled(field=missed[rule]).said_in(language) for rule in sorted(missed)},
        problem=file.unread.reason.said_in(language) if file.unread else None,
    )
