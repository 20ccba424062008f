"""A bundle is written beside, verified as a stranger would, then named: a file that is there is whole and intact."""

import tempfile
from dataclasses import dataclass
from pathlib import Path

from perenne.audit.lines import private
from perenne.evidence import timestamp
from perenne.evidence.gathering import Request
from perenne.evidence.keys import SealingKey
from perenne.evidence.making import Made, make
from perenne.evidence.untrusted import named
from perenne.evidence.verify import verify
from perenne.model.bilingual import Language
from perenne.model.errors import UsageError
from perenne.model.refused import why


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """``timestamp``: a token to attach; ``timestamp_request``: where to write the request for one."""

    request: Request
    key: SealingKey
    language: Language
    stated_on: str | None
    out: Path
    timestamp: Path | None = None
    timestamp_request: Path | None = None


def carry_out(order: Order) -> Made:
    """Make, seal and write what is ordered. Raises ``UsageError``."""
    out = order.out
    try:
        with tempfile.TemporaryDirectory(prefix=".perenne-", dir=out.parent) as folder:
            made = make(order.request, order.key.key, order.language, Path(folder), order.stated_on)
            manifest, beside = made.bundle.manifest_sha256, Path(folder) / "bundle"
            _write(made, _token(order.timestamp, manifest), beside)
            if order.timestamp_request is not None:
                _ask(order.timestamp_request, timestamp.request(manifest))
            beside.replace(out)
            return made
    except OSError as problem:
        raise UsageError(
            fr=f"impossible d’écrire « {out} » ({why(problem).fr})", en=f"cannot write “{out}” ({why(problem).en})"
        ) from None


def _ask(target: Path, request: bytes) -> None:
    """Write the request whole, beside its own place: that may be on another disk than the bundle's."""
    with tempfile.TemporaryDirectory(prefix=".perenne-", dir=target.parent) as folder:
        beside = Path(folder) / "request"
        beside.write_bytes(request)
        beside.replace(target)


def _write(made: Made, token: bytes | None, beside: Path) -> None:
    with open(beside, "x+b", opener=private) as stream:
        made.bundle.write(stream, token)
        if verify(stream).state != "intact":
            raise UsageError(
                fr="un fichier a changé pendant l’écriture : relancez quand rien n’y écrit plus",
                en="a file changed during the writing: start again when nothing writes to it any more",
            )


def _token(file: Path | None, manifest_sha256: str) -> bytes | None:
    """The time-stamp in ``file``; raises ``UsageError`` unless it is one on this manifest."""
    if file is None:
        return None
    with named(file) as stream:
        token = stream.read(timestamp.MOST_BYTES)
    if not timestamp.stamp(token, manifest_sha256).matches:
        raise UsageError(
            fr="cet horodatage porte sur autre chose : refaites la demande avec --timestamp-request, sur les mêmes "
            "entrées",
            en="this time-stamp is on something else: make the request again with --timestamp-request, from the same "
            "input",
        )
    return token
