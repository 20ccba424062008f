"""The connectors there are, ours and one of somebody's in a folder: what each may ask, of whom, for which account."""

import re
from collections.abc import Mapping
from copy import deepcopy
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import msgspec

from perenne.chain import sha256
from perenne.dated.shelf import shelf
from perenne.handset.manifest import Manifest, is_host
from perenne.model import wire
from perenne.model.bilingual import Bilingual
from perenne.model.errors import DataError, UsageError
from perenne.model.post import Platform

_MANIFESTS = "perenne.connectors.manifests"
MANIFEST, MODULE = "manifest.yaml", "connector.py"
"""What a folder with a connector of somebody's holds."""
_INSTANCE = "{instance}"
_SHOWN = 32
_NAME = re.compile(r"[a-z][a-z0-9_]{1,39}\Z")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}\Z")


class Described(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A connector as its file describes it. ``account``: what ``--account`` names; ``instance``: what ``--instance``
    names, where everybody may run the platform (then ``{instance}`` stands in its manifest); ``usual``: the instance
    where none is named; ``tokens``: the parts of what is kept of an account that may go with a request, the best
    first."""

    title: Bilingual
    platform: Platform
    account: Bilingual
    manifest: dict[str, Any]
    tokens: tuple[str, ...] = ("access",)
    needs_token: bool = True
    instance: Bilingual | None = None
    usual: str = ""


class Connector(msgspec.Struct, frozen=True):
    """A connector and its code; ``source`` is ``None`` where the module is one of ours."""

    name: str
    described: Described
    code_hash: str
    source: bytes | None = None

    def keeps_as(self, account: str, instance: str) -> str:
        """Under which name the tokens of ``account`` are kept: what was given for one instance never goes to another,
        nor what was given for one manifest of somebody's connector. Raises ``UsageError``."""
        check_text(account)
        of = [self.name, account, instance]
        if self.source is not None:
            allowed = (policy_hash(self.manifest(instance)), self.described.tokens)
            of += [",".join(self.hosts(instance)), sha256(msgspec.json.encode(allowed))[:_SHOWN]]
        return " ".join(filter(None, of))

    def hosts(self, instance: str) -> tuple[str, ...]:
        """All to whom something may go, where tokens are renewed too."""
        manifest = self.manifest(instance)
        renewed = [manifest.renewal.host] if manifest.renewal is not None else []
        return tuple(dict.fromkeys([*manifest.hosts, *renewed]))

    def posts_to(self, instance: str) -> tuple[str, ...]:
        """The paths that take a body: a platform may do more there than answer."""
        return tuple(each.path for each in self.manifest(instance).routes if each.method != "GET" or each.body)

    def manifest(self, instance: str) -> Manifest:
        """What may be asked, of ``instance`` where the platform has several."""
        return _manifest(self.described.manifest, instance)

    def instance(self, named: str | None) -> str:
        """The instance that is asked: ``named``, checked, else the usual one; ``""`` where there is but one platform.
        Raises ``UsageError``."""
        if self.described.instance is None:
            if named:
                raise UsageError(
                    fr=f"« {self.name} » n’a pas d’instance : retirez --instance",
                    en=f"“{self.name}” has no instance: leave out --instance",
                )
            return ""
        host = (named or self.described.usual).strip().lower()
        if not is_host(host):
            raise UsageError(
                fr=f"--instance attend l’hôte de votre instance, comme social.exemple, et non « {host} »",
                en=f"--instance takes the host of your instance, such as social.example, and not “{host}”",
            )
        return host


def names() -> tuple[str, ...]:
    return tuple(shelf(_MANIFESTS))


@cache
def connector(name: str) -> Connector:
    """The connector of ours with this name; raises ``UsageError``."""
    found = shelf(_MANIFESTS).get(name)
    if found is None:
        known = ", ".join(names())
        raise UsageError(
            fr=f"il n’y a pas de connecteur « {name} » ({known}) ; le vôtre se donne par son dossier : ./{name}",
            en=f"there is no connector “{name}” ({known}); one of your own is given by its folder: ./{name}",
        )
    code = (files("perenne.connectors") / f"{name}.py").read_bytes()
    return Connector(name, _described(found, name), sha256(code))


def connector_in(folder: Path) -> Connector:
    """The connector that lies in ``folder``, which only reads: what is published is checked by manifests of ours
    alone. Raises ``UsageError`` and ``DataError``."""
    try:
        text, code = (folder / MANIFEST).read_text(encoding="utf-8"), (folder / MODULE).read_bytes()
    except (OSError, UnicodeDecodeError):
        raise UsageError(
            fr=f"« {folder} » ne contient pas de connecteur : {MANIFEST} et {MODULE}",
            en=f"“{folder}” holds no connector: {MANIFEST} and {MODULE}",
        ) from None
    found = connector_of(text, code)
    if wrong := _writing(found):
        raise DataError(
            fr=f"{MANIFEST} : un connecteur à soi ne fait que lire, retirez {wrong}",
            en=f"{MANIFEST}: a connector of one’s own only reads, leave out {wrong}",
        )
    return found


def _writing(found: Connector) -> str:
    """The first thing by which ``found`` would show, change or delete something; ``""``: there is none."""
    for route in found.manifest("instance.example").routes:
        if route.publishes or route.media or route.says or route.method not in {"GET", "POST"}:
            return f"{route.method} {route.path}"
    return ""


def connector_of(text: str, code: bytes) -> Connector:
    """The connector that this manifest and this module make; raises ``DataError``."""
    from perenne.dated import strict_yaml  # not at the top: the installed program needs no YAML

    described = _described(strict_yaml.load(text, MANIFEST), MANIFEST)
    name = described.manifest["name"]
    if name in names():
        raise DataError(
            fr=f"{MANIFEST} : « {name} » est le nom d’un connecteur livré : prenez-en un autre",
            en=f"{MANIFEST}: “{name}” is the name of a connector of ours: take another",
        )
    return Connector(name, described, sha256(code), code)


def check_text(said: str) -> None:
    """Raises ``UsageError`` for bytes of a command line that are no text: nothing could be asked with them."""
    try:
        said.encode()
    except UnicodeEncodeError:
        raise UsageError(
            fr="ce qui est donné n’est pas du texte en UTF-8 : écrivez-le à nouveau",
            en="what is given is no text in UTF-8: write it anew",
        ) from None


def policy_hash(manifest: Manifest) -> str:
    """What a run was allowed: two manifests with the same hash allow the same."""
    return sha256(msgspec.json.encode(manifest, order="deterministic"))


def _described(content: object, file: str) -> Described:
    try:
        described = wire.convert(Described, deepcopy(content))
        manifest = _within(described.manifest)
    except wire.RecordError as problem:
        at = f"{problem.path} : " if problem.path else "", f"{problem.path}: " if problem.path else ""
        raise _no_manifest(file, at[0] + problem.reason.fr, at[1] + problem.reason.en) from None
    if not _NAME.match(manifest.name):
        raise _no_manifest(file, "name : petites lettres, chiffres et _", "name: small letters, digits and _")
    if not _DAY.match(manifest.checked_on) or not manifest.source.startswith("https://"):
        raise _no_manifest(
            file,
            "source : une adresse https, avec checked_on, le jour où elle fut relue",
            "source: an https address, with the day on which it was checked_on",
        )
    return described


def _within(content: Mapping[str, Any]) -> Manifest:
    """Raises ``wire.RecordError``, with the path as the file has it."""
    try:
        return wire.convert(Manifest, _filled(deepcopy(content), "instance.example"))
    except wire.RecordError as problem:
        raise wire.RecordError(f"manifest.{problem.path}".removesuffix("."), problem.reason) from None


def _no_manifest(file: str, fr: str, en: str) -> DataError:
    return DataError(fr=f"{file} n’est pas un manifeste ({fr})", en=f"{file} is no manifest ({en})")


def _manifest(content: Mapping[str, Any], instance: str) -> Manifest:
    return msgspec.convert(_filled(content, instance), type=Manifest)


def _filled(value: Any, instance: str) -> Any:
    """``value`` with the host in the place of ``{instance}``, wherever that is all that is said."""
    if isinstance(value, Mapping):
        return {key: _filled(each, instance) for key, each in value.items()}
    if isinstance(value, list):
        return [_filled(each, instance) for each in value]
    return instance if value == _INSTANCE else value
