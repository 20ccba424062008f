"""Imports: files in, recognised, read by the library, judged, kept; and undone as a whole."""
