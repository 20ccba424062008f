"""What a person says of a post that is not published yet: a text, a record, options; together one ``Post``."""

import re
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import msgspec

from perenne.cli.console import say_what_is_awaited
from perenne.model.errors import UsageError
from perenne.model.post import Post
from perenne.model.refused import why
from perenne.model.wire import RecordError, convert

LONGEST = 1_000_000
"""In bytes: no platform takes a caption of a megabyte."""


def said(value: dict[str, Any]) -> dict[str, Any]:
    """Without what no option said."""
    kept = {key: said(each) if isinstance(each, dict) else each for key, each in value.items()}
    return {key: each for key, each in kept.items() if each not in (None, {}, [])}


def yes_or_no(option: str, answer: str | None) -> bool | None:
    if answer is None or answer in ("yes", "no"):
        return None if answer is None else answer == "yes"
    raise UsageError(
        fr=f"{option} attend yes ou no, et non « {answer} »", en=f"{option} takes yes or no, and not “{answer}”"
    )


def post_of(text: str | None, facts: Path | None, known: dict[str, Any]) -> Post:
    record = _merged(_recorded(facts) if facts is not None else {}, known)
    if text is not None:
        record["text"] = _text(text)
        if not record["text"].strip():
            raise UsageError(fr="le texte est vide : il n’y a rien à juger", en="the text is empty: nothing to judge")
    if not isinstance(record.get("text"), str):
        raise UsageError(
            fr="donnez un texte : entre guillemets, dans un fichier, ou par - (voir `perenne draft --help`)",
            en="give a text: in quotes, in a file, or through - (see `perenne draft --help`)",
        )
    defaults = {
        "platform": "instagram",
        "post_id": "draft",
        "published_at": datetime.now(UTC).isoformat(timespec="seconds"),
    }
    try:
        return convert(Post, {**defaults, **record})
    except RecordError as problem:
        where = problem.path or "?"
        raise UsageError(fr=f"{where} : {problem.reason.fr}", en=f"{where}: {problem.reason.en}") from None


def _merged(recorded: dict[str, Any], known: dict[str, Any]) -> dict[str, Any]:
    """The record with what the options say in its place."""
    merged = dict(recorded)
    for key, value in known.items():
        inside = merged.get(key)
        merged[key] = _merged(inside, value) if isinstance(inside, dict) and isinstance(value, dict) else value
    return merged


def _recorded(path: Path) -> dict[str, Any]:
    try:
        record = msgspec.json.decode(_bytes(path))
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        record = None
    if not isinstance(record, dict):
        raise UsageError(
            fr=f"« {path.name} » n’est pas un objet JSON : --facts attend une publication post/1",
            en=f"“{path.name}” is no JSON object: --facts takes one post/1 record",
        )
    return record


def _text(argument: str) -> str:
    if argument == "-":
        say_what_is_awaited()
        return _decoded(sys.stdin.buffer.read(LONGEST + 1), "-")
    named = _file_named(argument)
    if named is None:
        return argument
    text = _decoded(_bytes(named), argument)
    if _A_RECORD.match(text):
        raise UsageError(
            fr=f"« {argument} » contient des enregistrements : donnez-en un à --facts, ou tous à `perenne audit`",
            en=f"“{argument}” holds records: give one of them to --facts, or all to `perenne audit`",
        )
    return text


_A_RECORD = re.compile(r'\s*\[?\s*\{\s*"')


def _file_named(argument: str) -> Path | None:
    """The file that ``argument`` names; ``None`` for a text. Raises ``UsageError`` for the name of no file."""
    path = Path(argument)
    try:
        if argument and path.exists():
            return path
    except OSError:  # too long a name, or a folder that is closed to us
        pass
    if _A_NAME.fullmatch(argument):
        raise UsageError(
            fr=f"« {argument} » n’existe pas ou vous est fermé : vérifiez le nom, ou donnez le texte par -",
            en=f"“{argument}” does not exist or is closed to you: check the file’s name, or give the text through -",
        )
    return None


_A_NAME = re.compile(
    r"(?!\w+://)(?:.*\.(?:txt|text|md|rtf|docx?|odt|pdf|json|ndjson|csv|xlsx?|html?)"
    r"|(?:~|\.{1,2}|[A-Za-z]:)?[/\\]\S*|\S*[/\\]\S*\.\w{1,5})",
    re.IGNORECASE,
)
"""What nobody publishes, and what a mistyped file is called: an extension of texts at its end, or a path."""


def _bytes(path: Path) -> bytes:
    try:
        with path.open("rb") as stream:
            return stream.read(LONGEST + 1)
    except OSError as problem:
        raise UsageError(
            fr=f"« {path} » n’a pas pu être lu ({why(problem).fr})",
            en=f"“{path}” could not be read ({why(problem).en})",
        ) from None


def _decoded(content: bytes, name: str) -> str:
    if len(content) > LONGEST:
        raise UsageError(
            fr=f"« {name} » dépasse un mégaoctet : ce n’est pas le texte d’une publication",
            en=f"“{name}” is larger than a megabyte: that is no post’s text",
        )
    try:
        return content.decode("utf-8-sig").rstrip("\r\n")
    except UnicodeDecodeError:
        raise UsageError(
            fr=f"« {name} » n’est pas un texte en UTF-8 : enregistrez-le ainsi",
            en=f"“{name}” is no UTF-8 text: save it as such",
        ) from None
