"""The desk for programs: the same things, the same rights and the same acts as on its pages, as JSON."""
