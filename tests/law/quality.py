"""The figures by which the judgement of posts is held: printed by ``make quality``, enforced by the tests."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from math import sqrt
from pathlib import Path

from perenne.model.finding import ACCUSING, Verdict, worst
from tests.law.cases import Judged, judged_cases, listed

Z95 = 1.959964
_NAMED = re.compile(r"c\d\d\Z")
"""The ids of the named captions, the acceptance cases of the law."""
FAMILIES = {
    "mention": ("fr.mention.",),
    "identity": ("fr.identity.",),
    "image": ("fr.image.", "eu.ai."),
    "bans": ("fr.ban.",),
    "sectors": (
        "fr.gambling.", "fr.crypto.", "fr.alcohol.", "fr.tobacco.", "fr.food.", "fr.health.", "fr.medicine.",
        "fr.infant_formula.", "fr.training.", "fr.environment.", "fr.fashion.", "fr.price.", "fr.contest.",
        "fr.language.", "fr.dropshipping.",
    ),
    "children": ("fr.minors.",),
    "platform": ("eu.dsa.", "platform."),
}  # fmt: skip
"""The families of rules, by the beginning of their ids."""


@dataclass(frozen=True)
class Share:
    """``right`` of ``of``, with its 95 % Wilson interval."""

    right: int
    of: int

    @property
    def value(self) -> float:
        return self.right / self.of if self.of else 0.0

    @property
    def interval(self) -> tuple[float, float]:
        """Wilson 1927: bounds between 0 and 1."""
        if not self.of:
            return 0.0, 1.0
        square = Z95**2
        centre = self.value + square / (2 * self.of)
        half = Z95 * sqrt(self.value * (1 - self.value) / self.of + square / (4 * self.of**2))
        scale = 1 + square / self.of
        return max(0.0, (centre - half) / scale), min(1.0, (centre + half) / scale)

    def __str__(self) -> str:
        low, high = self.interval
        return f"{self.right}/{self.of} ({self.value:.1%}, 95 % interval {low:.1%} to {high:.1%})"


@dataclass(frozen=True)
class Family:
    """What the cases say of one family of rules, expectation by expectation."""

    name: str
    right: Share
    falsely_accused: Share
    needless_questions: Share


@dataclass(frozen=True)
class Quality:
    """The gates: named captions right, 95 % of all right, no innocent accused, needless questions at most 5 %."""

    judged: tuple[Judged, ...]

    @property
    def right(self) -> Share:
        return Share(sum(not each.differences for each in self.judged), len(self.judged))

    @property
    def captions(self) -> Share:
        named = [each for each in self.judged if _NAMED.match(each.case.id)]
        return Share(sum(not each.differences for each in named), len(named))

    @property
    def innocent_accused(self) -> Share:
        innocent = [each for each in self.judged if each.case.innocent]
        return Share(sum(each.accused for each in innocent), len(innocent))

    @property
    def falsely_accused(self) -> Share:
        """Cases that allow no accusation and got one, innocent or not."""
        allowed_none = [each for each in self.judged if not each.may_accuse]
        return Share(sum(each.accused for each in allowed_none), len(allowed_none))

    @property
    def needless_questions(self) -> Share:
        """Posts that need no person and were given a question."""
        clear = [each for each in self.judged if not each.may_ask]
        return Share(sum(each.overall == "needs_human" for each in clear), len(clear))

    @property
    def groups_right(self) -> Share:
        groups: dict[str, list[bool]] = {}
        for each in self.judged:
            if each.case.group:
                groups.setdefault(each.case.group, []).append(not each.differences)
        return Share(sum(all(members) for members in groups.values()), len(groups))

    @property
    def spans_exact(self) -> Share:
        """Quotes that are, letter by letter, what stands at their place in the post."""
        exact = [is_exact for each in self.judged for is_exact in each.exact_quotes]
        return Share(sum(exact), len(exact))

    @property
    def verdicts(self) -> Counter[str]:
        return Counter(each.overall for each in self.judged)

    @property
    def families(self) -> tuple[Family, ...]:
        return tuple(self._family(name, beginnings) for name, beginnings in FAMILIES.items())

    def _family(self, name: str, beginnings: tuple[str, ...]) -> Family:
        expected = list(self._expected(beginnings))
        said = [*expected, *self._of_innocents(beginnings)]
        innocent = [found for allowed, found in said if not ACCUSING & set(allowed)]
        clear = [found for allowed, found in said if "needs_human" not in allowed]
        return Family(
            name,
            Share(sum(found in allowed for allowed, found in expected), len(expected)),
            Share(sum(found in ACCUSING for found in innocent), len(innocent)),
            Share(sum(found == "needs_human" for found in clear), len(clear)),
        )

    def _expected(self, beginnings: tuple[str, ...]) -> Iterator[tuple[list[str], Verdict]]:
        """What each case expects of each rule of a family that it names, and what the rule said."""
        for each in self.judged:
            for rule, allowed in each.case.expect.items():
                if rule.startswith(beginnings):
                    yield listed(allowed), each.verdict(rule)

    def _of_innocents(self, beginnings: tuple[str, ...]) -> Iterator[tuple[list[str], Verdict]]:
        """What the worst finding of a family may be on each innocent post, and what it was."""
        for each in self.judged:
            if each.case.innocent:
                said = [found.verdict for found in each.judgement.findings if found.rule.startswith(beginnings)]
                yield listed(each.case.overall), worst(said)

    def report(self) -> str:
        """The figures as Markdown."""
        lines = [
            "| gate | figure | wanted |",
            "|---|---|---|",
            f"| cases right | {self.right} | ≥ 95 % |",
            f"| named captions right | {self.captions} | all |",
            f"| contrast groups right | {self.groups_right} | |",
            f"| innocent posts accused | {self.innocent_accused} | none |",
            f"| falsely accused | {self.falsely_accused} | none |",
            f"| needless questions | {self.needless_questions} | ≤ 5 % |",
            f"| quotes exact to the letter | {self.spans_exact} | all |",
            "",
            "| family | expectations right | falsely accused | needless questions |",
            "|---|---|---|---|",
            *(
                f"| {each.name} | {each.right} | {each.falsely_accused} | {each.needless_questions} |"
                for each in self.families
            ),
            "",
            "Verdicts: " + ", ".join(f"{word} {count}" for word, count in sorted(self.verdicts.items())) + ".",
        ]
        return "\n".join(lines)


@cache
def quality() -> Quality:
    return Quality(judged_cases())


DOCUMENT = Path(__file__).parents[2] / "docs" / "method" / "quality.md"
_FIGURES = re.compile(r"(?<=<!-- figures -->\n).*?(?=<!-- end of figures -->)", re.DOTALL)


def with_figures(document: str, figures: str) -> str:
    """``document`` with ``figures`` between its marks."""
    return _FIGURES.sub(lambda _: f"\n{figures}\n\n", document)


def write() -> str:
    """Put the figures of today into the document, and return them."""
    figures = quality().report()
    DOCUMENT.write_text(with_figures(DOCUMENT.read_text(encoding="utf-8"), figures), encoding="utf-8")
    return figures


if __name__ == "__main__":
    print(write())
