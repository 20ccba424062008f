"""The whole report: one file that says everything, does nothing, and keeps to its size."""

import re
import subprocess
import sys
from dataclasses import replace
from itertools import pairwise

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from perenne.audit.digest import digest_of
from perenne.audit.outcome import AuditOutcome, DealLoose, FileSummary, OpenQuestion, UnreadFile
from perenne.model.bilingual import Bilingual, Language
from perenne.model.finding import WORST_FIRST, Subject
from perenne.model.post import Account
from perenne.model.reject import Reject
from perenne.model.relation import DealLine
from perenne.report.html import LARGEST, render
from perenne.report.names import verdict_word
from tests.report import invented
from tests.report.page import Element, html, page, read

LANGUAGES: tuple[Language, ...] = ("fr", "en")
NOT_QUOTED = frozenset({"unseen", "sup", "cut"})

both = pytest.mark.parametrize("language", LANGUAGES)


def _posts(root: Element) -> list[Element]:
    return [each for each in root.every("article", "details") if "post" in each.classes]


def _section(root: Element, name: str) -> Element:
    (found,) = [each for each in root.every("section") if each.attributes.get("id") == name]
    return found


# What it says


@both
def test_every_finding_stands_on_the_page_with_its_proof(language: Language) -> None:
    shown = page(language).words
    for finding in invented.outcome().findings:
        assert finding.id in shown
        assert f"{finding.rule}@{finding.rule_version}" in shown


def test_every_post_is_shown_once_with_its_verdict_in_words() -> None:
    posts = _posts(page("fr"))
    assert len(posts) == len(invented.outcome().posts)
    for one in posts:
        (badge, *_) = [each for each in one.every("span") if "badge" in each.classes]
        assert badge.words in {verdict_word(verdict, "fr") for verdict in WORST_FIRST}


def test_the_worst_creator_comes_first_and_all_her_posts_together() -> None:
    headings = [each.words.split()[0] for each in _section(page("fr"), "posts").every("h3")]
    assert headings[0] == "@lina.moreau"
    assert [each for n, each in enumerate(headings) if n == 0 or headings[n - 1] != each] == list(
        dict.fromkeys(headings)
    )


def test_captions_are_quoted_to_the_character() -> None:
    quoted = {"".join(_uncoded(each)) for each in page("fr").every("blockquote")}
    for one in invented.outcome().posts:
        if (
            one.text
            and one.text != invented.LONG
            and any(f.subject.id == one.subject_id for f in invented.outcome().findings)
        ):
            assert one.text in quoted


def _uncoded(quote: Element) -> list[str]:
    """The text of a quote, codes such as ``U+202E`` turned back into what they stand for."""
    parts = []
    for child in quote.children:
        if isinstance(child, str):
            parts.append(child)
        elif "ctl" in child.classes:
            parts.append(chr(int(child.text()[2:], 16)))
        elif not ({child.tag} | child.classes) & NOT_QUOTED:
            parts += _uncoded(child)
    return parts


def test_a_long_caption_is_cut_around_its_evidence_and_says_so() -> None:
    (long,) = [each for each in page("fr").every("blockquote") if "Trois semaines" in each.text()]
    assert any(each.text() == "Collaboration commerciale" for each in long.every("mark"))
    assert "[…]" in long.text()


def test_passages_are_told_apart_without_colour() -> None:
    (nested,) = [
        each for each in page("fr").every("blockquote") if each.text(NOT_QUOTED) == "#deco #cosy #sp @maisonlune"
    ]
    assert [(each.text(), each.classes) for each in nested.every("mark")] == [
        ("#cosy ", {"imp"}), ("#sp", {"bad"}), (" ", {"imp"}), ("@maison", {"imp"}), ("lune", {"ok"}),
    ]  # fmt: skip
    assert [each.text() for each in nested.every("sup")] == ["1", "2", "3"]
    assert "début du passage 1, non conforme" in nested.text().replace("\u00a0", " ")


def test_evidence_outside_the_caption_is_shown_with_its_field() -> None:
    (video,) = [each for each in _posts(page("fr")) if "La vidéo du dimanche" in each.text()]
    labels = [each.words for each in video.every("p") if "label" in each.classes]
    assert labels == [
        "Titre",
        "Légende",
        "Texte à l’image 1",
        "Paroles 1",
        "Premier commentaire",
        "Présentation du compte",
    ]


