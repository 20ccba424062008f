"""What abuses the channel: within the compartment, or as a child like any other (``--unconfined``)."""

import sys

import msgspec

from perenne.handset.inside import shut_in
from perenne.handset.selftest.abuses import A_LITTLE, ABUSES

if __name__ == "__main__":
    if sys.argv[1] == "--unconfined":
        ABUSES[sys.argv[2]](A_LITTLE)
    else:
        name, times = msgspec.json.decode(shut_in().said, type=tuple[str, int])
        ABUSES[name](times)
