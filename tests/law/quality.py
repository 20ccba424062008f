"""The figures by which the judgement of posts is held: printed by ``make quality``, enforced by the tests."""

from collections import Counter
from dataclasses import dataclass
from math import sqrt

from tests.law.cases import Judged, judged_cases

Z95 = 1.959964


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
class Quality:
    """The gates: named captions right, 90 % of all right, no innocent accused, needless questions at most 10 %."""

    judged: tuple[Judged, ...]

    @property
    def right(self) -> Share:
        return Share(sum(not each.differences for each in self.judged), len(self.judged))

    @property
    def captions(self) -> Share:
        named = [each for each in self.judged if each.case.file.startswith("section12")]
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
    def verdicts(self) -> Counter[str]:
        return Counter(each.overall for each in self.judged)

    def report(self) -> str:
        """The figures in lines."""
        lines = [
            f"cases right              {self.right}",
            f"captions of section 12   {self.captions}",
            f"contrast groups right    {self.groups_right}",
            f"innocent posts accused   {self.innocent_accused}",
            f"falsely accused          {self.falsely_accused}",
            f"needless questions       {self.needless_questions}",
            "verdicts                 "
            + ", ".join(f"{word} {count}" for word, count in sorted(self.verdicts.items())),
            "No labelled public set of French captions is known: these cases were written from the law, not sampled.",
        ]
        return "\n".join(lines)


def quality() -> Quality:
    return Quality(judged_cases())


if __name__ == "__main__":
    print(quality().report())
