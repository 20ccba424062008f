"""Which brand of the organisation a post is of."""

from perenne.desk.people.models import Brand
from perenne.model.post import Post


class Brands:
    """Which brand of the organisation a post's deal names, by name or account."""

    def __init__(self, organisation: int) -> None:
        self._by_name: dict[str, Brand] = {}
        for brand in Brand.objects.filter(organisation=organisation):
            for name in (brand.name, *brand.handles):
                self._by_name[_plain(name)] = brand

    def of(self, post: Post) -> Brand | None:
        advertiser = post.deal.advertiser
        names = (advertiser.name or "", *advertiser.handles) if advertiser else ()
        return next(filter(None, (self._by_name.get(_plain(each)) for each in (*names, *post.labels.sponsors))), None)


def _plain(name: str) -> str:
    return name.lstrip("@").casefold()
