"""The rulebook and its judge: pure functions from facts and a date to findings."""
