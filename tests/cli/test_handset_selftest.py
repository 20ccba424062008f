"""``perenne handset selftest``: what held, as lines, as JSON and as a page; the attempts are made in tests/whole."""

from pathlib import Path

import msgspec
import pytest

from perenne.cli.handset_run import standing_or_refused
from perenne.handset.selftest.binding import bound_to
from perenne.handset.selftest.kept import file_of, signed, written
from perenne.handset.selftest.told import Way
from perenne.handset.tiers import NotIsolated, Standing, Tier
from tests.cli.calling import start
from tests.cli.conftest import Perenne
from tests.handset.selftest.matrices import matrix
from tests.handset.selftest.test_kept import KEY

Ways = frozenset[Way]
NONE: Ways = frozenset()
LEAK = frozenset({Way(3, "absolute path")})
UNPROVEN = frozenset({Way(14, "abstract socket"), Way(19, "tipc")})


@pytest.fixture
def standing(here: Path, monkeypatch: pytest.MonkeyPatch) -> Standing:
    """In a home of its own."""
    from perenne.handset.selftest.run import standing_of

    monkeypatch.setenv("PERENNE_HOME", str(here / "home"))
    (here / "home" / "handset").mkdir(parents=True)
    try:
        return standing_of(None)
    except NotIsolated as missing:
        pytest.skip(str(missing))


def _keep(
    here: Path, standing: Standing, leaking: frozenset[Way] = frozenset(), harmless: frozenset[Way] = frozenset()
) -> None:
    """What a run of now would have kept, had this come of it."""
    found = msgspec.structs.replace(matrix(leaking, harmless), tier=standing.tier, bound=bound_to(standing))
    file_of(here / "home" / "handset", standing.tier).write_bytes(written(signed(found, KEY)))


def test_what_was_kept_is_shown_line_by_line(perenne: Perenne, here: Path, standing: Standing) -> None:
    _keep(here, standing)
    said = perenne("handset", "selftest", "--show")
    lines = said.out.decode().splitlines()
    assert said.status == 0
    assert sum(line[4:].startswith("held ") for line in lines) == 25
    assert "25 attempts: held 25, not proven here 0, leak 0" in lines
    assert any("A flaw of the kernel ends the separation" in line for line in lines)


def test_a_leak_is_told_with_what_it_got_and_leaves_1(perenne: Perenne, here: Path, standing: Standing) -> None:
    _keep(here, standing, leaking=LEAK)
    said = perenne("handset", "selftest", "--show")
    assert said.status == 1
    assert "leak: absolute path (unprotected: got it; inside: got it)" in said.out.decode()


def test_after_a_leak_no_connector_runs_until_a_self_test_shows_that_it_is_closed(
    perenne: Perenne, here: Path, standing: Standing
) -> None:
    run = ("handset", "run", "mastodon", "--instance", "social.invalid", "--account", "lina", "--out", "lina")
    _keep(here, standing, leaking=LEAK)
    said = perenne(*run)
    assert said.status == 2
    assert "the last self-test found a leak (3): no connector runs until" in said.lines[-1]
    assert not (here / "lina").exists()
    _keep(here, standing)
    assert standing_or_refused().tier is standing.tier


def test_what_proves_nothing_here_leaves_3(perenne: Perenne, here: Path, standing: Standing) -> None:
    _keep(here, standing, harmless=UNPROVEN)
    said = perenne("handset", "selftest", "--show", "--json")
    (shown,) = said.records
    assert said.status == 3
    verdicts = {each["n"]: each["verdict"] for each in shown["attempts"]}  # type: ignore[attr-defined]
    assert (verdicts[14], verdicts[19], verdicts[3]) == ("not_proven", "blocked", "blocked")
    assert (shown["tier"], shown["stale"]) == (standing.tier.value, [])


def test_what_another_machine_found_is_stale_here_and_says_why(
    perenne: Perenne, here: Path, standing: Standing
) -> None:
    (here / "theirs.json").write_bytes(written(signed(matrix(), KEY)))
    said = perenne("handset", "selftest", "--show", "--matrix", "theirs.json")
    assert said.status == 3
    assert "Stale: the kernel, " in said.out.decode().splitlines()[-1]


def test_what_somebody_wrote_over_is_not_shown(perenne: Perenne, here: Path, standing: Standing) -> None:
    _keep(here, standing, leaking=LEAK)
    file = file_of(here / "home" / "handset", standing.tier)
    file.write_bytes(file.read_bytes().replace(b'"leak"', b'"blocked"'))
    said = perenne("handset", "selftest", "--show")
    assert (said.status, said.out) == (2, b"")
    assert "no longer what was signed" in said.err


def test_the_page_is_written_and_no_other_file_is(perenne: Perenne, here: Path, standing: Standing) -> None:
    _keep(here, standing)
    for _ in range(2):
        assert perenne("handset", "selftest", "--show", "--html", "page.html", "--lang", "en").status == 0
    assert "Twenty-five attempts" in (here / "page.html").read_text(encoding="utf-8")
    assert "What left" not in (here / "page.html").read_text(encoding="utf-8")
    assert perenne("handset", "selftest", "--show", "--html", "page.html", "--lang", "en", "--left").status == 0
    assert "Nothing has left a compartment yet." in (here / "page.html").read_text(encoding="utf-8")
    (here / "mine.html").write_text("mine", encoding="utf-8")
    assert perenne("handset", "selftest", "--show", "--html", "mine.html").status == 2
    assert (here / "mine.html").read_text(encoding="utf-8") == "mine"


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("--show",), "no self-test was kept yet"),
        (("--tier", "C"), "--tier takes A or B"),
        (("--left",), "--left goes with --html"),
        (("--matrix", "x.json"), "--matrix goes with --show"),
        (("--show", "--matrix", "x.json"), "“x.json” does not exist"),
    ],
)
def test_what_cannot_be_done_gets_one_sentence(
    perenne: Perenne, standing: Standing, words: tuple[str, ...], says: str
) -> None:
    said = perenne("handset", "selftest", *words)
    assert (said.status, said.out, len(said.lines)) == (2, b"", 1)
    assert says in said.err


def test_it_speaks_french(here: Path, standing: Standing) -> None:
    _keep(here, standing, harmless=UNPROVEN)
    said = start("handset", "selftest", "--show", cwd=here, PERENNE_LANG="fr", PERENNE_HOME=str(here / "home"))
    told = said.out.decode()
    assert "retenue          lire un secret dans son propre environnement" in told
    assert "non prouvée ici\u00a0: prise abstraite" in told
    assert standing.tier is not Tier.NOT_ISOLATED
