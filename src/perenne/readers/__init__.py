"""From a file to records: one module a format, bytes in, a stream of posts and rejects out."""
