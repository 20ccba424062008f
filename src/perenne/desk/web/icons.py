"""The desk's own line drawings, 16 units square: for the eye only, a word always stands beside."""

from markupsafe import Markup

_DRAWINGS = {
    "today": '<rect x="2" y="3" width="12" height="11" rx="1.5"/><path d="M2 6.5h12M5 1.5v3M11 1.5v3"/>',
    "partnerships": '<circle cx="5.5" cy="8" r="3.5"/><circle cx="10.5" cy="8" r="3.5"/>',
    "creators": '<circle cx="8" cy="5.5" r="3"/><path d="M3 14.5c.4-3 2.3-4.5 5-4.5s4.6 1.5 5 4.5"/>',
    "posts": '<rect x="2" y="2" width="12" height="12" rx="1.5"/><path d="M5 5.5h6M5 8h6M5 10.5h4"/>',
    "contracts": '<path d="M3.5 1.5h6l3 3v10h-9zM9 1.5v3.5h3.5M5.5 8h5M5.5 10.5h3"/>',
    "imports": '<path d="M8 2v8M4.8 7L8 10.2 11.2 7M2.5 11v2.5h11V11"/>',
    "export": '<path d="M8 10.5v-8M4.8 5.5L8 2.3l3.2 3.2M2.5 11v2.5h11V11"/>',
    "erase": '<path d="M6 13.5L1.8 9.3a1 1 0 0 1 0-1.4L7.9 1.8a1 1 0 0 1 1.4 0l4.4 4.4a1 1 0 0 1 0 1.4L8 13.5z'
    'M4.7 5L10.5 10.8M5 13.5h9"/>',
    "devices": '<rect x="4.5" y="1.5" width="7" height="13" rx="1.5"/><path d="M7.5 12.5h1"/>',
    "journal": '<path d="M2.5 4h.5M5.5 4h8M2.5 8h.5M5.5 8h8M2.5 12h.5M5.5 12h8"/>',
    "people": '<circle cx="8" cy="5" r="2.75"/><path d="M2.5 14c0-3 2.4-4.75 5.5-4.75S13.5 11 13.5 14"/>',
    "bundles": '<path d="M8 1.5l5.5 3v7L8 14.5l-5.5-3v-7zM2.5 4.5L8 7.5l5.5-3M8 7.5v7"/>',
    "draft": '<path d="M13.5 8v6h-11V3H8"/><path d="M6.5 9.5l.5-2 5.5-5.5 1.5 1.5L8.5 9z"/>',
    "law": '<path d="M8 2v12M4.5 14h7M3 4.5h10M3 4.5L1 9.5h4zM13 4.5l-2 5h4z"/>',
    "reply": '<path d="M6 3L2 7l4 4M2 7h7.5a4.5 4.5 0 0 1 4.5 4.5V13"/>',
    "meter": '<path d="M2 11.5a6 6 0 1 1 12 0M8 11.5l3-4"/>',
    "again": '<path d="M13.5 6.5A6 6 0 0 0 3 5M2.5 9.5A6 6 0 0 0 13 11M3 2v3h3M13 14v-3h-3"/>',
    "menu": '<path d="M2 4h12M2 8h12M2 12h12"/>',
    "search": '<circle cx="7" cy="7" r="4.5"/><path d="M10.5 10.5L14 14"/>',
    "pen": '<path d="M2.5 13.5l.8-3.2 7.7-7.7a1.3 1.3 0 0 1 1.9 0l.5.5a1.3 1.3 0 0 1 0 1.9l-7.7 7.7z"/>',
}


def icon(name: str) -> Markup:
    """The drawing ``name``."""
    return Markup(f'<svg class="icon" viewBox="0 0 16 16" aria-hidden="true">{_DRAWINGS[name]}</svg>')  # noqa: S704
