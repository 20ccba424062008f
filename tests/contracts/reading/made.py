"""Documents made for tests, as the programs of people make them."""

import zipfile
from io import BytesIO

import typst

from perenne.contracts.document import Document
from perenne.contracts.reading.opening import read_document

CONTRACT = """
= Contrat de collaboration

Entre la société Maison Lorbec SAS, 12 quai des Brumes, 75013 Paris, contact\\@maisonlorbec.example, résidente fiscale
en France, dénommée « l’Annonceur »,

et Noémie Ardent, 4 rue des Tilleuls, 44000 Nantes, noemie\\@ardent.example, résidente fiscale en France, dénommée
« la Créatrice ».

== Article premier – Mission

La Créatrice publie deux vidéos et trois stories sur Instagram pour présenter la gamme de bougies Lorbec, entre le
10 janvier et le 30 juin 2026. Elle respecte les recommandations particulières de la maison.

== Article 2 – Rémunération

2.1 L’Annonceur verse 600 € hors taxes par vidéo, payés à trente jours de la facture.

2.2 Les produits remis valent 250 € hors taxes, prix public ; ils restent acquis à la Créatrice.

== Article 3 – Droits

La Créatrice cède le droit de reproduire et de représenter les vidéos sur Instagram et TikTok, pour douze mois, en
France et en Belgique ; elle garde ses droits moraux.

== Article 4 – Droit applicable

Le contrat est soumis au droit français, notamment au code de la consommation.
"""
_PAGE = (
    '#set page(margin: 2cm, {page})\n#set text(lang: "fr", hyphenate: true, size: 10pt)\n#set par(justify: true)\n'
)


def pdf(body: str = CONTRACT, page: str = "") -> bytes:
    return typst.compile((_PAGE.format(page=page) + body).encode())


def read(data: bytes, name: str = "contrat") -> Document:
    return read_document(BytesIO(data), name)


def texts(data: bytes) -> list[str]:
    return [block.text for block in read(data).blocks]


def packed(**members: str | bytes) -> bytes:
    """A ZIP; ``__`` in a name stands for a dot, ``_in_`` for a folder."""
    target = BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as container:
        for name, content in members.items():
            container.writestr(name.replace("_in_", "/").replace("__", "."), content)
    return target.getvalue()


_ODT = """<?xml version="1.0" encoding="UTF-8"?>
<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"
 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"
 xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0">
<office:automatic-styles>{styles}</office:automatic-styles>
<office:body><office:text>{body}</office:text></office:body></office:document-content>"""


def odt(body: str, styles: str = "", **more: str) -> bytes:
    return packed(content__xml=_ODT.format(body=body, styles=styles), **more)
