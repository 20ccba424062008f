"""What a contract states, told by words: passages for each element, the parties, the law, who stands between."""
