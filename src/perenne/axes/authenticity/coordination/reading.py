"""From files to acts: plain tables, the database of another tool, and all records that ``perenne read`` reads."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

import polars as pl
import pyarrow as pa

from perenne.axes.authenticity.coordination import qut
from perenne.axes.authenticity.coordination.acts import SCHEMA
from perenne.axes.authenticity.coordination.channels.objects import CHANNELS, CO_TEXT, one_object_an_act, with_objects
from perenne.axes.authenticity.coordination.plain_tables import has_columns, is_table_of_acts, start_of, table_of_acts
from perenne.axes.authenticity.coordination.records import Recorded, each_person_once
from perenne.model.bilingual import Bilingual
from perenne.model.errors import UnreadableFile, UsageError
from perenne.model.reject import Reject
from perenne.readers import post_ndjson, table
from perenne.readers.opening import Found, Reading, open_reading
from perenne.readers.reading import Item
from perenne.readers.tasks import NothingKept

TABLE = "table"
"""The channel of a table of which nobody says what its acts are."""
_NEEDED = ["account", "object", "t"]
_FIRST, _LAST = -62_135_596_800, 253_402_300_799
"""The seconds with which the years 1 and 9999 begin and end: no calendar of ours goes beyond."""


@dataclass(frozen=True, slots=True)
class Read:
    """``acts`` as in ``SCHEMA``, of one ``channel``; ``incomplete``: rows and records that lack account, object or a
    time that can be read; ``alone``: those that are whole and meet nobody's, such as texts without a copy; ``texts``:
    what was written (``account``, ``object``, ``t``, ``text``), where that was copied; ``unread``: why some files, or
    the rest of them, could not be read."""

    acts: pa.Table
    incomplete: int
    alone: int
    channel: str
    texts: pl.DataFrame | None
    unread: tuple[Bilingual, ...]


def read(
    files: Sequence[Found], columns: Mapping[str, str], channel: str | None = None, brief: Sequence[str] = ()
) -> Read:
    """The acts of ``files``. ``columns``: what a person said of the columns of tables; ``channel``: which acts are
    meant; ``brief``: texts that the authors were asked to use. Raises ``PerenneError``."""
    _check_spelt(channel)
    told = _Told(channel, columns)
    for file in files:
        told.take(file)
    kind = told.kind()
    every = told.frame().with_columns(t=pl.when(pl.col("t").is_between(_FIRST, _LAST)).then("t"))
    complete = _timed(every.drop_nulls(_NEEDED))
    whole = with_objects(complete, kind, brief).drop_nulls(_NEEDED)
    if whole.is_empty():
        raise told.nothing(kind, len(complete))
    texts = whole.select("account", "object", "t", "text") if kind == CO_TEXT else None
    once = each_person_once(whole, platforms=told.several_platforms)
    acts = one_object_an_act(once, kind).select(SCHEMA.names).to_arrow().cast(SCHEMA)
    unread = tuple(problem.says for problem in told.unread)
    return Read(
        acts=acts,
        incomplete=told.silent + len(every) - len(complete),
        alone=len(complete) - len(whole),
        channel=kind,
        texts=texts,
        unread=unread,
    )


def _check_spelt(channel: str | None) -> None:
    """A table may hold acts of a kind of its own (``co-image``), under any name but a misspelt one of ours."""
    near = get_close_matches((channel or "").lower(), CHANNELS, n=1, cutoff=0.75)
    if near and channel not in CHANNELS:
        raise UsageError(
            fr=f"--channel « {channel} » est inconnu ; est-ce {near[0]} ?",
            en=f"--channel “{channel}” is unknown; is it {near[0]}?",
        )


def _timed(acts: pl.DataFrame) -> pl.DataFrame:
    """Those that say a time, where any does: people who are dated alone would all meet at midnight."""
    return acts if acts["dated"].all() else acts.filter(~pl.col("dated"))


class _Told:
    """Files, each by its way."""

    def __init__(self, channel: str | None, columns: Mapping[str, str]) -> None:
        self._channel, self._columns = channel, columns
        self._recorded = Recorded(channel)
        self._tables: list[pl.DataFrame] = []
        self.silent = 0
        self.unread: list[UnreadableFile] = []

    def take(self, file: Found) -> None:
        """Read one file. What cannot be read is told, and the others are read all the same."""
        try:
            self._take(file)
        except NothingKept:
            raise
        except UnreadableFile as problem:
            self.unread.append(problem)

    def _take(self, file: Found) -> None:
        if file.shut:
            return
        if file.member is None and file.path.is_file() and qut.is_database(start_of(file.path)):
            self._tables.append(qut.acts_of(file.path, self._channel))
            return
        reading = self._reading(file)
        if reading is not None and (self._take_records(reading) or reading.format != table.FORMAT):
            return
        if file.member is not None:
            raise UsageError(
                fr=f"{file.name} : un tableau d’actes dans une archive n’est pas lu, décompressez-la",
                en=f"{file.name}: a table of acts within an archive is not read, unpack it",
            )
        self._tables.append(table_of_acts(file.path, self._columns, self._channel))

    def _reading(self, file: Found) -> Reading | None:
        """The reading of a file of records; ``None``: it is a table of acts, or what only a table could be."""
        if self._columns:
            return None
        alone = file.member is None and file.path.is_file()
        try:
            found = open_reading(file.path, file.name, None, file.member)
        except UnreadableFile as problem:
            if alone:
                return None
            raise _named(file.name, problem) from None
        if found.format == table.FORMAT and (
            self._channel not in CHANNELS or (alone and has_columns(file.path, self._channel))
        ):
            return None
        if found.format == post_ndjson.FORMAT and alone and is_table_of_acts(start_of(file.path)):
            return None
        return found

    def _take_records(self, reading: Reading) -> bool:
        """Whether there is a post or a comment among them."""
        if self._channel is not None and self._channel not in CHANNELS:
            known = ", ".join(CHANNELS)
            raise UsageError(
                fr=f"--channel attend pour des publications l’un de {known}, et non « {self._channel} »",
                en=f"--channel takes for posts one of {known}, and not “{self._channel}”",
            )
        before = self._recorded.acts + self._recorded.silent
        try:
            self._recorded.take(self._counted(reading))
        except UnreadableFile as problem:
            raise _named(reading.file, problem) from None
        return self._recorded.acts + self._recorded.silent > before

    def _counted(self, reading: Reading) -> Iterator[Item]:
        for item in reading.items():
            self.silent += isinstance(item, Reject)
            yield item

    def kind(self) -> str:
        """The one channel of all acts. Raises ``UsageError`` where there are several."""
        if self._channel is not None:
            return self._channel
        found = sorted(self._recorded.channels | ({TABLE} if self._tables else set()))
        if len(found) > 1:
            said = ", ".join(found)
            raise UsageError(
                fr=f"plusieurs sortes d’actes à la fois ({said}) : elles ne se mélangent pas, dites --channel",
                en=f"several kinds of acts at once ({said}): they do not mix, choose one with --channel",
            )
        if not found:
            raise self.nothing(None, 0)
        return found[0]

    @property
    def several_platforms(self) -> bool:
        return self._recorded.several

    def frame(self) -> pl.DataFrame:
        self.silent += self._recorded.silent
        return pl.concat([self._recorded.frame(), *self._tables])

    def nothing(self, channel: str | None, texts: int) -> UnreadableFile:
        """Why there is no act."""
        return self.unread[0] if self.unread else _nothing(channel, texts)


def _named(file: str, problem: UnreadableFile) -> UnreadableFile:
    return type(problem)(fr=f"{file} : {problem.says.fr}", en=f"{file}: {problem.says.en}")


def _nothing(channel: str | None, texts: int) -> UnreadableFile:
    if channel == CO_TEXT and texts:
        return UnreadableFile(
            fr="aucun texte n’est copié d’un compte à l’autre : il n’y a rien à comparer",
            en="no text is copied from one account to another: there is nothing to compare",
        )
    known = ", ".join(CHANNELS)
    return UnreadableFile(
        fr="aucun acte lisible : il faut un compte, un objet et une heure par ligne ; pour des publications, "
        f"--channel dit ce qui compte ({known})",
        en="no act that can be read: a line needs an account, an object and a time; for posts, --channel says what "
        f"counts ({known})",
    )
