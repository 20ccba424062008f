"""Two parties sign in turn; whatever is touched afterwards shows; nobody is called known who is not."""

import random
import stat
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from perenne.contracts.apart import done_apart
from perenne.contracts.draft import draft
from perenne.contracts.identity import AUTHORITY, in_file, own
from perenne.contracts.sign import Consent, signed
from perenne.contracts.signatures import looked_at
from perenne.model.errors import UnreadableFile, UsageError
from perenne.report.typography import typo
from tests.contracts.terms import read

AT = datetime(2026, 12, 1, 10, tzinfo=UTC)
CREATOR, BRAND = "Nine Arvor", "Maison Lorbec SAS"


def sealed(content: bytes, folder: Path, who: str, passphrase: bytes | None = None) -> bytes:
    identity = own(folder, who, AT, passphrase)
    return signed(content, identity, Consent(who=who, at=AT, how="lien et code"))


@pytest.fixture(scope="module")
def keys(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("parties") / "keys"


@pytest.fixture(scope="module")
def contract() -> bytes:
    return draft(read(), "fr", typo)


@pytest.fixture(scope="module")
def once(contract: bytes, keys: Path) -> bytes:
    return sealed(contract, keys, CREATOR)


@pytest.fixture(scope="module")
def twice(once: bytes, keys: Path) -> bytes:
    return sealed(once, keys, BRAND)


def seen(content: bytes, keys: Path | None = None) -> list[dict[str, Any]]:
    return looked_at(content, *([(keys / AUTHORITY).read_text()] if keys else []))


def states(content: bytes) -> set[str]:
    return {each["state"] for each in seen(content)}


def test_two_parties_sign_in_turn(contract: bytes, once: bytes, twice: bytes, keys: Path) -> None:
    assert once.startswith(contract)
    assert twice.startswith(once)
    found = seen(twice, keys)
    assert [(each["who"], each["state"], each["covers"], each["known"]) for each in found] == [
        (CREATOR, "intact", "revision", True),
        (BRAND, "intact", "file", True),
    ]


def test_the_consent_stands_in_the_signature(once: bytes) -> None:
    (found,) = seen(once)
    assert (found["stated_name"], found["at"], found["how"]) == (CREATOR, AT.isoformat(), "lien et code")


def test_a_root_that_nobody_here_knows_is_intact_and_not_known(twice: bytes, tmp_path: Path) -> None:
    own(tmp_path / "other", "Somebody else", AT, None)
    for found in (seen(twice), seen(twice, tmp_path / "other")):
        assert [(each["state"], each["known"]) for each in found] == [("intact", False)] * 2


def test_a_changed_byte_breaks_it(twice: bytes) -> None:
    chance = random.Random(4)  # noqa: S311  # the same bytes each time
    for at in chance.sample(range(len(twice)), 25):
        touched = bytearray(twice)
        touched[at] ^= 1 << chance.randrange(8)
        try:
            assert "altered" in states(bytes(touched)), at
        except UnreadableFile:
            assert at < 8  # its first bytes say that it is a PDF


@pytest.mark.parametrize("added", [b"\n", b"\n% more", b"\nstartxref\n0\n%%EOF\n"])
def test_what_is_added_behind_the_last_signature_shows(twice: bytes, added: bytes) -> None:
    assert "altered" in states(twice + added)


def test_the_room_behind_a_signature_may_hide_nothing(once: bytes) -> None:
    end = once.index(b"00>", once.index(b"/Contents"))
    hidden = once[: end - 4] + b"BEEF" + once[end:]
    assert len(hidden) == len(once)
    assert states(hidden) == {"altered"}


def test_a_page_that_is_put_over_a_signed_one_shows(once: bytes) -> None:
    from io import BytesIO

    from pyhanko.pdf_utils.generic import NameObject, pdf_string
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

    writer = IncrementalPdfFileWriter(BytesIO(once))
    page = writer.root["/Pages"]["/Kids"][0].get_object()
    page[NameObject("/Contents")] = writer.add_object(pdf_string("another text"))
    writer.mark_update(page.container_ref)
    out = BytesIO()
    writer.write(out)  # type: ignore[no-untyped-call]
    assert states(out.getvalue()) == {"altered"}


def test_an_altered_file_is_not_signed_again(once: bytes, keys: Path) -> None:
    with pytest.raises(UsageError, match="changed after a signature"):
        sealed(once + b"\n% more", keys, BRAND)


def test_a_file_without_signature_has_none(contract: bytes) -> None:
    assert seen(contract) == []


@pytest.mark.parametrize("content", [b"", b"no pdf at all", b"%PDF-1.7\nthen nothing"])
def test_what_is_no_pdf_is_said(content: bytes, keys: Path) -> None:
    with pytest.raises(UnreadableFile, match=r"no (readable )?PDF"):
        seen(content)
    with pytest.raises(UnreadableFile, match=r"no (readable )?PDF"):
        sealed(content, keys, CREATOR)


def test_the_child_gives_what_the_library_gives(twice: bytes) -> None:
    assert done_apart("signatures", twice) == seen(twice)


def test_keys_are_for_their_owner_alone(twice: bytes, keys: Path) -> None:
    kept = sorted(keys.glob("*.p12"))
    assert len(kept) == 3  # two parties and the authority
    assert {stat.S_IMODE(each.stat().st_mode) for each in kept} == {0o600}
    assert b"PRIVATE" not in (keys / AUTHORITY).read_bytes()


def test_a_party_is_made_once(keys: Path, once: bytes) -> None:
    again = own(keys, CREATOR, AT, None)
    assert not again.made


def test_a_key_that_others_can_read_is_refused(keys: Path, once: bytes, tmp_path: Path) -> None:
    file = tmp_path / "open.p12"
    file.write_bytes(next(keys.glob("party-*.p12")).read_bytes())
    file.chmod(0o644)
    with pytest.raises(UsageError, match="chmod 600"):
        in_file(file, None, AT)


def test_a_passphrase_shuts_the_key(contract: bytes, tmp_path: Path) -> None:
    shut = tmp_path / "shut"
    made = sealed(contract, shut, CREATOR, b"motdepasse")
    assert states(made) == {"intact"}
    with pytest.raises(UsageError, match="wrong passphrase"):
        own(shut, CREATOR, AT, None)
    with pytest.raises(UsageError, match="wrong passphrase"):
        own(shut, BRAND, AT, b"another")


def test_a_certificate_is_used_within_its_days(keys: Path, once: bytes) -> None:
    with pytest.raises(UsageError, match="--at is outside"):
        own(keys, CREATOR, AT.replace(year=2020), None)
