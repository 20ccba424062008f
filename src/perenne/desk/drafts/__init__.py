"""A draft, judged before it is published. Nothing of it is kept."""
