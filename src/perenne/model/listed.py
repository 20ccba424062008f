"""The values of a field that takes one of a list: asked of the record's own type, so that no list is kept twice."""

import re
from collections.abc import Iterator

import msgspec
from msgspec import inspect

_STEP = re.compile(r"[^.\[\]]+|\[[^\]]*\]")


def listed(kind: type[msgspec.Struct], path: str) -> tuple[str, ...]:
    """The values that a record of ``kind`` may have at ``path`` (``deal.advertiser.sectors[0]``); none where it takes
    other than those of a list."""
    found: list[inspect.Type] = [inspect.type_info(kind)]
    for step in _STEP.findall(path):
        found = [inside for each in found for inside in _inside(each, step)]
    values = [value for each in found for flat in _flat(each) for value in _values(flat)]
    return tuple(dict.fromkeys(values))


def _flat(node: inspect.Type) -> Iterator[inspect.Type]:
    if isinstance(node, inspect.UnionType):
        for each in node.types:
            yield from _flat(each)
    else:
        yield node


def _inside(node: inspect.Type, step: str) -> Iterator[inspect.Type]:
    for each in _flat(node):
        match each:
            case inspect.StructType():
                if step == each.tag_field and isinstance(each.tag, str):
                    yield inspect.LiteralType((each.tag,))
                yield from (field.type for field in each.fields if field.encode_name == step)
            case inspect.VarTupleType() | inspect.ListType():
                yield each.item_type
            case inspect.DictType():
                yield each.value_type


def _values(node: inspect.Type) -> tuple[str, ...]:
    if isinstance(node, inspect.LiteralType):
        return tuple(value for value in node.values if isinstance(value, str))
    return ()
