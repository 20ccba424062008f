"""Captures as evidence: what the digests, seals and marks in a file prove, and what nobody could check."""
