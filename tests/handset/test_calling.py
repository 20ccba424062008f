"""How a platform is called, and which addresses are of the open internet."""

import ipaddress
import ssl
from pathlib import Path

import pytest

from perenne.connectors.collecting import Network
from perenne.handset.calling import public
from perenne.handset.ledger import Ledger
from perenne.handset.relay import Relay
from perenne.handset.vault import Vault
from tests.handset.test_relay import MANIFEST


def test_no_variable_makes_the_keys_of_a_connection_go_to_a_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSLKEYLOGFILE", str(tmp_path / "keys"))
    assert ssl.create_default_context().keylog_filename == str(tmp_path / "keys"), "Python heeds it"
    relay = Relay("main", MANIFEST, Vault(tmp_path, b"r" * 32), Ledger(tmp_path / "l.ndjson"))
    for trusted in (relay.trusted, Network().trusted):
        assert not trusted.keylog_filename
        assert (trusted.check_hostname, trusted.verify_mode) == (True, ssl.CERT_REQUIRED)


@pytest.mark.parametrize(
    "address",
    [
        "192.0.0.192", "192.88.99.1", "168.63.129.16", "198.18.0.1", "fec0::1", "3fff::1", "5f00::1",
        "64:ff9b::a9fe:a9fe", "64:ff9b::a83f:8110", "64:ff9b:1::a00:1", "::ffff:168.63.129.16", "::10.0.0.1",
        "2001:db8::1", "2001:0:a00:1::1", "2002:a83f:8110::1", "ff0e::1",
    ],
)  # fmt: skip
def test_an_address_for_some_purpose_of_its_own_is_none_of_the_open_internet(address: str) -> None:
    assert not public(ipaddress.ip_address(address))


@pytest.mark.parametrize("address", ["93.184.216.34", "192.0.1.1", "168.63.129.17", "2606:2800:21f::1", "2a00::1"])
def test_an_address_beside_them_is_one(address: str) -> None:
    assert public(ipaddress.ip_address(address))