def test_a_recorded_value_is_shown_with_its_file_and_line() -> None:
    (bad,) = [each for each in _posts(page("fr")) if "Mon sac de l’année" in each.text()]
    facts = [each.words for each in bad.every("li") if "Accord" in each.text() or "Étiquette" in each.text()]
    assert [each.replace("\u00a0", " ") for each in facts] == [
        "Accord : Atelier Brume, 2026-03-10 1,2 accords.csv, ligne 3",
        "Étiquette de la plateforme : non 2 captures.ndjson, ligne 4",
    ]


def test_a_finding_carries_the_law_of_its_day() -> None:
    (old,) = [each for each in _posts(page("fr")) if "la cire" in each.text()]
    said = old.words.replace("\u00a0", " ").replace("\u202f", " ")
    assert "loi n° 2023-451, art. 5, en vigueur du 11 juin 2023 au 7 nov. 2024, lue au 10 mars 2024" in said
    assert "En résumé. La promotion faite contre rémunération" in said
    assert "confiance A, texte de loi ou page officielle lus · vérifiée le 24 nov. 2026" in said
    assert "Position R29. Jusqu’au 7 novembre 2024" in said


def test_a_question_says_whom_to_ask_and_where_to_answer() -> None:
    section = _section(page("fr"), "questions").words.replace("\u00a0", " ").replace("\u202f", " ")
    assert "Sept questions attendent une réponse." in section
    assert "À la créatrice ou au créateur Avez-vous reçu" in section
    assert "--answers questions.csv" in section


def test_what_was_not_checked_is_listed() -> None:
    said = _section(page("fr"), "unchecked").words
    for expected in ("fr.political.window", "Belgique, 2 publications", "accords.csv, ligne 9", "C9999", "image.png"):
        assert expected in said.replace("\u00a0", " ")
    assert "ce n’est pas du JSON" in said
    assert "Mon sac de l’année #cuir #pr captures.ndjson, ligne 4" in said.replace("\u00a0", " ")


def test_the_provenance_is_complete() -> None:
    said = _section(page("en"), "provenance").words
    for expected in (
        invented.sha256("captures"),
        "zeeschuimer-tiktok/1",
        invented.BOOK.sha256,
        "without isolation",
        "0.1.0",
    ):
        assert expected in said
    assert "proves neither" in said


def test_the_separate_view_is_labelled_at_the_top_and_on_each_finding() -> None:
    shown = read(render(invented.as_of("2026-11-24"), "fr"))
    told = [each.words.replace("\u00a0", " ") for each in shown.every("p") if "as-of" in each.classes]
    assert told[0].startswith("Vue à part. Les publications sont relues avec le droit du 24 nov. 2026")
    assert told[1:] == ["Relu avec le droit du 24 nov. 2026"]
    assert "Le droit du jour." not in shown.words.replace("\u00a0", " ")


def test_the_counts_of_the_table_are_those_of_the_findings() -> None:
    (table,) = [each for each in page("fr").every("table") if "rules" in each.classes]
    totals = [int(each.text()) for each in table.every("td") if "total" in each.classes]
    assert sum(totals) == len(invented.outcome().findings)


def test_nothing_read_is_a_report_too() -> None:
    shown = read(render(invented.without_anything(), "en"))
    assert shown.every("h1")[0].words == "No post to judge"
    assert not _posts(shown)


def test_a_finding_about_something_else_than_a_post_is_not_lost() -> None:
    outcome = invented.outcome()
    lost = msgspec.structs.replace(
        next(iter(outcome.findings)), id="f-0123456789abcdef", subject=Subject(kind="relation", id="r1")
    )
    shown = render(replace(outcome, beside=(lost,)), "fr")
    assert "Constats hors publication" in shown
    assert 'id="f-0123456789abcdef"' in shown


def test_a_rule_that_the_rulebook_no_longer_holds_still_shows_its_finding() -> None:
    outcome = invented.outcome()
    first, *others = outcome.findings
    orphan = msgspec.structs.replace(first, rule="fr.gone", rule_version="1999-01-01", position="R99")
    shown = render(replace(outcome, digest=digest_of(outcome.posts, [orphan, *others])), "fr")
    assert "fr.gone" in shown
    assert orphan.id in shown


# What it cannot do


@both
def test_it_loads_and_runs_nothing(language: Language) -> None:
    root = page(language)
    assert not root.every("script", "link", "img", "iframe", "object", "embed", "form", "base", "video", "audio")
    for element in root.every():
        for name, value in element.attributes.items():
            assert not name.startswith("on"), (element.tag, name)
            assert name not in {"src", "srcset", "style", "action", "data"}, (element.tag, name)
            if name == "href":
                assert value is not None
                assert value.startswith("#"), value
    css = root.every("style")[0].text()
    assert not re.search(r"@import|url\((?!#)|https?:|//|expression", css)


