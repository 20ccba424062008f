"""The terms that a contract of ours carries: read back from the PDF."""

from perenne.contracts.apart import done_apart
from perenne.contracts.draft import TERMS
from perenne.contracts.terms_file import MOST_BYTES, TermsRead, read_terms
from perenne.model.errors import UnreadableFile, UsageError

PDF = b"%PDF-"


def terms_of(content: bytes) -> TermsRead:
    """The terms in ``content``: a file of terms, or a PDF that carries one. Raises ``UnreadableFile``."""
    if PDF not in content[:1024]:
        return read_terms(content)
    text: str = done_apart("terms", content)
    return read_terms(text.encode())


def attached_terms(content: bytes) -> str:
    """In the child: the text of ``terms.toml`` inside the PDF."""
    try:
        import pypdfium2
    except ImportError:
        raise UsageError(
            fr="pour lire un PDF, installez `pip install 'perenne[contracts]'`",
            en="to read a PDF, install `pip install 'perenne[contracts]'`",
        ) from None
    try:
        document = pypdfium2.PdfDocument(content)
        held = (document.get_attachment(at) for at in range(document.count_attachments()))
        text = next((bytes(each.get_data()) for each in held if each.get_name() == TERMS), None)
    except pypdfium2.PdfiumError:
        raise UnreadableFile(fr="ce fichier n’est pas un PDF lisible", en="this file is no readable PDF") from None
    if text is None or len(text) > MOST_BYTES:
        raise UnreadableFile(
            fr="ce PDF ne porte pas de termes : seuls les contrats rédigés par Pérenne se comparent",
            en="this PDF carries no terms: only contracts drafted by Pérenne can be compared",
        )
    return text.decode("utf-8", "replace")
