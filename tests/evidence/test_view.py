"""The page for a judge, as values: what is known is said, what is not is said to be so, and long lists end."""

from typing import Any

import pytest

from perenne.evidence import view
from perenne.evidence.gathering import Gathered, Judged
from perenne.evidence.originals import Original
from perenne.evidence.view import PageView, RelationView, page_view
from perenne.law.rulebook import Rulebook, rulebook
from perenne.model.answer import Decision, Reply
from perenne.model.bilingual import Language
from perenne.model.finding import Subject
from perenne.model.relation import Relation
from perenne.model.wire import convert
from perenne.report.voice import Voice

DEAL = {"creator": "noemie", "advertiser": "Lorbec", "date": "2026-03-10", "kind": "money"}
CONTRACT = {"form": "signed_document", "date_signed": "2026-02-24"}


@pytest.fixture(scope="module")
def book() -> Rulebook:
    return rulebook()


def _relation(**more: Any) -> Judged:
    record = {"perenne": "relation/1", "id": "r1", "creator": {"handle": "noemie"}, "advertiser": {"name": "Lorbec"}}
    relation = convert(Relation, record | more)
    return Judged(Subject(kind="relation", id="r1"), (), relation)


def _page(book: Rulebook, *subjects: Judged, language: Language = "en", **more: Any) -> PageView:
    gathered = Gathered(subjects=subjects, relations=len(subjects), **more)
    return page_view(gathered, (), book, "k-1", None, Voice(language))


def _facts(page: PageView) -> list[tuple[str, str]]:
    (relation,) = page.subjects
    assert isinstance(relation, RelationView)
    return [(str(name), value) for name, value in relation.facts]


def test_what_a_relation_does_not_record_is_said_to_be_unknown(book: Rulebook) -> None:
    assert _facts(_page(book, _relation())) == [("Contract", "not recorded")]
    ((_, contract), (name, deal)) = _facts(_page(book, _relation(contract=CONTRACT, deals=[DEAL])))
    assert contract.startswith("signed document, signed on 24")
    assert name == "Consideration"
    assert deal.endswith("money, value not recorded")


def test_an_amount_is_shown_excluding_vat_in_the_language_of_the_page(book: Rulebook) -> None:
    subject = _relation(deals=[DEAL | {"value_eur": 1250.5}])
    assert _facts(_page(book, subject))[1][1].endswith("€1,250.50 excluding VAT")
    french = _facts(_page(book, subject, language="fr"))[1][1].replace("\u00a0", " ").replace("\u202f", " ")
    assert french.endswith("1 250,50 € HT")


def test_a_subject_without_its_record_is_named_and_said_to_lack_it(book: Rulebook) -> None:
    (relation, post) = _page(
        book,
        Judged(Subject(kind="relation", id="r9"), ()),
        Judged(Subject(kind="post", platform="instagram", id="Zx1"), ()),
    ).subjects
    assert isinstance(relation, RelationView)
    assert isinstance(post, RelationView)
    assert (relation.title, relation.missing) == ("Relation r9", "The bundle was not given this relation’s record.")
    assert (post.title, post.missing) == ("Zx1", "The audit does not hold this post’s record.")


def test_long_lists_end_and_say_where_the_rest_is(book: Rulebook, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(view, "MOST_DEALS", 2)
    monkeypatch.setattr(view, "MOST_ORIGINALS", 1)
    assert len(_facts(_page(book, _relation(deals=[DEAL] * 5)))) == 1 + 2
    gathered = Gathered(subjects=(_relation(),), relations=3)
    originals = [Original(sha256="ab" * 32, file=f"{n}.csv", state="not_kept") for n in range(3)]
    page = page_view(gathered, originals, book, "k-1", "2026-11-25", Voice("en"))
    assert (len(page.originals), page.left_off is not None) == (1, True)
    assert "shows 1 of 3" in str(page.left_off)
    assert str(page.dated).startswith("Dated 25")


def test_who_decided_and_why_stands_there_with_the_name(book: Rulebook) -> None:
    decision = Decision(
        finding="f-1", verdict="compliant", by="Ana Roche", at="2026-11-25", reason="vu\u202epar nous"
    )
    (said,) = _page(book, _relation(), decisions=(decision,)).said
    assert (said.who, said.about, said.said) == ("Ana Roche", "finding f-1", "Compliant")
    assert said.why == decision.reason, "what commands a screen is shown by its code where it is written"


def test_without_a_finding_no_rule_is_said_to_have_been_read(book: Rulebook) -> None:
    page = _page(book, _relation())
    assert (str(page.lead), page.law, page.law_notes) == ("No finding: no rule woke.", (), ())
    assert str(page.title) == "One relation, zero findings"


def test_a_creators_words_stand_with_what_they_speak_of_and_erased_ones_leave_the_fact(book: Rulebook) -> None:
    told = {"platform": "instagram", "post_id": "C1", "by": "@lina.m", "at": "2026-11-25T18:42:00Z"}
    contested = convert(Reply, told | {"finding": "f-1", "contests": True, "text": "À l’image."})
    page = _page(book, _relation(), replies=(contested, convert(Reply, told)))
    first, second = page.said
    assert (first.who, first.about, first.said, first.why) == (
        "@lina.m",
        "finding f-1, post C1",
        "disagrees",
        "À l’image.",
    )
    assert (second.about, second.said, second.why) == ("post C1", "answers", "words erased at the person’s request")
