"""What the self-test starts inside: it shuts itself in as everything does, then tries what it is told to."""

import msgspec

from perenne.handset.inside import shut_in
from perenne.handset.selftest.saying import try_and_say
from perenne.handset.selftest.told import Work

if __name__ == "__main__":
    try_and_say(msgspec.json.decode(shut_in().said, type=Work))
