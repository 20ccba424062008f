"""What is written to the console never opens anything: the token of a link stands in its address, and is left out."""

import logging
import re

_OPENS = re.compile(r"/(c|join|password)/[^/\s?&\"']+")


def closed(text: str) -> str:
    """``text`` without the tokens of the addresses in it."""
    return _OPENS.sub(r"/\1/…", text)


class Closed(logging.Filter):
    """Every line with its addresses closed, that of a fault too."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.msg, record.args = closed(record.getMessage()), ()
        if record.exc_info and not record.exc_text:
            record.exc_text = closed(logging.Formatter().formatException(record.exc_info))
        return True
