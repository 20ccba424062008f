"""The rules of law, read aloud: on a date, version by version, and what changed."""
