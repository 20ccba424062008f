"""Three real folders through ``perenne audit``: every record of every file is accounted for in the summary."""

import csv
from pathlib import Path
from typing import Any

import msgspec
import pytest

from tests.samples.audit.folders import SAMPLES, audited

FOLDERS = ("tiktok-commercial-content", "youtube-data-api", "quebec-media")
PAPERS = ("LICENSE", "NOTICE.md")


def _rows(file: Path) -> int:
    with file.open(encoding="utf-8", newline="") as stream:
        return sum(1 for _ in csv.DictReader(stream))


def _items(file: Path) -> int:
    """The items of an answer, and the replies that a thread of comments holds."""
    held = msgspec.json.decode(file.read_bytes(), type=dict[str, Any])
    items = [] if "error" in held else held.get("items", [held])
    return sum(1 + len(item.get("replies", {}).get("comments", [])) for item in items)


def _held(folder: str) -> dict[str, int]:
    """How many records each data file of ``folder`` holds, counted without any reader of ours."""
    files = {path: path.relative_to(SAMPLES / folder) for path in (SAMPLES / folder).rglob("*.*")}
    counted = {".csv": _rows, ".json": _items}
    return {str(name): counted[path.suffix](path) for path, name in files.items() if path.suffix in counted}


@pytest.mark.parametrize("folder", FOLDERS)
def test_records_rejects_and_others_add_up_to_what_the_files_hold(folder: str) -> None:
    files = audited(folder).files
    held = _held(folder)
    assert held
    assert {
        name: file["records"] + file["rejects"] + sum(file["others"].values())
        for name, file in files.items()
        if name not in PAPERS
    } == held


@pytest.mark.parametrize("folder", FOLDERS)
def test_nothing_is_isolated_yet_and_the_papers_are_named_as_unread(folder: str) -> None:
    audit = audited(folder)
    assert audit.summary["isolation"] == "none"
    for paper in PAPERS:
        assert audit.files[paper]["format"] == "unread"
        assert audit.files[paper]["problem"]


@pytest.mark.parametrize("folder", FOLDERS)
def test_every_post_is_counted_once(folder: str) -> None:
    audit = audited(folder)
    told = audit.summary
    assert told["posts"] == len(audit.posts) == sum(told["verdicts"].values())
    assert told["posts"] + told["repeats"] == sum(file["records"] for file in told["files"])
    assert sum(sum(each.values()) for each in told["rules"].values()) == len(audit.findings)


def test_an_error_message_of_youtube_is_a_problem_of_its_file() -> None:
    files = audited("youtube-data-api").files
    assert "403" in files["apidata/error_permission_resp.json"]["problem"]
    assert [name for name, file in files.items() if file["problem"] and name not in PAPERS] == [
        "apidata/error_permission_resp.json"
    ]
    assert audited("youtube-data-api").summary["repeats"] == 2


def test_what_a_source_does_not_record_is_not_judged_and_the_rest_is() -> None:
    """TikTok's register has no captions; tables and the YouTube API do."""
    files = audited("tiktok-commercial-content").files
    (register,) = (file for file in files.values() if file["records"])
    assert {"fr.mention.intent", "fr.identity.advertiser"} <= set(register["not_judged"])
    assert set(register["not_judged"].values()) == {"text not recorded by this source"}
    for folder in ("youtube-data-api", "quebec-media"):
        assert [file["not_judged"] for file in audited(folder).files.values() if file["not_judged"]] == []


def test_a_label_that_the_platform_shows_is_never_accused() -> None:
    told = audited("tiktok-commercial-content").summary["verdicts"]
    assert told.get("non_compliant", 0) + told.get("prohibited", 0) == 0
    # What is asked: a former price, a crypto-asset, a casino on the picture.
    assert told.get("needs_human", 0) <= 10


def test_the_tables_of_accounts_are_recognised_and_hold_no_posts() -> None:
    files = audited("quebec-media").files
    accounts = {name: file["others"] for name, file in files.items() if file["others"]}
    assert accounts == {
        "2021-23-medias.csv": {"account table": 301},
        "Facebook_medias_quebec_2022-2023.csv": {"account table": 306},
        "Instagram_medias_quebec_2022-2023.csv": {"account table": 81},
    }
