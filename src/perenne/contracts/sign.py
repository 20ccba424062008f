"""A party seals a contract: a PAdES signature over the whole file so far, with its consent inside what is signed.

Parties sign in turn; each signature is added behind the file, which stays as it was. It is a seal and a recorded
consent, not a qualified signature.
"""

import io
from dataclasses import dataclass
from datetime import datetime

from perenne.contracts.apart import done_apart
from perenne.contracts.identity import Identity
from perenne.model.errors import UsageError


@dataclass(frozen=True, slots=True, kw_only=True)
class Consent:
    """Who consents, when (as they state it), and how the consent was given."""

    who: str
    at: datetime
    how: str


def signed(content: bytes, identity: Identity, consent: Consent) -> bytes:
    """The file with one signature more. Raises ``UsageError`` or ``UnreadableFile``."""
    check_installed()
    before = done_apart("signatures", content)
    if any(each["state"] == "altered" for each in before):
        raise UsageError(
            fr="ce fichier a été modifié après une signature : il ne se signe plus",
            en="this file was changed after a signature: it can no longer be signed",
        )
    return _with_signature(content, identity, consent, f"Perenne{len(before) + 1}")


def check_installed() -> None:
    """Raises ``UsageError`` where the library is missing."""
    try:
        import pyhanko  # noqa: F401
    except ImportError:
        raise UsageError(
            fr="pour signer ou vérifier, installez `pip install 'perenne[sign]'`",
            en="to sign or to verify, install `pip install 'perenne[sign]'`",
        ) from None


def _with_signature(content: bytes, identity: Identity, consent: Consent, field: str) -> bytes:
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
    from pyhanko.pdf_utils.misc import PdfError
    from pyhanko.pdf_utils.writer import BasePdfFileWriter
    from pyhanko.sign.fields import SigSeedSubFilter
    from pyhanko.sign.general import SigningError
    from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner, SimpleSigner
    from pyhanko.sign.signers.pdf_signer import PdfSigningSession

    signer = SimpleSigner.load_pkcs12_data(identity.p12, [], identity.passphrase)
    if signer is None:
        raise UsageError(fr="cette clé ne signe pas de PDF", en="this key signs no PDF")
    meta = PdfSignatureMetadata(
        field_name=field,
        md_algorithm="sha256",
        name=consent.who,
        reason=consent.how,
        subfilter=SigSeedSubFilter.PADES,
    )

    class Stated(PdfSigner):
        """The time is the one that the party states: no clock is asked."""

        def init_signing_session(
            self, pdf_out: BasePdfFileWriter, existing_fields_only: bool = False
        ) -> PdfSigningSession:
            session = super().init_signing_session(pdf_out, existing_fields_only)
            session.system_time = consent.at
            return session

    try:
        writer = IncrementalPdfFileWriter(io.BytesIO(content))
        writer.document_meta.last_modified = consent.at
        made: bytes = Stated(meta, signer).sign_pdf(writer).getvalue()
    except (PdfError, SigningError, ValueError):
        raise UsageError(
            fr="ce PDF n’accepte pas de signature : il est chiffré, figé ou d’une forme inconnue",
            en="this PDF takes no signature: it is encrypted, locked or of an unknown form",
        ) from None
    return made
