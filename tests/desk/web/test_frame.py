"""The frame: what stands around every page, what a fragment is, keys and display, and what the pages weigh."""

import gzip
import hashlib
import re
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse
from lxml import html

from perenne import desk
from perenne.desk.drafts.models import Draft
from perenne.desk.journal.models import Act
from perenne.desk.posts.actions import Choice, Held, decide, override
from tests.desk.cast import Cast, by, signed_in
from tests.desk.pages import Page, faults

STATIC = Path(desk.__file__).parent / "static" / "desk"
PART = {"HX-Request": "true"}


def test_the_vendored_script_is_the_one_that_its_note_names() -> None:
    note = (STATIC / "htmx" / "ORIGIN.md").read_text(encoding="utf-8")
    script = (STATIC / "htmx" / "htmx.min.js").read_bytes()
    assert hashlib.sha256(script).hexdigest() in note
    assert "htmx.org@4.0.1" in note
    assert "Zero-Clause BSD" in (STATIC / "htmx" / "LICENSE").read_text(encoding="utf-8")
    assert b'"4.0.1"' in script


def test_our_own_script_and_sheet_stay_small() -> None:
    assert (STATIC / "desk.js").stat().st_size <= 4_000
    assert (STATIC / "desk.css").stat().st_size <= 28_000


def test_our_script_makes_no_code_of_text() -> None:
    source = (STATIC / "desk.js").read_text(encoding="utf-8")
    assert not re.search(r"\beval\b|\bFunction\(|innerHTML|insertAdjacentHTML|document\.write", source)


def test_no_page_carries_code_or_style_in_its_markup(cast: Cast) -> None:
    client, post = signed_in(cast.alma), cast.post()
    for address in ("/", reverse("posts"), reverse("post", args=(post.pk,)), reverse("draft"), reverse("keys")):
        page = client.get(address).content.decode()
        assert not re.search(r"\son\w+=|\sstyle=|<style|hx-on|javascript:", page), address
        assert all("src=" in each for each in re.findall(r"<script[^>]*>", page)), address


def test_a_part_of_a_page_is_its_title_and_its_main(cast: Cast) -> None:
    client, address = signed_in(cast.alma), reverse("post", args=(cast.post().pk,))
    whole, part = client.get(address).content.decode(), client.get(address, headers=PART).content.decode()
    assert part.lstrip().startswith("<title>")
    assert "<nav aria-label=" not in part
    assert "<html" not in part
    main = re.compile(r"<main.*</main>", re.DOTALL)
    one, other = (re.sub(r'csrfmiddlewaretoken" value="\w+"', "", each) for each in (whole, part))
    found, also = main.search(one), main.search(other)
    assert found is not None
    assert also is not None
    assert re.sub(r"\s+", "", found[0]) == re.sub(r"\s+", "", also[0])


