"""A request that is sent twice acts once: its answer is kept for a day under the key that it names."""

import hashlib
from collections.abc import Callable
from datetime import timedelta
from functools import wraps
from typing import Any, TypeVar

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Header
from ninja.utils import contribute_operation_args

from perenne.desk.api.bearer import token_of
from perenne.desk.api.models import Kept, Token
from perenne.desk.api.problems import Trouble

KEPT_FOR = timedelta(hours=24)
_LOST = timedelta(minutes=10)
"""After which a request without an answer is held to have broken off: act and answer are kept together or not."""
_PIECE = 64 * 1024
V = TypeVar("V", bound=Callable[..., HttpResponse])


def once(view: V) -> V:
    """A view whose request names an idempotency key. Raises ``Trouble``."""

    @wraps(view)
    def guarded(request: HttpRequest, /, *args: Any, **told: Any) -> HttpResponse:
        kept, mine = _claimed(token_of(request), told.pop("idempotency_key"), _fingerprint(request))
        if not mine:
            return _again(kept)
        try:
            with transaction.atomic():
                answer = view(request, *args, **told)
                _keep(kept, answer)
        except BaseException:
            Kept.objects.filter(pk=kept.pk, status=None).delete()
            raise
        return answer

    key: Any = Header(  # type: ignore[type-arg]
        ..., alias="Idempotency-Key", min_length=1, max_length=255, pattern=r"^[!-~]+$"
    )
    contribute_operation_args(guarded, "idempotency_key", str, key)
    return guarded  # type: ignore[return-value]


def _claimed(token: Token, key: str, fingerprint: str) -> tuple[Kept, bool]:
    """The row of ``key``, and whether this request is the one to answer."""
    now = timezone.now()
    Kept.objects.filter(at__lt=now - KEPT_FOR).delete()
    kept, mine = Kept.objects.get_or_create(token=token, key=key, defaults={"fingerprint": fingerprint, "at": now})
    if not mine and kept.fingerprint != fingerprint:
        raise Trouble("reused")
    if not mine and kept.status is None:
        mine = bool(Kept.objects.filter(pk=kept.pk, status=None, at__lt=now - _LOST).update(at=now))
        if not mine:
            raise Trouble("running")
    return kept, mine


def _keep(kept: Kept, answer: HttpResponse) -> None:
    kept.status, kept.body = answer.status_code, answer.content.decode()
    kept.location = answer.headers.get("Location", "")
    kept.save(update_fields=("status", "body", "location"))


def _again(kept: Kept) -> HttpResponse:
    headers = {"Idempotency-Replayed": "true", **({"Location": kept.location} if kept.location else {})}
    return HttpResponse(kept.body, status=kept.status, content_type="application/json", headers=headers)


def _fingerprint(request: HttpRequest) -> str:
    """The hash of what is asked: where, and with which body; of files their names and their bytes."""
    told = hashlib.sha256(f"{request.path}\n".encode())
    if request.content_type != "multipart/form-data":
        told.update(request.body)
        return told.hexdigest()
    for name, values in sorted(request.POST.lists()):
        told.update(repr((name, values)).encode())
    for name, files in sorted(request.FILES.lists()):
        for file in files:
            content = hashlib.sha256()
            for piece in file.chunks(_PIECE):
                content.update(piece)
            told.update(repr((name, file.name, content.hexdigest())).encode())
    return told.hexdigest()
