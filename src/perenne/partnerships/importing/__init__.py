"""Sheets of an agency to events of the book: read, shown, compared with what the book holds, written in one batch."""
