"""The twins of a table: the same rows at the same address, with ?format=csv, xlsx or json."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from tempfile import SpooledTemporaryFile
from typing import IO, cast

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.utils import timezone

from preste.exports.table import csv_bytes
from preste.exports.twin import WRITERS, Kind, Table, Value

IN_MEMORY = 1 << 20
"""Bytes of a file above which it waits on disk, without a name, until it is sent."""


def wants_table(request: HttpRequest) -> bool:
    """Whether the reader asks for a twin instead of the page. Raises Http404 for a format there is not."""
    wanted = request.GET.get("format", "html")
    if wanted != "html" and wanted not in WRITERS:
        raise Http404
    return wanted != "html"


def table_file(
    request: HttpRequest, name: str, columns: Mapping[str, Kind], rows: Iterable[Sequence[Value]]
) -> HttpResponse:
    """The twin that was asked for, to keep; `name` without its ending, and without anybody's name.

    It is written whole before its first byte is sent, so that a fault half-way is an error page and no short file.
    """
    wanted = request.GET["format"]
    write, content_type = WRITERS[wanted]
    out = cast("IO[bytes]", SpooledTemporaryFile(max_size=IN_MEMORY))  # noqa: SIM115 - closed with the response
    write(Table(name, columns, (_here(row) for row in rows)), out)  # type: ignore[arg-type]
    long = out.tell() > IN_MEMORY
    out.seek(0)
    if long:
        return cast(
            "HttpResponse",
            FileResponse(out, as_attachment=True, filename=f"{name}.{wanted}", content_type=content_type),
        )
    with out:
        response = HttpResponse(out.read(), content_type=content_type)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}.{wanted}"'
    return response


def _here(row: Sequence[Value]) -> list[Value]:
    """Moments by the clock of the office."""
    return [timezone.localtime(value) if isinstance(value, dt.datetime) and value.tzinfo else value for value in row]


# The former way, CSV only, for views not yet converted.


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
