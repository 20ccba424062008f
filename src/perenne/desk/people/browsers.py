"""A signed-in browser by the name that its owner knows it by."""

from typing import NamedTuple

_BROWSERS = (
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser/", "Samsung Internet"),
    ("Firefox/", "Firefox"),
    ("FxiOS/", "Firefox"),
    ("CriOS/", "Chrome"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
)
_SYSTEMS = (
    ("Windows", "Windows"),
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("CrOS", "ChromeOS"),
    ("Mac OS X", "macOS"),
    ("Linux", "Linux"),
)
"""What stands in how a browser presents itself, and what people call it: of several the first counts, since browsers
also name those that they resemble."""
_LONG = 60


class Browser(NamedTuple):
    """``name``: as it presents itself where it is none of the known ones; ``system``: empty where it says none."""

    name: str
    system: str


def browser_of(presented: str) -> Browser:
    """The browser that presents itself by ``presented``."""
    name = next((called for sign, called in _BROWSERS if sign in presented), presented[:_LONG])
    return Browser(name, next((called for sign, called in _SYSTEMS if sign in presented), ""))
