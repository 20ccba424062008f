"""What an audit found, shown to people: one HTML file, in French or in English."""
