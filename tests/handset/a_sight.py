"""Run by whoever tries: starts the compartment in each tier that holds here, and prints what is seen inside it."""

import json
import os
import sys
from pathlib import Path

import msgspec

from perenne.handset.channel import Bounds, records
from perenne.handset.launch import launched
from perenne.handset.sight import Sight
from perenne.handset.tiers import Tier, offered, standing

PLACES = ("/etc/passwd", "/etc", str(Path.home()), "/tmp", "/var", "/proc/1/environ", __file__)  # noqa: S108


def seen(without_walls: bool) -> object:
    stands = offered(None) if without_walls else standing()
    if stands.tier is Tier.NOT_ISOLATED:
        return {"tier": stands.tier, "missing": [each.en for each in stands.missing]}
    own = Path.home() / "own.txt"
    own.write_text("what is inside is read", encoding="utf-8")
    own.chmod(0o600)
    with own.open("rb") as file, own.open("rb") as other:
        os.set_inheritable(other.fileno(), True)  # a slip that others make: it is not handed on
        with launched(stands, "perenne.handset.sight", PLACES, {file.fileno(): "own.txt"}) as process:
            sights = list[Sight](records(process, Sight, Bounds()))
    return {"tier": stands.tier, "uid": stands.uid, "sight": msgspec.to_builtins(sights[0])}


if __name__ == "__main__":
    print(json.dumps([seen(without_walls) for without_walls in (False, True)]))
    sys.stdout.flush()
