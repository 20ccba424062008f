"""What the law says of a relation: what one creator and one advertiser exchanged and signed."""
