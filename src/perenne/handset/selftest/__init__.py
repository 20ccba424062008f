"""Twenty-five attempts to get out of the compartment, each seen to succeed without it before it counts as held."""
