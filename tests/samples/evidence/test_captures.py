"""Real web archives and marked pictures, good and bad: what must be said of each."""

import os
from pathlib import Path

import pytest

from perenne.evidence.captures.look import look

DATA = Path(os.environ["PERENNE_SAMPLES"])
HOLDS = {
    "web-archives/warc/example.warc": "6 records; digests that match: 2, that do not: 0",
    "web-archives/warc/example.warc.gz": "6 records; digests that match: 6",
    "web-archives/warc/example-iana.org-chunked.warc": "3 records; digests that match: 3",
    "web-archives/warc/example-resource.warc.gz": "3 records; digests that match: 2",
    "web-archives/warc/example-space-in-target-uri.warc.gz": "2 records; digests that match: 1",
    "web-archives/warc/example-wget-bad-target-uri.warc.gz": "6 records; digests that match: 7",
    "web-archives/wacz/valid_example_1.wacz": "neither a hash nor a signature",
    "web-archives/wacz/valid_example_2.wacz": "not signed",
    "web-archives/wacz/valid_signed_example_1.wacz": "whether to trust that issuer cannot be checked",
    "web-archives/wacz/invalid_signed_example_1.wacz": "(STAGING) Let's Encrypt",
    "c2pa/A.jpg": "no mark: that proves nothing",
    "c2pa/C.jpg": "made by an algorithm, without a trained model",
    "c2pa/C_with_CAWG_data.jpg": "the mark states: taken by a camera",
    "c2pa/CA.jpg": "does not say how the picture came about",
    "c2pa/pdf-file.pdf": "made by a trained model (artificial intelligence)",
    "c2pa/cloud.jpg": "it was not fetched, nor checked",
}
BROKEN = {
    "web-archives/warc/example-digest.warc": "the digest of the payload does not match",
    "web-archives/warc/example-trunc.warc": "the digest of the block does not match",
    "web-archives/warc/example-bad-non-chunked.warc.gz": "not record by record",
    "web-archives/warc/example-bad.warc.gz.bad": "not record by record",
    "web-archives/warc/example-wrong-chunks.warc.gz": "1270 bytes are missing",
    "web-archives/wacz/invalid_example_1.wacz": "listed, and not in the archive",
    "c2pa/XCA.jpg": "the file has changed since it was signed",
    "c2pa/E-sig-CA.jpg": "the signature of the mark does not hold",
    "c2pa/CIE-sig-CA.jpg": "the signature of the mark does not hold",
    "c2pa/dashinit.mp4": "the video has changed since it was signed",
}


def _said(name: str) -> tuple[bool, str]:
    looked = look(DATA / name)
    return looked.is_broken, "\n".join(each.says.en for each in looked.facts)


@pytest.mark.parametrize("name", HOLDS)
def test_what_is_whole_is_not_called_broken(name: str) -> None:
    broken, said = _said(name)
    assert not broken
    assert HOLDS[name] in said


@pytest.mark.parametrize("name", BROKEN)
def test_what_is_broken_is_said_to_be_and_where(name: str) -> None:
    broken, said = _said(name)
    assert broken
    assert BROKEN[name] in said


@pytest.mark.parametrize("name", ["c2pa/C.jpg", "c2pa/CA.jpg", "c2pa/pdf-file.pdf"])
def test_an_intact_mark_is_not_called_trusted(name: str) -> None:
    facts = {each.what: each.state for each in look(DATA / name).facts}
    assert (facts["mark"], facts["signer"]) == ("holds", "unchecked")
