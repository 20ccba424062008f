"""Reads one file or folder in the memory that a small computer has, and says what came of it: the target of attacks.

One line a file on standard output, ``name: sentence`` or ``name: counts``; what is no refusal is a traceback.
"""

import resource
import sys
from collections import Counter
from pathlib import Path

MEMORY = 512 * 2**20
WRITTEN = 64 * 2**20


def main(path: Path) -> None:
    """Read ``path`` under the limits, with the process of its own that a workbook gets under the same."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_FSIZE, (WRITTEN, WRITTEN))

    from perenne.model.errors import UnreadableFile
    from perenne.model.reject import Reject
    from perenne.readers.opening import find_files, open_reading

    for found in find_files([path]):
        counts: Counter[str] = Counter()
        try:
            reading = open_reading(found.path, found.name, member=found.member)
            for item in reading.items():
                counts[type(item).__name__] += 1
                if isinstance(item, Reject):
                    counts[item.reason.en] += 1
        except UnreadableFile as problem:
            print(f"{found.name}: {problem.says.en}")
        else:
            print(f"{found.name}: {dict(sorted(counts.items()))}")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
