"""The names that people give to what the records name by codes: verdicts, platforms, fields, countries."""

import re

from perenne.law.rulebook import Bound
from perenne.model.bilingual import Bilingual, Language
from perenne.model.finding import Confidence, Status, Verdict
from perenne.report.fact_names import FACTS, PROMOTED, ROLES, SECTORS

_VERDICTS: dict[Verdict, Bilingual] = {
    "prohibited": Bilingual(fr="Interdit", en="Prohibited"),
    "non_compliant": Bilingual(fr="Non conforme", en="Non-compliant"),
    "needs_human": Bilingual(fr="À juger", en="Needs a person"),
    "improvable": Bilingual(fr="À améliorer", en="Improvable"),
    "compliant": Bilingual(fr="Conforme", en="Compliant"),
    "out_of_scope": Bilingual(fr="Hors champ", en="Out of scope"),
}
CONFIDENCE: dict[Confidence, Bilingual] = {
    "A": Bilingual(fr="texte de loi ou page officielle lus", en="text of the law or official page read"),
    "B": Bilingual(fr="source secondaire sérieuse", en="serious secondary source"),
    "C": Bilingual(fr="usage établi, à vérifier à l’officiel", en="well established, to be checked officially"),
    "D": Bilingual(
        fr="sources en désaccord ou trop faibles, une personne vérifie",
        en="sources disagree or are too weak, a person verifies",
    ),
}
STATUS: dict[Status, Bilingual] = {
    "law": Bilingual(fr="loi", en="law"),
    "recommendation": Bilingual(fr="recommandation, pas une loi", en="recommendation, not a law"),
    "platform": Bilingual(fr="règle de la plateforme, pas une loi", en="platform rule, not a law"),
    "practice": Bilingual(fr="bonne pratique, pas une loi", en="good practice, not a law"),
}
BOUND: dict[Bound, Bilingual] = {
    "creator": Bilingual(fr="créatrices et créateurs", en="creators"),
    "advertiser": Bilingual(fr="annonceurs", en="advertisers"),
    "agency": Bilingual(fr="agents et agences", en="agents and agencies"),
    "seller": Bilingual(fr="vendeuses et vendeurs", en="sellers"),
    "platform": Bilingual(fr="plateformes", en="platforms"),
}
ASKED: dict[str, Bilingual] = {
    "creator": Bilingual(fr="à la créatrice ou au créateur", en="for the creator"),
    "brand": Bilingual(fr="à la marque", en="for the brand"),
    "agency": Bilingual(fr="à l’agence", en="for the agency"),
    "counsel": Bilingual(fr="à un conseil juridique", en="for counsel"),
}
PLATFORMS = {
    "instagram": "Instagram", "tiktok": "TikTok", "youtube": "YouTube", "facebook": "Facebook", "threads": "Threads",
    "x": "X", "twitch": "Twitch", "pinterest": "Pinterest", "snapchat": "Snapchat", "linkedin": "LinkedIn",
    "bluesky": "Bluesky", "mastodon": "Mastodon",
}  # fmt: skip
_OTHER_PLATFORM = Bilingual(fr="autre plateforme", en="other platform")
_KINDS = {
    "post": Bilingual(fr="publication", en="post"),
    "reel": Bilingual(fr="reel", en="reel"),
    "story": Bilingual(fr="story", en="story"),
    "video": Bilingual(fr="vidéo", en="video"),
    "short": Bilingual(fr="vidéo courte", en="short"),
    "live": Bilingual(fr="direct", en="live"),
    "text": Bilingual(fr="texte", en="text"),
}
_FIELDS = {
    **FACTS,
    "text": Bilingual(fr="légende", en="caption"),
    "title": Bilingual(fr="titre", en="title"),
    "first_comment": Bilingual(fr="premier commentaire", en="first comment"),
    "overlay": Bilingual(fr="texte à l’image", en="words on the picture"),
    "speech": Bilingual(fr="paroles", en="speech"),
    "promotion": Bilingual(fr="passage promotionnel", en="promotional part"),
    "duration_s": Bilingual(fr="durée en secondes", en="duration in seconds"),
    "published_at": Bilingual(fr="date de publication", en="date of publication"),
    "links": Bilingual(fr="liens", en="links"),
    "coauthors": Bilingual(fr="coauteurs", en="co-authors"),
    "kind": Bilingual(fr="format", en="kind"),
    "language": Bilingual(fr="langue", en="language"),
    "reshare_of": Bilingual(fr="repartage de", en="reshare of"),
    "account": Bilingual(fr="compte", en="account"),
    "account.handle": Bilingual(fr="identifiant du compte", en="account handle"),
    "account.name": Bilingual(fr="nom du compte", en="account name"),
    "account.bio": Bilingual(fr="présentation du compte", en="account bio"),
    "account.country": Bilingual(fr="pays d’établissement", en="country of establishment"),
    "account.own_brands": Bilingual(fr="marques du compte", en="the account’s own brands"),
    "account.role": Bilingual(fr="rôle du compte", en="role of the account"),
    "account.birth_year": Bilingual(fr="année de naissance", en="year of birth"),
    "account.eu_representative": Bilingual(fr="représentant légal dans l’UE", en="legal representative in the EU"),
    "account.eu_insurance": Bilingual(fr="assurance dans l’UE", en="insurance in the EU"),
    "labels": Bilingual(fr="étiquettes de la plateforme", en="labels of the platform"),
    "labels.paid_partnership": Bilingual(fr="étiquette de la plateforme", en="label of the platform"),
    "labels.promotional": Bilingual(fr="étiquette promotionnelle", en="promotional label"),
    "labels.sponsors": Bilingual(fr="marques nommées par l’étiquette", en="brands named by the label"),
    "labels.ai": Bilingual(fr="étiquette « IA »", en="AI label"),
    "media.face_or_body": Bilingual(fr="visage ou silhouette à l’image", en="face or body in the picture"),
    "media.retouched": Bilingual(fr="image modifiée, selon la déclaration", en="picture declared as altered"),
    "media.generated": Bilingual(fr="image produite par IA, selon la déclaration", en="picture declared as AI-made"),
    "media.face_generated": Bilingual(fr="visage ou silhouette générés", en="generated face or body"),
    "media.resembles_existing": Bilingual(
        fr="ressemblance avec une personne, un lieu ou un objet réels",
        en="likeness of a real person, place or object",
    ),
    "media.children": Bilingual(fr="âge déclaré des enfants", en="declared ages of children"),
    "audience.countries": Bilingual(fr="pays du public", en="countries of the audience"),
    "deal": Bilingual(fr="accord", en="deal"),
    "deals": Bilingual(fr="accord", en="deal"),
    "deal.consideration": Bilingual(fr="contrepartie", en="consideration"),
    "deal.forms": Bilingual(fr="forme de la contrepartie", en="form of the consideration"),
    "deal.value_eur": Bilingual(fr="valeur en euros HT", en="value in euros excl. VAT"),
    "deal.requested": Bilingual(fr="publication demandée", en="post asked for"),
    "deal.objective": Bilingual(fr="objectif promotionnel", en="promotional objective"),
    "deal.advertiser": Bilingual(fr="annonceur", en="advertiser"),
    "deal.advertiser.name": Bilingual(fr="nom de l’annonceur", en="name of the advertiser"),
    "deal.advertiser.handles": Bilingual(fr="comptes de l’annonceur", en="accounts of the advertiser"),
    "deal.advertiser.country": Bilingual(fr="pays de l’annonceur", en="country of the advertiser"),
    "deal.advertiser.sectors": Bilingual(fr="secteur de l’annonceur", en="sector of the advertiser"),
    "series": Bilingual(fr="place dans la série", en="place in the series"),
    "series.mention_elsewhere": Bilingual(
        fr="mention sur une autre vue de la série", en="disclosure on another slide of the series"
    ),
}
_CODES = {"deal.advertiser.sectors": SECTORS, "account.role": ROLES}
"""The fields whose values are codes, with the names of these."""
_ANSWER = Bilingual(fr="réponse", en="answer")
_NUMBERED = re.compile(r"(?P<field>overlay|speech|links|coauthors)\[(?P<index>\d+)\](?:\.text)?\Z")
_STATES: dict[bool | str | None, Bilingual] = {
    True: Bilingual(fr="oui", en="yes"),
    False: Bilingual(fr="non", en="no"),
    None: Bilingual(fr="non renseigné", en="not recorded"),
    "": Bilingual(fr="vide", en="empty"),
}
_VALUES = {
    "yes": Bilingual(fr="oui", en="yes"),
    "no": Bilingual(fr="non", en="no"),
    "unknown": Bilingual(fr="inconnu", en="unknown"),
    "money": Bilingual(fr="argent", en="money"),
    "product": Bilingual(fr="produit", en="product"),
    "service": Bilingual(fr="service", en="service"),
    "trip": Bilingual(fr="voyage", en="trip"),
    "commission": Bilingual(fr="commission", en="commission"),
    "discount": Bilingual(fr="remise", en="discount"),
    "loan": Bilingual(fr="prêt", en="loan"),
    "own_brand": Bilingual(fr="marque du compte lui-même", en="own brand"),
}
_COUNTRIES = {
    "FR": Bilingual(fr="France", en="France"), "BE": Bilingual(fr="Belgique", en="Belgium"),
    "CH": Bilingual(fr="Suisse", en="Switzerland"), "LU": Bilingual(fr="Luxembourg", en="Luxembourg"),
    "DE": Bilingual(fr="Allemagne", en="Germany"), "ES": Bilingual(fr="Espagne", en="Spain"),
    "IT": Bilingual(fr="Italie", en="Italy"), "NL": Bilingual(fr="Pays-Bas", en="Netherlands"),
    "PT": Bilingual(fr="Portugal", en="Portugal"), "IE": Bilingual(fr="Irlande", en="Ireland"),
    "GB": Bilingual(fr="Royaume-Uni", en="United Kingdom"), "US": Bilingual(fr="États-Unis", en="United States"),
    "CA": Bilingual(fr="Canada", en="Canada"), "MA": Bilingual(fr="Maroc", en="Morocco"),
    "AE": Bilingual(fr="Émirats arabes unis", en="United Arab Emirates"),
    "CN": Bilingual(fr="Chine", en="China"), "HK": Bilingual(fr="Hong Kong", en="Hong Kong"),
    "FI": Bilingual(fr="Finlande", en="Finland"), "HU": Bilingual(fr="Hongrie", en="Hungary"),
    "IN": Bilingual(fr="Inde", en="India"), "JP": Bilingual(fr="Japon", en="Japan"),
    "KR": Bilingual(fr="Corée du Sud", en="South Korea"), "SE": Bilingual(fr="Suède", en="Sweden"),
    "TW": Bilingual(fr="Taïwan", en="Taiwan"), "VN": Bilingual(fr="Viêt Nam", en="Vietnam"),
}  # fmt: skip


