"""What the register knows beforehand: apps that rules name, questions of the checklist, kinds of proof."""

from collections.abc import Mapping
from functools import cache
from typing import Any

import msgspec

from perenne.dated.shelf import shelf
from perenne.devices.records import App, ProofKind
from perenne.model.bilingual import Bilingual


class KindOfProof(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """``by_machine``: read on the device by a console, and not said by a person."""

    name: Bilingual
    max_age_days: int
    by_machine: bool


@cache
def _files() -> dict[str, Any]:
    return shelf("perenne.devices.known")


@cache
def apps() -> Mapping[str, App]:
    """The apps that the rules which ship name."""
    return {each["id"]: msgspec.convert({"perenne": "device-app/1", **each}, App) for each in _files()["apps"]}


@cache
def questions() -> Mapping[str, Bilingual]:
    return msgspec.convert(_files()["questions"], dict[str, Bilingual])


@cache
def kinds_of_proof() -> Mapping[ProofKind, KindOfProof]:
    return msgspec.convert(_files()["proofs"], dict[ProofKind, KindOfProof])
