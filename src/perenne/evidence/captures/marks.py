"""A C2PA mark as evidence: its state, never its mere presence.

An intact mark says what its signer stated, which may be false. A missing one proves nothing: platforms take them off.
"""

from collections.abc import Iterator
from typing import BinaryIO

import msgspec

from perenne.evidence import confined
from perenne.evidence.captures.looked import Fact
from perenne.model.bilingual import Bilingual


class _Mark(msgspec.Struct, frozen=True):
    """What the child wrote."""

    state: str
    manifests: int = 0
    failures: list[tuple[str, str]] = msgspec.field(default_factory=list)
    untrusted: bool = False
    signer: list[str] = msgspec.field(default_factory=list)
    sources: list[tuple[bool, str, str]] = msgspec.field(default_factory=list)


def facts(source: BinaryIO, media_type: str) -> Iterator[Fact]:
    """``source``: a real file. Raises ``UnreadableFile``."""
    with confined.run("c2pa", source, media_type) as answer:
        mark = msgspec.json.decode(answer.read(), type=_Mark)
    if mark.state in _WITHOUT:
        yield Fact("unchecked", "mark", _WITHOUT[mark.state])
        return
    yield Fact("holds", "mark", _INTACT) if mark.state in {"valid", "trusted"} else Fact("broken", "mark", _BROKEN)
    yield from (Fact("broken", code, _failure(code), _label(url)) for code, url in mark.failures)
    yield _of_signer(mark)
    for is_outer, action, kind in mark.sources:
        yield Fact("unchecked", "source", _stated(is_outer, kind), action)
    if not mark.sources:
        yield Fact("unchecked", "source", _NO_SOURCE)


def _of_signer(mark: _Mark) -> Fact:
    name = " · ".join(each for each in mark.signer if each) or "?"
    if mark.state == "trusted":
        return Fact("holds", "signer", _TRUSTED.filled(name=name))
    return Fact("unchecked", "signer", _UNTRUSTED.filled(name=name))


def _label(url: str) -> str | None:
    """``c2pa.hash.data`` of the address of an assertion."""
    return url.rpartition("/")[2] or None


def _failure(code: str) -> Bilingual:
    known = _FAILURES.get(code)
    return known or Bilingual(fr=f"la vérification échoue ({code})", en=f"the verification fails ({code})")


def _stated(is_outer: bool, kind: str) -> Bilingual:
    term = kind.strip().rpartition("/")[2]
    said = _SOURCES.get(term, Bilingual(fr=term, en=term))
    which = _OUTER if is_outer else _INNER
    return Bilingual(fr=f"{which.fr} : {said.fr}", en=f"{which.en}: {said.en}")


_WITHOUT = {
    "none": Bilingual(
        fr="aucune marque : cela ne prouve rien, les plateformes les retirent",
        en="no mark: that proves nothing, platforms take them off",
    ),
    "remote": Bilingual(
        fr="la marque est ailleurs, sur le réseau : elle n’a pas été cherchée, ni vérifiée",
        en="the mark is elsewhere, on the network: it was not fetched, nor checked",
    ),
    "unreadable": Bilingual(
        fr="une marque, ou ce fichier, n’a pas pu être lue : rien n’est vérifié",
        en="a mark, or this file, could not be read: nothing is checked",
    ),
}
_INTACT = Bilingual(
    fr="marque intacte : ni elle ni le fichier n’ont changé depuis la signature",
    en="intact mark: neither it nor the file has changed since it was signed",
)
_BROKEN = Bilingual(fr="marque brisée : elle ne prouve rien", en="broken mark: it proves nothing")
_TRUSTED = Bilingual(fr="signée par {name}, de confiance", en="signed by {name}, who is trusted")
_UNTRUSTED = Bilingual(
    fr="signée au nom de {name}, que rien ici ne confirme",
    en="signed in the name of {name}, which nothing here confirms",
)
_FAILURES = {
    "assertion.dataHash.mismatch": Bilingual(
        fr="le fichier a changé depuis la signature", en="the file has changed since it was signed"
    ),
    "assertion.bmffHash.mismatch": Bilingual(
        fr="la vidéo a changé depuis la signature", en="the video has changed since it was signed"
    ),
    "assertion.boxesHash.mismatch": Bilingual(
        fr="une partie du fichier a changé depuis la signature",
        en="a part of the file has changed since it was signed",
    ),
    "assertion.hashedURI.mismatch": Bilingual(
        fr="une affirmation de la marque a changé", en="a statement of the mark has changed"
    ),
    "claimSignature.mismatch": Bilingual(
        fr="la signature de la marque ne tient pas", en="the signature of the mark does not hold"
    ),
}
_OUTER = Bilingual(fr="la marque affirme", en="the mark states")
_INNER = Bilingual(
    fr="une marque d’un fichier dont celui-ci est tiré affirme",
    en="a mark of a file that this one was made from states",
)
_NO_SOURCE = Bilingual(
    fr="la marque ne dit pas comment l’image est née", en="the mark does not say how the picture came about"
)
_SOURCES = {
    "trainedAlgorithmicMedia": Bilingual(
        fr="créé par un modèle entraîné (intelligence artificielle)",
        en="made by a trained model (artificial intelligence)",
    ),
    "compositeWithTrainedAlgorithmicMedia": Bilingual(
        fr="créé en partie par un modèle entraîné (intelligence artificielle)",
        en="made in part by a trained model (artificial intelligence)",
    ),
    "algorithmicMedia": Bilingual(
        fr="créé par un algorithme, sans modèle entraîné", en="made by an algorithm, without a trained model"
    ),
    "digitalCapture": Bilingual(fr="pris par un appareil", en="taken by a camera"),
    "computationalCapture": Bilingual(
        fr="pris par un appareil qui en a calculé une part", en="taken by a camera that computed a part of it"
    ),
    "humanEdits": Bilingual(fr="retouché par une personne", en="edited by a person"),
    "minorHumanEdits": Bilingual(fr="légèrement retouché par une personne", en="slightly edited by a person"),
    "composite": Bilingual(fr="assemblé de plusieurs éléments", en="put together from several elements"),
    "compositeCapture": Bilingual(fr="assemblé de plusieurs prises", en="put together from several captures"),
    "compositeSynthetic": Bilingual(
        fr="assemblé d’éléments dont au moins un est synthétique",
        en="put together from elements of which one at least is synthetic",
    ),
    "algorithmicallyEnhanced": Bilingual(fr="amélioré par un algorithme", en="enhanced by an algorithm"),
    "digitalCreation": Bilingual(fr="créé à la main sur ordinateur", en="made by hand on a computer"),
    "screenCapture": Bilingual(fr="copie d’écran", en="a screen capture"),
}
