"""A table of posts, CSV or XLSX, as agencies and researchers keep them: one row a post.

Headers are guessed (``columns``); which comes first, day or month, and which sign is the decimal one is proven from
the whole columns in a pass before the reading one (so the stream must be seekable); a person's mapping overrules all.
An empty cell is not recorded: it never proves that a caption, an overlay or a label was absent. A row gives a post, or
a reject where its date, platform or id cannot be read; any other cell that cannot be read stays in ``extra`` as it is.

Of a workbook one sheet is read: the one that the mapping names, else the first visible one that looks like posts. The
others are named as ``Other``: two sheets read together would give two rows the same line.
"""

import re
from collections.abc import Callable, Iterator, Mapping as Words, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, tzinfo
from functools import cache
from itertools import islice
from typing import Any, BinaryIO, NamedTuple
from urllib.parse import parse_qsl, urlencode, urlsplit

import msgspec

from perenne.model.bilingual import Bilingual
from perenne.model.errors import UnreadableFile
from perenne.model.post import Account, Advertiser, Deal, Labels, Media, Post, Stats, TimedText
from perenne.model.reject import Reject
from perenne.model.wire import convert
from perenne.readers import delimited, headers, moments, numbers, sheet
from perenne.readers.columns import Column, Doubt, Mapping, Named, Options, Table, header_row, name_columns, other_table
from perenne.readers.columns import zone as zone_named
from perenne.readers.delimited import Cell, Damaged, Row, as_text
from perenne.readers.reading import Item, Origin, Other, Sensitive

FORMAT = "table/1"
