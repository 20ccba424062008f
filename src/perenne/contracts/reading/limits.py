"""How much of a stranger's file is read."""

from collections.abc import Iterable, Iterator

from perenne.contracts.document import Block
from perenne.model.errors import UnreadableFile

MIB = 2**20
MAX_BYTES = 64 * MIB
MAX_UNPACKED = 96 * MIB
MAX_PAGES = 500
MAX_BLOCKS = 20_000
MAX_CHARACTERS = 4_000_000


def bounded(blocks: Iterable[Block]) -> Iterator[Block]:
    """``blocks`` as long as they may be those of a contract. Raises ``UnreadableFile``."""
    characters = 0
    for number, block in enumerate(blocks, 1):
        characters += len(block.text)
        if number > MAX_BLOCKS or characters > MAX_CHARACTERS:
            raise UnreadableFile(
                fr=f"plus de {MAX_BLOCKS} paragraphes ou de {MAX_CHARACTERS} caractères : ce n’est pas un contrat",
                en=f"more than {MAX_BLOCKS} paragraphs or {MAX_CHARACTERS} characters: this is no contract",
            )
        yield block


def check_pages(pages: int) -> None:
    """Raises ``UnreadableFile`` for more pages than a contract has."""
    if pages > MAX_PAGES:
        raise UnreadableFile(
            fr=f"{pages} pages, plus de {MAX_PAGES} : donnez le contrat seul",
            en=f"{pages} pages, more than {MAX_PAGES}: give the contract alone",
        )
