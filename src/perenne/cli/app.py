"""The program ``perenne``: its commands, its exit statuses, and one clear sentence for every error.

Exit status: 0 done; 1 done, and the answer is bad (``--strict``); 2 nothing could be done; 3 not provable here.
"""

import os
import sys
from typing import Any, NoReturn

import typer
from typer._click.exceptions import ClickException

from perenne import __version__
from perenne.cli import audit, law, read
from perenne.cli.console import say, word
from perenne.cli.speech import SpokenGroup, sentence
from perenne.model.bilingual import Bilingual
from perenne.model.errors import PerenneError

NOTHING_DONE = 2

app = typer.Typer(
    name="perenne",
    cls=SpokenGroup,
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    help=word(
        "Des partenariats d’influence durables : publications jugées par le droit de leur date, preuves à l’appui.",
        "Durable influence partnerships: posts judged by the law of their own date, with the proof.",
    ),
)
audit.add_to(app)
read.add_to(app)
law.add_to(app)


def _show_version(asked: bool) -> None:
    if asked:
        print(f"perenne {__version__}")
        raise typer.Exit


@app.callback()
def _program(
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
    sys.exit(_run())


def _run() -> int:
    try:
        status: Any = app(prog_name="perenne", standalone_mode=False)
    except PerenneError as problem:
        say(Bilingual(fr=f"perenne : {problem.says.fr}", en=f"perenne: {problem.says.en}"))
        return NOTHING_DONE
    except ClickException as problem:
        said = sentence(problem)
        say(Bilingual(fr=f"perenne : {said.fr}", en=f"perenne: {said.en}"))
        return NOTHING_DONE
    except typer.Exit as leaving:
        return leaving.exit_code
    except (KeyboardInterrupt, typer.Abort):
        say(Bilingual(fr="perenne : interrompu, rien n’a été écrit", en="perenne: interrupted, nothing was written"))
        return NOTHING_DONE
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # the reader left: nothing more to say
        return NOTHING_DONE
    return status if isinstance(status, int) else 0
