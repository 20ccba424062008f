"""Contracts: the text of a document, what the law asks for in it, a draft, what moved between two, a signature."""
