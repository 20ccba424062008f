"""The pages of the book: one a partnership and one for the portfolio."""
