"""Write ``docs/method/speed.md``: what ``audit.py`` and ``read.py`` print on this machine.

python benchmarks/speed.py [POSTS…]      (default 200000 1000000)
"""

import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent
TARGET = HERE.parent / "docs" / "method" / "speed.md"
PAGE = """# Speed and size

What `make bench` prints, written by it. Everything is invented and the same in every run; each step runs in a process
of its own, with one thread for Polars. **Ratios within one run mean something; seconds on another machine do not.**
Ratios are of processor time, speed-ups of time on the clock. What is compared, and why it is built like this, is told
in `benchmarks/` and in `decisions/0009-posts-on-disk-and-what-is-silent.md`.

## An audit

The captions (seven languages, about 143 characters) are a Parquet file. *Fold and match* finds every pattern of
every cue with its place, and nothing else: no condition, no record, no law. *The whole audit* reads the columns,
makes records of them, merges copies, reads words with their conditions, judges, and has the findings on disk. *The
same cues by re* is one regular expression of Python, made as a trie. One corpus gives a finding for one post in
twenty, the other for one in five. What the aims are (three and six times fold and match), and what a post with a
finding costs, is in the decision.

```text
{audit}```

## Reading, and one post

Each reader with all it does (recognising the file, its hash, every check, the line of every record), beside decoding
alone. The last lines are one post, from a cold start.

```text
{read}```
"""


def printed(script: str, *words: str) -> str:
    """What ``script`` prints, shown as it comes."""
    lines = []
    with subprocess.Popen(  # noqa: S603
        [sys.executable, "-u", str(HERE / script), *words], stdout=subprocess.PIPE, text=True
    ) as running:
        for line in running.stdout or ():
            print(line, end="", flush=True)
            lines.append(line)
    if running.returncode:
        sys.exit(running.returncode)
    return "".join(lines)


if __name__ == "__main__":
    audit = printed("audit.py", *(sys.argv[1:] or ("200000", "1000000")))
    TARGET.write_text(PAGE.format(audit=audit, read=printed("read.py")), encoding="utf-8")
