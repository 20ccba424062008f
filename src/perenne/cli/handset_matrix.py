"""The self-test's matrix: lines in the terminal, JSON, and a page."""

from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from perenne.cli.console import printable, say, spoken
from perenne.model.bilingual import Bilingual, Language
from perenne.model.errors import UsageError
from perenne.model.refused import why
from perenne.report.typography import typo
from perenne.signed import key_id

if TYPE_CHECKING:
    from perenne.handset.selftest.catalogue import Attempt
    from perenne.handset.selftest.kept import Signed
    from perenne.handset.selftest.matrix import Found, WayFound
    from perenne.report.handset.left import Left

_HEAD = 1_000


def print_signed(found: "Signed", stale: Sequence[str]) -> None:
    """One object: what was signed, then the key, the signature, and what changed since."""
    told = msgspec.to_builtins(found.matrix)
    print(msgspec.json.encode(told | {"key": found.key, "signature": found.signature, "stale": stale}).decode())


def print_matrix(found: "Signed", stale: Sequence[str]) -> None:
    for line in lines(found, stale, spoken()):
        print(printable(line))


def lines(found: "Signed", stale: Sequence[str], language: Language) -> Iterator[str]:
    """The words of each line tell all: no sign and no colour does."""
    from perenne.handset.selftest.catalogue import attempts
    from perenne.report.handset.words import CHANGED, NOT_PROTECTED, STALE, TIERS, TUNNEL, VERDICTS, series

    matrix, bound = found.matrix, found.matrix.bound
    by_number = {each.n: each for each in attempts()}

    def told(fr: str, en: str) -> str:
        return typo(Bilingual(fr=fr, en=en).said_in(language), language)

    tier = TIERS[matrix.tier]
    versions = ", ".join(
        each for each in (bound.kernel, f"Landlock {bound.landlock}", " ".join(bound.bubblewrap.split()[:2])) if each
    )
    yield told(f"Compartiment, {tier.fr} : {versions}", f"Compartment, {tier.en}: {versions}")
    for each in matrix.attempts:
        yield from _attempt(each, by_number[each.n], language)
    counts = matrix.counted()
    tried = len(matrix.attempts)
    yield ""
    yield told(
        f"{tried} tentatives : " + ", ".join(f"{VERDICTS[v].fr} {n}" for v, n in reversed(counts.items())),
        f"{tried} attempts: " + ", ".join(f"{VERDICTS[v].en} {n}" for v, n in reversed(counts.items())),
    )
    yield typo(TUNNEL.said_in(language), language)
    yield from (_mutation(each.without, each.expected, each.leaked, language) for each in matrix.mutations)
    yield told("Ce dont il ne protège pas :", "What it does not protect from:")
    yield from ("  " + typo(each.said_in(language), language) for each in NOT_PROTECTED)
    at = f"{matrix.at[:10]} {matrix.at[11:16]} UTC"
    yield told(f"Fait le {at}, signé par {_key(found)}", f"Made on {at}, signed by {_key(found)}")
    if stale:
        yield typo(STALE.filled(what=series(tuple(stale), CHANGED)).said_in(language), language)


def _attempt(found: "Found", attempt: "Attempt", language: Language) -> Iterator[str]:
    """One line, and one more for each way that did not simply hold."""
    from perenne.report.handset.words import VERDICTS

    word = VERDICTS[found.verdict].said_in(language)
    yield typo(f"{found.n:3} {word:16} {attempt.name.said_in(language)}", language)
    for way in found.ways:
        if way.verdict != "blocked" or not way.expected:
            yield "      " + typo(_way(way, attempt.ways[way.way]).said_in(language), language)


def _way(way: "WayFound", name: Bilingual) -> Bilingual:
    from perenne.report.handset.words import VERDICTS, got

    word, control, inside = VERDICTS[way.verdict], got(way.control), got(way.inside)
    if not way.expected:
        word = Bilingual(fr=f"{word.fr}, autrement que prévu", en=f"{word.en}, otherwise than foreseen")
    return Bilingual(
        fr=f"{word.fr} : {name.fr} (sans protection : {control.fr} ; dedans : {inside.fr})",
        en=f"{word.en}: {name.en} (unprotected: {control.en}; inside: {inside.en})",
    )


def _mutation(without: Sequence[str], expected: Sequence[int], leaked: Sequence[int], language: Language) -> str:
    from perenne.report.handset.words import PARTS, series

    parts = series(tuple(without), PARTS)
    must, did = ", ".join(map(str, expected)), ", ".join(map(str, leaked)) or "–"
    says = Bilingual(
        fr=f"Sans {parts.fr} : doivent fuir {must} ; ont fui {did}",
        en=f"Without {parts.en}: must leak {must}; leaked {did}",
    )
    return typo(says.said_in(language), language)


def _key(found: "Signed") -> str:
    return key_id(bytes.fromhex(found.key))


def check_page(page: Path) -> None:
    """Raise ``UsageError`` where ``page`` is somebody's file, or a folder."""
    from perenne.report.handset.page import MARK

    if page.is_dir() or (page.exists() and MARK not in _beginning(page)):
        raise UsageError(
            fr=f"« {page} » existe et n’est pas une page d’autotest : choisissez un autre nom avec --html",
            en=f"“{page}” exists and is no page of a self-test: choose another name with --html",
        )


def write_page(page: Path, found: "Signed", stale: Sequence[str], language: Language, *, with_ledger: bool) -> None:
    """``with_ledger``: only where it is asked for, since the page of a self-test is shown to others."""
    from perenne.cli.writing import write_beside
    from perenne.report.handset.page import render

    write_beside(page, [render(found, stale, language, _left() if with_ledger else None).encode("utf-8", "replace")])
    say(Bilingual(fr=f"Page : {page}", en=f"Page: {page}"), str(page))


def _left() -> "Left | None":
    """What the ledger says; nothing where it does not hold: then only `handset ledger` says what is wrong with it."""
    from perenne.cli.handset_kept import ledger
    from perenne.handset.ledger import Broken
    from perenne.report.handset.left import left

    with suppress(Broken):
        return left(ledger())
    return None


def _beginning(page: Path) -> bytes:
    try:
        with page.open("rb") as file:
            return file.read(_HEAD)
    except OSError as problem:
        raise UsageError(
            fr=f"« {page} » ne s’ouvre pas ({why(problem).fr})", en=f"“{page}” does not open ({why(problem).en})"
        ) from None
