"""A matrix that was kept can be shown for what it is: whose, of when, and whether it still says anything."""

import dataclasses
from pathlib import Path

import msgspec
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from perenne.handset.selftest.binding import bound_to, changed, code, policy
from perenne.handset.selftest.kept import file_of, is_whole, read, signed, written
from perenne.handset.selftest.told import Way
from perenne.handset.tiers import Tier, offered
from perenne.model.errors import DataError
from tests.handset.selftest.matrices import BOUND, matrix

KEY = Ed25519PrivateKey.generate()


def test_it_is_read_as_it_was_signed(tmp_path: Path) -> None:
    made = signed(matrix(), KEY)
    file = file_of(tmp_path, Tier.SEALED)
    file.write_bytes(written(made))
    assert read(file) == made
    assert read(file_of(tmp_path, Tier.CONFINED)) is None


def test_a_leak_that_somebody_wrote_over_is_seen(tmp_path: Path) -> None:
    leaking = signed(matrix(leaking=frozenset({Way(3, "absolute path")})), KEY)
    better = msgspec.structs.replace(leaking, matrix=matrix())
    assert is_whole(leaking)
    assert not is_whole(better)
    file = file_of(tmp_path, Tier.SEALED)
    file.write_bytes(written(better))
    with pytest.raises(DataError, match="no longer what was signed"):
        read(file)


@pytest.mark.parametrize("content", [b"", b"{}", b"\xff", b'{"matrix":null}'])
def test_a_file_that_is_none_gets_one_sentence(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "selftest-A.json").write_bytes(content)
    with pytest.raises(DataError, match="no longer what was signed"):
        read(tmp_path / "selftest-A.json")


@pytest.mark.parametrize("name", ["kernel", "landlock", "bubblewrap", "policy", "code", "user"])
def test_what_changed_since_is_named(name: str) -> None:
    other = 6 if name == "landlock" else "root" if name == "user" else "another"
    assert changed(BOUND, msgspec.structs.replace(BOUND, **{name: other})) == (name,)
    assert changed(BOUND, BOUND) == ()


def test_it_is_bound_to_what_this_machine_and_this_code_are() -> None:
    here = offered(None)
    bound = bound_to(here)
    assert bound.kernel.startswith("Linux ")
    assert (bound.code, bound.bubblewrap) == (code(), "")
    assert policy(here) != policy(dataclasses.replace(here, tier=Tier.SEALED)), "another tier forbids otherwise"
