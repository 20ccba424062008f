"""A change of law is announced: the changelog names every rule that judges, with each of its periods."""

from pathlib import Path

from perenne.law.rulebook import Rule, rulebook


def _row(rule: Rule) -> str:
    periods = (f"{version.id} to {version.end}" if version.end else f"from {version.id}" for version in rule.versions)
    return f"| `{rule.id}` | {'; '.join(periods)} |"


def test_the_changelog_names_every_rule_with_its_periods(repository: Path) -> None:
    written = (repository / "CHANGELOG.md").read_text(encoding="utf-8").splitlines()
    expected = [_row(rule) for rule in rulebook().rules.values()]
    assert expected
    assert [row for row in expected if row not in written] == []
