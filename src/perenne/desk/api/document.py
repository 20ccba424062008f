"""The description of the operations, as OpenAPI 3.1, in each language: what they take, give, need and refuse."""

from functools import cache
from typing import Any, NamedTuple

import msgspec
from django.db.models import TextChoices

from perenne.dated.shelf import shelf
from perenne.desk.api.application import API
from perenne.desk.api.bearer import Bearer
from perenne.desk.api.paging import Page
from perenne.desk.api.problems import MEDIA, ROOT, STATUS, Problem, problem, said
from perenne.desk.api.shapes import (
    BundleRow,
    ContractRow,
    ContractWhole,
    DecisionRow,
    FindingRow,
    ImportRow,
    ImportWhole,
    PartnershipRow,
    PartnershipWhole,
    PostRow,
    PostWhole,
    Undone,
)
from perenne.desk.people.permissions import roles
from perenne.model.bilingual import Language
from perenne.report.voice import Voice

ADDRESS = f"{ROOT}openapi.json"
_SCHEMAS = "#/components/schemas/{name}"


class _Gives(NamedTuple):
    """What an operation answers where all is well: a value, or a file."""

    status: int
    value: Any | None


GIVES = {
    "posts.list": _Gives(200, Page[PostRow]),
    "posts.one": _Gives(200, PostWhole),
    "findings.list": _Gives(200, Page[FindingRow]),
    "decisions.list": _Gives(200, Page[DecisionRow]),
    "decisions.make": _Gives(201, DecisionRow),
    "imports.list": _Gives(200, Page[ImportRow]),
    "imports.one": _Gives(200, ImportWhole),
    "imports.begin": _Gives(201, ImportWhole),
    "imports.confirm": _Gives(200, ImportWhole),
    "imports.stop": _Gives(200, ImportWhole),
    "imports.undo": _Gives(200, Undone),
    "bundles.list": _Gives(200, Page[BundleRow]),
    "bundles.one": _Gives(200, BundleRow),
    "bundles.make": _Gives(201, BundleRow),
    "bundles.download": _Gives(200, None),
    "partnerships.list": _Gives(200, Page[PartnershipRow]),
    "partnerships.one": _Gives(200, PartnershipWhole),
    "contracts.list": _Gives(200, Page[ContractRow]),
    "contracts.one": _Gives(200, ContractWhole),
}
_ALWAYS = ("malformed", "unauthenticated", "refused", "missing", "method", "invalid", "busy", "fault")
_SENT = ("overtaken", "large", "media")
_CONFLICTS = {"bundles.download"}
EXAMPLES: dict[str, dict[str, Any]] = shelf("perenne.desk.api")["examples"]
"""By operation: ``sends``, a body, and ``gives``, an answer; all invented."""


class Described(NamedTuple):
    """An operation as the page shows it."""

    name: str
    method: str
    path: str
    summary: str
    verbs: tuple[str, ...]


@cache
def document(language: Language) -> dict[str, Any]:
    """The whole description, its sentences in ``language``."""
    speaker = Voice(language)
    told = dict(API.get_openapi_schema(path_prefix=ROOT))
    told["info"]["description"] = said(speaker, "api.about")
    told["servers"] = [{"url": "/"}]
    schemas, components = msgspec.json.schema_components(
        [each.value for each in GIVES.values() if each.value is not None] + [Problem],
        schema_hook=_listed,
        ref_template=_SCHEMAS,
    )
    by_name = dict(zip((name for name, each in GIVES.items() if each.value is not None), schemas, strict=False))
    told["components"]["schemas"] = {**told["components"]["schemas"], **components}
    told["components"]["securitySchemes"]["Bearer"]["description"] = said(speaker, "api.security")
    told["components"]["responses"] = {kind: _refusal(kind, speaker) for kind in STATUS}
    told["tags"] = [{"name": tag, "description": said(speaker, f"api.tag.{tag}")} for tag in _tags(told)]
    for path in told["paths"].values():
        for method, operation in path.items():
            _complete(operation, method, by_name, speaker)
    plain: dict[str, Any] = msgspec.json.decode(msgspec.json.encode(told))
    return plain


def _listed(kind: type) -> dict[str, Any]:
    """Where a thing may stand, as the database names it."""
    if not issubclass(kind, TextChoices):
        raise NotImplementedError
    return {"type": "string", "enum": kind.values}


def _tags(told: dict[str, Any]) -> list[str]:
    every = (tag for path in told["paths"].values() for operation in path.values() for tag in operation["tags"])
    return list(dict.fromkeys(every))


def _complete(operation: dict[str, Any], method: str, schemas: dict[str, Any], speaker: Voice) -> None:
    name = operation["operationId"]
    verbs = _verbs()[name]
    operation["summary"] = said(speaker, f"api.{name}")
    named = str(speaker.series(speaker.say(roles().verbs[verb]) for verb in verbs))
    operation["description"] = said(speaker, "api.needs", (named,), verbs=named)
    operation["security"] = [{"Bearer": list(verbs)}]
    operation["responses"] = {**_success(name, schemas), **_refusals(name, method)}
    if sends := EXAMPLES[name].get("sends"):
        content = operation["requestBody"]["content"]
        next(iter(content.values()))["example"] = sends
    for parameter in operation["parameters"]:
        if parameter["in"] != "path":
            parameter["description"] = said(speaker, f"api.parameter.{parameter['name'].lower()}")


def _success(name: str, schemas: dict[str, Any]) -> dict[str, Any]:
    status, value = GIVES[name]
    if value is None:
        return {str(status): {"description": "OK", "content": {"application/zip": {"schema": {"type": "string"}}}}}
    shown = {"schema": schemas[name], "example": EXAMPLES[name]["gives"]}
    headers = {"Location": {"schema": {"type": "string"}}} if status == 201 else {}
    if name == "posts.one":
        headers = {"ETag": {"schema": {"type": "string"}}}
    return {str(status): {"description": "OK", "headers": headers, "content": {"application/json": shown}}}


def _refusals(name: str, method: str) -> dict[str, Any]:
    kinds = [*_ALWAYS, *(_SENT if method == "post" else ()), *(("not_made",) if name in _CONFLICTS else ())]
    return {str(STATUS[kind]): {"$ref": f"#/components/responses/{kind}"} for kind in kinds}


def _refusal(kind: str, speaker: Voice) -> dict[str, Any]:
    values = dict.fromkeys(("wanted", "most"), "…")
    example = msgspec.to_builtins(problem(kind, speaker, values))
    schema = {"$ref": _SCHEMAS.format(name="Problem")}
    headers = {"Retry-After": {"schema": {"type": "integer"}}} if kind == "busy" else {}
    return {
        "description": example["title"],
        "headers": headers,
        "content": {MEDIA: {"schema": schema, "example": example}},
    }


@cache
def _verbs() -> dict[str, tuple[str, ...]]:
    """By operation, what an access must be allowed to do."""
    return {
        str(operation.operation_id): callback.verbs
        for router in API._get_bound_routers()
        for view in router.path_operations.values()
        for operation in view.operations
        for callback in operation.auth_callbacks
        if isinstance(callback, Bearer)
    }


def verbs() -> tuple[str, ...]:
    """Whatever some operation needs, in the order of the operations."""
    return tuple(dict.fromkeys(verb for each in _verbs().values() for verb in each))


def operations(language: Language) -> list[Described]:
    """Every operation, in order."""
    return [
        Described(told["operationId"], method.upper(), path, told["summary"], _verbs()[told["operationId"]])
        for path, methods in document(language)["paths"].items()
        for method, told in methods.items()
    ]
