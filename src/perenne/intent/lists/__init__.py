"""The lists that grading uses, as dated YAML."""
