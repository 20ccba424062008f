"""The numbers that a word processor makes: ``3``, ``c``, ``III``, as the style of a list says."""

_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"),
    (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
_LETTERS = 26


def said(number: int, style: str) -> str:
    """``number`` in ``style``, as DOCX (``lowerRoman``) or ODT (``i``) names it."""
    match style:
        case "lowerLetter" | "a":
            return _letters(number)
        case "upperLetter" | "A":
            return _letters(number).upper()
        case "lowerRoman" | "i":
            return _roman(number)
        case "upperRoman" | "I":
            return _roman(number).upper()
        case "decimalZero":
            return f"{number:02d}"
        case _:
            return str(number)


def _letters(number: int) -> str:
    """``a`` to ``z``, then ``aa``, as word processors go on."""
    letter = chr(ord("a") + (number - 1) % _LETTERS)
    return letter * min(1 + (number - 1) // _LETTERS, _LETTERS)


def _roman(number: int) -> str:
    pieces = []
    number = min(number, 4_999)
    for value, letters in _ROMAN:
        count, number = divmod(number, value)
        pieces.append(letters * count)
    return "".join(pieces)
