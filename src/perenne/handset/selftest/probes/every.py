"""All probes, entered by being imported."""

from perenne.handset.selftest.probes import PROBES, bombs, files, kernel, network, processes, shared

__all__ = ["PROBES", "bombs", "files", "kernel", "network", "processes", "shared"]
