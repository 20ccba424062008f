"""What all parts of a record share."""

import msgspec


class Part(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True, kw_only=True, gc=False):
    """Frozen, no unknown key, silent about what is not recorded. ``gc=False``: what was decoded from JSON holds no
    cycle, and looking for some takes longer than decoding."""
