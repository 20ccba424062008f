"""One function a rule: from facts and the version in force to outcome codes. The YAML holds the sentences."""

from collections.abc import Mapping

from perenne.law.checks import alcohol, declaration, identity, image, mention
from perenne.law.ruling import Check

CHECKS: Mapping[str, Check] = {
    "eu.dsa.declaration": declaration.declared,
    "fr.alcohol.content": alcohol.content,
    "fr.alcohol.message": alcohol.message,
    "fr.identity.advertiser": identity.advertiser,
    "fr.identity.own_brand": identity.own_brand,
    "fr.image.retouched": image.retouched,
    "fr.image.virtual": image.virtual,
    "fr.mention.every_medium": mention.every_medium,
    "fr.mention.instant": mention.instant,
    "fr.mention.intent": mention.intent,
    "fr.mention.understandable": mention.understandable,
}