def test_every_refusal_is_a_part_too(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    from perenne.desk.posts import queries

    post = cast.post()
    address = reverse("decide", args=(post.pk,))
    told = {"version": "7", "kind": "ask", "reason": "x", "due": ""}
    alma = signed_in(cast.alma)
    answers = {
        403: signed_in(cast.chloe).post(address, {}, headers=PART),
        404: alma.get("/posts/999999/", headers=PART),
        409: alma.post(address, told, headers=PART),
        422: alma.post(address, {"version": "1"}, headers=PART),
    }
    monkeypatch.setattr(queries, "filtered", lambda *_: 1 / 0)
    broken = Client(raise_request_exception=False)
    broken.force_login(cast.alma.person)
    answers[500] = broken.get(reverse("posts"), headers=PART)
    for status, answer in answers.items():
        page = answer.content.decode()
        assert answer.status_code == status
        assert page.lstrip().startswith("<title>"), status
        assert page.count("<h1") == 1, status
        assert "<html" not in page, status


def test_keys_are_listed_on_a_page_and_name_every_place_of_the_rail(cast: Cast) -> None:
    page = signed_in(cast.alma).get(reverse("keys")).content.decode()
    keys = re.findall(r'data-go="(\w)"', page)
    assert len(keys) == len(set(keys)) >= 8
    for key in keys:
        assert f"<kbd>G</kbd> <kbd>{key.upper()}</kbd>" in page


def test_shortcuts_are_switched_off_for_one_person(cast: Cast) -> None:
    client = signed_in(cast.alma)
    assert 'data-shortcuts="on"' in client.get("/").content.decode()
    answer = client.post(reverse("display"), {"compact": "on", "theme": "dark", "next": "/keys/"})
    assert (answer.status_code, answer["Location"]) == (302, "/keys/")
    page = client.get("/").content.decode()
    assert 'data-shortcuts="off"' in page
    assert 'class="compact"' in page
    assert 'data-theme="dark"' in page
    assert 'data-shortcuts="on"' in signed_in(cast.bruno).get("/").content.decode()
    assert Act.objects.get().verb == "person.prefer"


def test_the_same_display_twice_is_one_act_and_leads_nowhere_else(cast: Cast) -> None:
    client = signed_in(cast.alma)
    for _ in range(2):
        answer = client.post(reverse("display"), {"next": "//evil.example/"})
        assert answer["Location"] == "/"
    assert Act.objects.count() == 1
    assert Client().post(reverse("display"), {}).status_code == 403
    assert signed_in(cast.hana).post(reverse("display"), {}).status_code == 404


@pytest.mark.parametrize("language", ["fr", "en"])
def test_pages_of_posts_drafts_and_the_day_hold_to_the_list(cast: Cast, language: str) -> None:
    waiting, asked = cast.post(), cast.post("Mes lunettes, merci @belorso", audience={"countries": {"FR": 0.9}})
    decide(by(cast.alma), cast.alma.person, asked, 1, Choice("ask", "Mention absente"), {})
    override(by(cast.alma), cast.alma.person, waiting, 1, Held("fr.mention.intent", "", "compliant", "Vue"))
    client = signed_in(cast.alma)
    client.cookies["language"] = language
    told = {"text": "Mes lunettes @belorso", "consideration": "yes", "brand": "Belorso", "sector": "fashion"}
    client.post(reverse("draft_keep"), told)
    addresses = [
        *("/", "/?later=1", reverse("posts"), reverse("draft"), reverse("keys")),
        *(reverse("post", args=(each.pk,)) for each in (waiting, asked)),
        *(reverse("post_today", args=(waiting.pk,)), reverse("row", args=(f"post:{waiting.pk}",))),
        reverse("draft_kept", args=(Draft.objects.get().pk,)),
    ]
    answers = [(each, client.get(each)) for each in addresses]
    wrong = [(reverse("decide", args=(waiting.pk,)), {"version": "2"}), (reverse("draft"), {})]
    answers += [(address, client.post(address, sent)) for address, sent in wrong]
    pages = [Page(address, address, said.content.decode(), _tree(said.content.decode())) for address, said in answers]
    assert [each for page in pages for each in faults(page, language)] == []


def _tree(text: str) -> html.HtmlElement:
    return html.document_fromstring(text)


BUDGETS = {"today": (40, 9), "posts": (60, 11), "post": (40, 10)}
"""In kB: the page, and the page packed, with fifty posts in the desk."""


def test_pages_of_fifty_posts_weigh_no_more_than_they_may(cast: Cast) -> None:
    from perenne.desk.imports.models import Refused

    for _ in range(50):
        post = cast.post()
    Refused.objects.create(of=cast.dropped, file="a.csv", line=2, reason_fr="x", reason_en="x")
    client = signed_in(cast.alma)
    for name, (most, packed) in BUDGETS.items():
        page = client.get(reverse(name, args=(post.pk,) if name == "post" else ())).content
        assert len(page) <= most * 1024, (name, len(page))
        assert len(gzip.compress(page)) <= packed * 1024, name
        assert len(re.findall(rb'<link rel="stylesheet"|<script|<img', page)) <= 4, name
