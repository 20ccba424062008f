"""The register of devices: which phone may hold which app, by whose rule of which day, and what proves it."""
