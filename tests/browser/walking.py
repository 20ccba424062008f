"""The demo desk in a real browser: its first person joins, then every kind of page that links lead to is opened."""

import re
from collections import Counter
from collections.abc import Iterator
from urllib.parse import urldefrag, urlsplit

from playwright.sync_api import Page

_NUMBERS = re.compile(r"/(?:\d+|[PC]-[\w-]+|[a-z]+\.[a-z_.]+|[a-z_]+:[^/]+|of/[\w-]+)(?=/)")
"""What differs between pages of one kind: numbers, references, rules of law, what awaits a person."""
_NOT_A_PAGE = (
    "/logout",
    "/download",
    "/report/",
    "/questions/",
    "/original/",
    ".json",
    ".csv",
    ".ics",
    ".zip",
    ".pdf",
    ".xlsx",
    "/static/",
)


def kind(address: str) -> str:
    """The kind of page behind ``address``: its path, without what names one thing among many."""
    return _NUMBERS.sub("/…", urlsplit(address).path)


def pages(page: Page, address: str, of_a_kind: int = 1, most: int = 80) -> Iterator[str]:
    """The addresses of pages that links lead to from ``address``, each opened in ``page`` when it is given."""
    waiting, seen, kinds = [address], {address}, Counter[str]()
    while waiting and sum(kinds.values()) < most:
        here = waiting.pop(0)
        if kinds[kind(here)] >= of_a_kind:
            continue
        kinds[kind(here)] += 1
        answer = page.goto(here)
        assert answer is not None
        assert answer.status == 200, f"{here}: {answer.status}"
        yield here
        for link in page.eval_on_selector_all("a[href]", "links => links.map(each => each.href)"):
            found = urldefrag(link)[0]
            if found.startswith(address) and found not in seen and not any(each in found for each in _NOT_A_PAGE):
                seen.add(found)
                waiting.append(found)
