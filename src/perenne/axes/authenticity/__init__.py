"""Is what is seen what it seems? Measures of it, each with what it cannot tell."""
