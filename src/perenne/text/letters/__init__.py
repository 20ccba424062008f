"""How letters are disguised, as dated YAML."""
