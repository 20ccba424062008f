"""How an audit of posts compares with the floor: reading the bytes, and decoding the records. Ratios, in one run.

    python benchmarks/audit_posts.py [HOW_MANY]      (default 50,000 invented posts)

Absolute times mean nothing on a shared machine; the ratios within one run do.
"""

import json
import random
import resource
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from perenne.audit.judgement import Knowledge, judgements
from perenne.audit.run import AuditRequest, audit
from perenne.law.rulebook import rulebook
from perenne.model.post import Post
from perenne.model.wire import decode
from perenne.readers.opening import Found

CAPTIONS = (
    "Dimanche sans rien faire, une pile de livres et le chat sur les genoux.",
    "Collaboration commerciale avec @maisonlune. Je teste leur bougie à la cire de colza.",
    "Merci à @lafabrique pour ce dîner, on a adoré !",
    "-20 % avec mon code EMMA20 sur @lunettesclaires, lien en bio",
    "Trois jours à pied entre la gare et le dernier refuge, avec un sac trop lourd et des chaussures encore raides.",
    "Publicité · Domaine de Riveaux, pinot noir 2023. L’abus d’alcool est dangereux pour la santé.",
    "#voyage #montagne #rando #sommet #valbrume",
    "J’ai acheté et testé dix casques, voici mon avis.",
)


def write_posts(path: Path, how_many: int) -> None:
    """``how_many`` invented posts, the same in every run."""
    chance = random.Random(2026)  # noqa: S311
    with path.open("w", encoding="utf-8") as stream:
        for number in range(how_many):
            caption = f"{chance.choice(CAPTIONS)} {number}"
            post = {
                "platform": "instagram",
                "post_id": f"b{number}",
                "published_at": "2026-11-20T09:00:00Z",
                "text": caption,
            }
            stream.write(json.dumps(post, ensure_ascii=False) + "\n")


def seconds(work: Callable[[], object]) -> float:
    """How long ``work`` takes, once."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def main(how_many: int) -> None:
    """Print each step as a multiple of reading the bytes."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "posts.ndjson"
        write_posts(path, how_many)
        lines = path.read_bytes().splitlines()
        posts = [decode(Post, line) for line in lines]
        knowledge = Knowledge(rulebook())
        floor = seconds(path.read_bytes)
        steps = {
            "decode the records": seconds(lambda: [decode(Post, line) for line in lines]),
            "judge": seconds(lambda: list(judgements(posts, knowledge))),
            "the whole audit": seconds(lambda: audit(AuditRequest(files=(Found(path, path.name),)))),
        }
    decoding = steps["decode the records"]
    print(f"{how_many} posts, {sum(map(len, lines)) / 1e6:.1f} MB; peak memory {_peak_mb():.0f} MB")
    for name, spent in steps.items():
        print(f"{name:22} {spent / floor:10,.0f} × reading the bytes {spent / decoding:8.1f} × decoding the records")


def _peak_mb() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 50_000)
