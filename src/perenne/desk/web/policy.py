"""What a browser may do with anything of ours; told apart from the rest, since settings are read before anything."""

from collections.abc import MutableMapping

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
)


ALWAYS = {
    "Content-Security-Policy": POLICY,
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=()",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Frame-Options": "DENY",
}


def of_file(headers: MutableMapping[str, str], path: str, address: str) -> None:
    """What a file of ours carries beside what WhiteNoise and Django give it."""
    for name, value in ALWAYS.items():
        headers[name] = value