def verdict_word(verdict: Verdict, language: Language) -> str:
    """``Non conforme``, ``Non-compliant``: the word that always stands beside the mark."""
    return _VERDICTS[verdict].said_in(language)


def platform_name(platform: str, language: Language) -> str:
    return PLATFORMS.get(platform, _OTHER_PLATFORM.said_in(language))


def kind_name(kind: str | None, language: Language) -> str | None:
    return _KINDS[kind].said_in(language) if kind in _KINDS else None


def field_name(path: str, language: Language) -> str:
    """``premier commentaire`` for ``first_comment``, ``texte à l’image 2`` for ``overlay[1].text``; a path that has
    no name is its own."""
    if numbered := _NUMBERED.match(path):
        return f"{_FIELDS[numbered['field']].said_in(language)} {int(numbered['index']) + 1}"
    if path.startswith("answers."):
        return f"{_ANSWER.said_in(language)}, {field_name(path.removeprefix('answers.'), language)}"
    trade, _, asked = path.partition(".")
    if asked == "promoted" and trade in SECTORS:
        return PROMOTED.filled(trade=SECTORS[trade].said_in(language)).said_in(language)
    if path.startswith("contract.clauses."):
        path = "contract.clauses"
    return _FIELDS[path].said_in(language) if path in _FIELDS else path


def value_word(value: object, language: Language, field: str = "") -> str:
    """A recorded value of ``field`` as people say it: ``oui``, ``argent``, ``non renseigné``, ``vide``; lists joined
    by commas."""
    match value:
        case str() if value in _CODES.get(field, {}):
            return _CODES[field][value].said_in(language)
        case bool() | None | "":
            return _STATES[value].said_in(language)
        case list() | tuple():
            return ", ".join(value_word(each, language, field) for each in value) or value_word("", language)
        case dict():
            return ", ".join(f"{key} {value_word(each, language)}" for key, each in value.items())
        case float():
            said = str(value).removesuffix(".0")
            return said.replace(".", ",") if language == "fr" else said
        case str() if value in _VALUES:
            return _VALUES[value].said_in(language)
        case _:
            return str(value)


def country_name(code: str, language: Language) -> str:
    return _COUNTRIES[code].said_in(language) if code in _COUNTRIES else code
