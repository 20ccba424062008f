"""``perenne audit``: what it says, what it writes, and the status it leaves."""

import hashlib
import stat
from pathlib import Path

import pytest

from perenne.model.finding import Finding
from perenne.model.post import Post
from perenne.model.wire import decode
from tests.cli.conftest import Perenne
from tests.cli.folders import FILES, content, questions, records, summary
from tests.cli.posts import GIFT, HIDDEN, SHOUT, WALK, answered, lines, post


def _verdicts(out: bytes) -> dict[str, str]:
    """The verdict on the intent of each post."""
    found = [decode(Finding, line) for line in out.splitlines()]
    return {each.subject.id: each.verdict for each in found if each.rule == "fr.mention.intent"}


# What is written


def test_an_audit_writes_its_folder_and_says_six_lines_and_where(
    perenne: Perenne, here: Path, captures: Path
) -> None:
    said = perenne("audit", "captures")
    assert (said.status, said.out) == (0, b"")
    assert [line.split(":")[0] for line in said.lines] == [
        "Read", "Verdicts", "Questions waiting", "Refused", "Law", "Rules", "Report",
    ]  # fmt: skip
    assert said.lines[-1] == "Report: perenne-audit/report.html"
    assert {name for name in content(here / "perenne-audit") if not name.startswith("sources/")} == FILES


def test_the_folder_is_for_its_owner_alone(perenne: Perenne, here: Path, captures: Path) -> None:
    perenne("audit", "captures", "--out", "a")
    modes = {path: stat.S_IMODE(path.stat().st_mode) for path in [here / "a", *(here / "a").rglob("*")]}
    assert {mode for path, mode in modes.items() if path.is_dir()} == {0o700}
    assert {mode for path, mode in modes.items() if path.is_file()} == {0o600}


def test_every_line_that_is_written_is_read_again(perenne: Perenne, here: Path, captures: Path) -> None:
    perenne("audit", "captures", "--out", "a")
    written = (here / "a" / "posts.ndjson").read_bytes().splitlines()
    assert [decode(Post, line).post_id for line in written] == ["Aa01", "Aa02", "Bb01"]
    found = [decode(Finding, line) for line in (here / "a" / "findings.ndjson").read_bytes().splitlines()]
    texts = {record["post_id"]: record["text"] for record in (SHOUT, WALK, GIFT)}
    quotes = [(each.subject.id, proof) for each in found for proof in each.evidence if proof.field == "text"]
    assert quotes
    assert [q for q in quotes if texts[q[0]][q[1].start : q[1].end] != q[1].quote] == []


def test_the_summary_accounts_for_every_line_of_every_file(perenne: Perenne, here: Path) -> None:
    answer = answered("Aa01", "deal.consideration", "no")
    cut_short = lines(SHOUT)[:40] + b"\n"
    (here / "mixed.ndjson").write_bytes(lines(SHOUT, WALK) + cut_short + lines(answer, GIFT))
    perenne("audit", "mixed.ndjson", "--out", "a")
    (file,) = summary(here / "a")["files"]
    assert (file["records"], file["rejects"], file["others"]) == (3, 1, {"answer/1": 1})
    assert file["sha256"] == hashlib.sha256((here / "mixed.ndjson").read_bytes()).hexdigest()
    (reject,) = records(here / "a" / "rejects.ndjson")
    assert (reject["file"], reject["line"]) == ("mixed.ndjson", 3)


def test_the_summary_counts_what_the_findings_say(perenne: Perenne, here: Path, captures: Path) -> None:
    said = perenne("audit", "captures", "--out", "a", "--json")
    told = summary(here / "a")
    assert (told["posts"], sum(told["verdicts"].values())) == (3, 3)
    assert sum(sum(each.values()) for each in told["rules"].values()) == len(said.records)
    assert told["isolation"] == "none"
    assert "fr.contract.required" in told["not_checked"]
    assert "fr.mention.intent" not in told["not_checked"]


