"""The rules as dated data: one YAML file a rule."""
