"""The child that sets a page as PDF/A: values in, PDF out. Texts come as data and are never read as markup."""

from importlib.resources import files
from typing import BinaryIO

import typst

from perenne.model.errors import UnreadableFile


def work(source: BinaryIO, out: BinaryIO, _: str) -> None:
    """Set the JSON in ``source``; the same values give the same bytes."""
    said = source.read().decode("ascii")
    try:
        made = typst.compile(
            _TEMPLATE,
            format="pdf",
            ignore_system_fonts=True,
            pdf_standards="a-2a",  # PDF/A-2, level A: for keeping, and its structure is told to who hears it read
            sys_inputs={"page": said},
            timestamp=0,
        )
    except typst.TypstError:
        raise UnreadableFile(
            fr="la page n’a pas pu être mise en PDF/A", en="the page could not be set as PDF/A"
        ) from None
    if isinstance(made, bytes):
        out.write(made)


_TEMPLATE = files("perenne.evidence").joinpath("templates", "page.typ").read_bytes()
"""Read at once: the child may open nothing later."""
