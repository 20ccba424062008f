"""How a contract is shown: what it is called, its worth, what its signatures are worth, its audit, two versions."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from perenne.contracts.audit import Audited, State, element_of
from perenne.contracts.difference import Change, changes
from perenne.contracts.identity import AUTHORITY_NAME
from perenne.contracts.signatures import Signature
from perenne.contracts.terms_file import read_terms
from perenne.desk.contracts.models import Contract, Version
from perenne.desk.contracts.queries import advertiser_of, creator_of
from perenne.desk.web.words import WORDS
from perenne.law.rulebook import rulebook
from perenne.report.contract.clauses import ClauseView, clause_views
from perenne.report.numerals import money
from perenne.report.typography import typo
from perenne.report.voice import Said, Voice

_EUROS = "EUR"


def title(contract: Contract, voice: Voice) -> str:
    """The parties, as far as anybody knows them."""
    named = [each for each in (advertiser_of(contract), creator_of(contract)) if each]
    if len(named) > 1:
        return voice.say(WORDS["contracts.between"], named, one=named[0], other=named[1])
    return named[0] if named else str(voice.say(WORDS["contracts.nobody"]))


def worth(contract: Contract, voice: Voice) -> Said | None:
    """Money and kind, excluding VAT; ``None`` where nobody recorded any."""
    parts = [
        str(voice.say(WORDS[f"contracts.worth.{name}"], amount=money(value, _EUROS, voice.language)))
        for name, value in (("money", contract.money), ("in_kind", contract.in_kind))
        if value is not None
    ]
    return voice.series(parts) if parts else None


def signing(version: Version, voice: Voice) -> Said:
    """What the signatures of ``version`` are worth, in words: whether one is qualified is nothing that is known
    here."""
    found = version.signed()
    if version.format != "pdf":
        return voice.say(WORDS["contracts.signed.no_pdf"])
    if found is None:
        return voice.say(WORDS["contracts.signed.unknown"])
    if not found:
        return voice.say(WORDS["contracts.signed.none"])
    if any(each.state == "altered" for each in found):
        return voice.say(WORDS["contracts.signed.altered"])
    ours = {_is_ours(each) for each in found}
    return voice.say(WORDS["contracts.signed.ours" if ours == {True} else "contracts.signed.elsewhere"])


def _is_ours(signature: Signature) -> bool:
    return signature.known and signature.issuer == AUTHORITY_NAME


@dataclass(frozen=True, slots=True)
class Moved:
    """One element in two versions; ``None`` where a version has no finding on it."""

    name: Said
    before: ClauseView | None
    after: ClauseView | None

    @property
    def changed(self) -> bool:
        return _state(self.before) != _state(self.after)


def _state(view: ClauseView | None) -> State | None:
    return view.state if view else None


def moved(before: Version, after: Version, voice: Voice) -> tuple[Moved, ...]:
    """Each element that the law asks for or good practice names, in both versions; what changed comes first."""
    old, new = (dict(_elements(each.read(), voice)) for each in (before, after))
    rows = [Moved((new.get(each) or old[each]).name, old.get(each), new.get(each)) for each in {**new, **old}]
    return tuple(sorted(rows, key=lambda each: not each.changed))


def _elements(audited: Audited, voice: Voice) -> Iterator[tuple[str, ClauseView]]:
    for view in clause_views(audited, rulebook(), voice):
        if view.state is not None:
            yield element_of(audited.findings[view.number - 1]), view


def terms_moved(before: Version, after: Version) -> Sequence[Change] | None:
    """What moved in the terms; ``None`` where one of both was not drafted here and carries none."""
    old, new = (read_terms(each.terms.encode()).terms if each.terms else None for each in (before, after))
    return changes(old, new, typo) if old is not None and new is not None else None
