"""Whose law applies to a post: the creator's country of establishment and each country of enough audience."""

from collections.abc import Mapping

from perenne.law.facts import Scope
from perenne.law.rulebook import Rulebook
from perenne.model.post import Post

HOME = "FR"
"""The law that is assumed where nothing at all is known."""


def scope_of(post: Post, book: Rulebook, audience: tuple[str, ...] = ()) -> Scope:
    """The scope of ``post``; ``audience`` stands for the audience of posts that record none."""
    return scope_in(post.account.country, post.audience.countries, book, audience)


def scope_in(
    country: str | None, shares: Mapping[str, float], book: Rulebook, audience: tuple[str, ...] = ()
) -> Scope:
    """The scope of a post by the country of its creator and the ``shares`` of its public."""
    enough = [code for code, share in shares.items() if share >= book.index.audience_share]
    targeted = enough if shares else list(audience)
    countries = tuple(dict.fromkeys([*([country] if country else []), *sorted(targeted)]))
    if not countries and not shares:
        return Scope((HOME,), assumed=True)
    abroad = country if country and country != HOME and country in book.index.eea else None
    return Scope(countries, abroad=abroad)
