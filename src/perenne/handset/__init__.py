"""The second phone in software: a compartment in which files of strangers are read and risky platforms are met."""
