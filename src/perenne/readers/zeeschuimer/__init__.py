"""Captures of the browser extension Zeeschuimer: one envelope, and a module for the payload of each platform."""

from perenne.readers.zeeschuimer.capture import CARDS

__all__ = ["CARDS"]
