"""The names that people give to what the book names by codes, and its amounts and spans of time."""

from datetime import date

from perenne.model.bilingual import Bilingual
from perenne.model.event import NOT_STATED, Choice
from perenne.model.money import Money
from perenne.model.relation import ContractForm, DealKind
from perenne.report.numerals import money
from perenne.report.post_view import NAME
from perenne.report.visible import clipped
from perenne.report.voice import Counted, Said, Voice

FORMS: dict[DealKind, Bilingual] = {
    "money": Bilingual(fr="argent", en="money"),
    "product": Bilingual(fr="produit", en="product"),
    "trip": Bilingual(fr="voyage", en="trip"),
    "service": Bilingual(fr="service", en="service"),
    "commission": Bilingual(fr="commission", en="commission"),
    "discount": Bilingual(fr="remise", en="discount"),
    "loan": Bilingual(fr="prêt", en="loan"),
}
CHOICES: dict[Choice, Bilingual] = {
    "continue": Bilingual(fr="poursuivre", en="continue"),
    "adjust": Bilingual(fr="ajuster", en="adjust"),
    "stop": Bilingual(fr="arrêter", en="stop"),
    "separate_objectives": Bilingual(fr="séparer l’objectif", en="separate the objective"),
    "join_objectives": Bilingual(fr="réunir les objectifs", en="join the objectives"),
    "other": Bilingual(fr="autre décision", en="another decision"),
}
CONTRACTS: dict[ContractForm | None, Bilingual] = {
    "signed_document": Bilingual(fr="document signé", en="signed document"),
    "email_exchange": Bilingual(fr="échange de courriels", en="exchange of emails"),
    "message_exchange": Bilingual(fr="échange de messages", en="exchange of messages"),
    "oral": Bilingual(fr="accord oral", en="oral agreement"),
    "none": Bilingual(fr="rien d’écrit", en="nothing in writing"),
    None: Bilingual(fr="forme non renseignée", en="form not recorded"),
}
TACIT: dict[bool | None, Bilingual] = {
    True: Bilingual(fr="se renouvelle seul", en="renews itself"),
    False: Bilingual(fr="sans tacite reconduction", en="does not renew itself"),
    None: Bilingual(fr="reconduction non renseignée", en="renewal not recorded"),
}
KINDS: dict[str, Bilingual] = {
    "opened": Bilingual(fr="ouverture", en="opening"),
    "agreed": Bilingual(fr="accord", en="agreement"),
    "amended": Bilingual(fr="avenant", en="amendment"),
    "renewed": Bilingual(fr="renouvellement", en="renewal"),
    "ended": Bilingual(fr="fin", en="end"),
    "given": Bilingual(fr="contrepartie", en="consideration"),
    "valued": Bilingual(fr="valorisation", en="valuation"),
    "sold": Bilingual(fr="vente au code", en="sale by code"),
    "published": Bilingual(fr="publication", en="post"),
    "corrected": Bilingual(fr="correction", en="correction"),
    "invoiced": Bilingual(fr="facture", en="invoice"),
    "paid": Bilingual(fr="paiement", en="payment"),
    "incident": Bilingual(fr="incident", en="incident"),
    "decided": Bilingual(fr="décision", en="decision"),
}
_NOT_STATED = Bilingual(fr="non précisé", en="not stated")
_DAYS = Counted(Bilingual(fr="{n} jour", en="{n} day"), Bilingual(fr="{n} jours", en="{n} days"))
_MONTHS = Counted(Bilingual(fr="{n} mois", en="{n} month"), Bilingual(fr="{n} mois", en="{n} months"))
_YEARS = Counted(Bilingual(fr="{n} an", en="{n} year"), Bilingual(fr="{n} ans", en="{n} years"))
_UNDER_A_MONTH = Bilingual(fr="moins d’un mois", en="less than a month")
_AND = Bilingual(fr="{years} et {months}", en="{years} and {months}")
EXCL_VAT = Bilingual(fr="{amount} HT", en="{amount} excl. VAT")


def stated(what: str, voice: Voice) -> str:
    """A category or a medium, or that nobody wrote which."""
    return voice.say(_NOT_STATED) if what == NOT_STATED else clipped(what, NAME)


def amount(value: Money, voice: Voice) -> Said:
    return Said(money(value.amount, value.currency, voice.language))


def days(count: int, voice: Voice) -> Said:
    return voice.figures(_DAYS, count)


def lasted(since: date, until: date, voice: Voice) -> Said:
    """``1 an et 9 mois``: whole months only, since nobody counts a tenure in days."""
    months = (until.year - since.year) * 12 + until.month - since.month - (until.day < since.day)
    if months < 1:
        return voice.say(_UNDER_A_MONTH)
    years, rest = divmod(months, 12)
    if not years:
        return voice.figures(_MONTHS, rest)
    if not rest:
        return voice.figures(_YEARS, years)
    return voice.say(_AND, years=voice.figures(_YEARS, years), months=voice.figures(_MONTHS, rest))
