"""Trying, and saying at once what came of it: a later attempt may end the process."""

import os

import msgspec

from perenne.handset.selftest.probes import tried
from perenne.handset.selftest.probes.every import PROBES
from perenne.handset.selftest.told import Way, Work


def try_and_say(work: Work) -> None:
    for each in tried(work.bait, (Way(*way) for way in work.ways if Way(*way) in PROBES)):
        os.write(1, msgspec.json.encode(each) + b"\n")
