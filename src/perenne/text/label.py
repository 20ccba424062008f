"""Where words stand in a text: at its opening, at the head of a sentence, set off as a label, inside an address.

Everything looks at a bounded stretch, so that a text of any length costs no more than what is asked of it.
"""

import re
import unicodedata

from perenne.text.handles import HANDLE

_LETTER = re.compile(r"[^\W_]")
_WORD = re.compile(r"[^\W_]+")
_CONNECTORS = frozenset({"avec", "pour", "par", "with", "for", "by", "x", "mes", "mon", "ma", "je", "voici"})
_HYPHENS = frozenset("-‐‑_")
_NO_LABEL_EDGE = frozenset("'’,;\"«»“”")
_QUOTES = frozenset("«“\"'‘")
_CLOSING = frozenset("»”\"’'")
_AFTER_OPENING = frozenset(",;»”\"’'")
_ADDRESS_REACH = 200
_LEAST_SHOUTED = 4
_DOMAIN = r"\.(?:fr|com|net|org|eu|be|ch|ca|io|co|shop|store)(?![\w@])"
_IN_LINK = re.compile(r"://|(?<!\w)www\.|(?<!\w)[\w-]+(?:\.[\w-]+)*\.[a-z]{2,}/\S*$|[\w.+-]@[\w.-]*$")
_TO_DOMAIN = re.compile(rf"(?:(?:[\w.+-]*\w)?@[\w-]+)?(?:\.[\w-]+)*{_DOMAIN}")


def first_letter(text: str) -> int:
    """Where the first letter or digit stands; 0 where there is none."""
    first = _LETTER.search(text)
    return first.start() if first else 0


def opens(text: str, start: int) -> bool:
    """Whether no letter or digit stands before ``start``."""
    return _LETTER.search(text, 0, start) is None


def begins(text: str, start: int) -> bool:
    """Whether nothing, a sign or a line end stands before ``start``; a comma, a quotation mark, an apostrophe or a
    hyphen inside a word is no such sign."""
    sign = start - 1
    while sign >= 0 and (text[sign] in "#＃" or _is_blank(text[sign])):
        sign -= 1
    return sign < 0 or _sets_off(text, sign, sign - 1 if sign == start - 1 else None) or _after_handle(text, sign)


def _after_handle(text: str, sign: int) -> bool:
    """An account name sets off what follows it, with a comma or without: ``@valbrume, publicité``."""
    end = sign if text[sign] == "," else sign + 1
    window = max(0, end - _ADDRESS_REACH)
    return any(match.end() == end for match in HANDLE.finditer(text, window, end))


def _opens_in_quotes(text: str, start: int, end: int) -> bool:
    """Quotation marks around the word that opens a text do not make it less a label."""
    after = text[end : end + _ADDRESS_REACH].lstrip()[:1]
    return opens(text, start) and text[:start].rstrip()[-1:] in _QUOTES and after != "" and after in _CLOSING


def stands_as_label(text: str, start: int, end: int) -> bool:
    """Whether ``text[start:end]`` is set off like a label: it begins as one, and after it comes nothing, a sign, a
    line end, or a word such as *avec*."""
    if not begins(text, start) and not _opens_in_quotes(text, start, end):
        return False
    sign = end
    while sign < len(text) and _is_blank(text[sign]):
        sign += 1
    if opens(text, start) and sign < len(text) and text[sign] in _AFTER_OPENING:
        return True
    if sign == len(text) or _sets_off(text, sign, sign + 1 if sign == end else None):
        return True
    word = _WORD.match(text, sign)
    return word is not None and (word[0].lower() in _CONNECTORS or (opens(text, start) and _is_a_name(word[0], text)))


def _is_a_name(word: str, text: str) -> bool:
    """A capital at the start of the word: ``NordVolt``; where all is shouted, any longer word may be a name."""
    if word.isupper():
        return len(word) >= _LEAST_SHOUTED and text[:_ADDRESS_REACH].partition("#")[0].isupper()
    return word[0].isupper()


def _is_blank(char: str) -> bool:
    return char not in "\n\r" and (char.isspace() or unicodedata.category(char) in {"Cf", "Mn"})


def _sets_off(text: str, sign: int, beyond: int | None) -> bool:
    """Whether the character at ``sign`` sets off what stands beside it; ``beyond``: what is on its other side, where
    the sign is attached."""
    char = text[sign]
    if char in "\n\r":
        return True
    if char in _NO_LABEL_EDGE or _LETTER.match(char):
        return False
    joined = char in _HYPHENS and beyond is not None and 0 <= beyond < len(text) and _LETTER.match(text[beyond])
    return not joined


def in_address(text: str, start: int, end: int) -> bool:
    """Whether the first word of ``text[start:end]`` is part of a handle, an e-mail address or a link."""
    begin = start
    while begin and start - begin < _ADDRESS_REACH and not text[begin - 1].isspace():
        begin -= 1
    before = text[begin:start]
    if before and _IN_LINK.search(before):
        return True
    word = _WORD.match(text, start, end)
    word_end = word.end() if word else end
    if text[word_end : word_end + 1] in {".", "@", "-", "_", "+"} and _TO_DOMAIN.match(
        text, word_end, word_end + _ADDRESS_REACH
    ):
        return True
    return "@" in before and any(begin + match.end() >= word_end for match in HANDLE.finditer(text[begin:word_end]))
