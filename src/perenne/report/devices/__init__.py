"""The report of a register of devices: one page, the same as tables, the same as records."""
