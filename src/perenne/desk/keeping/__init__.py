"""Everything the desk keeps, in one file that can be put back: made while people work, and verified."""
