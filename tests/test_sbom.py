"""The list of what the desk brings along: complete, in the versions that were tested, nothing of the machine."""

import importlib.util
import json
import re
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def bill() -> dict[str, Any]:
    spec = importlib.util.spec_from_file_location("sbom", ROOT / "sbom.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    made: dict[str, Any] = module.bill()
    return made


def test_it_names_what_the_desk_asks_for_and_what_that_asks_for(bill: dict[str, Any]) -> None:
    names = {each["name"].lower() for each in bill["components"]}
    asked = {"django", "django-allauth", "django-tasks-db", "waitress", "whitenoise", "psycopg", "msgspec"}
    assert asked | {"asgiref", "sqlparse", "fido2", "qrcode", "cryptography", "cffi"} <= names
    assert names.isdisjoint({"pytest", "mypy", "playwright", "perenne"})


def test_its_versions_are_the_pinned_ones(bill: dict[str, Any]) -> None:
    lines = (ROOT / "constraints.txt").read_text(encoding="ascii").lower().splitlines()
    pinned = {name.replace("_", "-"): version for name, version in (line.split("==") for line in lines)}
    for each in bill["components"]:
        name = re.sub(r"[-_.]+", "-", each["name"]).lower()
        assert pinned[name] == each["version"].lower()


def test_every_licence_is_told_and_every_reference_resolves(bill: dict[str, Any]) -> None:
    assert [each["name"] for each in bill["components"] if not each["licenses"]] == []
    refs = {each["bom-ref"] for each in bill["components"]} | {bill["metadata"]["component"]["bom-ref"]}
    named = {ref for each in bill["dependencies"] for ref in (each["ref"], *each["dependsOn"])}
    assert named == refs


def test_no_path_and_no_index_stands_in_it(bill: dict[str, Any]) -> None:
    text = json.dumps(bill)
    assert "://" not in text
    assert "file:" not in text
    assert str(ROOT) not in text
