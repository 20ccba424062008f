"""A role that is limited to one brand: what it imports, and what it learns of others."""

import json

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from perenne.desk.imports.models import File, Import, Refused, State
from perenne.desk.imports.reading import read_import
from perenne.desk.people.models import Member
from perenne.desk.posts.models import Post
from tests.desk.cast import Cast, a_person, signed_in


def a_file(**brands: str) -> SimpleUploadedFile:
    posts = (
        {"platform": "instagram", "post_id": post, "text": "Bonjour", "deal": {"advertiser": {"name": brand}}}
        for post, brand in brands.items()
    )
    return SimpleUploadedFile("posts.ndjson", "\n".join(map(json.dumps, posts)).encode())


def test_posts_of_another_brand_are_refused_line_by_line(cast: Cast) -> None:
    farid = signed_in(cast.farid)
    told = {"dropped": a_file(A="Maison Lune", B="Belorso", C="Inconnue"), "brand": cast.lune.pk}
    answer = farid.post(reverse("imports"), told)
    made = Import.objects.get(brand=cast.lune)
    read_import.call(made.pk)
    assert dict(Post.objects.values_list("post_id", "brand")) == {"A": cast.lune.pk, "C": cast.lune.pk}
    assert Refused.objects.get().reason_fr.startswith("la publication nomme une autre marque")
    assert farid.get(answer["Location"]).status_code == 200


def test_the_brand_must_be_one_of_their_own(cast: Cast) -> None:
    farid = signed_in(cast.farid)
    for brand in ({}, {"brand": cast.belorso.pk}, {"brand": "x"}):
        assert farid.post(reverse("imports"), {"dropped": a_file(A="Belorso"), **brand}).status_code == 422
    assert not Import.objects.exclude(pk=cast.dropped.pk).exists()


def test_imports_of_others_are_not_named_to_them(cast: Cast) -> None:
    made = Import.objects.create(organisation=cast.agency, by=cast.alma.person, at=timezone.now(), state=State.DONE)
    File.objects.create(of=made, name="secret-belorso.csv", sha256="0" * 64, size=1)
    Refused.objects.create(of=made, file="secret-belorso.csv", line=1, reason_fr="x", reason_en="x")
    farid = signed_in(cast.farid)
    assert "secret-belorso" not in farid.get("/").content.decode()
    assert "secret-belorso" not in farid.get(reverse("imports")).content.decode()


def test_whoever_may_not_read_posts_is_not_sent_to_them(cast: Cast) -> None:
    emil = signed_in(cast.emil)
    for address in ("/", reverse("import", args=(cast.dropped.pk,))):
        assert reverse("posts") not in emil.get(address).content.decode()


def test_a_refusal_asks_the_database_no_more_often_where_more_people_work(cast: Cast) -> None:
    post, chloe = cast.post(), signed_in(cast.chloe)
    counts = []
    for n in range(2):
        with CaptureQueriesContext(
            connection,
        ) as queries:
            chloe.get(reverse("post", args=(post.pk,)))
        counts.append(len(queries))
        for each in range(5):
            Member.objects.create(person=a_person(f"P{n}{each}"), organisation=cast.agency, roles=["counsel"])
    assert counts[0] == counts[1] <= 16


def test_a_file_tells_nothing_of_what_is_known_of_the_same_post_for_another_brand(cast: Cast) -> None:
    known = cast.post("Un secret de Belorso", cast.belorso)
    told = {"platform": "instagram", "post_id": known.post_id, "text": "Tout autre chose"}
    dropped = SimpleUploadedFile("posts.ndjson", json.dumps(told).encode())
    farid = signed_in(cast.farid)
    answer = farid.post(reverse("imports"), {"dropped": dropped, "brand": cast.lune.pk})
    made = Import.objects.get(brand=cast.lune)
    read_import.call(made.pk)
    made.refresh_from_db()
    assert (made.posts_known, made.posts_differ, made.observations.count()) == (0, 0, 0)
    assert Refused.objects.get().reason_fr.startswith("la publication est connue ici")
    assert "secret" not in farid.get(answer["Location"]).content.decode()
