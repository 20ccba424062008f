"""From a file to proofs: which kind it is, whose devices, and that nothing is kept that no rule asks for."""

import hashlib
import json
import random
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from perenne.devices.declared import signed
from perenne.devices.importing.bringing import as_lines, bring, brought
from perenne.devices.importing.seen import Asked, Imported
from perenne.devices.importing.table import Mapping, Options
from perenne.devices.records import Declaration
from perenne.model.errors import UnreadableFile
from perenne.model.wire import encode
from tests.devices.made import ABSENT, DAY, TIKTOK, device, opened, write
from tests.devices.test_declared import ID, KEY, SAID

SECRETS = ("com.example.rencontres", "com.example.carnet_de_sante", "RVG-0042", "350000000000000", "lina@exemple.net")
WHOLE = Mapping({"Asset": "device", "User": "drop", "Seen": "on", "Bundle": "package"}, Options(inventory="whole"))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    serial = hashlib.sha256(b"RVG-0042").hexdigest()
    return write(
        tmp_path / "register",
        device(known_as=[f"sha256:{serial}"], keys=[ID]),
        device("own-1", under=["fr.state"], known_as=["RVG-0043"], **{"class": "personal", "owned_by": "holder"}),
    )


def _bring(folder: Path, content: str | bytes, mapping: Mapping = WHOLE) -> Imported:
    file = folder.parent / "export"
    file.write_bytes(content if isinstance(content, bytes) else content.encode())
    register, rules = opened(folder)
    return bring(file, register, Asked.by(register, rules), mapping)


def _android() -> str:
    apps = [{"packageName": name, "state": "INSTALLED"} for name in (*SECRETS[:2], TIKTOK[0])]
    return json.dumps(
        {
            "name": "enterprises/LC0example/devices/3a7f",
            "userName": "lina@exemple.net",
            "managementMode": "DEVICE_OWNER",
            "lastStatusReportTime": "2026-11-20T08:00:00Z",
            "hardwareInfo": {"serialNumber": "RVG-0042"},
            "networkInfo": {"imei": "350000000000000"},
            "applicationReports": apps,
        }
    )


def _table() -> str:
    rows = [f"RVG-0042;lina@exemple.net;2026-11-20;{name}" for name in (*SECRETS[:2], TIKTOK[0])]
    return "\n".join(["Asset;User;Seen;Bundle", *rows]) + "\n"


def _wide() -> str:
    return f"device,on,app:com.example.rencontres,app:{TIKTOK[0]}\nRVG-0042,2026-11-20,yes,yes\n"


@pytest.mark.parametrize("content", [_android(), _table(), _wide()], ids=["android", "rows", "columns"])
def test_of_everything_on_a_phone_only_the_named_packages_are_kept(folder: Path, content: str) -> None:
    found = _bring(folder, content)
    (proof,) = found.evidence
    assert proof.apps[TIKTOK[0]] is True
    assert set(proof.apps) <= set(TIKTOK)
    kept = as_lines(found.evidence).decode() + repr(found)
    assert [secret for secret in SECRETS if secret in kept] == []


def test_of_a_phone_that_no_rule_concerns_nothing_is_kept_at_all(folder: Path) -> None:
    found = _bring(folder, _table().replace("RVG-0042", "RVG-0043"))
    assert (found.evidence, found.silent) == ((), 1)


def test_a_proof_carries_the_hash_of_the_whole_file(folder: Path) -> None:
    (proof,) = _bring(folder, _android()).evidence
    assert proof.original.sha256 == hashlib.sha256(_android().encode()).hexdigest()


def test_a_serial_number_may_be_known_by_its_hash_alone(folder: Path) -> None:
    assert [each.device for each in _bring(folder, _android()).evidence] == ["phone-1"]
    assert "RVG-0042" not in (folder / "register.ndjson").read_text(encoding="utf-8")


def test_devices_of_others_and_reports_without_a_day_are_counted_and_left_out(folder: Path) -> None:
    strange = json.loads(_android()) | {"hardwareInfo": {}}
    undated = json.loads(_android())
    del undated["lastStatusReportTime"]
    found = _bring(folder, json.dumps({"devices": [strange, undated]}))
    assert (found.evidence, found.strangers, found.undated) == ((), 1, 1)


