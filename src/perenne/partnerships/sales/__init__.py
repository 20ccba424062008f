"""Sales that bear a creator's code: traces of what was bought, never the effect of a post. Customers stay outside."""
