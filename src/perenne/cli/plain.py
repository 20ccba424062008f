"""Values of options that need no conversion: a text, a path, yes or no, a default.

Typer asks Pydantic of every value, which takes longer to import than a post to judge. What is not plain is still
asked there, with all that Typer says of a wrong value.
"""

import os
from pathlib import Path
from typing import Any, get_args, get_origin

from typer._click.core import Context, Parameter


def take_plainly(parameter: Parameter) -> None:
    """Let ``parameter`` take plain values as they stand."""
    described = getattr(parameter, "type_descriptor", None)
    if described is not None and getattr(parameter, "_runtime_param", parameter) is None:
        parameter._runtime_param = _Plain(described.annotation)  # type: ignore[attr-defined]


class _NotPlainError(Exception):
    pass


class _Plain:
    """Stands where Typer keeps what converts the values of a parameter, until one of them is not plain."""

    def __init__(self, annotation: Any) -> None:
        self._many = get_origin(annotation) is list
        self._kind = get_args(annotation)[0] if self._many else annotation

    def coerce(self, value: Any, param: Any, ctx: Context) -> Any:
        try:
            return self._taken(value, several=param.multiple or param.nargs == -1)
        except _NotPlainError:
            param._runtime_param = None
            return param.get_runtime_param().coerce(value, param=param, ctx=ctx)

    def _taken(self, value: Any, *, several: bool) -> Any:
        if value is None:
            return () if several else None
        if not self._many:
            return self._one(value)
        if not several or not isinstance(value, list | tuple):
            raise _NotPlainError
        return [self._one(each) for each in value]

    def _one(self, value: Any) -> Any:
        if self._kind in (str, bool, int) and type(value) is self._kind:
            return value
        if self._kind is Path and isinstance(value, str) and _is_free_or_readable(value):
            return Path(value)
        raise _NotPlainError


def _is_free_or_readable(name: str) -> bool:
    return not os.path.exists(name) or os.access(name, os.R_OK)  # noqa: PTH110 (a name may be too long to ask)