def test_the_same_file_gives_the_same_proofs(folder: Path) -> None:
    assert _bring(folder, _table()).evidence == _bring(folder, _table()).evidence


def test_a_signed_declaration_is_taken_from_a_key_that_is_known(folder: Path) -> None:
    (proof,) = _bring(folder, encode(SAID)).evidence
    assert (proof.kind, proof.device, proof.apps) == ("declaration", "phone-1", ABSENT)


@pytest.mark.parametrize(
    ("said", "wrong"),
    [
        (signed(Declaration("phone-1", DAY, "presse", ABSENT), Ed25519PrivateKey.generate()), "no key known"),
        (signed(Declaration("nowhere", DAY, "presse", ABSENT), KEY), "not in the register"),
        (Declaration("phone-1", DAY, "presse", ABSENT), "signature is missing"),
        (signed(Declaration("phone-1", DAY, "presse", {"com.example.rencontres": True}), KEY), "what no rule asks"),
        (signed(Declaration("own-1", DAY, "presse", ABSENT), KEY), "no key known"),
    ],
)
def test_a_declaration_that_proves_nothing_is_refused_and_quotes_nothing(
    folder: Path, said: Declaration, wrong: str
) -> None:
    with pytest.raises(UnreadableFile, match=wrong) as told:
        _bring(folder, encode(said))
    assert "rencontres" not in str(told.value.says)


def test_a_file_that_is_nothing_of_the_kind_is_told_plainly(folder: Path) -> None:
    for content, wrong in (
        (b"", "empty"),
        (b"\x00\x01\x02", "--map"),
        (b'{"perenne":"device-declaration/1"}', "key"),
    ):
        with pytest.raises(UnreadableFile, match=wrong):
            _bring(folder, content)
    register, rules = opened(folder)
    with pytest.raises(UnreadableFile, match="does not open"):
        bring(folder / "nowhere", register, Asked.by(register, rules), Mapping())


_WEDGES = (
    b'"',
    b";",
    b"\n",
    b"{",
    b"null",
    b"9" * 30,
    b"\x00",
    b"\xff\xfe",
    b"enterprises/",
    b"2026-13-40",
    b"1e999",
)


def _mutated(content: bytes, chance: random.Random) -> bytes:
    told = bytearray(content)
    for _ in range(chance.randint(1, 8)):
        place = chance.randrange(len(told) + 1)
        match chance.randrange(4):
            case 0:
                told[place:place] = bytes(chance.randrange(256) for _ in range(chance.randint(1, 5)))
            case 1:
                del told[place : place + chance.randint(1, 40)]
            case 2:
                told[place:place] = chance.choice(_WEDGES)
            case _:
                told[place:place] = told[: chance.randint(0, 60)]
    return bytes(told)


def test_a_spoilt_file_is_read_or_refused_in_a_sentence_and_never_brings_the_program_down(folder: Path) -> None:
    register, rules = opened(folder)
    asked = Asked.by(register, rules)
    chance = random.Random(7)  # noqa: S311  # the same files each time
    seeds = [each.encode() for each in (_android(), _table(), _wide())] + [encode(SAID)]
    refused = 0
    for _ in range(800):
        content = _mutated(chance.choice(seeds), chance)
        try:
            found = brought(content, "spoilt", register, asked, chance.choice([WHOLE, Mapping()]))
        except UnreadableFile:
            refused += 1
        else:
            assert all(set(each.apps) <= set(TIKTOK) for each in found.evidence)
    assert 100 < refused < 800


@pytest.mark.parametrize(
    "content",
    [
        b'{"name": "enterprises/x", "a": ' + b"[" * 200_000,
        b'{"perenne": "device-declaration/1", "device": ' + b"[" * 200_000,
        b'{"perenne": "device-declaration/1", "device": "phone-1", "on": "2026-11-20", "by": "\\ud800"}',
        b'{"name": "enterprises/x", "applicationReports": [{"packageName": 3}]}',
        b"\xff\xfe{",
    ],
)
def test_what_would_break_a_parser_is_refused_too(folder: Path, content: bytes) -> None:
    with pytest.raises(UnreadableFile):
        _bring(folder, content)
