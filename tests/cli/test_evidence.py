"""``perenne evidence`` as people call it."""

import json
import os
import zipfile
from pathlib import Path

import pytest

from tests.cli.calling import Said, call
from tests.cli.conftest import Perenne
from tests.evidence.bundles import sealed as sealed_bundle
from tests.evidence.captures.archives import warc

pytestmark = pytest.mark.usefixtures("home")


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("PERENNE_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


@pytest.fixture
def audit(perenne: Perenne, captures: Path, here: Path) -> Path:
    assert perenne("audit", captures, "--out", "audit").status == 0
    return here / "audit"


@pytest.fixture
def bundle(perenne: Perenne, audit: Path, here: Path) -> Path:
    assert _made(perenne("evidence", "make", audit, "--at", "2026-11-25", "--out", "e.zip"))
    return here / "e.zip"


def _made(said: Said) -> bool:
    return said.status == 0


def test_the_first_bundle_explains_the_key_and_the_second_does_not(perenne: Perenne, audit: Path, home: Path) -> None:
    first = perenne("evidence", "make", audit, "--out", "a.zip")
    second = perenne("evidence", "make", audit, "--out", "b.zip")
    assert any("it is not a qualified signature" in line for line in first.lines)
    assert len(second.lines) == 2
    assert second.lines[0].startswith("Posts: 3, relations: 0, findings: ")
    assert (home / "seal.key").read_text() not in first.err
    assert Path("a.zip").read_bytes() == Path("b.zip").read_bytes()
    assert Path("a.zip").stat().st_mode & 0o777 == 0o600
    assert sorted(each.name for each in Path().iterdir()) == ["a.zip", "audit", "b.zip", "captures", "home"]


def test_an_intact_bundle_is_said_to_be_and_by_which_key(perenne: Perenne, bundle: Path) -> None:
    said = perenne("evidence", "verify", bundle)
    key = perenne("evidence", "key").out.decode().split()[0]
    assert (said.status, said.out) == (0, b"")
    assert said.lines[0].startswith("Intact: ")
    assert said.lines[0].endswith(key)
    known = perenne("evidence", "verify", bundle, "--key", key)
    assert (known.status, len(known.lines)) == (0, 1)


def test_a_changed_bundle_is_told_in_words_and_as_json(perenne: Perenne, bundle: Path) -> None:
    content = bundle.read_bytes()
    bundle.write_bytes(content.replace("Un dimanche à la mer".encode(), b"Un dimanche a la mer!"))
    said = perenne("evidence", "verify", bundle, "--json")
    assert said.status == 1
    assert said.lines[0] == "Altered:"
    assert "  posts.ndjson: the content has changed" in said.lines
    verdict = json.loads(said.out)
    assert verdict["state"] == "changed"
    assert {"content"} <= {each["what"] for each in verdict["changes"]}


def test_what_is_no_bundle_has_its_own_status(perenne: Perenne, captures: Path) -> None:
    said = perenne("evidence", "verify", captures / "noe.ndjson")
    assert (said.status, said.lines) == (2, ["This is not a bundle"])


def test_a_bundle_packed_again_is_told_as_such_and_by_whom_it_was_sealed(perenne: Perenne, bundle: Path) -> None:
    with zipfile.ZipFile(bundle) as sealed, zipfile.ZipFile("again.zip", "w", zipfile.ZIP_DEFLATED) as again:
        for name in sealed.namelist():
            again.writestr(name, sealed.read(name))
    said = perenne("evidence", "verify", "again.zip", "--json")
    assert (said.status, said.lines[0]) == (1, "Altered:")
    assert "unpacked and packed again: the contents are those that were sealed" in said.lines[1]
    verdict = json.loads(said.out)
    assert [each["what"] for each in verdict["changes"]] == ["repacked"]
    assert (verdict["state"], verdict["sealed_by"][:2]) == ("changed", "k-")


def test_a_time_stamp_that_is_none_spoils_the_verdict_and_does_not_hide_it(perenne: Perenne, here: Path) -> None:
    (here / "e.zip").write_bytes(sealed_bundle(timestamp=b"no token"))
    said = perenne("evidence", "verify", "e.zip", "--json")
    assert (said.status, said.lines[-1]) == (1, "Time-stamp: cannot be read")
    assert json.loads(said.out)["timestamp"]["matches"] is False
    (here / "e.zip").write_bytes(sealed_bundle(timestamp=b"no token").replace(b"no token", b"no tokee"))
    changed = perenne("evidence", "verify", "e.zip")
    assert (changed.status, changed.lines) == (1, ["Altered:", "  timestamp.tsr: the time-stamp has changed"])


@pytest.mark.parametrize(
    "words",
    [
        ("verify", "absent"),
        ("capture", "absent"),
        ("make", "--relation", "absent", "--out", "e.zip"),
        ("make", "--relation", "there", "--findings", "absent", "--out", "e.zip"),
    ],
)
def test_a_file_that_is_not_there_is_named_as_it_was_given(
    perenne: Perenne, here: Path, words: tuple[str, ...]
) -> None:
    (here / "there").touch()
    said = perenne("evidence", *words)
    assert (said.status, said.lines) == (2, ["perenne: cannot read “absent” (No such file or directory)"])
    assert not (here / "home").exists(), "no key is made for nothing"


def test_another_key_than_expected_is_said(perenne: Perenne, bundle: Path) -> None:
    said = perenne("evidence", "verify", bundle, "--key", "k-" + "0" * 32)
    assert (said.status, said.lines[0]) == (1, "Altered:")


def test_one_post_can_be_proven_alone(perenne: Perenne, audit: Path) -> None:
    assert perenne("evidence", "make", audit, "--post", "Bb01", "--no-originals", "--out", "one.zip").status == 0
    refused = perenne("evidence", "make", audit, "--post", "Zz99", "--out", "none.zip")
    assert (refused.status, Path("none.zip").exists()) == (2, False)


def test_a_request_for_a_time_stamp_is_written_and_a_wrong_answer_refused(perenne: Perenne, audit: Path) -> None:
    made = perenne("evidence", "make", audit, "--out", "e.zip", "--timestamp-request", "e.tsq")
    assert made.status == 0
    assert Path("e.tsq").read_bytes()[:1] == b"\x30"
    refused = perenne("evidence", "make", audit, "--out", "f.zip", "--timestamp", "e.tsq")
    assert refused.lines == ["perenne: this file is no RFC 3161 time-stamp"]


def test_a_file_that_is_no_bundle_is_not_overwritten(perenne: Perenne, audit: Path, captures: Path) -> None:
    kept = (captures / "noe.ndjson").read_bytes()
    said = perenne("evidence", "make", audit, "--out", captures / "noe.ndjson")
    assert said.status == 2
    assert (captures / "noe.ndjson").read_bytes() == kept
    assert perenne("evidence", "make", audit, "--out", captures).status == 2
    os.mkfifo("pipe")
    assert perenne("evidence", "make", audit, "--out", "pipe").status == 2, "and a pipe is not waited for"


def test_nothing_to_prove_is_said(perenne: Perenne) -> None:
    said = perenne("evidence", "make", "--out", "e.zip")
    assert (said.status, said.lines[-1][:28]) == (2, "perenne: nothing to prove: g")


def test_a_capture_is_told_fact_by_fact(perenne: Perenne, here: Path) -> None:
    (here / "good.warc.gz").write_bytes(warc())
    (here / "bad.warc").write_bytes(warc(gzip=False).replace(b"Lorbec", b"Lorbek"))
    good = perenne("evidence", "capture", "good.warc.gz")
    assert (good.status, good.lines[0]) == (0, "good.warc.gz: WARC")
    bad = perenne("evidence", "capture", "good.warc.gz", "bad.warc", "--json")
    assert bad.status == 1
    assert [each["broken"] for each in bad.records] == [False, True]


def test_it_speaks_french(audit: Path, home: Path) -> None:
    words = ("evidence", "make", audit, "--out", "e.zip")
    made = call(*words, cwd=audit.parent, PERENNE_LANG="fr", PERENNE_HOME=str(home))
    assert made.status == 0, made.err
    assert any(line.startswith("Dossier\u00a0: e.zip, scellé par k-") for line in made.lines)
    said = call("evidence", "verify", "e.zip", cwd=audit.parent, PERENNE_LANG="fr", PERENNE_HOME=str(home))
    assert said.lines[0].startswith("Intact\u00a0: ")
