"""What ``perenne evidence verify`` and ``perenne evidence capture`` found, in words and as JSON."""

import json
from pathlib import Path

from perenne.cli.console import say
from perenne.evidence.captures.looked import Looked, State
from perenne.evidence.timestamp import MOST_BYTES, Authority, Stamp, stamp
from perenne.evidence.untrusted import ordinary
from perenne.evidence.verify import Verdict
from perenne.model.bilingual import Bilingual


def stamp_of(verdict: Verdict, authority: Path | None) -> Stamp | None:
    """What the time-stamp proves; ``None`` where there is none."""
    if verdict.timestamp is None or verdict.manifest_sha256 is None:
        return None

    trusted = None
    if authority is not None:
        with ordinary(authority.resolve()) as stream:
            trusted = stream.read(MOST_BYTES)
    return stamp(verdict.timestamp, verdict.manifest_sha256, trusted)


def is_bad(stamped: Stamp | None) -> bool:
    return stamped is not None and not (stamped.matches and stamped.is_signed and stamped.authority != "not_issued")


def print_verdict(verdict: Verdict, stamped: Stamp | None) -> None:
    changes = [
        {"what": each.what, "path": each.path, "fr": each.says.fr, "en": each.says.en} for each in verdict.changes
    ]
    said = {
        "perenne": "verdict/1",
        "state": verdict.state,
        "changes": changes,
        "manifest_sha256": verdict.manifest_sha256,
        "sealed_by": verdict.seal.key_id if verdict.seal else None,
        "stated_on": verdict.manifest.stated_on if verdict.manifest else None,
        "files": len(verdict.manifest.resources) if verdict.manifest else None,
        "timestamp": None
        if stamped is None
        else {
            "time": stamped.time.isoformat(),
            "matches": stamped.matches,
            "signed": stamped.is_signed,
            "authority": stamped.authority,
            "signer": stamped.signer,
        },
    }
    print(json.dumps(said, ensure_ascii=True))


def say_verdict(verdict: Verdict, stamped: Stamp | None, is_key_known: bool) -> None:
    if verdict.state == "not_a_bundle":
        say(Bilingual(fr="Ce n’est pas un dossier de preuve", en="This is not a bundle"))
        return
    if verdict.state == "changed":
        say(Bilingual(fr="Altéré :", en="Altered:"))
        for each in verdict.changes:
            say(Bilingual(fr=f"  {each.says.fr}", en=f"  {each.says.en}"), each.path or "")
        return
    _say_intact(verdict, is_key_known)
    if stamped is not None:
        _say_stamp(stamped)


def _say_intact(verdict: Verdict, is_key_known: bool) -> None:
    manifest, seal = verdict.manifest, verdict.seal
    if manifest is None or seal is None:
        return
    count = len(manifest.resources)
    say(
        Bilingual(
            fr=f"Intact : {count} fichiers, scellés par {seal.key_id}",
            en=f"Intact: {count} files, sealed by {seal.key_id}",
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
    facts = [
        {"state": each.state, "what": each.what, "about": each.about, "fr": each.says.fr, "en": each.says.en}
        for each in looked.facts
    ]
    said = {"perenne": "capture/1", "file": name, "kind": looked.kind, "broken": looked.is_broken, "facts": facts}
    print(json.dumps(said, ensure_ascii=True))
