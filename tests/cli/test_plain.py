"""A plain value is taken as it stands, without Pydantic; any other is still Typer's to convert and to refuse."""

from pathlib import Path

import pytest
from typer import Argument, Option, Typer
from typer._click.exceptions import BadParameter
from typer.main import get_command

from perenne.cli.plain import take_plainly

Took = dict[str, object]


def called(*words: str) -> Took:
    took: Took = {}
    app = Typer(add_completion=False)

    @app.command()
    def command(
        files: list[str] = Argument(...),
        name: str = Option("nobody"),
        beside: list[Path] = Option([]),
        out: Path | None = Option(None),
        quiet: bool = Option(False),
        many: int = Option(1, min=1),
    ) -> None:
        took.update(files=files, name=name, beside=beside, out=out, quiet=quiet, many=many)

    verb = get_command(app)
    for parameter in verb.params:
        take_plainly(parameter)
    verb.main(list(words), standalone_mode=False)
    return took


def test_defaults_stand() -> None:
    assert called("a") == {
        "files": ["a"], "name": "nobody", "beside": [], "out": None, "quiet": False, "many": 1,
    }  # fmt: skip


def test_texts_and_paths_are_what_was_said(tmp_path: Path) -> None:
    there, nowhere = tmp_path, "n" * 5_000  # longer than any name of a file may be
    took = called("a", "é b", "--name", " x ", "--beside", str(there), "--beside", nowhere, "--out", "o", "--quiet")
    assert took == {
        "files": ["a", "é b"],
        "name": " x ",
        "beside": [there, Path(nowhere)],
        "out": Path("o"),
        "quiet": True,
        "many": 1,
    }


def test_what_is_not_plain_is_converted_and_refused_as_ever() -> None:
    assert called("a", "--many", "3")["many"] == 3
    for wrong in ("0", "three"):
        with pytest.raises(BadParameter):
            called("a", "--many", wrong)
