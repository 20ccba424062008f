"""What lies among somebody's files and is none of them: left out of folders and archives alike."""

from perenne.readers.post_ndjson import SUMMARY

_TRACES = frozenset({"thumbs.db", "ehthumbs.db", "desktop.ini", "__macosx", "$recycle.bin"})


def is_left_out(name: str) -> bool:
    """Whether a file or folder is hidden, or a trace of an office program or a file manager."""
    return name.startswith((".", "~$")) or name.casefold() in _TRACES


AUDIT_MARK = "summary.json"
LOOKED_AT = 256
"""How many bytes of a folder's ``summary.json`` tell whether an audit wrote it."""


def is_of_an_audit(start: bytes) -> bool:
    """Whether a ``summary.json`` that begins so lies in an earlier audit, whose posts would be read a second time."""
    return b'"perenne"' in start and SUMMARY.encode() in start
