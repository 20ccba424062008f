"""The words of the page of a contract, in one place for whoever reviews them."""

from perenne.contracts.audit import State
from perenne.contracts.document import Format
from perenne.model.bilingual import Bilingual
from perenne.report.fragments import Catalogue
from perenne.report.voice import Counted

STATES: dict[State, Bilingual] = {
    "present": Bilingual(fr="Présent", en="Present"),
    "weak": Bilingual(fr="Faible", en="Weak"),
    "missing": Bilingual(fr="Absent", en="Missing"),
}
FORMATS: dict[Format, Bilingual] = {
    "pdf": Bilingual(fr="PDF", en="PDF"),
    "docx": Bilingual(fr="DOCX", en="DOCX"),
    "odt": Bilingual(fr="ODT", en="ODT"),
    "text": Bilingual(fr="texte", en="text"),
}
PARTIES: dict[str, Bilingual] = {
    "parties.creator": Bilingual(
        fr="L’identité et les coordonnées de la créatrice ou du créateur", en="The creator’s identity and contact"
    ),
    "parties.advertiser": Bilingual(
        fr="L’identité et les coordonnées de l’annonceur", en="The advertiser’s identity and contact"
    ),
}
WORDS: dict[str, Bilingual] = {
    "page.name": Bilingual(fr="Audit des clauses", en="Audit of clauses"),
    "page.tab": Bilingual(fr="{title} – Audit des clauses – Pérenne", en="{title} – Audit of clauses – Pérenne"),
    "page.skip": Bilingual(fr="Aller au constat", en="Skip to the findings"),
    "page.offline": Bilingual(fr="un seul fichier, lisible hors ligne", en="a single file, readable offline"),
    "page.rules_of": Bilingual(fr="règles du {day}", en="rules of {day}"),
    "page.footer": Bilingual(
        fr="Pérenne {program}. Des mots sont repérés, jamais jugés suffisants : cela revient à une personne. Cette "
        "page n’est pas un avis juridique.",
        en="Pérenne {program}. Words are found, never held to suffice: that is for a person to say. This page is no "
        "legal advice.",
    ),
    "title.between": Bilingual(fr="{one} et {other}", en="{one} and {other}"),
    "banner.stop": Bilingual(fr="Ne pas signer en l’état.", en="Do not sign as is."),
    "banner.read": Bilingual(fr="À relire avant de signer.", en="To be read again before it is signed."),
    "banner.none": Bilingual(fr="Aucun manque repéré.", en="Nothing was found missing."),
    "banner.unread": Bilingual(fr="Rien n’est jugé.", en="Nothing is judged."),
    "banner.call": Bilingual(
        fr="La machine repère des passages ; elle ne juge pas s’ils suffisent. Une personne relit et tranche.",
        en="The machine finds passages; it does not judge whether they suffice. A person reads and decides.",
    ),
    "text": Bilingual(fr="Texte du contrat", en="Text of the contract"),
    "text.page": Bilingual(fr="page {n}", en="page {n}"),
    "text.missing": Bilingual(fr="Manque : {what}", en="Missing: {what}"),
    "text.running": Bilingual(fr="en-tête ou pied de page", en="head or foot of the page"),
    "text.passage": Bilingual(fr="début du passage {n}, {word} : ", en="passage {n}, {word}: "),
    "legend": Bilingual(fr="Légende", en="Legend"),
    "legend.present": Bilingual(fr="trait plein", en="solid line"),
    "legend.weak": Bilingual(fr="tirets", en="dashes"),
    "legend.missing": Bilingual(fr="cadre", en="frame"),
    "clauses": Bilingual(fr="Clause par clause", en="Clause by clause"),
    "clauses.law": Bilingual(fr="Exigé par la loi d’un contrat écrit", en="What the law asks of a written contract"),
    "clauses.practice": Bilingual(fr="Bonnes pratiques, hors loi", en="Good practice, not law"),
    "clauses.practice.note": Bilingual(
        fr="Rien n’oblige à les écrire. Leur absence n’est jamais un manquement.",
        en="Nothing obliges anybody to write them. Their absence is never a breach.",
    ),
    "clauses.other": Bilingual(fr="Autour du contrat", en="Around the contract"),
    "clauses.none": Bilingual(fr="Aucun passage trouvé.", en="No passage was found."),
    "clauses.ask": Bilingual(fr="À demander", en="To ask"),
    "clauses.insert": Bilingual(fr="Clause à insérer", en="Clause to insert"),
    "clauses.fix": Bilingual(fr="À faire :", en="What to do:"),
    "clauses.suggested": Bilingual(
        fr="Un point de départ pour qui rédige, jamais un conseil ; ce qui est entre crochets est à remplir.",
        en="A start for whoever drafts, never advice; what stands between brackets is to be filled in.",
    ),
    "provenance": Bilingual(fr="De quoi cette page est faite", en="What this page is made of"),
    "provenance.file": Bilingual(fr="Document", en="Document"),
    "provenance.hash": Bilingual(fr="Empreinte", en="Hash"),
    "provenance.law": Bilingual(fr="Droit lu", en="Law that was read"),
    "provenance.law_of": Bilingual(fr="celui du {day}", en="that of {day}"),
    "provenance.rulebook": Bilingual(fr="Règles", en="Rulebook"),
}
COUNTS: dict[str, Counted] = {
    "banner.asked": Counted(
        Bilingual(
            fr="Sur {n} élément que la loi demande à un contrat écrit : {parts}.",
            en="Of {n} element that the law asks of a written contract: {parts}.",
        ),
        Bilingual(
            fr="Sur {n} éléments que la loi demande à un contrat écrit : {parts}.",
            en="Of {n} elements that the law asks of a written contract: {parts}.",
        ),
    ),
    "banner.present": Counted(
        Bilingual(fr="{n} présent", en="{n} present"), Bilingual(fr="{n} présents", en="{n} present")
    ),
    "banner.weak": Counted(Bilingual(fr="{n} faible", en="{n} weak"), Bilingual(fr="{n} faibles", en="{n} weak")),
    "banner.missing": Counted(
        Bilingual(fr="{n} absent", en="{n} missing"), Bilingual(fr="{n} absents", en="{n} missing")
    ),
    "provenance.pages": Counted(Bilingual(fr="{n} page", en="{n} page"), Bilingual(fr="{n} pages", en="{n} pages")),
}
CATALOGUE = Catalogue(WORDS, COUNTS)
