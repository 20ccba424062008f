"""The words themselves, as YAML that people without a programming language review: one file a family."""
