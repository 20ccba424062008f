"""What a person sees in the terminal: words to standard error, in their language, with nothing that commands the
terminal."""

import codecs
import io
import os
import sys
import unicodedata
from contextlib import suppress
from functools import cache

from perenne.model.bilingual import Bilingual, Language
from perenne.model.errors import UsageError
from perenne.report.typography import typo

LANGUAGES: tuple[Language, ...] = ("fr", "en")


@cache
def spoken() -> Language:
    """The language of the commands: ``PERENNE_LANG``, English where it is unset."""
    return _stated() or "en"


def written(option: str | None = None) -> Language:
    """The language of reports: ``--lang``, else ``PERENNE_LANG``, else French; raises ``UsageError``."""
    if option is None:
        return _stated() or "fr"
    for language in LANGUAGES:
        if option == language:
            return language
    raise UsageError(
        fr=f"--lang attend fr ou en, et non « {option} »", en=f"--lang takes fr or en, and not “{option}”"
    )


def _stated() -> Language | None:
    said = os.environ.get("PERENNE_LANG", "").strip().lower()[:2]
    return next((language for language in LANGUAGES if said == language), None)


def word(fr: str, en: str) -> str:
    """One of two wordings, in the language of the commands: for help texts."""
    return fr if spoken() == "fr" else en


def open_streams() -> None:
    """Make the three standard streams usable whatever the caller left of them: one may be closed, or in an encoding
    that lacks our signs (Windows)."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, mode, encoding="utf-8"))  # noqa: SIM115, PTH123
    codecs.register_error(_NEAREST, _nearest)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors=_NEAREST)


_NEAREST = "perenne.nearest"
_PLAIN = {
    "’": "'", "‘": "'", "“": '"', "”": '"', "«": '"', "»": '"', "–": "-", "—": "-", "→": "->", "·": "-", "×": "x",
    "°": "o", "œ": "oe", "Œ": "OE", "€": "EUR", "✗": "x", "⏐": "|",
}  # fmt: skip


def _nearest(problem: UnicodeError) -> tuple[str, int]:
    """What a terminal shows that lacks a sign: the letter without its accent, a common space, a common quote."""
    if not isinstance(problem, UnicodeEncodeError):
        raise problem
    lacking = problem.object[problem.start : problem.end]
    return "".join(map(_plain, lacking)), problem.end


def _plain(sign: str) -> str:
    parts = _PLAIN.get(sign) or unicodedata.normalize("NFKD", sign).encode("ascii", "ignore").decode()
    return parts or "?"


def say(words: Bilingual, *verbatim: str) -> None:
    """One line to standard error; no typography on the parts that are ``verbatim``: a path must stay one."""
    try:
        print(printable(typo(words.said_in(spoken()), spoken(), verbatim)), file=sys.stderr)
    except (
        OSError
    ):  # nobody reads it: what was asked for is done all the same, and what is held goes nowhere at the end
        with suppress(OSError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stderr.fileno())


def say_what_is_awaited() -> None:
    """Before standard input is read: on a terminal nothing would tell why nothing happens."""
    if sys.stdin.isatty():
        say(
            Bilingual(
                fr="Lecture de l’entrée standard : collez le texte, puis Ctrl-D (Ctrl-Z sous Windows) sur une ligne "
                "vide",
                en="Reading standard input: paste the text, then Ctrl-D (Ctrl-Z on Windows) on an empty line",
            )
        )


def printable(text: str) -> str:
    """``text`` with every control, format or surrogate character shown as its code: a file name may try to command
    the terminal."""
    return "".join(char if _harmless(char) else f"\\u{ord(char):04x}" for char in text)


def _harmless(char: str) -> bool:
    return char in "\u00a0\u202f\u200d" or unicodedata.category(char) not in {"Cc", "Cf", "Cs", "Zl", "Zp"}
