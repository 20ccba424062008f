"""The register of devices at the desk: phones, exceptions, incidents, proofs; the library says how each stands."""
