"""The child that reads a C2PA mark, with the network off by the library's setting and by the child's own limits."""

import json
from collections.abc import Iterator
from typing import Any, BinaryIO

from c2pa import C2paError, Context, Reader, Settings

_OFFLINE = {"verify": {"remote_manifest_fetch": False, "ocsp_fetch": False}}
_LONGEST, _MOST = 300, 200
_SPARED = frozenset({"signingCredential.untrusted", "cawg.x509.credential.untrusted"})
"""Failures that concern trust in a signer, which is another question than whether the mark is intact."""


def work(source: BinaryIO, out: BinaryIO, media_type: str) -> None:
    """Write what the mark in ``source`` says, as one JSON object."""
    try:
        with Reader(media_type, source, context=_CONTEXT) as reader:
            said = _said(json.loads(reader.json()))
    except C2paError as problem:
        said = {"state": _why_not(str(problem))}
    out.write(json.dumps(said).encode())


def _why_not(message: str) -> str:
    kind = message.partition(":")[0]
    return {"ManifestNotFound": "none", "Remote": "remote"}.get(kind, "unreadable")


def _said(store: dict[str, Any]) -> dict[str, Any]:
    manifests = store.get("manifests", {})
    active = manifests.get(store.get("active_manifest"), {})
    signer = active.get("signature_info") or {}
    status = store.get("validation_status") or []
    return {
        "state": str(store.get("validation_state", "")).lower(),
        "manifests": len(manifests),
        "failures": [
            [_clipped(each.get("code")), _clipped(each.get("url"))]
            for each in status[:_MOST]
            if each.get("code") not in _SPARED
        ],
        "untrusted": any(each.get("code") in _SPARED for each in status),
        "signer": [_clipped(signer.get(name)) for name in ("common_name", "issuer", "time")],
        "sources": list(_sources(manifests, store.get("active_manifest")))[:_MOST],
    }


def _sources(manifests: dict[str, Any], active: object) -> Iterator[tuple[bool, str, str]]:
    """Each action that says how the picture came about: if the outer mark says it, the action, the source."""
    for label, manifest in manifests.items():
        for assertion in manifest.get("assertions", []):
            data = assertion.get("data")
            actions = data.get("actions", []) if isinstance(data, dict) else []
            for action in actions:
                kind = action.get("digitalSourceType")
                if isinstance(kind, str):
                    yield label == active, _clipped(action.get("action")), _clipped(kind)


def _clipped(said: object) -> str:
    return str(said)[:_LONGEST] if said else ""


_CONTEXT = Context(Settings.from_dict(_OFFLINE))
