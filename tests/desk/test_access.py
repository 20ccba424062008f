"""Every address, asked for by every member of the cast: a stranger gets 404, whoever they are."""

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from perenne.desk.people.actions import found
from tests.desk.cast import Cast, signed_in
from tests.desk.creators.made import pk_of
from tests.desk.partnerships.made import partnership

PAGES = {
    "today": {"alma", "bruno", "chloe", "dina", "emil", "farid"},
    "posts": {"alma", "bruno", "chloe", "farid"},
    "partnerships": {"alma", "bruno", "chloe", "farid"},
    "partnerships_sheet": {"alma", "bruno", "chloe", "farid"},
    "creators": {"alma", "bruno", "chloe", "farid"},
    "links": {"alma", "bruno", "farid"},
    "captures": {"alma", "bruno", "farid"},
    "data_requests": {"alma", "bruno", "farid"},
    "contracts": {"alma", "bruno", "farid"},
    "contract_new": {"alma", "bruno", "farid"},
    "devices": {"bruno", "dina"},
    "device_rules": {"bruno", "dina"},
    "second_phone": {"bruno", "dina"},
    "device_exceptions": {"bruno", "dina"},
    "device_report": {"bruno", "dina"},
    "device_new": {"dina"},
    "device_proofs": {"dina"},
    "imports": {"alma", "bruno", "emil", "farid"},
    "draft": {"alma", "bruno", "chloe", "farid"},
    "keys": {"alma", "bruno", "chloe", "dina", "emil", "farid"},
    "law": {"alma", "bruno", "chloe", "dina", "emil", "farid"},
    "bundles": {"alma", "bruno", "chloe", "dina", "farid"},
    "journal": {"alma", "bruno", "chloe", "dina", "emil", "farid"},
    "people": {"alma", "bruno", "chloe", "dina", "emil", "farid"},
    "tokens": {"alma", "bruno", "chloe", "emil", "farid"},
    "export": {"emil"},
    "erase": {"bruno", "emil"},
}
"""Who sees which page of the agency. Gil, counsel of another organisation, sees his own."""
OBJECTS = {
    "post": {"alma", "bruno", "chloe"},
    "post_today": {"alma", "bruno", "chloe"},
    "import": {"alma", "bruno", "emil"},
    "import_rejects": {"alma", "bruno", "emil"},
    "import_rejects_csv": {"alma", "bruno", "emil"},
    "member": {"emil"},
    "brand": {"emil"},
    "creator": {"alma", "bruno", "chloe"},
    "creator_history": {"alma", "bruno", "chloe"},
    "creator_posts": {"alma", "bruno", "chloe"},
    "creator_partnerships": {"alma", "bruno", "chloe"},
    "creator_data": {"alma", "bruno", "chloe"},
    "capture": {"alma", "bruno"},
    "data_request": {"alma", "bruno"},
    "partnership": {"alma", "bruno", "chloe"},
    "partnership_events": {"alma", "bruno", "chloe"},
    "partnership_consideration": {"alma", "bruno", "chloe"},
}
"""Who sees a thing of the agency that is of the brand Belorso, or of no brand."""
ACTS = {
    "decide": ({"alma", "bruno"}, {"chloe"}),
    "override": ({"alma", "bruno"}, {"chloe"}),
    "bundle_make": ({"alma", "bruno"}, {"chloe"}),
    "portal_link": ({"alma", "bruno"}, {"chloe"}),
    "reply_read": ({"alma", "bruno"}, {"chloe"}),
    "creator_join": ({"alma"}, {"bruno", "chloe"}),
    "creator_part": ({"alma"}, {"bruno", "chloe"}),
    "creator_declare": ({"alma"}, {"bruno", "chloe"}),
    "creator_keep": ({"alma", "bruno"}, {"chloe"}),
    "creator_link": ({"alma", "bruno"}, {"chloe"}),
    "link_revoke": ({"alma", "bruno"}, set()),
    "capture_judge": ({"alma", "bruno"}, set()),
    "data_answer": ({"alma", "bruno"}, set()),
    "partnership_record": ({"alma"}, {"bruno", "chloe"}),
    "partnership_renewal": ({"alma"}, {"bruno", "chloe"}),
    "import_stop": ({"alma", "bruno", "emil"}, set()),
    "import_columns": ({"alma", "bruno", "emil"}, set()),
    "import_undo": ({"alma", "bruno", "emil"}, set()),
    "change_roles": ({"emil"}, set()),
    "end_access": ({"emil"}, set()),
    "suspend_access": ({"emil"}, set()),
    "resume_access": ({"emil"}, set()),
    "password_link": ({"emil"}, set()),
}
"""Who may do it, and who may see the thing and is refused with the reason; for everybody else it does not exist."""
OF_CREATORS = ("creator", "capture", "data", "link")
BY_LINK = {f"portal{door}" for door in ("", "_reply", "_stories", "_consent", "_data", "_copy")}
OPEN = {"api", "openapi", "language", "join", "choose_password", *BY_LINK}
WITH_A_NAME = {"capture_file", "rule", "bundle", "bundle_download", "partnership_new"}
"""Tested with the rules of law and with bundles."""

