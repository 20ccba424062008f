"""Creators: what is known of each, with the source and the age of every fact; nothing is guessed or scored."""
