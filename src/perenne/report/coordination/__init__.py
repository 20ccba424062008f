"""Who acts together, as files: tables for people and programs, a network to look at."""
