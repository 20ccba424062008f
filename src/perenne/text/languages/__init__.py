"""The small words that tell one language from another."""
