"""The creator's side: a link, no account. What concerns them, their answer beside each finding, nothing of others."""
