"""From what a management console exports, or a person fills in, to proofs on named packages and questions alone."""
