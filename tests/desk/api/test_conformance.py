"""The description against what is answered: schemathesis asks for all that it allows, and for what it forbids."""

from collections.abc import Iterator
from itertools import count
from typing import Any

import pytest
import schemathesis
from schemathesis.config import SchemathesisConfig
from schemathesis.core.failures import Failure
from schemathesis.engine import events, from_schema

from perenne.desk.posts.actions import Choice, decide
from tests.desk.api.programs import access
from tests.desk.api.served import serving
from tests.desk.cast import Cast, by

BOUNDED = {
    "seed": 20261124,
    "continue-on-failure": True,
    "generation": {"max-examples": 2, "deterministic": True, "no-shrink": True, "database": "none"},
    "phases": {"stateful": {"generation": {"max-examples": 2}, "max-steps": 4}},
    "checks": {
        "positive_data_acceptance": {"expected-statuses": ["2xx", 404, 409, 422]},
        "negative_data_rejection": {"expected-statuses": ["4xx"]},
    },
}
"""422 for what is right: where the state of the desk does not allow it, such as the cursor of another list."""


@pytest.mark.usefixtures("loopback")
def test_what_is_described_is_what_is_answered(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("perenne.desk.api.bearer.PER_MINUTE", 100_000)
    for post in (cast.post(), cast.post()):
        decide(by(cast.bruno), cast.bruno.person, post, 1, Choice("compliant", "Vu"), {})
    schemathesis.hook("before_call")(_under_its_own_key)
    secret = access(cast.bruno)[1]
    with serving() as address:
        config = SchemathesisConfig.from_dict({**BOUNDED, "auth": {"openapi": {"Bearer": {"bearer": secret}}}})
        schema = schemathesis.openapi.from_url(f"{address}/api/openapi.json", config=config)
        found = [each for event in from_schema(schema).execute() for each in _failures(event)]
    assert not found, "\n\n".join(found)


_KEYS = count()


def _under_its_own_key(context: object, case: schemathesis.Case[Any], kwargs: object) -> None:
    """The same keys are drawn again and again; an act needs one of its own."""
    headers: Any = case.headers or {}
    if len(str(headers.get("Idempotency-Key", ""))) == 1:
        headers["Idempotency-Key"] += str(next(_KEYS))


def _failures(event: events.EngineEvent) -> Iterator[str]:
    match event:
        case events.ScenarioFinished():
            for checks in event.recorder.checks.values():
                for check in checks:
                    if check.failure_info is not None:
                        yield _told(event.label, check.failure_info.failure, check.failure_info.code_sample)
        case events.NonFatalError():
            yield f"{event.label}: {event.value!r}"
        case events.FatalError():
            yield repr(event.exception)


def _told(label: str | None, failure: Failure, sample: str) -> str:
    return f"{label}: {failure.title}\n{failure.message}\n{sample}"
