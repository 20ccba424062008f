"""What is known of a creator: with source and age, side by side where sources differ, Unknown where nobody says."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from perenne.desk.creators import actions
from perenne.desk.creators.models import Account, Creator, Fact, Tie
from perenne.desk.creators.queries import creator_pk, creator_pks
from perenne.desk.imports.models import File, Import, State
from perenne.desk.journal.acts import verify
from perenne.desk.journal.models import Act, Word
from perenne.desk.people.models import Brand
from perenne.desk.portal.actions import link_to
from perenne.desk.portal.models import Link
from perenne.model.post import Post as Record
from perenne.model.profile import Profile
from perenne.model.wire import convert
from tests.desk.cast import Cast, by, signed_in
from tests.desk.partnerships.made import partnership

HANDLE = {"handle": "lina.m", "country": "FR"}


def a_record(day: str | None = "2026-11-20", line: int = 1, **account: object) -> Record:
    source = {"file": "captures.ndjson", "line": line, "observed_at": day}
    return convert(Record, {"platform": "instagram", "account": account or HANDLE, "source": source})


def a_profile(followers: object, day: str | None, platform: str = "instagram", **account: object) -> Profile:
    told = {
        "platform": platform,
        "account": account or HANDLE,
        "followers": followers,
        "source": {"file": "comptes.ndjson", "line": 3, "observed_at": day},
    }
    return convert(Profile, told)


def an_import(cast: Cast, brand: Brand | None = None) -> Import:
    return Import.objects.create(
        organisation=cast.agency, by=cast.alma.person, at=timezone.now(), state=State.DONE, brand=brand
    )


def learn(cast: Cast, *records: Record, profiles: tuple[Profile, ...] = (), brand: Brand | None = None) -> Import:
    made = an_import(cast, brand)
    actions.learn(made, [(each, brand.pk if brand else None) for each in records], profiles)
    return made


def page_of(cast: Cast, creator: Creator, name: str = "creator") -> str:
    page: str = signed_in(cast.alma).get(reverse(name, args=(creator.pk,))).content.decode()
    return page.replace("\u00a0", " ").replace("\u202f", " ")


def days_ago(n: int) -> str:
    return (timezone.localdate() - timedelta(days=n)).isoformat()


def test_each_fact_bears_its_source_and_its_age_in_words(cast: Cast) -> None:
    learn(cast, profiles=(a_profile(41_300, days_ago(3)),))
    page = page_of(cast, Creator.objects.get())
    assert "41 300" in page
    assert "comptes.ndjson, ligne 3" in page
    assert "il y a 3 jours" in page


def test_what_nobody_says_is_unknown_and_not_zero(cast: Cast) -> None:
    learn(cast, a_record())
    page = page_of(cast, Creator.objects.get())
    assert "ce n’est pas zéro" in page
    assert "aucune source ne le dit" in page
    assert "<strong>0</strong>" not in page


def test_a_value_past_its_shelf_life_is_unknown_and_says_what_was_read_last(cast: Cast) -> None:
    learn(cast, profiles=(a_profile(41_300, days_ago(400)),))
    page = page_of(cast, Creator.objects.get())
    assert "dernier relevé trop ancien : 41 300, il y a 13 mois" in page
    assert "<strong><bdi>41 300</bdi></strong>" not in page


def test_a_value_that_ages_and_bears_no_date_is_unknown(cast: Cast) -> None:
    learn(cast, profiles=(a_profile(41_300, None),))
    assert "relevé sans date : 41 300" in page_of(cast, Creator.objects.get())


def test_of_what_moves_the_newest_value_holds_and_the_older_stays_in_the_history(cast: Cast) -> None:
    learn(cast, profiles=(a_profile(40_000, days_ago(30)), a_profile(41_300, days_ago(2))))
    creator = Creator.objects.get()
    now, then = page_of(cast, creator), page_of(cast, creator, "creator_history")
    assert "41 300" in now
    assert "40 000" not in now
    assert "40 000" in then


def test_values_that_differ_stand_side_by_side_with_their_sources(cast: Cast) -> None:
    learn(cast, a_record(days_ago(20), 7), a_record(days_ago(10), 9, handle="lina.m", country="BE"))
    page = page_of(cast, Creator.objects.get())
    assert "Les sources diffèrent" in page
    assert "captures.ndjson, ligne 7" in page
    assert "captures.ndjson, ligne 9" in page


def test_what_a_person_declares_stands_hollow_beside_what_a_source_says(cast: Cast) -> None:
    learn(cast, profiles=(a_profile(41_300, days_ago(2)),))
    account = Account.objects.get()
    told = {
        "declare-account": account.pk,
        "declare-name": "followers",
        "declare-value": "52 000",
        "declare-observed": days_ago(0),
    }
    alma = signed_in(cast.alma)
    assert alma.post(reverse("creator_declare", args=(account.creator_id,)), told).status_code == 302
    page = page_of(cast, account.creator)
    assert "41 300" in page
    assert "52 000" in page
    assert "dit par Alma" in page
    assert page.count("Les sources diffèrent") == 1
    assert Fact.objects.get(by=cast.alma.person).stands == Fact.DECLARED
    assert verify().holds


@pytest.mark.parametrize(("name", "value"), [("followers", "beaucoup"), ("country", "France"), ("birth_year", "85")])
def test_a_value_that_is_none_is_said_at_its_field(cast: Cast, name: str, value: str) -> None:
    learn(cast, a_record())
    account = Account.objects.get()
    told = {
        "declare-account": account.pk,
        "declare-name": name,
        "declare-value": value,
        "declare-observed": days_ago(0),
    }
    answer = signed_in(cast.alma).post(reverse("creator_declare", args=(account.creator_id,)), told)
    assert answer.status_code == 422
    assert 'href="#id_declare-value"' in answer.content.decode()
    assert value in answer.content.decode()


def test_an_import_that_is_told_twice_tells_once_and_can_be_taken_back(cast: Cast) -> None:
    made = an_import(cast)
    records = [(a_record(), None), (a_record(days_ago(1), 2), None)]
    assert actions.learn(made, records) > 0
    assert actions.learn(made, records) == 0
    assert Fact.objects.filter(name="country").count() == 1, "a value is one row, by its newest reading"
    actions.unlearn(made)
    assert not Fact.objects.exists()
    assert not Account.objects.exists()
    assert not Creator.objects.exists()


def test_taking_an_import_back_leaves_what_others_told(cast: Cast) -> None:
    kept = learn(cast, a_record())
    undone = learn(cast, a_record(), profiles=(a_profile(5, days_ago(1)),))
    actions.unlearn(undone)
    assert set(Fact.objects.values_list("of", flat=True)) == {kept.pk}


def test_the_case_of_a_handle_makes_no_second_person_and_the_platform_does(cast: Cast) -> None:
    learn(cast, a_record(handle="Lina.M"), a_record(handle="@lina.m"), profiles=(a_profile(9, None, "tiktok"),))
    assert Account.objects.filter(platform="instagram").count() == 1
    assert Creator.objects.count() == 2, "accounts of one person are never guessed"


def test_a_mere_name_makes_no_person(cast: Cast) -> None:
    learn(cast, a_record(name="Marie"))
    assert not Creator.objects.exists()


def test_an_account_known_by_its_id_gathers_its_own_posts_and_not_those_of_a_namesake(cast: Cast) -> None:
    own = cast.post("À moi", account={"id": "UC1", "name": "Marie"})
    cast.post("À une homonyme", account={"id": "UC2", "name": "Marie"})
    learn(cast, own.read())
    page = page_of(cast, Creator.objects.get(), "creator_posts")
    assert "À moi" in page
    assert "À une homonyme" not in page


def test_an_id_alone_is_the_account_that_another_reading_gave_with_its_handle(cast: Cast) -> None:
    learn(cast, a_record(handle="lina.m", id="77"))
    learn(cast, a_record(id="77", bio="Ici et là"))
    assert Account.objects.get().key == "lina.m"


def test_accounts_are_joined_by_a_signature_and_parted_by_another(cast: Cast) -> None:
    learn(cast, a_record(), profiles=(a_profile(9, days_ago(1), "tiktok", handle="lina_tt"),))
    here, there = Creator.objects.get(name="@lina.m"), Creator.objects.get(name="@lina_tt")
    told = {"join-platform": "tiktok", "join-account": "@lina_tt", "join-reason": "Elle l’écrit dans sa présentation"}
    alma = signed_in(cast.alma)
    assert alma.post(reverse("creator_join", args=(here.pk,)), told).status_code == 302
    page = page_of(cast, here)
    assert "Elle l’écrit dans sa présentation" in page
    assert "@lina_tt est la même personne" in page
    assert alma.get(reverse("creator", args=(there.pk,)))["Location"] == reverse("creator", args=(here.pk,))
    account = Account.objects.get(platform="tiktok")
    prefix = f"part{account.pk}"
    told = {f"{prefix}-account": str(account.pk), f"{prefix}-reason": "Une homonyme"}
    assert alma.post(reverse("creator_part", args=(here.pk,)), told).status_code == 302
    account.refresh_from_db()
    assert account.creator_id not in {here.pk}
    assert [each.joins for each in Tie.objects.all()] == [True, False]
    assert [act.verb for act in Act.objects.order_by("n")] == ["creator.join", "creator.separate"]


def test_an_account_that_is_not_known_is_joined_with_nobody(cast: Cast) -> None:
    learn(cast, a_record())
    told = {"join-platform": "tiktok", "join-account": "@personne", "join-reason": "x"}
    answer = signed_in(cast.alma).post(reverse("creator_join", args=(Creator.objects.get().pk,)), told)
    assert answer.status_code == 422
    assert "aucun autre compte de ce nom" in answer.content.decode()


def test_the_ground_on_which_data_are_kept_is_signed(cast: Cast) -> None:
    learn(cast, a_record())
    creator = Creator.objects.get()
    assert "Personne n’a encore dit sur quel fondement" in page_of(cast, creator, "creator_data")
    told = {"keep-basis": "contract", "keep-told_on": "2026-10-01", "keep-until": "2020-01-01"}
    assert signed_in(cast.bruno).post(reverse("creator_keep", args=(creator.pk,)), told).status_code == 302
    page = page_of(cast, creator, "creator_data")
    assert "exécution d’un contrat" in page
    assert "Durée dépassée" in page
    assert "captures" in page or "import du" in page


def test_the_list_narrows_to_what_is_asked_for(cast: Cast) -> None:
    learn(cast, a_record(), a_record(handle="noe.q"), profiles=(a_profile(9, days_ago(1), "tiktok", handle="zoe"),))
    alma = signed_in(cast.alma)
    for query, shown in (("q=noe", "@noe.q"), ("platform=tiktok", "@zoe"), ("q=@LINA", "@lina.m")):
        page = alma.get(f"{reverse('creators')}?{query}").content.decode()
        assert {each for each in ("@lina.m", "@noe.q", "@zoe") if f"<bdi>{each}</bdi></a>" in page} == {shown}
    assert "@lina.m" not in alma.get(f"{reverse('creators')}?state=expired").content.decode()
    assert "@lina.m" in alma.get(f"{reverse('creators')}?state=untold").content.decode()


def test_the_list_asks_the_database_no_more_often_for_ten_times_the_creators(cast: Cast) -> None:
    alma, counts = signed_in(cast.alma), []
    for begin, end in ((0, 2), (2, 20)):
        records = [a_record(handle=f"c{n}") for n in range(begin, end)]
        records += [a_record(id=f"UC{n}", name=f"Nom {n}") for n in range(begin, end)]
        learn(cast, *records)
        for record in records:
            cast.post(f"Un texte {record.account.handle}", account={"handle": record.account.handle, "country": "FR"})
        with CaptureQueriesContext(connection) as asked:
            alma.get(reverse("creators"))
        counts.append(len(asked))
    assert counts[0] == counts[1] <= 14


def test_a_page_of_a_creator_asks_no_more_often_for_more_facts(cast: Cast) -> None:
    alma, counts = signed_in(cast.alma), []
    for n in (1, 12):
        for each in range(n):
            learn(cast, a_record(days_ago(each + 1), each, handle="lina.m", bio=f"Présentation {n} {each}"))
        pk = Creator.objects.get().pk
        with CaptureQueriesContext(connection) as asked:
            for name in ("creator", "creator_history", "creator_posts", "creator_data"):
                alma.get(reverse(name, args=(pk,)))
        counts.append(len(asked))
    assert counts[0] == counts[1] <= 4 * 14


def test_a_role_for_one_brand_sees_the_creators_and_the_facts_of_that_brand_alone(cast: Cast) -> None:
    learn(cast, a_record(None, 1, handle="lina.m", bio="Avec la Lune"), brand=cast.lune)
    learn(cast, a_record(None, 2, handle="lina.m", bio="Secret de Belorso"), brand=cast.belorso)
    learn(cast, a_record(handle="noe.q"), brand=cast.belorso)
    farid = signed_in(cast.farid)
    listed = farid.get(reverse("creators")).content.decode()
    assert "@lina.m" in listed
    assert "@noe.q" not in listed
    lina, noe = Creator.objects.get(name="@lina.m"), Creator.objects.get(name="@noe.q")
    page = farid.get(reverse("creator", args=(lina.pk,))).content.decode()
    assert "Avec la Lune" in page
    assert "Secret de Belorso" not in page
    assert farid.get(reverse("creator", args=(noe.pk,))).status_code == 404
    assert farid.post(reverse("creator_join", args=(lina.pk,)), {}).status_code == 403


def test_erasing_removes_what_was_known_and_said_and_nobody_is_learnt_again(cast: Cast) -> None:
    learn(cast, a_record(handle="lina.m", bio="Ma vie à moi"), profiles=(a_profile(9, days_ago(1)),))
    account = Account.objects.get()
    creator = account.creator
    link_to(by(cast.alma), cast.alma, account)
    actions.keep(by(cast.bruno), cast.bruno.person, creator, actions.Ground("contract", note="Vue le 3 mai à Lyon"))
    gone = actions.forget(by(cast.bruno), creator)
    assert (gone.facts, gone.links, gone.reasons) == (3, 1, 1)
    assert gone.words > 0
    assert not Fact.objects.exists()
    assert Link.objects.get().creator == ""
    for model, field in ((Account, "name"), (Account, "key"), (Creator, "name"), (Word, "text")):
        assert not model.objects.filter(**{f"{field}__icontains": "lina"}).exists()
    assert verify().holds
    learn(cast, a_record(handle="lina.m", bio="De retour"))
    assert not Fact.objects.exists()
    assert signed_in(cast.alma).get(reverse("creator", args=(creator.pk,))).status_code == 404


def test_the_partnerships_that_name_a_handle_are_a_link_away(cast: Cast) -> None:
    learn(cast, a_record())
    row = partnership(cast)
    page = page_of(cast, Creator.objects.get(), "creator_partnerships")
    assert f'href="{reverse("partnership", args=(row.ref,))}"' in page


def test_a_page_of_rows_finds_its_creators_by_one_question(cast: Cast) -> None:
    learn(cast, a_record(), a_record(handle="noe.q"))
    wanted = [("instagram", "@lina.m"), ("instagram", "@Noe.Q"), ("tiktok", "@lina.m")]
    with CaptureQueriesContext(connection) as asked:
        found = creator_pks(cast.agency.pk, wanted)
    assert len(asked) == 1
    assert set(found) == set(wanted[:2])
    assert creator_pk(cast.agency.pk, "instagram", "@lina.m") == Creator.objects.get(name="@lina.m").pk


def test_markup_in_a_bio_stays_text(cast: Cast) -> None:
    learn(cast, a_record(days_ago(1), 1, handle="lina.m", bio="<script>x</script>\0"))
    creator = Creator.objects.get()
    for name in ("creator", "creator_history"):
        assert "<script>x" not in page_of(cast, creator, name)


def test_a_bad_query_gives_a_page_all_the_same(cast: Cast) -> None:
    learn(cast, a_record())
    alma = signed_in(cast.alma)
    for query in ("page=x", "page=99", "state=rien", "q=%00", "platform=%27"):
        assert alma.get(f"{reverse('creators')}?{query}").status_code == 200


@pytest.mark.parametrize(
    "name", ["creator", "creator_history", "creator_posts", "creator_partnerships", "creator_data"]
)
def test_the_record_speaks_both_languages(cast: Cast, name: str) -> None:
    learn(cast, a_record(), profiles=(a_profile([10_000, 100_000], days_ago(1)),))
    client = signed_in(cast.alma)
    for language, word in (("fr", "Ce qui est connu"), ("en", "What is known")):
        client.cookies["language"] = language
        answer = client.get(reverse(name, args=(Creator.objects.get().pk,)))
        assert answer.status_code == 200
        assert word in answer.content.decode()
        assert len(answer.content) <= 40_000


def test_a_shelf_life_is_a_whole_number_of_days_of_the_table() -> None:
    from perenne.desk.creators.kinds import kinds
    from perenne.desk.creators.known import holding

    days = kinds().facts["followers"].holds_days
    assert days is not None
    read = date(2026, 1, 1)
    fact = Fact(pk=1, name="followers", value="5", stands=Fact.SEEN, observed=read)
    assert holding("followers", [fact], read + timedelta(days=days)).values
    assert holding("followers", [fact], read + timedelta(days=days + 1)).why == "stale"


def test_erasing_takes_the_words_of_who_they_were_before_they_were_joined(cast: Cast) -> None:
    learn(cast, a_record(), profiles=(a_profile(9, days_ago(1), "tiktok", handle="nine_tt"),))
    here, there = Creator.objects.get(name="@lina.m"), Creator.objects.get(name="@nine_tt")
    ground = actions.Ground("contract", note="Nine habite Lyon")
    actions.keep(by(cast.bruno), cast.bruno.person, there, ground)
    actions.join(by(cast.alma), cast.alma.person, here, there, "La même personne")
    actions.forget(by(cast.bruno), here)
    assert not Word.objects.filter(text__icontains="nine").exists()
    assert verify().holds


def test_where_a_joined_record_leads_is_told_to_nobody_who_does_not_see_it(cast: Cast) -> None:
    learn(cast, a_record(), profiles=(a_profile(9, days_ago(1), "tiktok", handle="lina_tt"),), brand=cast.belorso)
    here, there = Creator.objects.get(name="@lina.m"), Creator.objects.get(name="@lina_tt")
    actions.join(by(cast.alma), cast.alma.person, here, there, "La même personne")
    address = reverse("creator", args=(there.pk,))
    answers = {who: signed_in(each).get(address).status_code for who, each in cast.members.items()}
    assert {who for who, status in answers.items() if status == 302} == {"alma", "bruno", "chloe"}
    assert {status for status in answers.values() if status != 302} == {404}


def test_only_the_files_in_which_something_of_the_person_stands_are_named(cast: Cast) -> None:
    made = learn(cast, a_record(None, 1, handle="lina.m", bio="Avec la Lune"), brand=cast.lune)
    for name in ("captures.ndjson", "secret-belorso.ndjson"):
        File.objects.create(of=made, name=name, sha256="0" * 64, size=1)
    page = signed_in(cast.farid).get(reverse("creator_data", args=(Creator.objects.get().pk,))).content.decode()
    assert "captures.ndjson" in page
    assert "secret-belorso" not in page
