"""The words of a contract, in French and in English: our own, dated, for counsel to read and correct."""
