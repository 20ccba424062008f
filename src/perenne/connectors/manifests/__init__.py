"""One file a connector: what it may ask, of whom, and where the platform says so."""
