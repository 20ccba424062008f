"""Partnerships: the library's book in the desk's own tables, and the pages of its pairs."""