def test_a_folder_and_its_subfolders_are_read_and_an_earlier_audit_in_it_is_not(
    perenne: Perenne, here: Path, captures: Path
) -> None:
    (captures / "deeper").mkdir()
    (captures / "deeper" / "more.ndjson").write_bytes(lines(HIDDEN))
    perenne("audit", "captures", "--out", "captures/earlier")
    perenne("audit", "captures", "--out", "a")
    assert [file["file"] for file in summary(here / "a")["files"]] == [
        "deeper/more.ndjson",
        "lina.ndjson",
        "noe.ndjson",
    ]
    assert summary(here / "a")["repeats"] == 0


def test_the_same_file_named_twice_is_read_once(perenne: Perenne, here: Path, captures: Path) -> None:
    perenne("audit", "captures", "captures/noe.ndjson", str(captures), "--out", "a")
    assert len(summary(here / "a")["files"]) == 2


def test_standard_input_is_a_file_like_others(perenne: Perenne, here: Path, captures: Path) -> None:
    said = perenne("audit", "-", "captures/noe.ndjson", "--out", "a", stdin=lines(SHOUT))
    assert said.status == 0
    assert [(file["file"], file["records"]) for file in summary(here / "a")["files"]] == [("-", 1), ("noe.ndjson", 1)]


def test_a_folder_with_a_space_and_accents_is_a_folder_like_others(perenne: Perenne, here: Path) -> None:
    folder = here / "été à l'ombre ; fin"
    folder.mkdir()
    (folder / "l'été.ndjson").write_bytes(lines(SHOUT))
    said = perenne("audit", folder.name, "--out", "sortie d'été/audit n° 1")
    assert said.lines[-1] == "Report: sortie d'été/audit n° 1/report.html"
    assert (here / said.lines[-1].removeprefix("Report: ")).is_file()
    assert summary(here / "sortie d'été/audit n° 1")["files"][0]["file"] == "l'été.ndjson"


def test_an_earlier_audit_is_replaced_and_nothing_is_left_beside_it(
    perenne: Perenne, here: Path, captures: Path
) -> None:
    perenne("audit", "captures", "--out", "a")
    (captures / "noe.ndjson").unlink()
    perenne("audit", "captures", "--out", "a")
    assert summary(here / "a")["posts"] == 2
    assert {path.name for path in here.iterdir()} == {"captures", "a"}


def test_an_original_that_is_not_copied_is_told_with_the_reason_and_its_hash_stays(
    perenne: Perenne, here: Path
) -> None:
    signed = here / "signed.csv"
    signed.write_text(
        "Platform;Post URL;Caption;Date;Cover\n"
        "instagram;https://www.instagram.com/p/Aa1/;Ma lampe;2026-11-20;https://cdn.example/a.jpg?X-Amz-Signature=ab12\n",
        encoding="utf-8",
    )
    (here / "plain.ndjson").write_bytes(lines(SHOUT))
    said = perenne("audit", "signed.csv", "plain.ndjson", "--out", "a")
    assert said.lines[-2] == (
        "Originals not copied: 1 (they hold signed addresses or a place on a machine); summary.json keeps their "
        "hash, --originals all copies them"
    )
    digest = hashlib.sha256(signed.read_bytes()).hexdigest()
    assert not (here / "a" / "sources" / digest).exists()
    assert digest in [file["sha256"] for file in summary(here / "a")["files"]]
    for policy in ("all", "none"):
        assert "not copied" not in perenne("audit", "signed.csv", "--out", "b", "--originals", policy).err


def test_a_link_and_a_file_are_told_apart_from_a_folder_of_somebody(
    perenne: Perenne, here: Path, captures: Path
) -> None:
    (here / "link").symlink_to("elsewhere")
    said = perenne("audit", "captures", "--out", "link")
    assert (said.status, said.lines) == (
        2,
        ["perenne: “link” is a link, and a link is never replaced: give --out the folder itself"],
    )
    said = perenne("audit", "captures", "--out", "captures/noe.ndjson")
    assert (said.status, said.lines) == (2, ["perenne: “captures/noe.ndjson” is no folder: --out takes one"])


# --json


