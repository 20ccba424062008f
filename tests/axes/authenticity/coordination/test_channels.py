"""The same acts, told as links with all that sharing adds or as copies of which none is like another, accuse the same
people.
"""

import json
from pathlib import Path

import msgspec
import numpy as np
import pytest

from perenne.axes.authenticity.coordination.method import method
from perenne.axes.authenticity.coordination.reading import Read, read
from perenne.readers.opening import find_files
from tests.known_answers.judged import find
from tests.known_answers.lake import Lake, lake

ONE_WINDOW = msgspec.structs.replace(method(), windows=(60,))
TRACKS = ("?utm_source=x", "/?fbclid=Iw{}", "?utm_medium=social&gclid={}#top", "")


@pytest.fixture(scope="module")
def known() -> Lake:
    return lake(371, 12_000, innocents=(), rings=("amp15", "pure12"))


def _posts(known: Lake, file: Path, words: dict[str, list[str]]) -> Path:
    with file.open("w", encoding="utf-8") as stream:
        for place, (account, at) in enumerate(zip(known.account.tolist(), known.time.tolist(), strict=True)):
            moment = np.datetime64(at, "s").astype(str)
            post = {"perenne": "post/1", "platform": "x", "post_id": str(place), "account": {"handle": f"u{account}"}}
            said = {name: column[place] for name, column in words.items()}
            stream.write(json.dumps(post | {"published_at": f"{moment}Z"} | said) + "\n")
    return file


def _accused(found: Read) -> set[int]:
    rows = find(found.acts, ONE_WINDOW).accounts.to_pylist()
    return {int(row["account"].removeprefix("u")) for row in rows if row["accused"]}


def test_links_that_were_shared_in_many_ways_give_the_rings_away(known: Lake, tmp_path: Path) -> None:
    shared = [
        f"https://www.site{each % 40}.example/{each}{TRACKS[place % 4].format(place)}"
        for place, each in enumerate(known.object.tolist())
    ]
    found = read(find_files([_posts(known, tmp_path / "posts.ndjson", {"text": shared})]), {}, "co-link")
    assert len(set(found.acts.column("object").to_pylist())) == len(np.unique(known.object))
    assert set(found.acts.column("owner").to_pylist()) == {f"site{each}.example" for each in range(40)}
    assert _accused(found) == known.ringed


def test_those_whom_one_brief_gives_six_hashtags_are_accused_of_nothing(tmp_path: Path) -> None:
    """600 people; every day two brands ask 40 of them for one post with six hashtags, at any hour of the day."""
    random, start = np.random.default_rng(11), 1_767_225_600
    acts: list[tuple[int, int, str]] = []
    for day in range(14):
        for subject in range(120):
            born = start + 86_400 * day + random.integers(0, 70_000)
            acts += [
                (who, int(born + random.exponential(5_000)), f"#sujet{subject}")
                for who in random.choice(600, 8, False)
            ]
        for brand in (2 * day, 2 * day + 1):
            asked = " ".join(f"#marque{brand}mot{each}" for each in range(6))
            opened = start + 86_400 * day + 28_800
            acts += [(who, int(opened + random.integers(0, 43_200)), asked) for who in random.choice(600, 40, False)]
    who, at, said = zip(*acts, strict=True)
    told = Lake(np.array(who, np.int64), np.arange(len(who)), np.array(at, np.int64))
    found = read(find_files([_posts(told, tmp_path / "posts.ndjson", {"text": list(said)})]), {}, "co-hashtag")
    assert len(found.acts) == len(acts)
    judged = find(found.acts, method())
    assert judged.run.column("refused").to_pylist() == [None, None]
    assert not any(judged.accounts.column("accused").to_pylist())


def test_copies_of_which_none_is_like_another_give_the_rings_away(known: Lake, tmp_path: Path) -> None:
    random = np.random.default_rng(371)
    letters = np.array(list("abcdefghijklmnopqrstuvwxyz"))
    vocabulary = np.array(["".join(each) for each in random.choice(letters, (20_000, 6))])
    templates = random.choice(vocabulary, (int(known.object.max()) + 1, 24))
    texts = []
    for thing in known.object.tolist():
        copy = templates[thing].copy()
        copy[random.choice(24, 2, replace=False)] = random.choice(vocabulary, 2)
        texts.append(" ".join(copy))
    found = read(find_files([_posts(known, tmp_path / "posts.ndjson", {"text": texts})]), {}, "co-text")
    assert len(found.acts) > 0.95 * len(known)
    assert _accused(found) == known.ringed