@both
def test_its_policy_allows_nothing_but_its_own_style(language: Language) -> None:
    (policy,) = [each for each in page(language).every("meta") if each.attributes.get("http-equiv")]
    assert policy.attributes["http-equiv"] == "Content-Security-Policy"
    assert (policy.attributes["content"] or "").startswith("default-src 'none'; style-src 'unsafe-inline'")


def test_hostile_words_are_only_words() -> None:
    shown = html("fr")
    assert "<img" not in shown
    assert "<b>" not in shown
    assert "<script" not in shown
    assert "{{" not in shown.replace("{{ 7*7 }}", "")
    for unseen in (invented.ESC, invented.OVERRIDE, invented.ZERO_WIDTH):
        assert unseen not in shown
    assert "U+202E" in shown


@given(st.text(max_size=120) | st.text(alphabet="<>&\"'`{}%#/\\\x00\x1b\u202e\u2028abc=: \r\n", max_size=120))
@settings(max_examples=40)
def test_no_text_of_others_becomes_an_element(hostile: str) -> None:
    one = invented.post(
        1, f"x{hostile}", "2026-10-01T10:00:00Z", f"b{hostile}", account=Account(handle=f"h{hostile}"), url=hostile,
        language=hostile[:40],
    )  # fmt: skip
    said = invented.finding(one, "fr.mention.intent", "clue", invented.quote(one, f"x{hostile}"), words=hostile)
    outcome = replace(
        invented.outcome([(one, (said,))]),
        rejects=(Reject(hostile, 1, hostile, Bilingual(fr="vide", en="empty")),),
        unread=(UnreadFile(hostile, Bilingual(fr="vide", en="empty")),),
    )
    tags = [each.tag for each in read(render(outcome, "fr")).every()]
    assert set(tags) <= {*(each.tag for each in page("fr").every()), "bdi"}


