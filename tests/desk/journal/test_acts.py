"""The journal: chained, refused to be changed by the database itself, and shredded without a lie."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import DatabaseError, connection, transaction

from perenne.chain import START, sha256
from perenne.desk.journal.acts import Author, Proof, record, shred, verify
from perenne.desk.journal.models import Act, Head, Word
from perenne.desk.journal.sentences import SENTENCES, told
from perenne.report.voice import Voice
from tests.desk.cast import Cast, by

DESK = Author("desk", "Pérenne", 1, "job")


def _some(n: int = 3) -> list[Act]:
    with transaction.atomic():
        return [record(DESK, "import.begin", f"import:{each}", {"files": []}) for each in range(n)]


def test_acts_are_chained_from_the_first(db: None) -> None:
    _some()
    proof = verify()
    assert proof.holds
    assert proof.acts == 3
    assert Head.objects.get().hash == proof.head


@pytest.mark.parametrize("statement", ["UPDATE journal_act SET verb = 'x'", "DELETE FROM journal_act"])
def test_the_database_refuses_to_change_or_remove_an_act(db: None, statement: str) -> None:
    _some(1)
    with pytest.raises(DatabaseError, match="never"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    assert verify().acts == 1


def _without_triggers() -> None:
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("DROP TRIGGER journal_act_stays")
            cursor.execute("DROP TRIGGER journal_act_remains")
        else:
            cursor.execute("ALTER TABLE journal_act DISABLE TRIGGER USER")


def test_whoever_gets_past_the_database_is_found_out_at_the_act(db: None) -> None:
    _some()
    _without_triggers()
    Act.objects.filter(n=2).update(verb="post.ask")
    assert verify().altered == 2


def test_a_line_written_anew_breaks_the_chain_at_the_next(db: None) -> None:
    acts = _some()
    _without_triggers()
    line = acts[1].line.replace("import:1", "import:9")
    Act.objects.filter(n=2).update(line=line, hash=sha256(line.encode()), thing="import:9")
    broken = verify().broken
    assert broken is not None
    assert broken.line == 3


def test_acts_that_are_cut_off_at_the_end_are_missed(db: None) -> None:
    _some()
    _without_triggers()
    Word.objects.filter(act=3).delete()
    Act.objects.filter(n=3).delete()
    assert verify().cut


def test_an_act_outside_the_transaction_of_what_it_tells_of_is_a_fault(db: None) -> None:
    with ThreadPoolExecutor(1) as thread:  # with a connection of its own, which is in no transaction
        recorded = thread.submit(record, DESK, "import.begin", "import:1")
        with pytest.raises(RuntimeError, match="transaction"):
            recorded.result()


def test_an_act_that_is_rolled_back_leaves_no_trace(db: None) -> None:
    with transaction.atomic():
        record(DESK, "import.begin", "import:1", {"files": []})
        transaction.set_rollback(True)
    assert verify() == Proof(0, START)


def test_a_persons_words_are_shredded_and_the_fact_stays(cast: Cast) -> None:
    author = by(cast.alma)
    with transaction.atomic():
        record(author, "post.ask", "post:1", {"kind": "ask"}, {"reason": "Rien ne dit que c’est payé"})
    shred(by(cast.emil), cast.alma.person.ref)
    said = [line.said for line in told(Act.objects.prefetch_related("words"), Voice("fr"))]
    assert said[-1].replace("\u00a0", " ") == (
        "personne effacée demande une correction : « Rien ne dit que c’est payé »"
    )
    assert not Word.objects.filter(text__contains="Alma").exists()
    assert verify().holds


def test_a_word_that_was_changed_is_found_out(cast: Cast) -> None:
    with transaction.atomic():
        act = record(by(cast.alma), "post.ask", "post:1", {}, {"reason": "Vraie raison"})
    Word.objects.filter(act=act, name="reason").update(text="Autre raison")
    assert verify().altered == act.n


def test_markup_in_a_reason_stays_text(cast: Cast) -> None:
    with transaction.atomic():
        record(by(cast.alma), "post.ask", "post:1", {}, {"reason": "<script>alert(1)</script> {actor}"})
    (line,) = told(Act.objects.prefetch_related("words"), Voice("en"))
    assert line.said == "Alma asks for a correction: “<script>alert(1)</script> {actor}”"


def test_every_act_has_a_sentence_in_both_languages() -> None:
    assert all(each.fr and each.en and "{actor}" in each.fr and "{actor}" in each.en for each in SENTENCES.values())
