"""Invented posts as Parquet files, with everything that makes files differ: copies that contradict each other, posts
without id, rows that are no post, words in several languages."""

from pathlib import Path

import polars as pl

SAID = (
    "Publicité · Ma lampe @maisonlune", "Le chat dort", "Ma lampe, mon code LINA20", "#sp @valbrume", "",
    "Merci à @belorso pour ce cadeau", "Rain all day", "Collaboration commerciale avec @maisonlune",
    "Un verre de vin rouge et la nuit tombe", "Gifted by @valbrume", "Dimanche sans rien faire", "20 % avec mon code",
)  # fmt: skip
_WHERE = ("instagram", "tiktok")


def write_lake(folder: Path, files: int, posts: int) -> Path:
    """``files`` files of ``posts`` posts each, whose ids overlap from one file to the next."""
    folder.mkdir(parents=True, exist_ok=True)
    for file in range(files):
        numbers = [file * posts * 9 // 10 + each for each in range(posts)]
        pl.DataFrame(
            {
                "platform": [("orkut" if each % 60 == 7 else _WHERE[each % 7 == 0]) for each in numbers],
                "post_id": [None if each % 50 == 3 else f"P{each}" for each in numbers],
                "published_at": [f"202{3 + each % 4}-0{1 + each % 9}-1{each % 10}T09:00:00Z" for each in numbers],
                "account.handle": [f"creator{each % 97}" for each in numbers],
                "account.country": ["FR" if each % 11 else "DE" for each in numbers],
                "text": [f"{SAID[(each + file) % len(SAID)]} {each}" for each in numbers],
                "language": ["fr" if each % 2 else None for each in numbers],
            },
            schema_overrides={"post_id": pl.String, "language": pl.String},
        ).write_parquet(folder / f"part-{file:03}.parquet", row_group_size=max(posts // 3, 1))
    return folder
