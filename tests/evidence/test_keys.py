"""The sealing key: made once, for this user alone, never shown."""

import os
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat

from perenne.evidence import keys
from perenne.evidence.keys import sealing_key, stated_key_id
from perenne.model.errors import UsageError


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv(keys.HOME, str(tmp_path / "home" / "perenne"))
    return tmp_path / "home" / "perenne"


def test_the_first_run_makes_a_key_for_this_user_alone_and_later_runs_find_it(home: Path) -> None:
    first, second = sealing_key(), sealing_key()
    assert (first.made, second.made) == (True, False)
    assert first.id == second.id
    assert (home.stat().st_mode & 0o777, first.file.stat().st_mode & 0o777) == (0o700, 0o600)
    assert list(home.iterdir()) == [first.file]


def test_a_key_that_others_can_read_is_refused(home: Path) -> None:
    sealing_key().file.chmod(0o644)
    with pytest.raises(UsageError, match="can be read by others"):
        sealing_key()


@pytest.mark.usefixtures("home")
def test_a_file_that_holds_no_such_key_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "k.pem"
    other = ec.generate_private_key(ec.SECP256R1())
    for content in (b"?", other.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())):
        file.write_bytes(content)
        file.chmod(0o600)
        with pytest.raises(UsageError, match="no Ed25519 key"):
            sealing_key(file)
    with pytest.raises(UsageError, match="cannot read the key"):
        sealing_key(tmp_path / "absent.pem")


def test_a_folder_that_cannot_be_made_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv(keys.HOME, str(tmp_path / "file" / "below"))
    with pytest.raises(UsageError, match="cannot keep the key"):
        sealing_key()


def test_the_folder_is_that_of_the_system_where_none_is_named(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.delenv(keys.HOME, raising=False)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    monkeypatch.setenv("APPDATA", str(tmp_path))
    assert keys.folder() == tmp_path / "perenne"


@pytest.mark.usefixtures("home")
def test_a_key_may_be_named_by_id_by_its_public_half_or_by_a_file(tmp_path: Path) -> None:
    used = sealing_key()
    file = tmp_path / "public"
    pem = used.key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    for content in (used.id.encode(), used.public.hex().encode() + b"\n", pem):
        file.write_bytes(content)
        assert stated_key_id(str(file)) == used.id
    assert stated_key_id(used.id) == stated_key_id(used.public.hex()) == used.id
    for wrong in ("", "k-12", "zz" * 32, used.id.upper(), os.devnull):
        with pytest.raises(UsageError, match="--key takes"):
            stated_key_id(wrong)


@pytest.mark.usefixtures("home")
def test_nothing_private_is_shown_of_a_key() -> None:
    used = sealing_key()
    secret = used.key.private_bytes_raw()
    assert isinstance(used.key, Ed25519PrivateKey)
    assert secret.hex() not in repr(used)
