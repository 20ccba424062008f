"""The desk of an invented agency: two years of files from a fixed seed, brought in by the desk’s own imports."""
