"""What every page shares: its language, its frame, its guards, and how it is rendered."""
