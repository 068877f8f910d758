"""The pages of what fails: each with a stable code, none with what was being written."""

from __future__ import annotations

import sys

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from preste.office.database import BUSY, FULL, GONE, READ_ONLY, database_failure

TEXTS: dict[str, tuple[str | Promise, str | Promise]] = {
    GONE: (
        gettext_lazy("La base de données ne répond pas."),
        gettext_lazy("Réessayez dans un instant ; si cela dure, prévenez qui tient le serveur (preste doctor)."),
    ),
    FULL: (
        gettext_lazy("Le disque est plein."),
        gettext_lazy("Prévenez qui tient le serveur : il faut libérer de la place, puis recommencer."),
    ),
    READ_ONLY: (
        gettext_lazy("La base de données ne peut pas être écrite."),
        gettext_lazy("Prévenez qui tient le serveur : le disque ou la base est en lecture seule."),
    ),
    BUSY: (
        gettext_lazy("La base de données est occupée."),
        gettext_lazy("Quelqu'un écrit au même moment : recommencez dans un instant."),
    ),
}
"""What a code says, and what to do."""


def server_error(request: HttpRequest) -> HttpResponse:
    """The page of an exception: 503 when the database cannot be used at present, else 500."""
    code = database_failure(sys.exc_info()[1])
    if code is None:
        return HttpResponse(render_to_string("500.html"), status=500)
    message, remedy = TEXTS[code]
    page = render_to_string("503.html", {"code": code, "message": message, "remedy": remedy})
    return HttpResponse(page, status=503, headers={"Retry-After": "30"})


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """The page of a request that cannot be read."""
    return HttpResponse(render_to_string("400.html"), status=400)
