"""The page of a contract that was audited: its words, and what the law asks for in them."""
