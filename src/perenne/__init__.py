"""Pérenne: the open, self-hosted workbench for durable influence partnerships."""

__version__ = "0.1.0"
