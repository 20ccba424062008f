"""``perenne contract draft`` and ``diff``: a contract from its terms, and what moved between two."""

from pathlib import Path
from typing import TYPE_CHECKING

import typer

from perenne.cli.console import say, word
from perenne.cli.speech import SpokenCommand
from perenne.cli.statuses import NOTHING_DONE
from perenne.model.bilingual import Bilingual
from perenne.model.errors import UnreadableFile, UsageError
from perenne.model.refused import why

if TYPE_CHECKING:
    from perenne.contracts.terms import Terms
    from perenne.contracts.terms_file import TermsRead


_DRAFT_SAYS = word(
    "Rédige un contrat depuis ses termes : PDF/A-3 qui porte ces termes.",
    "Draft a contract from its terms: PDF/A-3 that carries them.",
)
_DRAFT_EXAMPLES = word(
    "Exemples :\n\n\b\n  perenne contract draft termes.toml --out contrat.pdf\n"
    "  perenne contract draft termes.toml --out contract.pdf --lang en",
    "Examples:\n\n\b\n  perenne contract draft terms.toml --out contract.pdf\n"
    "  perenne contract draft terms.toml --out contrat.pdf --lang fr",
)
_DIFF_SAYS = word(
    "Dit quels droits et devoirs ont bougé entre deux contrats.",
    "Say which rights and duties moved between two contracts.",
)
_DIFF_EXAMPLES = word(
    "Exemples :\n\n\b\n  perenne contract diff termes.toml contrat.pdf\n  perenne contract diff v1.pdf v2.pdf --json",
    "Examples:\n\n\b\n  perenne contract diff terms.toml contract.pdf\n  perenne contract diff v1.pdf v2.pdf --json",
)
_FILE = word("FICHIER", "FILE")


def add_to(contract: typer.Typer) -> None:
    """Add the verbs to the command ``contract``."""
    contract.command("draft", cls=SpokenCommand, help=_DRAFT_SAYS, epilog=_DRAFT_EXAMPLES)(draft)
    contract.command("diff", cls=SpokenCommand, help=_DIFF_SAYS, epilog=_DIFF_EXAMPLES)(diff)


def draft(
    terms: Path = typer.Argument(..., metavar="TERMS.toml", help=word("Termes (terms/1).", "Terms (terms/1).")),
    out: Path = typer.Option(..., "--out", metavar=_FILE, help=word("PDF à écrire.", "PDF to write.")),
    lang: str | None = typer.Option(
        None, "--lang", metavar="fr|en", help=word("Langue du contrat.", "Language of the contract.")
    ),
) -> int:
    from perenne.cli.console import written
    from perenne.cli.writing import write_beside
    from perenne.contracts.draft import draft as drafted
    from perenne.contracts.embedded import PDF
    from perenne.contracts.refusals import refusal
    from perenne.contracts.terms_file import read_terms
    from perenne.law.rulebook import rulebook
    from perenne.report.typography import typo

    language = written(lang)
    if out.is_dir() or (out.exists() and PDF not in content_of(out)[:1024]):
        raise UsageError(
            fr=f"« {out} » existe et n’est pas un PDF : choisissez un autre nom avec --out",
            en=f"“{out}” exists and is no PDF: choose another name with --out",
        )
    read = read_terms(content_of(terms))
    if read.terms is None:
        return _say_problems(terms, read)
    if refused := refusal(read.terms, rulebook()):
        say(Bilingual(fr=" ".join(each.fr for each in refused), en=" ".join(each.en for each in refused)))
        return NOTHING_DONE
    write_beside(out, [drafted(read, language, typo)])
    say(
        Bilingual(
            fr=f"Projet : {out}. Qu’une clause suffise est l’affaire d’une personne.",
            en=f"Draft: {out}. Whether a clause suffices is for a person to say.",
        ),
        str(out),
    )
    return 0


def diff(
    before: Path = typer.Argument(
        ..., metavar="A", help=word("Termes, ou PDF de Pérenne.", "Terms, or a PDF of ours.")
    ),
    after: Path = typer.Argument(
        ..., metavar="B", help=word("Termes, ou PDF de Pérenne.", "Terms, or a PDF of ours.")
    ),
    as_json: bool = typer.Option(
        False,
        "--json",
        help=word("Un changement par ligne, dans les deux langues.", "One change a line, both languages."),
    ),
) -> int:
    from perenne.cli.console import printable, spoken
    from perenne.contracts.difference import changes, same
    from perenne.model.wire import encode
    from perenne.report.typography import typo

    old, new = _terms(before), _terms(after)
    if old is None or new is None:
        return NOTHING_DONE
    moved = changes(old, new, typo)
    for each in moved:
        print(encode(each).decode() if as_json else printable(each.says.said_in(spoken())))
    if not moved and not as_json:
        print(same(typo).said_in(spoken()))
    return 0


def content_of(file: Path) -> bytes:
    """Raises ``UsageError`` where it cannot be read, or is too large to be one of these files."""
    from perenne.contracts.apart import MOST_BYTES

    try:
        with file.open("rb") as stream:
            content = stream.read(MOST_BYTES + 1)
    except OSError as problem:
        raise UsageError(
            fr=f"impossible de lire « {file} » ({why(problem).fr})", en=f"cannot read “{file}” ({why(problem).en})"
        ) from None
    if len(content) > MOST_BYTES:
        raise UsageError(fr=f"« {file} » est trop grand", en=f"“{file}” is too large")
    return content


def _terms(file: Path) -> "Terms | None":
    from perenne.contracts.embedded import terms_of

    try:
        read = terms_of(content_of(file))
    except UnreadableFile as problem:
        raise UsageError(fr=f"« {file} » : {problem.says.fr}", en=f"“{file}”: {problem.says.en}") from None
    if read.terms is None:
        _say_problems(file, read)
    return read.terms


def _say_problems(file: Path, read: "TermsRead") -> int:
    for each in read.problems:
        say(Bilingual(fr=f"{file} : {each.fr}", en=f"{file}: {each.en}"), str(file))
    return NOTHING_DONE