def test_json_gives_findings_alone_to_standard_output_and_writes_nothing(
    perenne: Perenne, here: Path, captures: Path
) -> None:
    before = content(here)
    said = perenne("audit", "captures", "--json")
    assert said.status == 0
    assert {record["perenne"] for record in said.records} == {"finding/1"}
    assert content(here) == before
    assert {path.name for path in here.iterdir()} == {"captures"}
    assert said.lines[0].startswith("Read: 2 files")
    assert "report.html" not in said.err
    assert "questions.csv" not in said.err


def test_json_and_out_give_the_same_findings_twice(perenne: Perenne, here: Path, captures: Path) -> None:
    said = perenne("audit", "captures", "--json", "--out", "a")
    assert said.out == (here / "a" / "findings.ndjson").read_bytes()


# Exit status


@pytest.mark.parametrize(("record", "status"), [(HIDDEN, 1), (GIFT, 0), (SHOUT, 0), (WALK, 0)])
def test_strict_leaves_one_where_a_finding_accuses(
    perenne: Perenne, here: Path, record: dict[str, object], status: int
) -> None:
    (here / "one.ndjson").write_bytes(lines(record))
    assert perenne("audit", "one.ndjson", "--json").status == 0
    assert perenne("audit", "one.ndjson", "--json", "--strict").status == status


def test_strict_writes_the_folder_all_the_same(perenne: Perenne, here: Path) -> None:
    (here / "one.ndjson").write_bytes(lines(HIDDEN))
    assert perenne("audit", "one.ndjson", "--strict", "--out", "a").status == 1
    assert (here / "a" / "report.html").is_file()


# Options


def test_the_deal_that_is_stated_holds_for_posts_that_state_none(perenne: Perenne, here: Path) -> None:
    known = WALK | {"post_id": "Aa03", "labels": {"paid_partnership": False}, "deal": {"consideration": "no"}}
    (here / "two.ndjson").write_bytes(lines(WALK | {"labels": {"paid_partnership": False}}, known))
    assert _verdicts(perenne("audit", "two.ndjson", "--json").out).get("Aa02", "out_of_scope") == "out_of_scope"
    stated = _verdicts(perenne("audit", "two.ndjson", "--json", "--deal", "yes").out)
    assert stated == {"Aa02": "non_compliant"}
    (here / "gift.ndjson").write_bytes(lines(GIFT))
    assert _verdicts(perenne("audit", "gift.ndjson", "--json").out)["Bb01"] == "needs_human"
    assert _verdicts(perenne("audit", "gift.ndjson", "--json", "--deal", "no").out)["Bb01"] == "out_of_scope"


def test_as_of_judges_by_the_law_of_that_day_and_says_so(perenne: Perenne, here: Path) -> None:
    (here / "one.ndjson").write_bytes(lines(SHOUT | {"published_at": "2021-05-01T10:00:00Z"}))
    assert _verdicts(perenne("audit", "one.ndjson", "--json").out) == {"Aa01": "out_of_scope"}
    then = perenne("audit", "one.ndjson", "--json", "--as-of", "2026-11-20", "--out", "a").records
    intent = next(record for record in then if record["rule"] == "fr.mention.intent")
    assert (intent["law_date"], intent["basis"]) == ("2026-11-20", "as_of")
    assert summary(here / "a")["as_of"] == "2026-11-20"


def test_the_audience_holds_for_posts_that_record_none(perenne: Perenne, here: Path) -> None:
    nowhere = post("Dd01", "Publicité · la lampe de @maisonlune", account={"handle": "lina.corvelle"})
    belgian = nowhere | {"post_id": "Dd02", "audience": {"countries": {"BE": 0.9}}}
    (here / "two.ndjson").write_bytes(lines(nowhere, belgian))
    perenne("audit", "two.ndjson", "--out", "a")
    assert (summary(here / "a")["assumed"], summary(here / "a")["jurisdictions"]) == (["FR"], ["BE", "FR"])
    perenne("audit", "two.ndjson", "--audience", "fr, ch", "--out", "a")
    told = summary(here / "a")
    assert (told["assumed"], told["jurisdictions"]) == ([], ["BE", "CH", "FR"])


