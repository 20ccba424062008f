"""What the documents show is true: their records are read as they stand, their links lead somewhere."""

import re
from pathlib import Path

import msgspec
import pytest

from perenne.devices.records import App, Declaration, Device, Exempted, Incident
from perenne.devices.records import Evidence as DeviceEvidence
from perenne.devices.records import Heading as RegisterHeading
from perenne.devices.verdict import Verdict as DeviceVerdict
from perenne.evidence.law_texts import RuleText
from perenne.evidence.records import Captured, Verified
from perenne.model.answer import Answer, Decision, Reply
from perenne.model.comment import Comment
from perenne.model.event import Event
from perenne.model.post import Post
from perenne.model.profile import Profile
from perenne.model.relation import Relation
from perenne.model.wire import decode, encode
from perenne.partnerships.batch import Heading
from perenne.partnerships.sales.sale import Sale

KINDS: dict[str, type[msgspec.Struct]] = {
    "post/1": Post,
    "comment/1": Comment,
    "account/1": Profile,
    "relation/1": Relation,
    "answer/1": Answer,
    "decision/1": Decision,
    "reply/1": Reply,
    "event/1": Event,
    "batch/1": Heading,
    "sale/1": Sale,
    "rule-text/1": RuleText,
    "verdict/1": Verified,
    "capture/1": Captured,
    "register/1": RegisterHeading,
    "device/1": Device,
    "device-app/1": App,
    "device-exception/1": Exempted,
    "device-incident/1": Incident,
    "device-evidence/1": DeviceEvidence,
    "device-declaration/1": Declaration,
    "device-verdict/1": DeviceVerdict,
}
JSON_BLOCK = re.compile(r"^```json\n(.*?)^```$", re.DOTALL | re.MULTILINE)
LINK = re.compile(r"\]\((?!https?:|mailto:|#)([^)#\s]+)")
CODE_PATH = re.compile(r"`((?:src|tests|docs|examples)/[\w./-]*\w/?)`")


@pytest.fixture(scope="module")
def documents(repository: Path) -> list[Path]:
    found = sorted([*repository.glob("*.md"), *repository.glob("docs/**/*.md")])
    assert len(found) > 5
    return found


def test_every_record_in_the_documents_is_read_as_it_stands(documents: list[Path]) -> None:
    kinds = []
    for document in documents:
        for block in JSON_BLOCK.findall(document.read_text(encoding="utf-8")):
            name = msgspec.json.decode(block)["perenne"]
            record = decode(KINDS[name], block.encode())
            assert decode(KINDS[name], encode(record)) == record
            kinds.append(name)
    assert set(kinds) == set(KINDS)


def test_every_link_and_path_in_the_documents_leads_somewhere(documents: list[Path], repository: Path) -> None:
    missing = []
    for document in documents:
        text = document.read_text(encoding="utf-8")
        missing += [f"{document.name}: {to}" for to in LINK.findall(text) if not (document.parent / to).exists()]
        missing += [f"{document.name}: {to}" for to in CODE_PATH.findall(text) if not (repository / to).exists()]
    assert missing == []


def test_the_contributors_guide_names_only_targets_that_make_has(repository: Path) -> None:
    targets = set(re.findall(r"^([a-z-]+):", (repository / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    named = set(
        re.findall(r"make ([a-z]+(?:-[a-z]+)*)", (repository / "CONTRIBUTING.md").read_text(encoding="utf-8"))
    )
    assert {"demo", "test", "test-more"} <= named <= targets
