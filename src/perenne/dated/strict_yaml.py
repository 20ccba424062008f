"""YAML as people write law data, without its surprises.

Dates and times stay text (``2024-11-08``, ``12:30``), only ``true`` and ``false`` are booleans (``NO`` is Norway),
``012`` is text and no octal number, a key that stands twice is an error.
"""

import re
from typing import Any

import yaml

from perenne.model.errors import DataError

_Loader: type[yaml.SafeLoader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""The parser in C where there is one: eight times as fast."""


class _StrictLoader(_Loader):  # type: ignore[valid-type, misc]
    """Scalars: null, true, false, numbers; everything else is text."""

    yaml_implicit_resolvers = {  # noqa: RUF012
        first: [
            (tag, pattern)
            for tag, pattern in resolvers
            if tag not in {f"tag:yaml.org,2002:{kind}" for kind in ("timestamp", "bool", "int", "float")}
        ]
        for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
    }

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        seen: set[Any] = set()
        for key_node, _ in node.value:
            line = key_node.start_mark.line + 1
            if not isinstance(key_node, yaml.ScalarNode):
                raise DataError(fr=f"ligne {line} : une clé est un mot", en=f"line {line}: a key is a word")
            key = self.construct_object(key_node, deep=True)
            if key in seen:
                raise DataError(
                    fr=f"ligne {line} : la clé « {key} » figure deux fois",
                    en=f"line {line}: the key “{key}” stands twice",
                )
            seen.add(key)
        mapping: dict[Any, Any] = super().construct_mapping(node, deep=deep)
        return mapping


def _true_or_false(loader: yaml.SafeLoader, node: yaml.ScalarNode) -> bool:
    return loader.construct_scalar(node) == "true"


_BOOLEAN = "tag:perenne,2026:bool"
_StrictLoader.add_implicit_resolver(_BOOLEAN, re.compile(r"(?:true|false)\Z"), list("tf"))
_StrictLoader.add_constructor(_BOOLEAN, _true_or_false)
_DIGITS = list("-0123456789")
_WHOLE = re.compile(r"-?(?:0|[1-9][0-9_]*)\Z")
_DECIMAL = re.compile(r"-?(?:0|[1-9][0-9_]*)\.[0-9]+\Z")
_StrictLoader.add_implicit_resolver("tag:yaml.org,2002:int", _WHOLE, _DIGITS)
_StrictLoader.add_implicit_resolver("tag:yaml.org,2002:float", _DECIMAL, _DIGITS)


def load(text: str, name: str) -> Any:
    """The data that ``text`` holds; ``name`` says in an error which file it is."""
    try:
        return yaml.load(text, Loader=_StrictLoader)  # noqa: S506
    except yaml.YAMLError as problem:
        raise DataError(
            fr=f"{name} : YAML illisible ({problem})", en=f"{name}: unreadable YAML ({problem})"
        ) from None
    except DataError as problem:
        raise DataError(fr=f"{name}, {problem.says.fr}", en=f"{name}, {problem.says.en}") from None
