"""How the platforms show a caption: dated numbers, with their sources."""
