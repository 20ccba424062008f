"""The words of the command-line library itself, in the language of the commands."""

import re
from collections.abc import Sequence

from typer._click.core import Command, Context
from typer._click.exceptions import (
    BadOptionUsage,
    BadParameter,
    ClickException,
    MissingParameter,
    NoSuchOption,
    UsageError,
)
from typer.core import TyperCommand, TyperGroup

from perenne.cli.console import spoken
from perenne.cli.plain import take_plainly
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


_TYPE = re.compile(r"(?<= )<[a-z\[\]]+>")
"""What Typer writes behind an argument: a Python type, for nobody who calls the program."""


def _said(help_text: str) -> str:
    help_text = _TYPE.sub(lambda kind: " " * len(kind[0]), help_text)
    if spoken() == "fr":
        for english, french in _IN_FRENCH:
            help_text = help_text.replace(english, french)
        help_text = "\n".join(_typographic(line) for line in help_text.split("\n"))
    return help_text


def _typographic(line: str) -> str:
    """French typography, but not on a line that shows a command to type."""
    return line if line.lstrip().startswith("perenne ") else typo(line, "fr")


class _Spoken(Command):
    """Help in the user's language, and errors that know which command they are about."""

    def get_help(self, ctx: Context) -> str:
        return _said(super().get_help(ctx))

    def parse_args(self, ctx: Context, args: list[str]) -> list[str]:
        for parameter in self.get_params(ctx):
            take_plainly(parameter)
        try:
            return super().parse_args(ctx, args)
        except UsageError as problem:
            problem.ctx = problem.ctx or ctx
            raise


class SpokenCommand(_Spoken, TyperCommand):
    """A command whose help speaks the user's language."""


class SpokenGroup(_Spoken, TyperGroup):
    """A group of commands whose help speaks the user's language."""

    def resolve_command(self, ctx: Context, args: list[str]) -> tuple[str | None, Command | None, list[str]]:
        if self.get_command(ctx, args[0]) is None:
            raise NoSuchCommand(args[0], self.list_commands(ctx), ctx)
        return super().resolve_command(ctx, args)


class NoSuchCommand(UsageError):
    """The first word is none of the commands ``known``."""

    def __init__(self, name: str, known: Sequence[str], ctx: Context) -> None:
        super().__init__(name, ctx)
        self.name = name
        self.known = ", ".join(known)


def sentence(problem: ClickException) -> Bilingual:
    """What was wrong with the words of the call, and what to do."""
    see = _see_help(problem)
    match problem:
        case NoSuchOption():
            fr, en = f"l’option {problem.option_name} n’existe pas", f"there is no option {problem.option_name}"
        case MissingParameter():
            fr, en = f"il manque {_parameter(problem)}", f"{_parameter(problem)} is missing"
        case BadParameter():
            bounds = _bounds(problem)
            fr = f"la valeur donnée à {_parameter(problem)} ne convient pas{bounds.fr}"
            en = f"the value given to {_parameter(problem)} is not one that it takes{bounds.en}"
        case BadOptionUsage() if _is_flag(problem):
            fr = f"l’option {problem.option_name} ne prend pas de valeur"
            en = f"the option {problem.option_name} takes no value"
        case BadOptionUsage():
            fr = f"l’option {problem.option_name} attend une valeur"
            en = f"the option {problem.option_name} takes a value"
        case NoSuchCommand():
            fr = f"la commande « {problem.name} » n’existe pas ({problem.known})"
            en = f"there is no command “{problem.name}” ({problem.known})"
        case _ if extra := _EXTRA.match(problem.message):
            words = extra["words"]
            fr = f"la commande a un mot de trop ({words}) : mettez entre guillemets ce qui contient des espaces"
            en = f"the command has a word too many ({words}): put in quotes what has spaces in it"
        case _:
            fr, en = "la commande a un mot de trop ou de moins", "the command has a word too many or too few"
    return Bilingual(fr=f"{fr} ; {see.fr}", en=f"{en}; {see.en}")


_EXTRA = re.compile(r"Got unexpected extra argument(?:s|\(s\))? \((?P<words>.*)\)\Z", re.DOTALL)


def _bounds(problem: BadParameter) -> Bilingual:
    """What an option takes that takes a number between two others."""
    least, most = getattr(problem.param, "min", None), getattr(problem.param, "max", None)
    if least is None or most is None:
        return Bilingual("", "")
    return Bilingual(fr=f" (un nombre de {least} à {most})", en=f" (a number from {least} to {most})")


def _is_flag(problem: BadOptionUsage) -> bool:
    known = problem.ctx.command.params if problem.ctx is not None else []
    return any(problem.option_name in each.opts and getattr(each, "is_flag", False) for each in known)


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
