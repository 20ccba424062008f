"""Reading strangers' files inside the compartment: the same records as outside, and nothing else comes out."""
