"""The words of the command-line library itself, in the language of the commands."""

from collections.abc import Sequence
from typing import Any

from typer._click.exceptions import (
    BadOptionUsage,
    BadParameter,
    ClickException,
    MissingParameter,
    NoSuchOption,
)
from typer.core import TyperCommand, TyperGroup

from perenne.cli.console import spoken
from perenne.model.bilingual import Bilingual
from perenne.report.typography import typo

_IN_FRENCH: Sequence[tuple[str, str]] = (
    ("Usage: ", "Utilisation : "),
    ("[OPTIONS]", "[OPTIONS]"),
    ("COMMAND [ARGS]...", "COMMANDE [ARGUMENTS]..."),
    ("Arguments:", "Arguments :"),
    ("Options:", "Options :"),
    ("Commands:", "Commandes :"),
    ("Show this message and exit.", "Affiche cette aide."),
    ("[required]", "[obligatoire]"),
    ("[default: ", "[défaut : "),
)


def _said(help_text: str) -> str:
    if spoken() == "fr":
        for english, french in _IN_FRENCH:
            help_text = help_text.replace(english, french)
        help_text = "\n".join(_typographic(line) for line in help_text.split("\n"))
    return help_text


def _typographic(line: str) -> str:
    """French typography, but not on a line that shows a command to type."""
    return line if line.lstrip().startswith("perenne ") else typo(line, "fr")


class SpokenCommand(TyperCommand):
    """A command whose help speaks the user's language."""

    def get_help(self, ctx: Any) -> str:
        return _said(super().get_help(ctx))


class SpokenGroup(TyperGroup):
    """A group of commands whose help speaks the user's language."""

    def get_help(self, ctx: Any) -> str:
        return _said(super().get_help(ctx))


def sentence(problem: ClickException) -> Bilingual:
    """What was wrong with the words of the call, and what to do."""
    see = _see_help(problem)
    match problem:
        case NoSuchOption():
            fr, en = f"l’option {problem.option_name} n’existe pas", f"there is no option {problem.option_name}"
        case MissingParameter():
            fr, en = f"il manque {_parameter(problem)}", f"{_parameter(problem)} is missing"
        case BadParameter():
            fr = f"la valeur donnée à {_parameter(problem)} ne convient pas"
            en = f"the value given to {_parameter(problem)} is not one that it takes"
        case BadOptionUsage():
            fr = f"l’option {problem.option_name} attend une valeur"
            en = f"the option {problem.option_name} takes a value"
        case _:
            fr, en = "la commande n’est pas reconnue", "the command is not recognised"
    return Bilingual(fr=f"{fr} ; {see.fr}", en=f"{en}; {see.en}")


def _parameter(problem: BadParameter) -> str:
    parameter = problem.param
    if parameter is None:
        return "?"
    if parameter.param_type_name == "option":
        return parameter.opts[0]
    return (parameter.metavar or parameter.name or "?").upper().rstrip(".…")


def _see_help(problem: ClickException) -> Bilingual:
    context = getattr(problem, "ctx", None)
    command = context.command_path if context is not None else "perenne"
    return Bilingual(fr=f"voir `{command} --help`", en=f"see `{command} --help`")
