"""Evidence: posts with everything that was said and decided of them, sealed; and the verification of any bundle."""
