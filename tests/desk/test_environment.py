"""What the desk is told by its surroundings: strict, and secrets from the environment or a file only."""

import stat
from pathlib import Path

import pytest

from perenne.desk.environment import Surroundings, make_ready, surroundings
from perenne.model.errors import UsageError


def told(folder: Path, **more: str) -> Surroundings:
    return surroundings(
        {"PERENNE_DESK_DATA": str(folder), **{f"PERENNE_DESK_{name}": each for name, each in more.items()}}
    )


def test_left_alone_it_is_sqlite_on_this_machine(tmp_path: Path) -> None:
    here = told(tmp_path)
    assert here.database["ENGINE"] == "django.db.backends.sqlite3"
    assert here.hosts == ("127.0.0.1", "localhost")
    assert not here.https


def test_to_look_at_it_makes_nothing(tmp_path: Path) -> None:
    told(tmp_path / "desk")
    assert not (tmp_path / "desk").exists()


def test_the_key_is_drawn_once_and_closed_to_others(tmp_path: Path) -> None:
    make_ready(told(tmp_path / "desk"))
    first = told(tmp_path / "desk").secret
    make_ready(told(tmp_path / "desk"))
    assert first
    assert told(tmp_path / "desk").secret == first
    assert stat.S_IMODE((tmp_path / "desk" / "secret.key").stat().st_mode) == 0o600
    assert stat.S_IMODE((tmp_path / "desk").stat().st_mode) == 0o700


def test_a_database_is_an_address_whose_parts_may_be_escaped(tmp_path: Path) -> None:
    database = told(tmp_path, DATABASE="postgresql://lina:p%40ss@db:5433/desk").database
    assert (database["USER"], database["PASSWORD"], database["HOST"], database["PORT"], database["NAME"]) == (
        "lina",
        "p@ss",
        "db",
        "5433",
        "desk",
    )


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("DATABASE", "mysql://x/y"),
        ("DATABASE", "postgresql://"),
        ("DATABASE", "nothing"),
        ("HTTPS", "true"),
        ("SECRET_FILE", "nowhere"),
        ("UPLOAD_MB", "0"),
        ("UPLOAD_MB", "beaucoup"),
    ],
)
def test_what_cannot_be_understood_is_refused_by_its_name_and_never_guessed(
    tmp_path: Path, name: str, value: str
) -> None:
    with pytest.raises(UsageError) as refused:
        told(tmp_path, **{name: value})
    assert f"PERENNE_DESK_{name}" in refused.value.says.fr
    assert f"PERENNE_DESK_{name}" in refused.value.says.en


def test_a_secret_file_that_is_named_is_read(tmp_path: Path) -> None:
    (tmp_path / "key").write_text("drawn elsewhere, by somebody with dice\n", encoding="ascii")
    assert told(tmp_path, SECRET_FILE=str(tmp_path / "key")).secret == "drawn elsewhere, by somebody with dice"  # noqa: S105  # invented


@pytest.mark.parametrize("content", [b"", b"court", b"\xff" * 40])
def test_a_key_file_that_holds_no_key_is_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "key").write_bytes(content)
    with pytest.raises(UsageError, match="session key"):
        told(tmp_path, SECRET_FILE=str(tmp_path / "key"))


@pytest.mark.parametrize("port", ["abc", "99999", "0"])
def test_a_port_that_is_none_is_refused(tmp_path: Path, port: str) -> None:
    with pytest.raises(UsageError):
        told(tmp_path, DATABASE=f"postgresql://h:{port}/desk")


def test_how_much_may_be_sent_at_once_is_told_in_megabytes(tmp_path: Path) -> None:
    assert told(tmp_path).upload == 500_000_000
    assert told(tmp_path, UPLOAD_MB="20").upload == 20_000_000
