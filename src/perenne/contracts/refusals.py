"""When no contract may be drafted: the creator is a minor, or the law asked for is not the one that the law wants."""

from datetime import date
from typing import Any

from perenne.contracts.terms import Terms
from perenne.law.rulebook import Rulebook
from perenne.model.bilingual import Bilingual

_CLAUSES, _LAW, _CHILDREN = "fr.contract.clauses", "fr.contract.law", "fr.minors.protection"


def refusal(terms: Terms, book: Rulebook) -> tuple[Bilingual, ...]:
    """Why no contract is drafted on these terms, in the words of the rulebook; nothing where one may be."""
    return _minor(terms, book) or _other_law(terms, book)


def age_on(day: date, born: date) -> int:
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def _minor(terms: Terms, book: Rulebook) -> tuple[Bilingual, ...]:
    rule = book.rule(_CLAUSES)
    known = _parameters(book, _CLAUSES, terms.date)
    age = age_on(terms.date, terms.creator.born)
    if not known or age >= known["adult"]:
        return ()
    outcome = rule.outcomes["minor"]
    said = [
        Bilingual(
            fr=f"Pas de projet : le {{day}}, la créatrice ou le créateur a {age} ans.",
            en=f"No draft: on {{day}} the creator is {age} years old.",
        ).filled(day=terms.date),
        outcome.because.filled(born=str(terms.creator.born.year), day=terms.date),
    ]
    said += [outcome.fix] if outcome.fix else []
    children = book.rule(_CHILDREN).on(terms.date)
    if age < known["authorised"] and children is not None:
        said += [rule.notices["authorisation"], children.summary]
        said.append(Bilingual(fr=f"Texte : {children.article}.", en=f"Text: {children.article}."))
        if children.penalty:
            said.append(Bilingual(fr=f"Sanction : {children.penalty.fr}.", en=f"Penalty: {children.penalty.en}."))
    return tuple(said)


def _other_law(terms: Terms, book: Rulebook) -> tuple[Bilingual, ...]:
    known = _parameters(book, _LAW, terms.date)
    if not known or not terms.targets_french_public or terms.law == known["law"]:
        return ()
    return (book.rule(_LAW).outcomes["other_law"].because.filled(law=terms.law), Bilingual(**known["fix"]))


def _parameters(book: Rulebook, rule_id: str, day: date) -> dict[str, Any]:
    version = book.rule(rule_id).on(day)
    return version.parameters if version is not None else {}
