"""A WARC as evidence: which digests hold, what was cut short, and whether the file was read to its end."""

import tempfile
from collections import Counter
from collections.abc import Iterator
from typing import BinaryIO

import msgspec

from perenne.evidence import confined
from perenne.evidence.captures.looked import Fact, State
from perenne.model.bilingual import Bilingual

LONGEST_LINE = 2**16


class _Line(msgspec.Struct, frozen=True):
    """A record, or the end (``whole``): a line that the child wrote."""

    n: int = 0
    type: str = ""
    uri: str | None = None
    block: str = "absent"
    payload: str = "absent"
    truncated: str | None = None
    short: int = 0
    whole: bool | None = None
    why: str = ""


def facts(source: BinaryIO) -> Iterator[Fact]:
    """``source``: a real file. Raises ``UnreadableFile``."""
    states: Counter[str] = Counter()
    records = 0
    end = _Line(whole=False, why="damaged")
    with confined.run("warc", source) as answer:
        for written in iter(lambda: answer.readline(LONGEST_LINE), b""):
            line = msgspec.json.decode(written, type=_Line)
            if line.whole is not None:
                end = line
                continue
            records += 1
            states.update(("block " + line.block, "payload " + line.payload))
            yield from _of_record(line)
    yield _counted(records, states)
    yield _of_end(end)


def _of_record(line: _Line) -> Iterator[Fact]:
    about = " · ".join(each for each in (f"{line.n}", line.type, line.uri) if each)
    for which, state, words in (("block", line.block, _BLOCK), ("payload", line.payload, _PAYLOAD)):
        if state == "broken":
            yield Fact("broken", f"{which}_digest", words, about)
    if line.short:
        yield Fact("broken", "short", _SHORT.filled(n=line.short), about)
    if line.truncated:
        yield Fact("unchecked", "truncated", _TRUNCATED.filled(why=line.truncated), about)


def _counted(records: int, states: Counter[str]) -> Fact:
    """One sentence on all digests: those that hold, and how many records state none."""
    held, broken = (states[f"block {which}"] + states[f"payload {which}"] for which in ("holds", "broken"))
    state: State = "broken" if broken else "holds" if held else "unchecked"
    return Fact(
        state,
        "digests",
        _COUNTED.filled(
            records=records,
            held=held,
            broken=broken,
            unchecked=states["block unchecked"] + states["payload unchecked"],
            absent=states["block absent"] + states["payload absent"],
        ),
    )


def _of_end(end: _Line) -> Fact:
    if end.whole:
        return Fact("holds", "end", _ENDS[""])
    state: State = "unchecked" if end.why == "too_many" else "broken"
    return Fact(state, "end", _ENDS[end.why])


def spooled(stream: BinaryIO) -> BinaryIO:
    """``stream`` as a real file, gone when it is closed."""
    copy = tempfile.TemporaryFile()  # noqa: SIM115 (the caller closes it)
    while chunk := stream.read(2**20):
        copy.write(chunk)
    copy.flush()
    return copy


_BLOCK = Bilingual(
    fr="l’empreinte du bloc ne correspond pas : l’enregistrement a changé",
    en="the digest of the block does not match: the record has changed",
)
_PAYLOAD = Bilingual(
    fr="l’empreinte du contenu ne correspond pas : le contenu a changé",
    en="the digest of the payload does not match: the content has changed",
)
_SHORT = Bilingual(fr="enregistrement coupé : il manque {n} octets", en="record cut short: {n} bytes are missing")
_TRUNCATED = Bilingual(
    fr="l’outil de capture dit lui-même l’avoir coupé ({why})",
    en="the capturing tool itself says that it cut it ({why})",
)
_COUNTED = Bilingual(
    fr="{records} enregistrements ; empreintes qui correspondent : {held}, qui ne correspondent pas : {broken}, "
    "invérifiables ici : {unchecked}, absentes : {absent}",
    en="{records} records; digests that match: {held}, that do not: {broken}, that cannot be checked here: "
    "{unchecked}, "
    "absent: {absent}",
)
_ENDS = {
    "": Bilingual(fr="fichier lu jusqu’à sa fin", en="file read to its end"),
    "not_by_record": Bilingual(
        fr="fichier compressé d’un bloc, et non enregistrement par enregistrement : la suite n’a pas été lue",
        en="the file is packed as a whole, and not record by record: the rest was not read",
    ),
    "damaged": Bilingual(
        fr="fichier abîmé : la suite n’a pas pu être lue", en="damaged file: the rest could not be read"
    ),
    "trailing": Bilingual(
        fr="des octets hors de tout enregistrement : une longueur annoncée est fausse",
        en="bytes outside of any record: a stated length is wrong",
    ),
    "too_many": Bilingual(
        fr="trop d’enregistrements : la suite n’a pas été regardée", en="too many records: the rest was not looked at"
    ),
}
