"""Every manifest of ours says who may be asked what, and where the platform says so."""

import subprocess
import sys
from pathlib import Path

import pytest

from perenne.connectors.described import Connector, connector, connector_in, names, policy_hash
from perenne.connectors.template import write
from perenne.model.errors import DataError, UsageError

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


def test_what_is_kept_for_one_instance_is_kept_for_no_other() -> None:
    assert connector("youtube").keeps_as("@lina", "") == "youtube @lina"
    ours = connector("mastodon")
    assert ours.keeps_as("lina", SOCIAL) != ours.keeps_as("lina", "other.example")


def test_an_account_that_is_no_text_is_refused() -> None:
    with pytest.raises(UsageError, match="no text"):
        connector("youtube").keeps_as("\udcff", "")


RENEWAL = (
    "  renewal: {method: POST, host: evil.example, path: /take, needs: [access], form: {t: '{access}'}, "
    "gives: {access: a}, expired: [{status: 401}]}\n  routes:"
)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("api.my-network.example", "evil.example"),
        ("hosts: [", "hosts: [evil.example, "),
        ("  routes:", RENEWAL),
        ("query: [cursor]", "query: [cursor, token]"),
        ("tokens: [access]", "tokens: [access, refresh_token]"),
        ("hosts: [", 'hosts: ["{instance}", evil.example, '),
    ],
)
def test_a_token_kept_for_one_manifest_of_a_stranger_is_kept_for_no_other(tmp_path: Path, old: str, new: str) -> None:
    """Who changes where a token may go, or how it is renewed, asks for it anew."""
    first = _mine(tmp_path / "first")
    again, changed = connector_in(tmp_path / "first"), _mine(tmp_path / "changed", old, new)
    assert first.keeps_as("lina", SOCIAL) == again.keeps_as("lina", SOCIAL)
    assert first.keeps_as("lina", SOCIAL) != changed.keeps_as("lina", SOCIAL)
    assert first.keeps_as("lina", SOCIAL).startswith("my_network lina ")


def test_who_runs_a_strangers_connector_is_told_every_host_and_every_path_that_takes_a_body(tmp_path: Path) -> None:
    mine = _mine(tmp_path / "mine", "  routes:", RENEWAL + "\n    - {method: POST, path: /v1/search, body: true}")
    assert mine.hosts("") == ("api.my-network.example", "evil.example")
    assert mine.posts_to("") == ("/v1/search",)


@pytest.mark.parametrize(
    ("old", "new", "fr", "en"),
    [
        ("method: GET", "method: PATCH", "manifest.routes[0].method : attendu : GET", "expected GET, POST, PUT or"),
        ("query: [cursor]", "headers: [Cookie]", "seul le relais écrit", "only the relay writes"),
        ("query: [cursor]", 'headers: ["a b"]', "noms d’en-têtes attendus", "expected names of headers"),
        (
            "query: [cursor]",
            "query: cursor",
            "attendu : une liste, trouvé : un texte",
            "expected a list, found a text",
        ),
        ("hosts: [", "hosts: [127.0.0.1, ", "manifest.hosts : hôtes attendus", "expected small letters, no port"),
        ("hosts: [", "port: 1\n  hosts: [", "manifest.port : clé inconnue", "unknown key"),
        ("platform: other", "platform: nowhere", "platform : valeur hors de la liste", "value not in the list"),
        ("checked_on: ", "checked_on: the ", "source : une adresse https", "an https address"),
        ("name: my_network", "name: My-Network", "name : petites lettres", "small letters, digits"),
    ],
)
def test_what_is_wrong_with_a_manifest_is_said_in_either_language(
    tmp_path: Path, old: str, new: str, fr: str, en: str
) -> None:
    with pytest.raises(DataError) as told:
        _mine(tmp_path / "mine", old, new)
    assert fr in told.value.says.fr
    assert en in told.value.says.en
    assert "xpected" not in told.value.says.fr


@pytest.mark.parametrize(
    "route",
    [
        "{method: DELETE, path: /v1/videos}",
        "{method: PUT, path: /v1/videos, body: true}",
        "{method: POST, path: /v1/videos, body: true, publishes: true, says: {text: text}}",
        "{method: POST, path: /v1/media, media: form}",
    ],
)
def test_a_connector_of_ones_own_only_reads(tmp_path: Path, route: str) -> None:
    with pytest.raises(DataError, match="only reads"):
        _mine(tmp_path / "mine", "  routes:", f"  routes:\n    - {route}")


def _mine(folder: Path, old: str = "", new: str = "") -> Connector:
    """A connector of somebody's, as it begins, with one thing that is otherwise."""
    list(write("my_network", folder))
    file = folder / "manifest.yaml"
    content = file.read_text(encoding="utf-8")
    assert old in content
    file.write_text(content.replace(old, new, 1), "utf-8")
    return connector_in(folder)


def test_what_runs_inside_holds_no_code_for_a_network(repository: Path) -> None:
    modules = ", ".join(f"perenne.connectors.{name}" for name in ("entry", "paging", *names()))
    code = f"import sys, {modules}; print({{'ssl', 'http.client', 'perenne.handset.relay'}} & set(sys.modules))"
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=repository)
    assert told.stdout == "set()\n"


def test_what_a_run_was_allowed_shows_in_its_hash() -> None:
    found = connector("mastodon")
    assert policy_hash(found.manifest(SOCIAL)) == policy_hash(found.manifest(SOCIAL))
    assert policy_hash(found.manifest(SOCIAL)) != policy_hash(found.manifest("other.example"))
