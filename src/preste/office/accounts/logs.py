"""What the log never holds: the token of a one-time link that may still be good."""

from __future__ import annotations

import logging
import re

_TOKEN = re.compile(r"/(lien|premier-compte)/[^/\s]+")


class NoTokens(logging.Filter):
    """Writes `/lien/…` for a one-time link."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Always true; the text is changed."""
        record.msg, record.args = _TOKEN.sub(r"/\1/…", record.getMessage()), ()
        return True
