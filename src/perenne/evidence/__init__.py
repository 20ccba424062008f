"""What is claimed can be proven to a stranger: sealed bundles, how they are verified, and captures as evidence."""
