"""The rules of institutions on apps and devices, as dated YAML: one rule a file."""
