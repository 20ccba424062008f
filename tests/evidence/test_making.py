"""What goes into a bundle from an audit and from relations, and what a hostile folder cannot make go in."""

import hashlib
import io
import os
import re
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import pytest

from perenne.evidence.gathering import Request
from perenne.evidence.making import make
from perenne.evidence.verify import verify
from perenne.model.bilingual import Language
from perenne.model.errors import UsageError
from tests.cli.calling import call
from tests.cli.posts import GIFT, HIDDEN, WALK, answered, lines, post
from tests.evidence.bundles import KEY

EVIL = post(
    "Ev01",
    "</style><script>alert(1)</script> =SUM(A1) #let x = 1 $x$ \u202e \U0001f381 @maisonlune",
    labels={"paid_partnership": False},
    deal={"consideration": "yes", "forms": ["money"], "value_eur": 300, "advertiser": {"name": "<b>Lorbec</b>"}},
)
DECISION = {"perenne": "decision/1", "verdict": "compliant", "by": "Ana <i>Roche</i>", "at": "2026-11-25"}
Bundle = dict[str, bytes]
Made = Callable[..., Bundle]


@pytest.fixture(scope="module")
def audited(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An audit of four posts in two files, with an answer and a decision."""
    folder = tmp_path_factory.mktemp("audited")
    (folder / "lina.ndjson").write_bytes(lines(HIDDEN, WALK, EVIL))
    (folder / "noe.ndjson").write_bytes(lines(GIFT))
    _audit(folder)
    first = msgspec.json.decode((folder / "audit" / "findings.ndjson").read_bytes().splitlines()[0])
    said = lines(
        answered("Bb01", "deal.consideration", "no", by="Noé Zibellou", at="2026-11-22", note="acheté moi-même"),
        DECISION | {"finding": first["id"], "reason": "vu par nous"},
    )
    (folder / "said.ndjson").write_bytes(said)
    _audit(folder, "--answers", "said.ndjson")
    return folder / "audit"


def _audit(folder: Path, *options: str) -> None:
    assert call("audit", "lina.ndjson", "noe.ndjson", *options, "--out", "audit", cwd=folder).status == 0


@pytest.fixture
def made(tmp_path: Path) -> Made:
    def maker(language: Language = "en", **request: Any) -> Bundle:
        spool = tmp_path / f"spool{len(list(tmp_path.iterdir()))}"
        spool.mkdir()
        out = io.BytesIO()
        make(Request(**request), KEY, language, spool, "2026-11-29").bundle.write(out)
        assert verify(out).state == "intact"
        with zipfile.ZipFile(out) as archive:
            return {name: archive.read(name) for name in archive.namelist()}

    return maker


def test_a_whole_audit_goes_in_with_its_originals_and_the_law(made: Made, audited: Path) -> None:
    held = made(audit=audited)
    assert held["posts.ndjson"] == (audited / "posts.ndjson").read_bytes()
    assert held["findings.ndjson"] == (audited / "findings.ndjson").read_bytes()
    assert held["answers.ndjson"] == (audited / "answers.ndjson").read_bytes()
    kept = {name for name in held if name.startswith("originals/")}
    assert kept == {f"originals/{each.name}" for each in (audited / "sources").iterdir()}
    law = [msgspec.json.decode(line) for line in held["law.ndjson"].splitlines()]
    applied = {(each["rule"], each["rule_version"]) for each in _records(held["findings.ndjson"])}
    assert {(each["rule"], each["from"]) for each in law} == applied
    assert all(each["summary"]["fr"] and each["summary"]["en"] and each["checked_on"] for each in law)


def _records(content: bytes) -> list[dict[str, Any]]:
    return [msgspec.json.decode(line) for line in content.splitlines()]


def test_the_same_audit_gives_the_same_bytes(made: Made, audited: Path) -> None:
    assert made(audit=audited) == made(audit=audited)


def test_one_post_takes_with_it_only_what_concerns_it(made: Made, audited: Path) -> None:
    held = made(audit=audited, posts=("instagram/Bb01",))
    assert [each["post_id"] for each in _records(held["posts.ndjson"])] == ["Bb01"]
    assert {each["subject"]["id"] for each in _records(held["findings.ndjson"])} == {"Bb01"}
    assert [each.get("post_id") for each in _records(held["answers.ndjson"])] == ["Bb01"]
    contents = msgspec.json.decode(held["contents.json"])
    assert {each["file"]: each["state"] for each in contents["originals"]} == {
        "noe.ndjson": "in_bundle",
        "said.ndjson": "not_kept",
    }
    assert b"original not kept, hash recorded" in held["page.html"]


def test_a_post_without_findings_can_be_proven_too(made: Made, audited: Path) -> None:
    held = made(audit=audited, posts=("Aa02",))
    assert "findings.ndjson" not in held
    assert "No finding: no rule woke." in held["page.html"].decode()


def test_originals_may_be_left_out_and_are_named_all_the_same(made: Made, audited: Path) -> None:
    held = made(audit=audited, originals=False)
    assert not [name for name in held if name.startswith("originals/")]
    assert {each["state"] for each in msgspec.json.decode(held["contents.json"])["originals"]} == {"left_out"}


def test_a_post_that_is_not_there_is_said(made: Made, audited: Path) -> None:
    with pytest.raises(UsageError, match="does not hold the post Zz99"):
        made(audit=audited, posts=("Bb01", "Zz99"))


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_page_shows_what_a_stranger_wrote_and_obeys_none_of_it(
    made: Made, audited: Path, language: Language
) -> None:
    page = made(language, audit=audited)["page.html"].decode()
    assert "<script" not in page
    assert "<b>Lorbec" not in page
    assert "<i>Roche" not in page
    assert "&lt;script&gt;" in page
    assert "U+202E" in page
    assert not re.search(r"(?:src|href)=\"(?!#)", page)
    assert "acheté moi-même" in page
    assert "vu par nous" in page


def test_the_page_is_also_a_pdf_for_keeping(made: Made, audited: Path) -> None:
    pdf = made(audit=audited)["page.pdf"]
    assert pdf.startswith(b"%PDF-1.7")
    assert b"pdfaid:part" in pdf


def test_a_page_without_a_stated_date_is_set_too(audited: Path, tmp_path: Path) -> None:
    """PDF/A does not do without a date."""
    out = io.BytesIO()
    make(Request(audit=audited, posts=("Bb01",)), KEY, "fr", tmp_path).bundle.write(out)
    with zipfile.ZipFile(out) as archive:
        assert archive.read("page.pdf").startswith(b"%PDF")
        assert "Sans date" in archive.read("page.html").decode()


def test_a_relation_goes_in_with_its_findings_and_the_contract(made: Made, tmp_path: Path) -> None:
    relation = {
        "perenne": "relation/1",
        "id": "r1",
        "creator": {"handle": "noemie.zibellou"},
        "advertiser": {"name": "Lunettes Lorbec"},
        "deals": [
            {"creator": "noemie.zibellou", "advertiser": "Lunettes Lorbec", "date": "2026-03-10", "kind": "money"}
        ],
        "contract": {"form": "signed_document", "date_signed": "2026-02-24"},
    }
    finding = {
        "perenne": "finding/1", "id": "f-0123456789abcdef", "subject": {"kind": "relation", "id": "r1"},
        "rule": "fr.contract.required", "part": "mission", "rule_version": "2026-01-01", "article": "essai",
        "status": "law", "law_date": "2026-03-10", "basis": "publication", "verdict": "non_compliant",
        "code": "missing", "confidence": "A",
        "because": {"fr": "La mission manque.", "en": "The mission is missing."},
    }  # fmt: skip
    (tmp_path / "r.ndjson").write_bytes(lines(relation))
    (tmp_path / "f.ndjson").write_bytes(lines(finding))
    (tmp_path / "contrat.txt").write_text("Entre les soussignés")
    held = made(
        relations=(tmp_path / "r.ndjson",), findings=(tmp_path / "f.ndjson",), attached=(tmp_path / "contrat.txt",)
    )
    assert held["relations.ndjson"] == lines(relation)
    assert f"originals/{hashlib.sha256('Entre les soussignés'.encode()).hexdigest()}" in held
    page = held["page.html"].decode()
    assert "The mission is missing." in page
    assert "signed document, signed on 24" in page
    assert "value not recorded" in page
    assert "contrat.txt" in page


# Folders that somebody prepared


@pytest.fixture
def copied(audited: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(audited, tmp_path / "copied"))


def test_a_link_in_the_folder_is_not_followed(made: Made, copied: Path, tmp_path: Path) -> None:
    (tmp_path / "secret").write_bytes((copied / "posts.ndjson").read_bytes())
    (copied / "posts.ndjson").unlink()
    (copied / "posts.ndjson").symlink_to(tmp_path / "secret")
    with pytest.raises(UsageError, match="no ordinary file"):
        made(audit=copied)


def test_an_original_that_is_a_link_or_was_changed_does_not_go_in(made: Made, copied: Path, tmp_path: Path) -> None:
    linked, changed = sorted((copied / "sources").iterdir())
    linked.rename(tmp_path / "elsewhere")
    linked.symlink_to(tmp_path / "elsewhere")
    changed.write_bytes(b"something else")
    held = made(audit=copied)
    states = {each["sha256"]: each["state"] for each in msgspec.json.decode(held["contents.json"])["originals"]}
    assert (states[linked.name], states[changed.name]) == ("not_kept", "altered")
    assert not [name for name in held if name.startswith("originals/")]


def test_a_hash_that_is_a_path_leads_nowhere(made: Made, copied: Path) -> None:
    record = GIFT | {"source": {"file": "x", "sha256": "../../../../../../../../etc/passwd", "line": 1}}
    (copied / "posts.ndjson").write_bytes(lines(record))
    held = made(audit=copied, posts=("Bb01",))
    assert not [name for name in held if name.startswith("originals/") and "passwd" in name]


@pytest.mark.parametrize("content", [b"{", b'{"perenne":"post/1"}\n', b"[" * 100_000, b"\xff\xfe\n"])
def test_a_line_that_is_no_record_is_said_with_its_number(made: Made, copied: Path, content: bytes) -> None:
    (copied / "posts.ndjson").write_bytes(content)
    with pytest.raises(UsageError, match="line 1"):
        made(audit=copied)


def test_a_pipe_in_the_folder_is_not_waited_for(made: Made, copied: Path) -> None:
    (copied / "findings.ndjson").unlink()
    os.mkfifo(copied / "findings.ndjson")
    with pytest.raises(UsageError, match="no ordinary file"):
        made(audit=copied)


def test_what_is_no_audit_is_said(made: Made, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="not the folder of an audit"):
        made(audit=tmp_path)
