"""Posts: the queue, the review, the decision with its reason."""
