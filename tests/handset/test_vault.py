"""What lies in the vault opens for its handset alone, with its key, until its day; nothing of it is in clear."""

import stat
import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from perenne.handset.vault import Vault, opened
from perenne.model.errors import UsageError

ROOT, TOKEN = b"r" * 32, b"token-canary-7411"
WORDS = "quatre mots et un chat"


def _vault(folder: Path, today: date = date(2026, 11, 24), root: bytes = ROOT) -> Vault:
    return Vault(folder, root, lambda: today)


def test_what_was_put_in_comes_out_and_is_nowhere_in_clear(tmp_path: Path) -> None:
    _vault(tmp_path).put("institution", "tiktok", TOKEN)
    assert _vault(tmp_path).get("institution", "tiktok") == TOKEN
    (file,) = tmp_path.glob("*.json")
    assert TOKEN not in file.read_bytes()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_a_file_copied_to_another_handset_does_not_open(tmp_path: Path) -> None:
    _vault(tmp_path).put("first", "tiktok", TOKEN)
    (tmp_path / "second.secrets.json").write_bytes((tmp_path / "first.secrets.json").read_bytes())
    with pytest.raises(UsageError, match="not sealed for"):
        _vault(tmp_path).get("second", "tiktok")


def test_a_secret_moved_under_another_name_does_not_open(tmp_path: Path) -> None:
    _vault(tmp_path).put("first", "tiktok", TOKEN)
    file = tmp_path / "first.secrets.json"
    file.write_bytes(file.read_bytes().replace(b'"tiktok"', b'"others"'))
    with pytest.raises(UsageError, match="not sealed for"):
        _vault(tmp_path).get("first", "others")


def test_another_root_key_opens_nothing(tmp_path: Path) -> None:
    _vault(tmp_path).put("first", "tiktok", TOKEN)
    with pytest.raises(UsageError):
        _vault(tmp_path, root=b"s" * 32).get("first", "tiktok")


def test_an_expired_secret_is_not_given_and_says_so(tmp_path: Path) -> None:
    _vault(tmp_path).put("first", "tiktok", TOKEN, expires_on=date(2026, 11, 30))
    assert _vault(tmp_path, date(2026, 11, 30)).get("first", "tiktok") == TOKEN
    with pytest.raises(UsageError, match="expired"):
        _vault(tmp_path, date(2026, 12, 1)).get("first", "tiktok")
    assert _vault(tmp_path).names("first") == {"tiktok": (date(2026, 11, 24), date(2026, 11, 30))}


def test_the_day_on_which_a_secret_ends_cannot_be_put_off(tmp_path: Path) -> None:
    _vault(tmp_path).put("first", "tiktok", TOKEN, expires_on=date(2026, 11, 30))
    file = tmp_path / "first.secrets.json"
    for later in (b'"2099-11-30"', b"null"):
        file.write_bytes(file.read_bytes().replace(b'"2026-11-30"', later))
        with pytest.raises(UsageError, match="it changed"):
            _vault(tmp_path, date(2026, 12, 1)).get("first", "tiktok")
        file.write_bytes(file.read_bytes().replace(later, b'"2026-11-30"'))
    assert _vault(tmp_path).get("first", "tiktok") == TOKEN


def test_writers_at_once_lose_no_secret_of_each_other(tmp_path: Path) -> None:
    both = threading.Barrier(4)

    def put(who: int) -> None:
        both.wait(20)
        for n in range(20):
            _vault(tmp_path).put("first", f"{who}-{n}", TOKEN)

    with ThreadPoolExecutor(4) as writers:
        list(writers.map(put, range(4)))
    assert len(_vault(tmp_path).names("first")) == 80
    assert {each.name for each in tmp_path.iterdir()} == {"first.secrets.json", ".first.secrets.json.lock"}


@pytest.mark.parametrize("file", ["first.secrets.json", "root.json"])
@pytest.mark.parametrize("content", [b"\xff\xfe", b'{"perenne":"\xff"}', b"[" * 100_000, b"", b"{}"])
def test_a_file_that_is_none_of_ours_gets_a_sentence(tmp_path: Path, file: str, content: bytes) -> None:
    (tmp_path / file).write_bytes(content)
    with pytest.raises(UsageError, match=r"is no (file of secrets|vault)"):
        opened(tmp_path, lambda: WORDS).get("first", "tiktok")
    (tmp_path / "first.secrets.json").unlink(missing_ok=True)


@pytest.mark.parametrize(("file", "says"), [("first.secrets.json", "it changed"), ("root.json", "is no vault")])
def test_a_nonce_of_another_length_gets_a_sentence(tmp_path: Path, file: str, says: str) -> None:
    opened(tmp_path, lambda: WORDS).put("first", "tiktok", TOKEN)
    content = msgspec.json.decode((tmp_path / file).read_bytes())
    (content["secrets"]["tiktok"] if "secrets" in content else content)["nonce"] = "AAAA"
    (tmp_path / file).write_bytes(msgspec.json.encode(content))
    with pytest.raises(UsageError, match=says):
        opened(tmp_path, lambda: WORDS).get("first", "tiktok")


def test_a_rotation_seals_all_anew_and_changes_no_secret(tmp_path: Path) -> None:
    vault = _vault(tmp_path)
    for name in ("tiktok", "youtube"):
        vault.put("first", name, TOKEN + name.encode())
    before = (tmp_path / "first.secrets.json").read_bytes()
    vault.rotate("first")
    assert vault.get("first", "youtube") == TOKEN + b"youtube"
    after = (tmp_path / "first.secrets.json").read_bytes()
    assert b'"version":2' in after
    assert not set(before.split(b'"')) & {each for each in after.split(b'"') if len(each) > 30}


@pytest.mark.parametrize("name", ["", "../first", "a/b", "a.b", "a\0b"])
def test_a_name_that_is_a_path_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(UsageError, match="no name of a handset"):
        _vault(tmp_path).put(name, "tiktok", TOKEN)


def test_a_passphrase_opens_what_it_closed_and_another_does_not(tmp_path: Path) -> None:
    opened(tmp_path, lambda: WORDS).put("first", "tiktok", TOKEN)
    assert opened(tmp_path, lambda: WORDS).get("first", "tiktok") == TOKEN
    with pytest.raises(UsageError, match="does not open"):
        opened(tmp_path, lambda: WORDS + "!")
    assert WORDS.encode() not in b"".join(file.read_bytes() for file in tmp_path.iterdir())


def test_a_short_passphrase_is_refused_before_anything_is_written(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="at least 12"):
        opened(tmp_path, lambda: "court")
    assert list(tmp_path.iterdir()) == []


class _InMemory:
    def __init__(self) -> None:
        self.kept: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, name: str) -> str | None:
        return self.kept.get((service, name))

    def set_password(self, service: str, name: str, password: str) -> None:
        self.kept[service, name] = password


def test_a_keyring_keeps_the_root_key_and_no_passphrase_is_asked_for(tmp_path: Path) -> None:
    def never() -> str:
        raise AssertionError("asked for a passphrase")

    keyring = _InMemory()
    opened(tmp_path, never, keyring).put("first", "tiktok", TOKEN)
    assert opened(tmp_path, never, keyring).get("first", "tiktok") == TOKEN


@given(st.binary(max_size=200), st.binary(max_size=200))
def test_a_fingerprint_tells_two_secrets_apart_and_holds_neither(one: bytes, other: bytes) -> None:
    vault = _vault(Path("nowhere"))
    assert (vault.fingerprint(one) == vault.fingerprint(other)) == (one == other)
    assert len(vault.fingerprint(one)) == 16
