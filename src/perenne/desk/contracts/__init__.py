"""Contracts: the register, what each version of a document says clause by clause, the reviews that people sign."""
