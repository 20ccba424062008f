"""Is it an advertisement at all? What speaks for an exchange behind a post, graded and shown."""
