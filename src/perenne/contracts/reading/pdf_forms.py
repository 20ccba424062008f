"""What people typed into the fields of a PDF: made part of its pages, so that it is read in its place."""

import ctypes
from collections.abc import Iterator

import pypdfium2
import pypdfium2.raw as pdfium

_TYPED = frozenset({pdfium.FPDF_FORMFIELD_TEXTFIELD, pdfium.FPDF_FORMFIELD_COMBOBOX, pdfium.FPDF_FORMFIELD_LISTBOX})
_XFA = frozenset({pdfium.FORMTYPE_XFA_FULL, pdfium.FORMTYPE_XFA_FOREGROUND})
_LONGEST = 65_536


def has_hidden_forms(opened: pypdfium2.PdfDocument) -> bool:
    """Whether the document keeps a form outside its pages, where nothing is read."""
    return opened.get_formtype() in _XFA


def with_fields(opened: pypdfium2.PdfDocument, index: int) -> tuple[pypdfium2.PdfPage, list[str]]:
    """A page with what its fields show as part of it, and what was typed into them."""
    if opened.get_formtype() and opened.formenv is None:
        opened.init_forms()
    page = opened[index]
    if pdfium.FPDFPage_GetAnnotCount(page) <= 0:
        return page, []
    values = list(_typed(opened, page))
    flat = pdfium.FPDFPage_Flatten(page, pdfium.FLAT_NORMALDISPLAY)
    if flat != pdfium.FLATTEN_SUCCESS:
        return page, values
    page.close()
    return opened[index], values


def _typed(opened: pypdfium2.PdfDocument, page: pypdfium2.PdfPage) -> Iterator[str]:
    if opened.formenv is None:
        return
    for index in range(pdfium.FPDFPage_GetAnnotCount(page)):
        annotation = pdfium.FPDFPage_GetAnnot(page, index)
        if pdfium.FPDFAnnot_GetFormFieldType(opened.formenv, annotation) in _TYPED:
            value = _value(opened, annotation)
            if value.strip():
                yield value
        pdfium.FPDFPage_CloseAnnot(annotation)


def _value(opened: pypdfium2.PdfDocument, annotation: "pdfium.FPDF_ANNOTATION") -> str:
    size = pdfium.FPDFAnnot_GetFormFieldValue(opened.formenv, annotation, None, 0)
    if not 0 < size <= _LONGEST:
        return ""
    buffer = ctypes.create_string_buffer(size)
    held = ctypes.cast(buffer, ctypes.POINTER(pdfium.FPDF_WCHAR))
    pdfium.FPDFAnnot_GetFormFieldValue(opened.formenv, annotation, held, size)
    return buffer.raw.decode("utf-16-le", "replace").rstrip("\0")
