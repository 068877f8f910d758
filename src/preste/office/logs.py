"""The log says what failed and where in the code; never what was being read or written, nor a person's address.

An exception's message can hold what a person typed, and PostgreSQL's the whole refused row: neither is written.
"""

from __future__ import annotations

import logging
import traceback
from types import TracebackType
from typing import Any

from preste.errors import PresteError


class Discreet(logging.Formatter):
    """Time, level, logger, and for a request its method and the pattern of its address."""

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s %(message)s")

    def format(self, record: logging.LogRecord) -> str:
        """One line, and the places of an exception below it."""
        told = logging.makeLogRecord(record.__dict__ | {"exc_text": None})  # another handler's text stays its own
        request: Any = getattr(record, "request", None)
        if request is not None or record.name.startswith("django"):
            told.msg, told.args = self._request(record, request), ()
        return super().format(told)

    def _request(self, record: logging.LogRecord, request: Any) -> str:
        match = getattr(request, "resolver_match", None)
        method = request.method if getattr(request, "method", "") in _METHODS else "?"
        where = match.route if match else "?"
        status = getattr(record, "status_code", "")
        return f"{status} {method} {where}" if request is not None else f"({record.module}:{record.lineno})"

    def formatException(self, ei: Any) -> str:  # noqa: N802
        """Kinds of the exceptions and their places; only our own errors say their code."""
        _, error, _ = ei
        parts: list[str] = []
        while error is not None:
            kind = f"{type(error).__module__}.{type(error).__qualname__}"
            told = f"{kind} {error.code}" if isinstance(error, PresteError) else kind
            parts.append("\n".join([told, *_places(error.__traceback__)]))
            error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
        return "\nfrom ".join(parts)


_METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")


def _places(found: TracebackType | None) -> list[str]:
    return [f"  {frame.filename}:{frame.lineno} {frame.name}" for frame in traceback.extract_tb(found)]
