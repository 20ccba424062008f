"""What ``perenne evidence verify`` and ``perenne evidence capture`` found, in words and as JSON."""

import json
from pathlib import Path
from typing import Literal

import msgspec

from perenne.cli.console import say
from perenne.evidence import records
from perenne.evidence.captures.looked import Looked, State
from perenne.evidence.timestamp import MOST_BYTES, Authority, NoTimeStamp, Stamp, stamp
from perenne.evidence.untrusted import named
from perenne.evidence.verify import Verdict
from perenne.model.bilingual import Bilingual, counted

Stamped = Stamp | Literal["unreadable"] | None
"""What the time-stamp of a bundle proves; ``None`` where there is none."""


def stamp_of(verdict: Verdict, authority: Path | None) -> Stamped:
    if verdict.timestamp is None or verdict.manifest_sha256 is None:
        return None
    trusted = None
    if authority is not None:
        with named(authority) as stream:
            trusted = stream.read(MOST_BYTES)
    try:
        return stamp(verdict.timestamp, verdict.manifest_sha256, trusted)
    except NoTimeStamp:
        return "unreadable"


def is_bad(stamped: Stamped) -> bool:
    if stamped is None or stamped == "unreadable":
        return stamped is not None
    return not (stamped.matches and stamped.is_signed and stamped.authority != "not_issued")


def print_verdict(verdict: Verdict, stamped: Stamped) -> None:
    told = None if stamped is None else records.Stamped() if stamped == "unreadable" else records.stamped(stamped)
    _print(records.verified(verdict, told))


def _print(record: msgspec.Struct) -> None:
    """In ASCII: a terminal obeys nothing in it."""
    print(json.dumps(msgspec.to_builtins(record), ensure_ascii=True))


def say_verdict(verdict: Verdict, stamped: Stamped, is_key_known: bool) -> None:
    if verdict.state == "not_a_bundle":
        say(Bilingual(fr="Ce n’est pas un dossier de preuve", en="This is not a bundle"))
        return
    if verdict.state == "changed":
        say(Bilingual(fr="Altéré :", en="Altered:"))
        for each in verdict.changes:
            say(Bilingual(fr=f"  {each.says.fr}", en=f"  {each.says.en}"), each.path or "")
        return
    _say_intact(verdict, is_key_known)
    if stamped == "unreadable":
        say(Bilingual(fr="Horodatage : illisible", en="Time-stamp: cannot be read"))
    elif stamped is not None:
        _say_stamp(stamped)


def _say_intact(verdict: Verdict, is_key_known: bool) -> None:
    manifest, seal = verdict.manifest, verdict.seal
    if manifest is None or seal is None:
        return
    files = counted(len(manifest.resources), "fichier, scellé/fichiers, scellés", "file, sealed/files, sealed")
    say(
        Bilingual(
            fr=f"Intact : {files.fr} par {seal.key_id}",
            en=f"Intact: {files.en} by {seal.key_id}",
        ),
        seal.key_id,
    )
    if not is_key_known:
        say(
            Bilingual(
                fr="Comparez cette clé avec celle que vous tenez de qui a scellé, ou donnez-la avec --key",
                en="Compare this key with the one that you have from whoever sealed, or give it with --key",
            ),
            "--key",
        )


_AUTHORITY: dict[Authority, Bilingual] = {
    "issued": Bilingual(
        fr="émis par l’autorité donnée ; sa révocation n’a pas été vérifiée",
        en="issued by the authority that was given; revocation was not checked",
    ),
    "not_issued": Bilingual(fr="pas émis par l’autorité donnée", en="not issued by the authority that was given"),
    "not_given": Bilingual(
        fr="l’autorité n’a pas été vérifiée : donnez son certificat avec --timestamp-ca",
        en="the authority was not checked: give its certificate with --timestamp-ca",
    ),
}


def _say_stamp(stamped: Stamp) -> None:
    if not stamped.matches:
        say(Bilingual(fr="Horodatage : il porte sur autre chose", en="Time-stamp: it is on something else"))
        return
    if not stamped.is_signed:
        say(Bilingual(fr="Horodatage : sa signature ne tient pas", en="Time-stamp: its signature does not hold"))
        return
    time, authority = f"{stamped.time:%Y-%m-%d %H:%M:%S} UTC", _AUTHORITY[stamped.authority]
    say(
        Bilingual(
            fr=f"Horodaté le {time} par {stamped.signer} : {authority.fr}",
            en=f"Time-stamped on {time} by {stamped.signer}: {authority.en}",
        ),
        stamped.signer,
        time,
        "--timestamp-ca",
    )


_STATES: dict[State, Bilingual] = {
    "holds": Bilingual(fr="tient", en="holds"),
    "broken": Bilingual(fr="ne tient pas", en="does not hold"),
    "unchecked": Bilingual(fr="non vérifié", en="not checked"),
}
_KINDS = {"warc": "WARC", "wacz": "WACZ", "c2pa": "C2PA"}


def say_looked(name: str, looked: Looked) -> None:
    """One line a fact: its state, what it is about, what was found."""
    say(Bilingual(fr=f"{name} : {_KINDS[looked.kind]}", en=f"{name}: {_KINDS[looked.kind]}"), name)
    for fact in looked.facts:
        state, about = _STATES[fact.state], f"{fact.about} · " if fact.about else ""
        say(
            Bilingual(fr=f"  {state.fr} · {about}{fact.says.fr}", en=f"  {state.en} · {about}{fact.says.en}"),
            about,
        )


def print_looked(name: str, looked: Looked) -> None:
    _print(records.captured(name, looked))
