"""What a connector begins as: the files that ``perenne handset new`` writes, with ``NAME`` for its name."""
