"""Files that were added, removed, moved, doubled or packed: told from what the ZIP itself lists."""

import hashlib
from collections import Counter
from collections.abc import Iterator, Sequence

from perenne.evidence import change
from perenne.evidence.change import Change
from perenne.evidence.directory import Directory, File, Listed
from perenne.evidence.front import Expected

_CHUNK = 2**20
_LONGEST_NAME = 200


def changes(file: File, listed: Directory, expected: Sequence[Expected]) -> Iterator[Change]:
    """What is different from ``expected``, as far as the directory tells it."""
    names = [shown_name(each.name) for each in listed.members]
    counted, wanted = Counter(names), {each.path: each for each in expected}
    yield from (change.removed(path) for path in wanted if path not in counted)
    yield from (change.added(name) for name in counted if name not in wanted)
    yield from (change.twice(name) for name, count in counted.items() if count > 1)
    if set(names) == set(wanted) and len(names) == len(wanted) and names != list(wanted):
        yield change.order()
    claimed = 0
    for name, member in zip(names, listed.members, strict=True):
        claimed += member.size
        overlap = claimed > file.size  # members that lie over one another: to hash them all might never end
        if not member.stored:
            yield change.packed(name)
        elif name in wanted and counted[name] == 1 and (overlap or not _is(file, member, wanted[name])):
            yield change.content(name)
    if listed.end is None:
        yield change.cut()
    elif listed.end < file.size:
        yield change.after(file.size - listed.end)


def shown_name(name: bytes) -> str:
    """The name of a member as it can be shown: a stranger wrote it."""
    said = name[:_LONGEST_NAME].decode("utf-8", "backslashreplace")
    return "".join(sign if sign.isprintable() else f"\\u{ord(sign):04x}" for sign in said)


def _is(file: File, member: Listed, wanted: Expected) -> bool:
    if wanted.sha256 is None:
        return True
    begin = member.content_at(file)
    if begin is None or member.size != wanted.size:
        return False
    content = hashlib.sha256()
    for at in range(begin, begin + member.size, _CHUNK):
        content.update(file.at(at, min(_CHUNK, begin + member.size - at)))
    return content.hexdigest() == wanted.sha256
