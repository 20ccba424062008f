"""The control: the same attempts in a child like any other. What does not succeed here proves nothing there."""

import sys

import msgspec

from perenne.handset.selftest.saying import try_and_say
from perenne.handset.selftest.told import Work

if __name__ == "__main__":
    try_and_say(msgspec.json.decode(sys.stdin.buffer.read(), type=Work))
