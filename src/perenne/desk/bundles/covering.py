"""Which originals a bundle of one brand may hold: whoever is limited to that brand reads it."""

from collections.abc import Collection

from django.db.models import Exists, OuterRef

from perenne.desk.imports.models import File, Observation
from perenne.desk.posts.models import Post


def with_others(organisation: int, brand: int, hashes: Collection[str]) -> set[str]:
    """Those of ``hashes`` whose file came in an import in which posts stand that are not of ``brand``."""
    added = Post.objects.filter(added_by=OuterRef("of")).exclude(brand=brand)
    seen = Observation.objects.filter(of=OuterRef("of")).exclude(post__brand=brand)
    files = File.objects.filter(sha256__in=hashes, of__organisation=organisation).exclude(of__brand=brand)
    return set(files.filter(Exists(added) | Exists(seen)).values_list("sha256", flat=True))


def read_in(posts: Collection[Post]) -> set[str]:
    """The hashes of the files in which ``posts`` were read."""
    return {sha256 for each in posts if (sha256 := each.read().source.sha256)}
