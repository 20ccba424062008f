"""The program ``perenne``: its commands, and one clear sentence for every error."""

import os
import sys
from collections.abc import Sequence
from functools import cache
from importlib import import_module
from typing import NoReturn

import typer
from typer._click.exceptions import ClickException, NoArgsIsHelpError
from typer._click.utils import _expand_args

from perenne import __version__
from perenne.cli.console import open_streams, say, word
from perenne.cli.speech import SpokenGroup, sentence
from perenne.cli.statuses import EXPLAINED, NOTHING_DONE
from perenne.model.bilingual import Bilingual
from perenne.model.errors import PerenneError
from perenne.model.refused import why

TRACE = "PERENNE_TRACE"
"""The environment variable that lets an error of the program show where it happened."""

_SAYS = word(
    "Des partenariats d’influence durables : publications jugées par le droit de leur date, preuves à l’appui.",
    "Durable influence partnerships: posts judged by the law of their own date, with the proof.",
)
VERBS = (
    "audit", "read", "draft", "contract", "law", "book", "evidence", "handset", "devices", "coordination", "desk",
)  # fmt: skip
"""The commands, each in the module of its name, in the order in which the help shows them."""


@cache
def _program(*verbs: str) -> typer.Typer:
    """The program with these of its commands: to make them all ready takes longer than what one of them needs."""
    program = typer.Typer(
        name="perenne",
        cls=SpokenGroup,
        no_args_is_help=True,
        add_completion=False,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        help=_SAYS,
        epilog=EXPLAINED,
    )
    program.callback()(_before_the_command)
    for verb in verbs:
        import_module(f"perenne.cli.{verb}").add_to(program)
    return program


def _show_version(asked: bool) -> None:
    if asked:
        print(f"perenne {__version__}")
        raise typer.Exit


def _before_the_command(
    version: bool = typer.Option(
        False,
        "--version",
        callback=_show_version,
        is_eager=True,
        help=word("Affiche la version.", "Show the version."),
    ),
) -> None:
    """What stands before the command."""


def main() -> NoReturn:
    """Run the command line and exit with its status."""
    open_streams()
    sys.exit(_run(sys.argv[1:]))


def _run(words: Sequence[str]) -> int:
    try:
        return called(words)
    except PerenneError as problem:
        return _nothing_done(problem.says)
    except NoArgsIsHelpError as called_bare:
        print(called_bare.format_message())
        return 0
    except ClickException as problem:
        return _nothing_done(sentence(problem))
    except typer.Exit as leaving:
        return leaving.exit_code
    except (KeyboardInterrupt, typer.Abort):
        return _nothing_done(Bilingual(fr="interrompu, rien n’a été écrit", en="interrupted, nothing was written"))
    except BrokenPipeError:
        _write_no_more()
        return NOTHING_DONE
    except Exception as problem:
        if os.environ.get(TRACE):
            raise
        if isinstance(problem, OSError):
            _write_no_more()
        return _nothing_done(_unforeseen(problem))


def _write_no_more() -> None:
    """What is still held for a reader that left, or a full disk, goes nowhere: else the exit itself would fail."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def called(words: Sequence[str]) -> int:
    """Typer's own ``app()`` would turn Ctrl-C into status 130 and a reader that left into 1, which means bad news."""
    called = [words[0]] if words[:1] and words[0] in VERBS else VERBS
    command = typer.main.get_command(_program(*called))
    with command.make_context("perenne", _expand_args(words) if os.name == "nt" else list(words)) as context:
        status = command.invoke(context)
        sys.stdout.flush()  # here, where a full disk can still be told
    return status if isinstance(status, int) else 0


def _nothing_done(why: Bilingual) -> int:
    say(Bilingual(fr=f"perenne : {why.fr}", en=f"perenne: {why.en}"))
    return NOTHING_DONE


def _unforeseen(problem: Exception) -> Bilingual:
    if isinstance(problem, OSError):
        return Bilingual(
            fr=f"le système a refusé une lecture ou une écriture ({why(problem).fr})",
            en=f"the system refused to read or to write ({why(problem).en})",
        )
    name = type(problem).__name__
    return Bilingual(
        fr=f"erreur du programme ({name}), rien n’a été conclu : signalez-la ; {TRACE}=1 montre où",
        en=f"an error of the program ({name}), nothing was concluded: please report it; {TRACE}=1 shows where",
    )
