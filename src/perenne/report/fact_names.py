"""The names of the facts that rules ask for, of trades and of roles: whatever the records name by a code."""

from perenne.model.bilingual import Bilingual

SECTORS = {
    "alcohol": Bilingual(fr="alcool", en="alcohol"),
    "tobacco": Bilingual(fr="tabac", en="tobacco"),
    "vaping": Bilingual(fr="vapotage", en="vaping"),
    "nicotine": Bilingual(fr="produits à la nicotine", en="nicotine products"),
    "gambling": Bilingual(fr="jeux d’argent", en="gambling"),
    "sports_tips": Bilingual(fr="pronostics sportifs", en="sports tips"),
    "crypto": Bilingual(fr="crypto-actifs", en="crypto-assets"),
    "trading": Bilingual(fr="trading", en="trading"),
    "finance": Bilingual(fr="finance", en="finance"),
    "aesthetic_surgery": Bilingual(fr="chirurgie et médecine esthétiques", en="aesthetic surgery and medicine"),
    "medicine": Bilingual(fr="médicaments", en="medicines"),
    "medical_device": Bilingual(fr="dispositifs médicaux", en="medical devices"),
    "food_supplement": Bilingual(fr="compléments alimentaires", en="food supplements"),
    "food": Bilingual(fr="alimentation", en="food"),
    "soft_drink": Bilingual(fr="boissons sucrées", en="soft drinks"),
    "infant_formula": Bilingual(fr="préparations pour nourrissons", en="infant formula"),
    "training_cpf": Bilingual(fr="formation financée", en="publicly financed training"),
    "training": Bilingual(fr="formation financée", en="publicly financed training"),
    "wildlife": Bilingual(fr="animaux sauvages", en="wild animals"),
    "fashion": Bilingual(fr="mode", en="fashion"),
    "ultra_fast_fashion": Bilingual(fr="mode ultra-express", en="ultra-fast fashion"),
    "cosmetics": Bilingual(fr="cosmétiques", en="cosmetics"),
    "toys": Bilingual(fr="jouets", en="toys"),
    "travel": Bilingual(fr="voyage", en="travel"),
    "political": Bilingual(fr="politique", en="political"),
    "other": Bilingual(fr="autre", en="other"),
}
ROLES = {
    "creator": Bilingual(fr="créatrice ou créateur", en="creator"),
    "business": Bilingual(fr="entreprise", en="business"),
    "political_actor": Bilingual(fr="responsable ou parti politique", en="political actor"),
    "government": Bilingual(fr="gouvernement ou administration", en="government"),
}
PROMOTED = Bilingual(fr="promotion ({trade})", en="promotion ({trade})")
"""Of ``alcohol.promoted`` and its like: whether the post promotes a product of that trade."""

