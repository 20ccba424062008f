"""What the second phone shows: the matrix of its self-test."""