OF_PEOPLE = {
    *("why", "request_done", "sent_before", "account", "account_name", "end_browser"),
    *("add_brand", "revoke_invitation", "invite_anew", "token_revoke"),
}
"""Tested in ``people/`` and ``api/``: one's own, or with an invitation or a brand of their own."""


OF_THE_DAY = {
    *("display", "row", "row_postpone", "row_assign"),
    *("draft_keep", "draft_kept", "draft_keep_again", "draft_step"),
}
"""Tested in ``web/``, ``today/`` and ``drafts/``."""


OF_IMPORTS = {"import_kind", "import_check", "import_mend", "import_unknown"}
"""Tested in ``imports/``, with an import that awaits a person's word."""


OF_CONTRACTS = {
    *("contract", "contract_facts", "contract_compare", "contract_audit", "contract_report", "contract_original"),
    *("contract_version", "contract_withdraw", "contract_restore", "contract_again", "contract_review"),
}
"""Tested in ``contracts/``, with a contract that was audited."""


OF_DEVICES = {
    *("device", "device_questions", "device_change", "device_origin", "device_exception", "device_incident"),
}
"""Tested in ``devices/``, with a device that was recorded."""


OF_LEAVING = {
    *("export_make", "export_download"),
    *("erase_check", "erasure", "erase_confirm", "erase_withdraw"),
}
"""Tested in ``leaving/``, with an export that was made and an erasure that awaits a second person."""


def _names() -> set[str]:
    def walk(patterns: list[URLPattern | URLResolver], prefix: str = "") -> set[str]:
        found: set[str] = set()
        for each in patterns:
            if isinstance(each, URLResolver):
                inside = prefix + str(each.pattern)
                found |= set() if inside.startswith(("account/", "api/")) else walk(each.url_patterns, inside)
            elif each.name:
                found.add(each.name)
        return found

    return walk(get_resolver().url_patterns)


def test_no_address_is_left_out_of_this_test() -> None:
    assert (
        _names()
        == set(PAGES)
        | set(OBJECTS)
        | set(ACTS)
        | OPEN
        | WITH_A_NAME
        | OF_PEOPLE
        | OF_THE_DAY
        | OF_IMPORTS
        | OF_CONTRACTS
        | OF_DEVICES
        | OF_LEAVING
    )


@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_there_for_those_whose_role_has_a_part_in_it(cast: Cast, name: str) -> None:
    answers = {who: signed_in(member).get(reverse(name)).status_code for who, member in cast.members.items()}
    seen = PAGES[name] | ({"gil"} if "bruno" in PAGES[name] else set())
    assert answers == {who: 200 if who in seen else 404 for who in cast.members}


