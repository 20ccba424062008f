"""The one pipeline: read → repeats → deals and answers → words → facts → judge → collect."""
