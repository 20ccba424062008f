"""What is measured of partnerships: each value with its n, its interval and its formula, or a refusal."""