@pytest.mark.parametrize("name", OBJECTS)
def test_a_thing_is_there_for_those_who_may_see_it(cast: Cast, name: str) -> None:
    pk: object = cast.post().pk if name in {"post", "post_today"} else cast.dropped.pk
    if name in {"member", "brand"}:
        pk = {"member": cast.dina.pk, "brand": cast.lune.pk}[name]
    if name.startswith("partnership"):
        pk = partnership(cast).ref
    if name.startswith(OF_CREATORS):
        pk = pk_of(cast, name)
    answers = {
        who: signed_in(member).get(reverse(name, args=(pk,))).status_code for who, member in cast.members.items()
    }
    assert answers == {who: 200 if who in OBJECTS[name] else 404 for who in cast.members}


_ON_DINA = ("change_roles", "suspend_access", "resume_access", "password_link")


@pytest.mark.parametrize("name", ACTS)
def test_an_act_is_refused_to_whom_it_is_not_for(cast: Cast, name: str) -> None:
    able, refused = ACTS[name]
    of_posts = {"decide", "override", "bundle_make", "portal_link", "reply_read"}
    for who, member in cast.members.items():
        people = {"end_access": cast.chloe.pk, **dict.fromkeys(_ON_DINA, cast.dina.pk)}
        pk: object = cast.post().pk if name in of_posts else people.get(name, cast.dropped.pk)
        if name.startswith("partnership"):
            pk = partnership(cast, who).ref
        if name.startswith(OF_CREATORS):
            pk = pk_of(cast, name)
        status = signed_in(member).post(reverse(name, args=(pk,)), {}).status_code
        expected = {200, 302, 422} if who in able else {403 if who in refused else 404}
        assert status in expected, (who, status)


@pytest.mark.parametrize("name", [*PAGES, *OBJECTS])
def test_whoever_is_not_signed_in_is_asked_to(cast: Cast, name: str) -> None:
    args = (1,) if name in OBJECTS else ()
    answer = Client().get(reverse(name, args=args))
    assert answer.status_code == 302
    assert answer["Location"].startswith("/account/login/?next=")


def test_a_person_who_is_a_member_of_nothing_finds_nothing(cast: Cast) -> None:
    assert {signed_in(cast.hana).get(reverse(name)).status_code for name in PAGES} == {404}


def test_a_role_for_one_brand_sees_the_posts_of_that_brand_alone(cast: Cast) -> None:
    theirs, others = cast.post(brand=cast.lune), cast.post(brand=cast.belorso)
    farid = signed_in(cast.farid)
    assert farid.get(reverse("post", args=(theirs.pk,))).status_code == 200
    assert farid.get(reverse("post", args=(others.pk,))).status_code == 404
    listed = farid.get(reverse("posts")).content.decode()
    assert reverse("post", args=(theirs.pk,)) in listed
    assert reverse("post", args=(others.pk,)) not in listed


def test_a_refusal_says_why_and_names_those_who_may(cast: Cast) -> None:
    answer = signed_in(cast.chloe).post(reverse("decide", args=(cast.post().pk,)), {})
    page = answer.content.decode()
    assert answer.status_code == 403
    assert "Analyste ou observatoire" in page
    assert "Alma" not in page, "a manager may not decide on everything, so nobody is sent there"
    assert "Bruno" in page


def test_the_link_of_a_new_desk_lets_its_first_person_in_once(db: None, client: Client) -> None:
    link = reverse("join", args=(found("Agence Méridienne", "lina@exemple.invalid"),))
    told = {"name": "Lina Moreau", "password": "quatre-mots-de-passe"}
    assert client.get(link).status_code == 200
    assert client.post(link, told).status_code == 302
    assert client.get("/").status_code == 200
    assert Client().get(link).status_code == 410


def test_a_link_that_nobody_made_reveals_nothing(db: None, client: Client) -> None:
    assert client.get(reverse("join", args=("x" * 43,))).status_code == 410


@pytest.mark.parametrize("password", ["court", "password1234"])
def test_a_weak_password_is_refused_beside_its_field(db: None, client: Client, password: str) -> None:
    link = reverse("join", args=(found("Agence Méridienne", "lina@exemple.invalid"),))
    answer = client.post(link, {"name": "Lina", "password": password})
    assert answer.status_code == 422
    assert 'href="#id_password"' in answer.content.decode()
