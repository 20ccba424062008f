"""Today: what awaits a person, by urgency."""
