"""Hashtags, without regard to case and width."""

import re
import unicodedata

_HASHTAG = re.compile(r"(?<![\w&/])[#＃](\w+)")


def hashtags_in(text: str) -> list[str]:
    """The hashtags of ``text``, each once, without the sign; a number is none."""
    found = (plain(tag) for tag in _HASHTAG.findall(unicodedata.normalize("NFKC", text)))
    return list(dict.fromkeys(tag for tag in found if not tag.isdecimal()))


def plain(tag: str) -> str:
    """``tag`` without its sign, as it is compared."""
    return unicodedata.normalize("NFKC", tag).strip().lstrip("#").casefold()
