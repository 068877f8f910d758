"""The events of short absences on the hours page: what they are called, and what was chosen."""

from __future__ import annotations

import datetime as dt

from django.http import QueryDict
from django.utils.translation import gettext as _

from preste.belgium.time.events import EVENTS
from preste.office.services.events import ASKED, Option
from preste.office.web.terms import quantity, said
from preste.records import Day


def value_of(one: Option) -> str:
    """An event as a form sends it: its name, and its date when it is known already."""
    return f"{one.event} {one.date.isoformat() if one.date else ''}".strip()


def option_text(one: Option) -> str:
    """An event with what is left of its right: `mariage du travailleur, 04/07/2026 : reste 1 j sur 2`."""
    told = {"event": said(one.label), "left": quantity(int(one.left * 100)), "right": quantity(int(one.right * 100))}
    if one.date is None:
        return _("%(event)s : %(right)s j") % told
    return _("%(event)s, %(day)s : reste %(left)s j sur %(right)s") % {**told, "day": f"{one.date:%d/%m/%Y}"}


def event_text(day: Day) -> str:
    """What a day is for: `mariage du travailleur, 04/07/2026`."""
    told = said(EVENTS[day.event])
    return f"{told}, {day.event_date:%d/%m/%Y}" if day.event_date else told


def code_of(text: str) -> str:
    """The day code of a cell that needs an event; empty when none does."""
    written = {part.split()[0].upper() for part in text.split("+") if part.strip()}
    return next((code for code in ASKED if code in written), "")


def chosen_event(post: QueryDict, date: dt.date) -> tuple[str, dt.date | None]:
    """The event chosen for a day in the plain form, with its date: that of a known event goes with it."""
    event, _space, known = post.get(f"e{date.day}", "").partition(" ")
    written = known or post.get(f"w{date.day}", "")
    try:
        when = dt.date.fromisoformat(written) if written else None
    except ValueError:
        when = None
    return (event, when) if event in EVENTS else ("", None)
