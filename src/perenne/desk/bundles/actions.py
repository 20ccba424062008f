"""Ask for a bundle; the worker makes it."""

from collections.abc import Sequence

from django.db import transaction
from django.utils import timezone

from perenne.desk.bundles.covering import read_in, with_others
from perenne.desk.bundles.models import Bundle
from perenne.desk.journal.acts import Author, record
from perenne.desk.people.models import Member
from perenne.desk.people.permissions import member_brands
from perenne.desk.posts.models import Post
from perenne.model.bilingual import Language


@transaction.atomic
def ask(author: Author, member: Member, posts: Sequence[Post], language: Language) -> Bundle:
    """A bundle of ``posts``, whose page speaks ``language``. One of a single brand is for those who are limited to
    it too, unless whoever sees every brand asks for it and its originals tell of others."""
    from perenne.desk.bundles.making import make_bundle  # the worker's entry, which needs this module's app

    brands = {each.brand_id for each in posts}
    brand = brands.pop() if len(brands) == 1 else None
    if brand is not None and not member_brands(member) and with_others(member.organisation_id, brand, read_in(posts)):
        brand = None
    bundle = Bundle.objects.create(
        organisation=member.organisation,
        brand_id=brand,
        by=member.person,
        at=timezone.now(),
        language=language,
    )
    bundle.posts.set(posts)
    record(author, "evidence.ask", f"bundle:{bundle.pk}", {"posts": [each.pk for each in posts]})
    make_bundle.enqueue(bundle.pk)
    return bundle
