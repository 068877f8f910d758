"""Headers of every page: what may run in it, who may keep it."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

POLICY = (
    "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; "
    "img-src 'self' data:; object-src 'none'"
)
"""Only what this server sends may load or run; no inline script or style."""


class PrivatePages:
    """No page is kept by a cache, shown in another's frame, or runs what this server did not send."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer with the headers; a page with a policy of its own keeps it."""
        response = self.get_response(request)
        response.headers.setdefault("Content-Security-Policy", POLICY)
        response.headers["Cache-Control"] = "no-store, private"
        response.headers.setdefault("X-Content-Type-Options", "nosniff")
        return response
