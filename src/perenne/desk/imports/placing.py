"""Posts of an import beside those that are known: what is new, what says more or otherwise, what is not taken."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any, NamedTuple

import msgspec

from perenne.audit.outcome import Conflict
from perenne.audit.repeats import contradictions, says_more
from perenne.desk.creators.learning import Key, erased, key_of
from perenne.desk.imports.brands import Brands
from perenne.desk.imports.running import Run
from perenne.desk.imports.spool import Refusal, Spool, Spooled, together
from perenne.desk.posts.judging import storable
from perenne.desk.posts.models import Post as Row
from perenne.model.bilingual import Bilingual
from perenne.model.post import Post
from perenne.model.reject import Reject

_OTHER_BRAND = Bilingual(
    fr="la publication nomme une autre marque que celle de l’import : importez-la à part",
    en="the post names another brand than that of the import: import it apart",
)
_ELSEWHERE = Bilingual(
    fr="la publication est connue ici, et pas de la marque de l’import : importez-la à part",
    en="the post is known here, and not as one of the brand of the import: import it apart",
)


@dataclass(slots=True)
class Placed:
    new: int = 0
    known: int = 0
    differ: int = 0
    erased: int = 0


class _Known(NamedTuple):
    pk: int
    brand: int | None
    record: str


def place(spool: Spool, run: Run) -> Placed:
    """Say of every post in the spool what it is to the organisation. Raises ``Stopped``."""
    placed, brands = Placed(), Brands(run.made.organisation_id)
    for some in together(spool.every()):
        run.tell()
        known = _known(run.made.organisation_id, some)
        gone = _erased(run.made.organisation_id, [each.post for each in some])
        for each in some:
            if _key(each.post) in gone:
                placed.erased += 1
                spool.place(each.n, None, None, left_out=True)
                continue
            row, own = known.get((each.platform, each.id)), run.made.brand_id
            if row is not None and own is not None and row.brand != own:
                _leave_out(spool, each, _ELSEWHERE)
            elif row is not None:
                placed.known += 1
                placed.differ += _observed(spool, each.post, row)
                spool.place(each.n, row.pk, row.brand)
            else:
                placed.new += _taken(spool, each, brands, run)
    for copies in together(spool.copies()):
        gone = _erased(run.made.organisation_id, copies)
        for copy in copies:
            if _key(copy) not in gone:
                placed.differ += 1
                spool.observe(observation(copy, None, ()))
    return placed


def _erased(organisation: int, posts: Iterable[Post]) -> set[Key | None]:
    """The accounts among those of ``posts`` whose person was erased: nothing of theirs comes back."""
    return {*erased(organisation, {key for each in posts if (key := _key(each)) is not None})}


def _key(post: Post) -> Key | None:
    return key_of(post.platform, post.account)


def _known(organisation: int, some: list[Spooled]) -> dict[tuple[str, str], _Known]:
    rows = Row.objects.filter(organisation=organisation, post_id__in=[each.id for each in some])
    said = rows.values_list("platform", "post_id", "pk", "brand_id", "record")
    return {(platform, name): _Known(pk, brand, record) for platform, name, pk, brand, record in said}


def _observed(spool: Spool, post: Post, row: _Known) -> bool:
    """Keep ``post`` beside the known one where it says more or otherwise."""
    known = msgspec.json.decode(row.record, type=Post)
    if not says_more(known, post):
        return False
    spool.observe(observation(post, row.pk, tuple(contradictions([known, post]))))
    return True


def observation(post: Post, known: int | None, conflicts: tuple[Conflict, ...]) -> dict[str, Any]:
    """The columns of an ``Observation``."""
    return {
        "post_id": known,
        "platform": storable(post.platform),
        "name": storable(post.subject_id),
        "observed_at": (post.source.observed_at or "")[:40],
        "record": msgspec.json.encode(post).decode(),
        "conflicts": [{name: storable(str(value)) for name, value in asdict(each).items()} for each in conflicts],
    }


def _taken(spool: Spool, each: Spooled, brands: Brands, run: Run) -> bool:
    """An import for one brand takes no post that names another one."""
    named, own = brands.of(each.post), run.made.brand_id
    if own is None or named is None or named.pk == own:
        spool.place(each.n, None, own or (named.pk if named else None))
        return True
    _leave_out(spool, each, _OTHER_BRAND)
    return False


def _leave_out(spool: Spool, each: Spooled, why: Bilingual) -> None:
    source = each.post.source
    spool.refuse(Refusal(None, Reject(source.file or "?", source.line or 0, "deal", why)))
    spool.place(each.n, None, None, left_out=True)
