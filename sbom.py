"""What ``pip install 'perenne[desk]'`` brings along, as a CycloneDX list: names, versions, licences, who needs whom.

Read from what is installed here, so it says what was tested; no path and no index stands in it.
"""

import json
import sys
from importlib.metadata import Distribution, distribution
from typing import Any

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

_ROOT, _EXTRA = "perenne", "desk"


def bill() -> dict[str, Any]:
    """The list, the same on every run over the same installation."""
    needs = _needs()
    known = {name: distribution(name) for name in needs}
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {"component": _component(known.pop(_ROOT), "application")},
        "components": [_component(each, "library") for _, each in sorted(known.items())],
        "dependencies": [
            {"ref": _purl(distribution(name)), "dependsOn": sorted(_purl(distribution(each)) for each in needed)}
            for name, needed in sorted(needs.items())
        ],
    }


def _needs() -> dict[str, set[str]]:
    """Every distribution that is reached from the extra, and those that it asks for itself."""
    found: dict[str, set[str]] = {}
    asked = {(_ROOT, frozenset({_EXTRA}))}
    done: set[tuple[str, frozenset[str]]] = set()
    while asked - done:
        name, extras = min(asked - done, key=lambda each: (each[0], sorted(each[1])))
        done.add((name, extras))
        wanted = {
            (canonicalize_name(each.name), frozenset(each.extras))
            for each in map(Requirement, distribution(name).requires or ())
            if any(each.marker is None or each.marker.evaluate({"extra": extra}) for extra in ("", *extras))
        }
        found.setdefault(name, set()).update(other for other, _ in wanted if other != name)
        asked |= wanted
    return found


def _component(each: Distribution, kind: str) -> dict[str, Any]:
    purl = _purl(each)
    named = {"type": kind, "bom-ref": purl, "name": each.metadata["Name"], "version": each.version, "purl": purl}
    return {**named, "licenses": _licences(each)}


def _purl(each: Distribution) -> str:
    return f"pkg:pypi/{canonicalize_name(each.metadata['Name'])}@{each.version}"


def _licences(each: Distribution) -> list[dict[str, Any]]:
    """The expression where the distribution states one, else the names that it gives."""
    if stated := _told(each, "License-Expression"):
        return [{"expression": stated}]
    classified = [
        line.rsplit(" :: ", 1)[1]
        for line in each.metadata.get_all("Classifier") or ()
        if line.startswith("License :: ") and line.count(" :: ") > 1
    ]
    told = _told(each, "License")
    names = classified or ([told] if told and "\n" not in told else [])
    return [{"license": {"name": name}} for name in names]


def _told(each: Distribution, name: str) -> str:
    return next(iter(each.metadata.get_all(name) or ()), "")


if __name__ == "__main__":
    json.dump(bill(), sys.stdout, indent=2, ensure_ascii=False)
    sys.stdout.write("\n")
