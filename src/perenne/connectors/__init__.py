"""What is fetched from a platform, in the compartment: a manifest says what may be asked, a module asks it."""
