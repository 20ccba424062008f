"""The kinds of things that one may ask to do something on: how an address names them, who sees them, their page."""

from typing import NamedTuple


class Kind(NamedTuple):
    """``see``: the verb by which one sees it; ``page``: the name of its page; ``by``: what that page names it by."""

    model: str
    see: str
    page: str
    by: str = "pk"


KINDS = {
    "post": Kind("posts.Post", "post.read", "post"),
    "partnership": Kind("partnerships.Partnership", "partnership.read", "partnership", "ref"),
    "import": Kind("imports.Import", "import.make", "import"),
    "contract": Kind("contracts.Contract", "contract.read", "contract", "ref"),
    "bundle": Kind("bundles.Bundle", "evidence.make", "bundle"),
    "creator": Kind("creators.Creator", "creator.read", "creator"),
    "draft": Kind("drafts.Draft", "draft.check", "draft_kept"),
}


def kind_of(thing: object) -> Kind | None:
    return KINDS.get(type(thing).__name__.lower())
