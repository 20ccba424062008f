"""Which of the relations that somebody recorded is the one of a document."""

from collections.abc import Sequence

import msgspec

from perenne.contracts.document import Document
from perenne.model.errors import UsageError
from perenne.model.relation import Parties, Party, Relation
from perenne.text.names import folded_name


def known_for(document: Document, relations: Sequence[Relation]) -> Relation | None:
    """The relation between the parties that ``document`` names, with all its deals; where only two parties are
    recorded, it is theirs. Raises ``UsageError`` where it cannot be told."""
    text = f" {folded_name(' '.join(block.text for block in document.blocks))} "
    own = [each for each in relations if all(_named(names, text) for names in _sides(each))] or list(relations)
    if len({_sides(each) for each in own}) > 1:
        raise UsageError(
            fr="plusieurs relations sont relevées, et le document ne nomme pas les parties d’une seule : gardez la "
            "sienne dans le fichier donné à --deals",
            en="several relations are recorded, and the document does not name the parties of one alone: keep its "
            "own in the file given to --deals",
        )
    if not own:
        return None
    deals = tuple(deal for each in own for deal in each.deals)
    return msgspec.structs.replace(own[0], deals=deals)


_Names = frozenset[str]


def _named(names: _Names, text: str) -> bool:
    return any(f" {name} " in text for name in names)


def _sides(relation: Relation) -> tuple[_Names, _Names]:
    """How the creator and the advertiser are called, folded."""
    parties = (relation.contract.parties if relation.contract else None) or Parties()
    creator, advertiser = parties.creator or Party(), parties.advertiser or Party()
    known = relation.advertiser
    return (
        _folded(relation.creator.handle, creator.name, *(deal.creator for deal in relation.deals)),
        _folded(known.name if known else None, advertiser.name, *(deal.advertiser for deal in relation.deals)),
    )


def _folded(*names: str | None) -> _Names:
    return frozenset(folded for name in names if name and (folded := folded_name(name)))