def test_the_same_outcome_gives_the_same_bytes() -> None:
    code = (
        "from perenne.report.html import render; from tests.report import invented; import hashlib;"
        "print(hashlib.sha256(render(invented.outcome(), 'fr').encode()).hexdigest())"
    )
    runs = [
        subprocess.run(
            [sys.executable, "-c", code],
            env={"PYTHONHASHSEED": seed, "TZ": zone, "PYTHONPATH": "src:.", "PATH": ""},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed, zone in (("1", "UTC"), ("2", "Asia/Tokyo"))
    ]
    assert runs[0] == runs[1]
    assert len(runs[0].strip()) == 64


def test_the_order_of_posts_and_findings_in_the_outcome_never_matters() -> None:
    outcome = invented.outcome()
    posts, findings = list(outcome.posts)[::-1], list(outcome.findings)[::-1]
    turned = replace(outcome, digest=digest_of(posts, findings))
    assert _section(read(render(turned, "fr")), "posts").text() == _section(page("fr"), "posts").text()


# How large it is


def test_five_thousand_posts_fit_and_the_page_says_what_it_leaves_out() -> None:
    shown = render(invented.many(5_000), "fr")
    assert LARGEST * 0.97 < len(shown.encode()) <= LARGEST
    posts = _posts(read(shown))
    said = _section(read(shown), "posts").words.replace("\u202f", "").replace("\u00a0", " ")
    assert f"ce fichier montre {len(posts)} publications sur 5000" in said
    assert f"{1250 - len(posts)} non conformes et 3750 hors champ" in said
    assert "findings.ndjson" in said


@both
def test_the_worst_input_keeps_to_the_size(language: Language) -> None:
    assert len(render(_enormous(), language).encode()) <= LARGEST


def _enormous() -> AuditOutcome:
    """Every list long, every name endless and made of characters that take most room on a page."""
    name = "\u202e" * 5_000
    reason = Bilingual(fr="vide", en="empty")
    made: list[invented.Case] = []
    for number in range(300):
        one = invented.post(number, "\x1b" * 20_000, "2026-10-01", name, account=Account(handle=name + str(number)))
        said = invented.finding(one, "fr.mention.intent", "clue", invented.quote(one, "\x1b" * 9_000), words=name)
        made.append((one, (said,)))
    outcome = invented.outcome(made)
    asked = [
        OpenQuestion(one, msgspec.structs.replace(said.question, fr=f"{n} {name}", en=f"{n} {name}"), (said.id,))
        for n, (one, several) in enumerate(made)
        for said in several
        if said.question
    ]
    files = tuple(
        FileSummary(
            file=name + str(n),
            sha256=invented.sha256(str(n)),
            format=name,
            others={name: 3},
            not_judged={"fr.mention.intent": name},
        )
        for n in range(300)
    )
    return replace(
        outcome,
        summary=msgspec.structs.replace(outcome.summary, files=files),
        questions=tuple(asked),
        rejects=tuple(Reject(name, n, name, reason) for n in range(300)),
        unread=tuple(UnreadFile(name, reason) for _ in range(300)),
        loose_deals=tuple(DealLoose(name, DealLine(creator=name, advertiser=name), reason) for _ in range(300)),
        unmatched_answers=tuple((name, name) for _ in range(300)),
    )


# How it is built


@both
def test_ids_are_unique_and_every_link_leads_somewhere(language: Language) -> None:
    for root in (page(language), read(render(invented.many(900), language))):
        ids = [each.attributes["id"] for each in root.every() if "id" in each.attributes]
        assert len(ids) == len(set(ids))
        wanted = {(each.attributes["href"] or "")[1:] for each in root.every("a", "use")}
        assert wanted <= set(ids)
        used = {value for each in root.every() if (value := each.attributes.get("aria-labelledby"))}
        assert {one for value in used for one in value.split()} <= set(ids)


@both
def test_the_same_words_of_a_link_lead_to_the_same_place(language: Language) -> None:
    places: dict[str, set[str | None]] = {}
    for link in page(language).every("a"):
        assert link.words
        places.setdefault(link.words, set()).add(link.attributes["href"])
    assert {words: where for words, where in places.items() if len(where) > 1} == {}


@both
def test_headings_skip_no_level(language: Language) -> None:
    levels = [int(each.tag[1]) for each in page(language).every("h1", "h2", "h3", "h4", "h5", "h6")]
    assert levels.count(1) == 1
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


@both
def test_the_landmarks_are_there_and_the_first_link_skips_to_the_finding(language: Language) -> None:
    root = page(language)
    assert [len(root.every(each)) for each in ("header", "main", "footer")] == [1, 1, 1]
    names = [each.attributes.get("aria-label") for each in root.every("nav")]
    assert len(names) == len(set(names)) == 2
    assert root.every("a")[0].attributes["href"] == "#brief"


@both
def test_tables_have_captions_and_scopes_and_no_empty_header(language: Language) -> None:
    tables = page(language).every("table")
    assert len(tables) >= 6
    for table in tables:
        assert table.every("caption")[0].words
        for header in table.every("th"):
            assert header.attributes.get("scope") in {"col", "row"}
            assert header.words


@both
def test_every_drawing_has_a_title_and_description_or_is_hidden(language: Language) -> None:
    for drawing in page(language).every("svg"):
        if drawing.attributes.get("aria-hidden") != "true":
            assert drawing.attributes["role"] == "img"
            assert [each.words != "" for each in drawing.every("title", "desc")] == [True, True]


def test_captions_in_another_language_say_so() -> None:
    assert html("fr").startswith('<!doctype html>\n<html lang="fr">')
    (arabic,) = [each for each in page("fr").every("blockquote") if each.attributes.get("lang")]
    assert arabic.attributes == {"class": "quote", "dir": "auto", "lang": "ar"}


def test_no_french_is_left_in_the_english_report_and_no_english_in_the_french() -> None:
    french, english = (page(language).text(frozenset({"style", "blockquote", "bdi"})) for language in LANGUAGES)
    assert not re.search(
        r"publications|jugées?|règles?|fichiers?|Loi |droit", re.sub(r"loi n°|règlement", "", english)
    )
    assert not re.search(r"\b(?:the|posts|files|rules|law of|waits?|judged)\b", french)


def test_french_punctuation_never_stands_alone_at_the_start_of_a_line() -> None:
    ours = page("fr").text(frozenset({"style", "blockquote", "bdi", "code", "q"}))
    outside = re.sub(r"«[^»]*»", "", ours)
    assert re.findall(r".{12} [;:!?%€].{3}", outside) == []


def test_a_first_of_the_month_is_an_ordinal() -> None:
    assert "1<sup>er</sup>\u00a0juin 2026" in html("fr")


@both
def test_each_filter_link_names_a_verdict_that_posts_bear(language: Language) -> None:
    root = page(language)
    targets = {each.attributes["id"] for each in root.every("p") if "filtered" in each.classes}
    assert targets == {f"filter-{verdict}" for verdict in WORST_FIRST}
    css = root.every("style")[0].text()
    for target in targets:
        assert f"#{target}:target ~ .groups .post:not(" in css
