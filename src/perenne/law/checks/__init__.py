"""One function a rule: from facts and the version in force to outcome codes. The YAML holds the sentences.

Each module names its rules in a ``CHECKS`` of its own, at its end.
"""

from collections.abc import Mapping

from perenne.law.checks import alcohol, declaration, identity, image, mention
from perenne.law.ruling import Check

CHECKS: Mapping[str, Check] = {
    **alcohol.CHECKS,
    **declaration.CHECKS,
    **identity.CHECKS,
    **image.CHECKS,
    **mention.CHECKS,
}
