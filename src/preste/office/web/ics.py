"""Deadlines as a calendar file (RFC 5545): whole days, the same identity each time, lines folded at 75 octets."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator

from django.http import HttpResponse

from preste.office.services.deadlines import Due
from preste.office.web.words import deadline_text

LONGEST = 75


def calendar_file(dues: Iterable[Due], at: dt.datetime) -> HttpResponse:
    """The calendar of these deadlines as they stood at a moment."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Preste//Echeances//FR", "CALSCALE:GREGORIAN"]
    stamp = f"{at.astimezone(dt.UTC):%Y%m%dT%H%M%SZ}"
    for due in dues:
        lines += _event(due, stamp)
    lines.append("END:VCALENDAR")
    content = "".join(f"{part}\r\n" for line in lines for part in folded(line))
    response = HttpResponse(content.encode(), content_type="text/calendar; charset=utf-8")
    response.headers["Content-Disposition"] = 'attachment; filename="echeances.ics"'
    return response


def _event(due: Due, stamp: str) -> Iterator[str]:
    day, deadline = due.deadline.due, due.deadline
    yield "BEGIN:VEVENT"
    yield f"UID:{deadline.code}-{deadline.period}-{due.employer.pk}@preste"
    yield f"DTSTAMP:{stamp}"
    yield f"DTSTART;VALUE=DATE:{day:%Y%m%d}"
    yield f"DTEND;VALUE=DATE:{day + dt.timedelta(days=1):%Y%m%d}"
    yield f"SUMMARY:{escaped(f'{deadline_text(deadline)} · {due.employer.name}')}"
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def escaped(text: str) -> str:
    """Text as a value: backslash, comma, semicolon and line ends are escaped."""
    for special in ("\\", ";", ","):
        text = text.replace(special, "\\" + special)
    return "\\n".join(text.splitlines())


def folded(line: str) -> Iterator[str]:
    """The line in parts of at most 75 octets, each but the first after a blank; no character is cut."""
    part, size = "", 0
    for character in line:
        octets = len(character.encode())
        if size + octets > LONGEST:
            yield part
            part, size = " ", 1
        part, size = part + character, size + octets
    yield part
