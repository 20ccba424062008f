"""ZIP archives: which of their members are files to read, and each member as a stream.

Members are shown as ``archive.zip/folder/name.csv`` and only ever read: nothing is written under a name of theirs.
Everything is looked at before it is unpacked (sizes, ratio, number, passwords), zipfile gives no more of a member
than it declared, and an archive within an archive is not opened. What is wrong with one member is said when that one
is opened, and costs none of the others.

The archive of an account's owner holds private things too: which of its members stay shut says ``withheld``.
"""

import io
import os
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from functools import partial
from typing import IO, BinaryIO, NamedTuple, cast

from perenne.model.bilingual import Bilingual
from perenne.model.errors import UnreadableFile
from perenne.readers.reading import Format, Item, Origin, Other, Says
from perenne.readers.traces import AUDIT_MARK, LOOKED_AT, is_left_out, is_of_an_audit
from perenne.readers.withheld import PRIVATE_FILE, Archives, shut

FORMAT = "zip/1"

MAX_MEMBER = 2**30
"""Bytes of one member, unpacked."""
MAX_UNPACKED = 4 * 2**30
"""Bytes of all the members that are opened, unpacked."""
MAX_RATIO = 300
"""Unpacked to packed bytes of a member over 1 MiB. Captures, which repeat themselves, reach some thirty."""
MAX_DIRECTORY = 12 * 2**20
"""Bytes of the list of members: it is held in memory."""
MAX_LOOKED_THROUGH = 5_000_000
"""Members in the list times members that are opened: the list is gone through for each."""

_MIB = 2**20
_UNPACKERS = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})
_ENCRYPTED = 0x1
_NAMED_IN_UTF8 = 0x800


class Member(NamedTuple):
    """``name``: as the archive has it, to open it; ``shown``: as a path below the archive, to be read."""

    name: str
    shown: str


class Contents(NamedTuple):
    """The members to read, and how many are left shut because of what stands beside the posts."""

    members: tuple[Member, ...]
    shut: int


def contents(stream: BinaryIO, archives: Archives = ()) -> Contents:
    """What the archive in ``stream`` holds. Raises ``UnreadableFile`` where it is broken or too big as a whole."""
    with _refusing_what_is_broken(), _archive(stream) as archive:
        found = [(info, shown_name(info)) for info in archive.infolist() if not info.is_dir()]
        files = [(info, shown) for info, shown in found if not any(map(is_left_out, shown.split("/")))]
        closed = shut([shown for _, shown in files], archives, packed=True)
        chosen = [(info, shown) for info, shown in files if shown not in closed]
        left = len(files) - len(chosen)
        audits = _audits(archive, chosen)
        chosen = [(info, shown) for info, shown in chosen if not shown.startswith(audits)]
        _check([info for info, _ in chosen], listed=len(archive.infolist()))
    members = sorted(Member(info.filename, shown) for info, shown in chosen)
    return Contents(tuple(members), left)


@contextmanager
def opened(stream: BinaryIO, member: str) -> Iterator[BinaryIO]:
    """The bytes of ``member``, seekable. Raises ``UnreadableFile``, also while they are read."""
    with ExitStack() as stack:
        with _refusing_what_is_broken():
            info = _listed(stream)[member]
            _check_member(info)
            inside = stack.enter_context(stack.enter_context(_with_no_list(stream)).open(info))
        try:
            yield io.BufferedReader(cast("io.RawIOBase", inside), 2**16)  # it has the methods of one
        except _BROKEN:
            raise _broken() from None


def read(stream: BinaryIO, origin: Origin, archives: Archives = ()) -> Iterator[Item]:
    """The archive itself: its members are files of their own, so here only those that were not opened are counted."""
    found = contents(stream, archives)
    if not found.members and not found.shut:
        raise UnreadableFile(
            fr="aucun fichier à lire dans cette archive : elle ne contient que des dossiers, des fichiers cachés "
            "ou un audit précédent",
            en="no file to read in this archive: it holds nothing but folders, hidden files or an earlier audit",
        )
    yield from (Other(PRIVATE_FILE, number) for number in range(1, found.shut + 1))


def nested() -> UnreadableFile:
    return UnreadableFile(
        fr="archive dans une archive : décompressez-la d’abord", en="an archive within an archive: unpack it first"
    )


def shown_name(info: zipfile.ZipInfo) -> str:
    """The member's name as a path below the archive: no way up, no root, no sign that a screen would obey."""
    name = info.filename
    if not info.flag_bits & _NAMED_IN_UTF8:  # macOS writes UTF-8 and does not say so
        try:
            name = name.encode("cp437").decode("utf-8")
        except UnicodeError:
            name = info.filename
    parts = [part for part in name.replace("\\", "/").split("/") if part not in {"", ".", ".."}]
    return "".join(sign if sign.isprintable() else "\ufffd" for sign in "/".join(parts)) or "\ufffd"


class _Measured(io.RawIOBase):
    """The archive's bytes for zipfile, which reads the list of members at once, however long it is said to be."""

    def __init__(self, stream: BinaryIO) -> None:
        super().__init__()
        self._stream = stream

    def read(self, size: int = -1) -> bytes:
        if size > MAX_DIRECTORY:
            raise _too_big()
        return self._stream.read(size)

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        if offset < 0 and whence == io.SEEK_SET:  # the system would call it a wrong argument, not a wrong archive
            raise zipfile.BadZipFile
        return self._stream.seek(offset, whence)

    def tell(self) -> int:
        return self._stream.tell()

    def seekable(self) -> bool:
        return True


