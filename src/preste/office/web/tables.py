"""The CSV twin of a table: the same rows at the same address, with ?format=csv."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.http import Http404, HttpRequest, HttpResponse

from preste.exports.table import csv_bytes


def wants_csv(request: HttpRequest) -> bool:
    """Whether the reader asks for the CSV twin. Raises Http404 for a format there is not."""
    wanted = request.GET.get("format", "html")
    if wanted not in ("html", "csv"):
        raise Http404
    return wanted == "csv"


def csv_file(name: str, head: Sequence[str], rows: Iterable[Sequence[str]]) -> HttpResponse:
    """A CSV file to keep; `name` without its ending, and without anybody's name."""
    response = HttpResponse(csv_bytes(head, rows), content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return response