_OF_THE_ADVERTISER = {
    "age_gate": Bilingual(fr="exclusion des moins de 18 ans", en="exclusion of the under-18s"),
    "authorised_establishment": Bilingual(fr="établissement autorisé", en="authorised establishment"),
    "casp": Bilingual(fr="prestataire sur crypto-actifs autorisé", en="authorised crypto-asset provider"),
    "dropshipping": Bilingual(fr="vente sans stock", en="sale without stock"),
    "licensed": Bilingual(fr="opérateur agréé", en="licensed operator"),
    "supplier_identified": Bilingual(fr="fournisseur identifié", en="supplier identified"),
    "ultra_express": Bilingual(fr="mode ultra-express", en="ultra-fast fashion"),
}
FACTS = {
    **{f"advertiser.{name}": said for name, said in _OF_THE_ADVERTISER.items()},
    **{f"deal.advertiser.facts.{name}": said for name, said in _OF_THE_ADVERTISER.items()},
    "advertiser": Bilingual(fr="annonceur", en="advertiser"),
    "aesthetic_surgery.risk": Bilingual(fr="acte à risque", en="risky act"),
    "agent.conflict_declared": Bilingual(fr="conflit d’intérêts déclaré", en="conflict of interest declared"),
    "agent.conflict_settled": Bilingual(fr="conflit d’intérêts réglé", en="conflict of interest settled"),
    "agent.represents": Bilingual(fr="parties représentées par l’agent", en="parties that the agent represents"),
    "agent.written_mandate": Bilingual(fr="mandat écrit de l’agent", en="written mandate of the agent"),
    "alcohol.objective": Bilingual(fr="contenu objectif sur l’alcool", en="objective content on alcohol"),
    "children.authorised": Bilingual(fr="agrément ou déclaration pour l’enfant", en="authorisation for the child"),
    "claim.authorised": Bilingual(fr="preuve de l’allégation", en="proof of the claim"),
    "contest.terms": Bilingual(fr="règlement du jeu", en="terms of the contest"),
    "contract.clauses": Bilingual(fr="clauses du contrat", en="clauses of the contract"),
    "contract.date_signed": Bilingual(fr="date de signature", en="date of signature"),
    "contract.earlier": Bilingual(fr="contrat antérieur", en="earlier contract"),
    "contract.first_service": Bilingual(fr="première prestation", en="first service"),
    "contract.form": Bilingual(fr="forme du contrat", en="form of the contract"),
    "contract.governing_law": Bilingual(fr="droit du contrat", en="law of the contract"),
    "contract.parties": Bilingual(fr="parties au contrat", en="parties to the contract"),
    "contract.required": Bilingual(fr="contrat écrit exigé", en="written contract needed"),
    "creator.representatives": Bilingual(fr="représentants du créateur", en="representatives of the creator"),
    "deals.date": Bilingual(fr="date de l’accord", en="date of the deal"),
    "deals.objective": Bilingual(fr="objectif promotionnel", en="promotional objective"),
    "deals.requested": Bilingual(fr="publication demandée", en="post asked for"),
    "deals.value_eur": Bilingual(fr="valeur en euros HT", en="value in euros excl. VAT"),
    "deals.year": Bilingual(fr="année de l’accord", en="year of the deal"),
    "eea.notified": Bilingual(fr="procédure de notification européenne", en="European notification procedure"),
    "environment.claimed": Bilingual(fr="allégation sur le produit promu", en="claim about the promoted product"),
    "extra.tiktok.adAuthorization": Bilingual(
        fr="diffusion publicitaire autorisée (TikTok)", en="advertising authorised (TikTok)"
    ),
    "extra.tiktok.isAd": Bilingual(fr="publicité, selon TikTok", en="advertisement, says TikTok"),
    "food.in_scope": Bilingual(fr="aliment manufacturé", en="manufactured food"),
    "infant_formula.first_age": Bilingual(fr="lait premier âge", en="formula for the first age"),
    "insurance.insurer_country": Bilingual(fr="pays de l’assureur", en="country of the insurer"),
    "insurance.valid_until": Bilingual(fr="fin de l’assurance", en="end of the insurance"),
    "media.marking_kept": Bilingual(fr="marquage du générateur conservé", en="marking of the generator kept"),
    "media.satire": Bilingual(fr="œuvre ou satire manifeste", en="evident art or satire"),
    "medical_device.allowed": Bilingual(fr="publicité du dispositif permise", en="device that may be advertised"),
    "mention.present": Bilingual(fr="mention présente", en="mention present"),
    "own_brand.plain": Bilingual(fr="marque personnelle évidente", en="own brand plain to see"),
    "platform.allowed": Bilingual(
        fr="collaboration admise par la plateforme", en="collaboration allowed by the platform"
    ),
    "price.lowest_30_days": Bilingual(
        fr="prix le plus bas des trente derniers jours", en="lowest price of the last thirty days"
    ),
    "representative.country": Bilingual(fr="pays du représentant", en="country of the representative"),
    "representative.designated_in_writing": Bilingual(
        fr="représentant désigné par écrit", en="representative designated in writing"
    ),
    "targets_french_public": Bilingual(fr="public français visé", en="French public aimed at"),
    "therapeutic.claimed": Bilingual(fr="comparaison avec un traitement", en="comparison with a treatment"),
}
