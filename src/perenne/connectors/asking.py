"""Asking a platform from inside the compartment: again after its own delay where it says so, and never for ever."""

import re
import socket
import time
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any, TypeVar

import msgspec

from perenne.connectors.said import Progress, Said, Stop, Task
from perenne.handset.frames import Answer, Request, asked

T = TypeVar("T")
_TRIES = 4
_PAUSE = 2
_BUSY = frozenset({500, 502, 503, 504})
_EPOCH = 1_000_000_000
"""A reset beyond that is a moment; below it is a delay."""
_STATUS = {401: "token", 403: "forbidden", 404: "missing", 410: "missing", 429: "rate"}
_CODE = re.compile(r"[A-Za-z0-9_.:-]{1,60}\Z")
_DIGITS = re.compile(r"[0-9]{1,12}(?:\.[0-9]+)?\Z")


class Stopped(Exception):
    """The run cannot go on; ``stop`` says why to the host."""

    def __init__(self, stop: Stop) -> None:
        super().__init__(stop.why)
        self.stop = stop


def stopped(why: str, **facts: Any) -> Stopped:
    return Stopped(Stop(why, **facts))


class Platform:
    """The platform, as far as the relay lets it be asked. ``codes``: by the platform's own word for an error, ours,
    where its status alone would say something else."""

    def __init__(
        self,
        relay: socket.socket,
        task: Task,
        tell: Callable[[Said], None],
        codes: Mapping[str, str],
        sleep: Callable[[float], None] = time.sleep,
        now: Callable[[], float] = time.time,
    ) -> None:
        self._relay, self._task, self._tell, self._codes = relay, task, tell, codes
        self._sleep, self._now, self._asked = sleep, now, 0

    def get(
        self, path: str, kind: type[T], query: Mapping[str, str] | None = None, *, host: str = "", bare: bool = False
    ) -> tuple[T, Answer]:
        """What the platform gives on ``path``, as ``kind``, and how it came. ``bare``: without a token. Raises
        ``Stopped``."""
        return self._read(self.asked("GET", path, query, host=host, auth=None if bare else self._task.auth), kind)

    def post(
        self, path: str, kind: type[T], content: object, query: Mapping[str, str] | None = None, **more: Any
    ) -> tuple[T, Answer]:
        """The same for a question that stands in JSON."""
        headers = {"Content-Type": "application/json"} | more.pop("headers", {})
        body = msgspec.json.encode(content)
        answer = self.asked("POST", path, query, body=body, headers=headers, auth=self._task.auth, **more)
        return self._read(answer, kind)

    def asked(
        self, method: str, path: str, query: Mapping[str, str] | None = None, *, host: str = "", **more: Any
    ) -> Answer:
        """The answer, which says that it is one; raises ``Stopped``."""
        for tried in range(1, _TRIES + 1):
            self._asked += 1
            request = Request(self._asked, method, host or self._task.hosts[0], path, dict(query or {}), **more)
            try:
                answer = asked(self._relay, request)
            except OSError:
                raise stopped("relay") from None
            if 200 <= answer.status < 300:
                return answer
            self._wait_or_stop(answer, tried, repeatable=more.get("approval") is None)
        raise stopped("platform", status=answer.status)

    def _wait_or_stop(self, answer: Answer, tried: int, *, repeatable: bool) -> None:
        """Come back after the platform's delay; what was published is never sent twice."""
        stop = self._why(answer)
        if stop.why not in {"rate", "busy", "unreachable"} or not repeatable:
            raise Stopped(stop)
        delay = stop.seconds or _PAUSE**tried
        if tried == _TRIES or delay > self._task.patience:
            raise Stopped(msgspec.structs.replace(stop, seconds=delay))
        self._tell(Progress("waiting", delay))
        self._sleep(delay)

    def _why(self, answer: Answer) -> Stop:
        seconds = delay_in(answer.headers, self._now())
        if answer.refused:
            why = answer.refused if answer.refused in {"rate", "unreachable"} else f"refused_{answer.refused}"
            return Stop(why, seconds=seconds)
        code = next(filter(None, map(self._known, codes_in(answer.body))), "")
        why = self._codes.get(code) or _STATUS.get(answer.status) or _otherwise(answer.status)
        return Stop(why, answer.status, code, seconds)

    def _known(self, code: str) -> str:
        return code if _CODE.match(code) else ""

    def _read(self, answer: Answer, kind: type[T]) -> tuple[T, Answer]:
        try:
            return msgspec.json.decode(answer.body, type=kind), answer
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
            raise stopped("shape", status=answer.status) from None

    def refused_in_answer(self, code: object) -> None:
        """Platforms that say 200 and mean no: raises ``Stopped`` for their word."""
        if code not in (None, "", "ok"):
            word = self._known(str(code))
            raise stopped(self._codes.get(word, "platform"), status=200, code=word)


def _otherwise(status: int) -> str:
    return "busy" if status in _BUSY else "redirect" if 300 <= status < 400 else "platform"


def codes_in(body: bytes) -> list[str]:
    """The words that a platform has for an error, from the most exact to the least: ``{"error": {"code": …}}``,
    ``{"error": {"errors": [{"reason": …}]}}``, ``{"error": "…"}``."""
    try:
        told = msgspec.json.decode(body)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return []
    error = told.get("error") if isinstance(told, dict) else None
    if isinstance(error, str):
        return [error]
    if not isinstance(error, dict):
        return []
    errors = error.get("errors")
    first = errors[0] if isinstance(errors, list) and errors and isinstance(errors[0], dict) else {}
    return [str(each) for each in (first.get("reason"), error.get("code"), error.get("type")) if each is not None]


def delay_in(headers: Mapping[str, str], now: float) -> int:
    """In how many seconds the platform wants to be asked again; 0 where it does not say. ``Retry-After`` is a number
    of seconds or a date; a reset is a moment, a date, or a number of seconds."""
    if "retry-after" in headers:
        return _seconds(headers["retry-after"], now)
    spent = any(headers.get(name) == "0" for name in ("x-ratelimit-remaining", "ratelimit-remaining"))
    for name in ("x-ratelimit-reset", "ratelimit-reset"):
        if spent and name in headers:
            return _seconds(headers[name], now)
    return 0


def _seconds(said: str, now: float) -> int:
    from email.utils import parsedate_to_datetime  # it takes as long to import as all the rest, and is seldom needed

    said = said.strip()
    if _DIGITS.match(said):
        number = float(said)
        return max(1, round(number - now + 0.5) if number > _EPOCH else round(number + 0.5 if number % 1 else number))
    for read in (datetime.fromisoformat, parsedate_to_datetime):
        try:
            moment = read(said)
        except (ValueError, TypeError):
            continue
        return max(1, round((moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp() - now + 0.5))
    return 0
