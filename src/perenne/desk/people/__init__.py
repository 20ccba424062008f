"""Who works here: people, organisations, brands, roles, and what each may do and why."""
