"""What other people wrote, made safe to show: markup escaped, and what the eye cannot see shown by its code.

A caption may carry terminal escapes, direction overrides and characters without width, to hide a word or to turn a
line around. They are shown as ``U+202E``; the text itself stays as it was in ``findings.ndjson``.
"""

import re

from markupsafe import Markup, escape

_FLAG = "\U0001f3f4[\U000e0020-\U000e007e]+\U000e007f"
"""The flags of Scotland and its like: the one honest use of tag characters."""
_UNSEEN = (
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u00ad\u180e\u200b\u2028-\u202e\u2060-\u206f\ufdd0-\ufdef\ufeff"
    "\ufff9-\ufffb\ufffe\uffff\ud800-\udfff\U000e0000-\U000e007f]"
)
"""Controls, direction overrides and isolates, characters without width that join no letters, lone surrogates."""
_SHOWN = re.compile(f"(?P<flag>{_FLAG})|{_UNSEEN}")
_EACH_UNSEEN = re.compile(_UNSEEN)
_CODE_TAKES = 32
_JOINED = re.compile("[\u0300-\u036f\u200c\u200d\ufe00-\ufe0f\U0001f3fb-\U0001f3ff]")
_MARKED_UP = {"&": 5, "<": 4, ">": 4, '"': 5, "'": 5, "\r": 5}


def visible(text: str) -> Markup:
    """``text`` as HTML that shows all of it; only tab and line ends keep their effect."""
    escaped = str(escape(text)).replace("\r", "&#13;")
    return Markup(_SHOWN.sub(_by_its_code, escaped))  # noqa: S704


def _by_its_code(found: re.Match[str]) -> str:
    return found[0] if found["flag"] else f'<span class="ctl">U+{ord(found[0]):04X}</span>'


def room_taken(text: str) -> int:
    """How many bytes ``visible(text)`` takes at most."""
    marked_up = sum(text.count(each) * room for each, room in _MARKED_UP.items())
    return len(text.encode("utf-8", "surrogatepass")) + marked_up + _CODE_TAKES * len(_EACH_UNSEEN.findall(text))


def clipped(text: str, room: int) -> str:
    """The beginning of ``text`` that takes at most ``room`` bytes on the page, with … where something is left out."""
    if room_taken(text) <= room:
        return text
    taken = 0
    for place, character in enumerate(text):
        taken += room_taken(character)
        if taken > room:
            return text[: between_letters(text, place)] + "…"
    return text


def between_letters(text: str, place: int) -> int:
    """``place``, or the nearest place before it where no accent, joiner or skin tone is torn from its letter."""
    while 0 < place < len(text) and (_JOINED.match(text[place]) or text[place - 1] == "\u200d"):
        place -= 1
    return place