def _archive(stream: BinaryIO) -> zipfile.ZipFile:
    return zipfile.ZipFile(_Measured(stream))


_last_listed: tuple[object, dict[str, zipfile.ZipInfo]] = (None, {})


def _listed(stream: BinaryIO) -> dict[str, zipfile.ZipInfo]:
    """The members by name; the list of the last archive is kept, or it would be gone through for each member."""
    global _last_listed
    archive = _identity(stream)
    if archive is None or _last_listed[0] != archive:
        with _archive(stream) as opened_archive:
            _last_listed = archive, opened_archive.NameToInfo
    return _last_listed[1]


def _identity(stream: BinaryIO) -> object:
    """What tells the file that ``stream`` reads from any other, and from itself after it was written to."""
    try:
        status = os.fstat(stream.fileno())
    except OSError:
        return None
    return status.st_dev, status.st_ino, status.st_size, status.st_mtime_ns


def _with_no_list(stream: BinaryIO) -> zipfile.ZipFile:
    """The archive for opening members that are known already."""
    archive = zipfile.ZipFile(io.BytesIO(_EMPTY_ARCHIVE))
    archive.fp = cast("IO[bytes]", _Measured(stream))
    return archive


_EMPTY_ARCHIVE = b"PK\x05\x06" + bytes(18)


@contextmanager
def _refusing_what_is_broken() -> Iterator[None]:
    try:
        yield
    except (*_BROKEN, RuntimeError, KeyError, ValueError):
        raise _broken() from None


_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError)


def _broken() -> UnreadableFile:
    return UnreadableFile(
        fr="archive ZIP abîmée ou incomplète : récupérez-la à nouveau",
        en="a ZIP archive that is damaged or incomplete: fetch it again",
    )


# What is opened


def _audits(archive: zipfile.ZipFile, chosen: Sequence[tuple[zipfile.ZipInfo, str]]) -> tuple[str, ...]:
    """The folders that an earlier audit wrote."""
    found = []
    for info, shown in chosen:
        folder, _, name = shown.rpartition("/")
        if name == AUDIT_MARK and folder and _summary_of_an_audit(archive, info):
            found.append(f"{folder}/")
    return tuple(found)


def _summary_of_an_audit(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> bool:
    try:
        _check_member(info)
        with archive.open(info) as summary:
            return is_of_an_audit(summary.read(LOOKED_AT))
    except (UnreadableFile, *_BROKEN):
        return False


def _check(infos: Sequence[zipfile.ZipInfo], listed: int) -> None:
    if len({info.filename for info in infos}) < len(infos):
        raise UnreadableFile(
            fr="deux fichiers de cette archive portent le même nom, et lequel lire ne se devine pas : "
            "décompressez-la et donnez le fichier voulu",
            en="two files of this archive have the same name, and which to read is not guessed: unpack it and give "
            "the file you need",
        )
    sizes = (info.file_size for info in infos if info.file_size <= MAX_MEMBER)
    if sum(sizes) > MAX_UNPACKED or listed * len(infos) > MAX_LOOKED_THROUGH:
        raise _too_big()


def _check_member(info: zipfile.ZipInfo) -> None:
    if info.flag_bits & _ENCRYPTED:
        raise UnreadableFile(
            fr="fichier protégé par un mot de passe dans l’archive : décompressez-la d’abord",
            en="a file with a password in the archive: unpack it first",
        )
    if info.compress_type not in _UNPACKERS:
        raise UnreadableFile(
            fr="fichier compressé d’une manière rare dans l’archive : décompressez-la d’abord",
            en="a file packed in an unusual way in the archive: unpack it first",
        )
    if info.file_size > MAX_MEMBER:
        raise _too_big()
    if info.file_size > max(info.compress_size * MAX_RATIO, _MIB):
        raise UnreadableFile(
            fr=f"ce fichier de l’archive, décompressé, fait plus de {MAX_RATIO} fois sa taille : aucun export ne se "
            "tasse autant ; vérifiez d’où vient l’archive avant de la décompresser",
            en=f"unpacked, this file of the archive is over {MAX_RATIO} times its size: no export packs that well; "
            "check where the archive comes from before you unpack it",
        )


def _too_big() -> UnreadableFile:
    member, whole = MAX_MEMBER // _MIB // 1024, MAX_UNPACKED // _MIB // 1024
    return UnreadableFile(
        fr=f"archive trop grande une fois décompressée (plus de {member} Gio par fichier, de {whole} Gio en tout, ou "
        "de trop de fichiers) : décompressez-la et donnez les fichiers voulus",
        en=f"an archive too big once unpacked (over {member} GiB a file, over {whole} GiB in all, or too many "
        "files): unpack it and give the files you need",
    )


def card(archives: Archives) -> Format:
    """The card of an archive, which knows what is private by the cards of the others."""
    return Format(
        name=FORMAT,
        title=Bilingual(fr="archives ZIP de ces fichiers", en="ZIP archives of these files"),
        read=partial(read, archives=archives),
        versions=Bilingual(
            fr="un niveau, sans mot de passe ; chaque fichier est lu sous le nom archive.zip/dossier/nom",
            en="one level, without password; each file is read under the name archive.zip/folder/name",
        ),
        checked="code",
        says=Says(paid_label="sometimes", ai_label="sometimes", date="sometimes", counts="sometimes"),
    )