def test_a_table_of_deals_gives_strong_evidence_by_file_and_line(perenne: Perenne, here: Path) -> None:
    (here / "deals.csv").write_text(
        "Créatrice;Marque;Date;Nature\nlina.corvelle;Maison Lune;13/11/2026;argent\n", encoding="cp1252"
    )
    hidden = post("Ee01", "La lampe Maison Lune éclaire mon salon", labels={"paid_partnership": False})
    (here / "one.ndjson").write_bytes(lines(hidden))
    said = perenne("audit", "one.ndjson", "--deals", "deals.csv", "--json", "--out", "a")
    intent = next(record for record in said.records if record["rule"] == "fr.mention.intent")
    assert intent["verdict"] == "non_compliant"
    assert "deals.csv:2" in said.out.decode()
    assert summary(here / "a")["relations"] == 1


def test_deals_of_several_files_and_a_folder_are_taken_together(perenne: Perenne, here: Path, captures: Path) -> None:
    (here / "deals").mkdir()
    for name, creator in (
        ("deals/a.csv", "lina.corvelle"),
        ("deals/b.csv", "emma.tissandre"),
        ("c.csv", "noe.quillard"),
    ):
        (here / name).write_text(f"Creator,Brand,Date,Kind\n{creator},Maison Lune,2026-11-12,money\n")
    perenne("audit", "captures", "--deals", "deals", "--deals", "c.csv", "--out", "a")
    assert summary(here / "a")["relations"] == 3


@pytest.mark.parametrize(
    ("policy", "kept"), [("clean", {"lina.ndjson"}), ("all", {"lina.ndjson", "seen.ndjson"}), ("none", set())]
)
def test_originals_are_kept_as_asked(
    perenne: Perenne, here: Path, repository: Path, policy: str, kept: set[str]
) -> None:
    capture = repository / "examples" / "captures" / "zeeschuimer-export-tiktok.ndjson"
    (here / "seen.ndjson").write_bytes(capture.read_bytes())
    (here / "lina.ndjson").write_bytes(lines(SHOUT))
    (here / "none.ndjson").write_bytes(b'{"perenne":"post/1"}\n')
    perenne("audit", "seen.ndjson", "lina.ndjson", "none.ndjson", "--originals", policy, "--out", "a")
    hashes = {hashlib.sha256((here / name).read_bytes()).hexdigest(): (here / name).read_bytes() for name in kept}
    assert {
        name.removeprefix("sources/"): held for name, held in content(here / "a").items() if "/" in name
    } == hashes


def test_no_token_of_a_capture_is_written_anywhere(perenne: Perenne, here: Path, repository: Path) -> None:
    capture = repository / "examples" / "captures" / "zeeschuimer-export-tiktok.ndjson"
    assert b"msToken" in capture.read_bytes()
    perenne("audit", capture, "--out", "a")
    assert [name for name, held in content(here / "a").items() if b"msToken" in held or b"X-Bogus" in held] == []


@pytest.mark.parametrize(("language", "word"), [("fr", "Non conforme"), ("en", "Non-compliant")])
def test_lang_sets_the_language_of_what_is_written_and_not_of_the_terminal(
    perenne: Perenne, here: Path, language: str, word: str
) -> None:
    (here / "one.ndjson").write_bytes(lines(HIDDEN, GIFT) + b"{\n")
    said = perenne("audit", "one.ndjson", "--lang", language, "--out", "a")
    assert said.lines[0].startswith("Read: ")
    report = (here / "a" / "report.html").read_text("utf-8")
    assert f'<html lang="{language}"' in report
    assert word in report
    (asked,) = [row["asked"] for row in questions(here / "a")]
    assert ("contrepartie" in asked or "échange" in asked) == (language == "fr")
    (reject,) = records(here / "a" / "rejects.ndjson")
    assert (reject["reason"] == "this is not JSON") == (language == "en")


def test_no_absolute_path_is_written(perenne: Perenne, here: Path, captures: Path) -> None:
    perenne("audit", captures, "--out", here / "a")
    assert [name for name, held in content(here / "a").items() if str(here).encode() in held] == []
