"""Every manifest of ours says who may be asked what, and where the platform says so."""

import subprocess
import sys
from pathlib import Path

import pytest

from perenne.connectors.described import Connector, connector, names, policy_hash
from perenne.model.errors import UsageError

SOCIAL = "social.example"


def _connector(name: str) -> tuple[Connector, str]:
    found = connector(name)
    return found, SOCIAL if found.described.instance is not None else ""


def test_all_that_the_help_names_are_there() -> None:
    assert set(names()) == {
        "bluesky", "instagram", "instagram_partnership", "mastodon", "tiktok_commercial", "tiktok_display",
        "tiktok_research", "youtube",
    }  # fmt: skip


@pytest.mark.parametrize("name", names())
def test_a_manifest_bears_the_name_of_its_connector_and_a_page_to_compare_with(name: str) -> None:
    found, instance = _connector(name)
    manifest = found.manifest(instance)
    assert manifest.name == name
    assert manifest.source.startswith("https://")
    assert manifest.checked_on.count("-") == 2
    assert all(route.method in {"GET", "POST"} for route in manifest.routes)
    assert all(not route.host or route.host in manifest.hosts for route in manifest.routes)


@pytest.mark.parametrize("name", names())
def test_what_is_published_says_where_the_approved_words_stand(name: str) -> None:
    found, instance = _connector(name)
    for route in found.manifest(instance).routes:
        if route.publishes:
            assert "text" in route.says.values()


def test_an_instance_is_checked_and_is_the_only_host_that_gets_the_token() -> None:
    found = connector("bluesky")
    assert found.instance(None) == "bsky.social"
    assert found.instance(" Social.Example ") == SOCIAL
    assert found.manifest(SOCIAL).token.hosts == (SOCIAL,)
    for wrong in (
        "127.0.0.1",
        "social",
        "social.example:443",
        "a@social.example",
        "social.example/x",
        "",
        "localhost",
    ):
        with pytest.raises(UsageError, match="host of your instance"):
            connector("mastodon").instance(wrong)


def test_what_runs_inside_holds_no_code_for_a_network(repository: Path) -> None:
    modules = ", ".join(f"perenne.connectors.{name}" for name in ("entry", "paging", *names()))
    code = f"import sys, {modules}; print({{'ssl', 'http.client', 'perenne.handset.relay'}} & set(sys.modules))"
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=repository)
    assert told.stdout == "set()\n"


def test_what_a_run_was_allowed_shows_in_its_hash() -> None:
    found = connector("mastodon")
    assert policy_hash(found.manifest(SOCIAL)) == policy_hash(found.manifest(SOCIAL))
    assert policy_hash(found.manifest(SOCIAL)) != policy_hash(found.manifest("other.example"))
