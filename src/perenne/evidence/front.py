"""The first files of a bundle, which the others stand on: the manifest, its seal, perhaps a time-stamp."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from perenne.chain import sha256
from perenne.evidence import change
from perenne.evidence.change import Change
from perenne.evidence.container import LOCAL_LENGTH
from perenne.evidence.directory import Directory, File
from perenne.evidence.manifest import MANIFEST, MOST_BYTES, SEAL, TIMESTAMP, Manifest, NoManifest, read_manifest
from perenne.evidence.seal import MOST_BYTES as MOST_OF_SEAL
from perenne.evidence.seal import Seal, is_signed, read_seal

MOST_OF_TIMESTAMP = 2**20


class Expected(NamedTuple):
    """A file that the bundle must have. ``sha256`` is ``None`` for the first files, which no manifest lists;
    ``doubtful``: that its content changed is known already."""

    path: str
    size: int
    sha256: str | None
    doubtful: bool = False


@dataclass(slots=True)
class Front:
    """What could be read, what is wrong with it, and every file that must therefore be there, in order."""

    manifest: Manifest | None = None
    manifest_sha256: str | None = None
    seal: Seal | None = None
    timestamp: bytes | None = None
    expected: list[Expected] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)


class _Content(NamedTuple):
    begin: int
    content: bytes

    @property
    def end(self) -> int:
        return self.begin + len(self.content)


def front(file: File, listed: Directory | None) -> Front:
    """``listed``: what the directory says, for finding a file whose header was changed."""
    said = Front()
    manifest = _manifest(file, listed, said)
    if manifest is None or said.manifest is None:
        return said
    seal = _first(file, listed, SEAL, manifest.end, MOST_OF_SEAL, lambda content: read_seal(content) is not None)
    said.seal = read_seal(seal.content) if seal else None
    changed = said.seal is not None and said.seal.manifest_sha256 != said.manifest_sha256
    said.expected.append(Expected(MANIFEST, len(manifest.content), None, doubtful=changed))
    said.changes += [change.manifest()] if changed else []
    if seal is None:
        said.changes.append(change.removed(SEAL))
    else:
        broken = said.seal is None or not is_signed(said.seal)
        said.expected.append(Expected(SEAL, len(seal.content), None, doubtful=broken))
        said.changes += [change.seal_broken()] if broken else []
        _timestamp(file, listed, seal.end, said)
    said.expected += [Expected(each.path, each.bytes, each.sha256) for each in said.manifest.resources]
    return said


def _manifest(file: File, listed: Directory | None, said: Front) -> _Content | None:
    reason = None
    for found in _candidates(file, listed, MANIFEST, 0, MOST_BYTES):
        try:
            said.manifest = read_manifest(found.content)
        except NoManifest as problem:
            reason = reason or problem.reason
            continue
        said.manifest_sha256 = sha256(found.content)
        added = found.begin - LOCAL_LENGTH - len(MANIFEST)
        said.changes += [change.before(added)] if added else []
        return found
    said.changes.append(change.no_manifest(reason) if reason else change.removed(MANIFEST))
    return None


def _timestamp(file: File, listed: Directory | None, at: int, said: Front) -> None:
    stated = said.seal.timestamp_sha256 if said.seal else None
    if stated is None:
        return
    found = _first(file, listed, TIMESTAMP, at, MOST_OF_TIMESTAMP, lambda content: sha256(content) == stated)
    if found is None:
        said.changes.append(change.removed(TIMESTAMP))
        return
    said.timestamp = found.content
    changed = sha256(found.content) != stated
    said.expected.append(Expected(TIMESTAMP, len(found.content), None, doubtful=changed))
    said.changes += [change.timestamp()] if changed else []


def _first(
    file: File, listed: Directory | None, path: str, at: int, most: int, is_right: Callable[[bytes], bool]
) -> _Content | None:
    """The content of ``path``: the first that is right, else the first that there is."""
    found = list(_candidates(file, listed, path, at, most))
    return next((each for each in found if is_right(each.content)), found[0] if found else None)


def _candidates(file: File, listed: Directory | None, path: str, at: int, most: int) -> Iterator[_Content]:
    """What may be the content of ``path``: as its header at ``at`` says, as the directory says."""
    header = file.at(at, LOCAL_LENGTH + len(path))
    begin = at + len(header)
    places = [(begin, int.from_bytes(header[22:26], "little"))] if header.endswith(path.encode()) else []
    for member in listed.members if listed else ():
        if member.name == path.encode():
            places += [(begin, member.size), (member.content_at(file) or begin, member.size)]
    yield from (_Content(place, file.at(place, size)) for place, size in dict.fromkeys(places) if size <= most)
