"""``docs/formats.md``, written from the cards: ``python -m perenne.readers.described > docs/formats.md``."""

import sys
from collections.abc import Iterator

from perenne.model.wire import MOST_VALUES
from perenne.readers import confined, packed
from perenne.readers.delimited import MAX_COLUMNS, MAX_RECORD
from perenne.readers.documents import DOCUMENT_LIMIT
from perenne.readers.formats import FORMATS, PACKED
from perenne.readers.lines import LINE_LIMIT
from perenne.readers.reading import Format

_MIB = 2**20

_ABOVE = """# The formats that are read

Written from what each reader declares (`python -m perenne.readers.described`); the tests compare.

A file is recognised by what stands in it, never by its name. *Paid label*, *AI label*, *date* and *counts* say what
a format can tell: **yes** always, no never, *sometimes* in some of its files or posts only. What it does not tell
is *not recorded* in its posts, never `false` and never `0`: a format without the paid label proves nothing about
it. *Tried on*: `real files` were read and counted; `code` is that of the programs that write or read them;
`documentation` the publisher’s pages alone.
"""

_HEAD = """
| format | what | shapes and versions | tried on | paid label | AI label | date | counts |
|---|---|---|---|---|---|---|---|
"""

_BELOW = """
## Folders and archives

A folder is read at any depth, a ZIP archive one level deep: its members are called `archive.zip/folder/name.csv`.
Hidden files, traces of office programs and file managers, and folders of an earlier audit are left out of both.
Nothing is written under the name of a member, and no archive is copied into an audit. Refused in one sentence, each
without the others: members with a password, archives within archives, members over {member} GiB or over {ratio}
times their packed size. Refused whole: an archive of more than {whole} GiB.

Files that are known and hold no posts to read are named in their refusal: pictures, films, PDF, web archives (WARC,
WACZ), answers of the X, Mastodon and Bluesky APIs, exports of ad libraries, recordings of web requests.

**Archives of an account’s owner** hold more than posts. Of an Instagram archive `posts_N`, `reels`, `stories`,
`archived_posts` and `followers_N` are read. Messages, searches, log-ins, contacts and the like are told by
where they lie, in one ZIP, in several parts or in an unpacked folder, and are never opened: they are counted as
*private file not opened*, and no name of theirs is shown, for it may name people. In a ZIP that goes for all
that lies below the root of the archive. Of a TikTok archive, which is one document, only the posts, the name
and words of the profile and the days of new followers are taken; one that was asked for as text is not read.
Followers are counted by day and never named. Such files are copied into an audit with `--originals all` alone.

**What must not travel.** Addresses lose what opens a session or signs them (`msToken`, `access_token`,
`X-Amz-Signature`, `Expires` …) before they reach a record. A file that holds one, a private account, other people’s
comments or accounts, or a place on a machine (`filename` in yt-dlp’s files) is not copied into an audit
either: the audit says so, and `summary.json` keeps its hash; `--originals all` copies it.
Co-authors and sponsors whose account is private are not named.

## Tables

CSV of any delimiter in UTF-8, UTF-16, Windows-1252 or Mac Roman; XLSX and ODS, of which one sheet is read; Parquet,
with the names of its own columns. Headers are in French or English, or said in a mapping (`--map`). Which of day
and month comes first and which sign is the decimal one is proven from the whole column; where nothing proves it,
that is a question and nothing is read. Two meanings of a header (a fee with or without VAT) and numbers in a unit
of their own (`Views (k)`) are questions too. Columns that are no field stay in `extra` as they are; those of
private persons are dropped.

XLSX, ODS and Parquet are opened in a process of their own, with {workbook} MiB of memory (Parquet: {parquet} MiB of
address space), no open file of ours and {seconds} seconds. Limits elsewhere: {line} MiB a line of JSON, {values}
values a record, {document} MiB a JSON document, {record} characters a row, {columns} columns. A key that is written
twice in a JSON object counts as it stands last; a number that JSON lacks (`NaN`, `Infinity`) as not recorded.
"""


def formats_document() -> str:
    """The document as Markdown."""
    rows = "".join(f"| {' | '.join(_cells(card))} |\n" for card in (*FORMATS, PACKED))
    return (
        _ABOVE
        + _HEAD
        + rows
        + _BELOW.format(
            member=packed.MAX_MEMBER // 2**30,
            whole=packed.MAX_UNPACKED // 2**30,
            ratio=packed.MAX_RATIO,
            workbook=confined.MEMORY["workbook"] // _MIB,
            parquet=confined.MEMORY["parquet"] // _MIB,
            seconds=confined.SECONDS,
            line=LINE_LIMIT // _MIB,
            values=f"{MOST_VALUES:,}",
            document=DOCUMENT_LIMIT // _MIB,
            record=f"{MAX_RECORD:,}",
            columns=f"{MAX_COLUMNS:,}",
        )
    )


def _cells(card: Format) -> Iterator[str]:
    yield f"`{card.name}`"
    yield card.title.en.replace("|", "\\|")
    yield card.versions.en.replace("|", "\\|")
    yield card.checked
    for said in (card.says.paid_label, card.says.ai_label, card.says.date, card.says.counts):
        yield "*sometimes*" if said == "sometimes" else f"**{said}**" if said == "yes" else said


if __name__ == "__main__":
    sys.stdout.write(formats_document())
