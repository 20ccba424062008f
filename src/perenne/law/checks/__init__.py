"""One function a rule: from facts and the version in force to outcome codes. The YAML holds the sentences.

Each module names its rules in a ``CHECKS`` of its own, at its end.
"""

from collections.abc import Mapping

from perenne.law.checks import (
    alcohol,
    bans,
    claims,
    declaration,
    duration,
    food,
    gambling,
    generated,
    identity,
    image,
    language,
    mention,
    minors,
    money,
    policy,
    sales,
    therapeutic,
    training,
    wildlife,
)
from perenne.law.ruling import Check

CHECKS: Mapping[str, Check] = {
    **alcohol.CHECKS,
    **bans.CHECKS,
    **claims.CHECKS,
    **declaration.CHECKS,
    **duration.CHECKS,
    **food.CHECKS,
    **gambling.CHECKS,
    **generated.CHECKS,
    **identity.CHECKS,
    **image.CHECKS,
    **language.CHECKS,
    **mention.CHECKS,
    **minors.CHECKS,
    **money.CHECKS,
    **policy.CHECKS,
    **sales.CHECKS,
    **therapeutic.CHECKS,
    **training.CHECKS,
    **wildlife.CHECKS,
}
