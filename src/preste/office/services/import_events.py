"""Events of absences in a table of hours: which one a day is for, by its name or its label, and when that is.

`own_marriage 2026-06-13`, `mariage du travailleur 13/06/2026`, or the event alone: its date is then the first day
that the file gives it for.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence

from django.utils.translation import gettext as _

from preste.belgium.time.events import EVENTS, EVENTS_OF, MATERNITY
from preste.errors import PresteError
from preste.office.services import events
from preste.office.services.import_table import plain, read_date
from preste.office.services.uploads import Cell
from preste.records import Day

_DATED = re.compile(r"(?P<event>.*?)\s*(?P<date>\d{4}-\d{1,2}-\d{1,2}|\d{1,2}[/.-]\d{1,2}[/.-]\d{4})?", re.DOTALL)

Told = tuple[str, dt.date | None]
"""An event and its date, as a table tells them; "" for none."""
NOTHING_TOLD: Told = ("", None)


def read_event(written: str, when: str, codes: Sequence[str]) -> Told:
    """The event of a day with these codes. Raises PresteError in the reader's language."""
    if not written:
        return NOTHING_TOLD
    match = _DATED.fullmatch(written)
    event, date = (match["event"], when or match["date"]) if match else (written, when)
    known = {code: EVENTS_OF[code] for code in codes if code in EVENTS_OF}
    labels = [pair for own in known.values() for pair in own.items()]
    names = {plain(name): one for one, label in labels for name in (one, label, _(label))}
    if plain(event) not in names:
        told = _("« %(event)s » n'est pas un événement de ce code") % {"event": event}
        listed = ", ".join(one for one, _label in labels)
        remedy = _("Écrivez l'un de ceux-ci : %(events)s.") % {"events": listed} if known else _("Videz la cellule.")
        raise PresteError(told, remedy=remedy)
    return names[plain(event)], read_date(Cell("text", date)) if date else None


def with_event(days: list[Day], told: Told, on: dt.date, first: dt.date, known: Sequence[Day]) -> list[Day]:
    """The days of a cell with their event: the one told, else the one that was known. Raises PresteError."""
    event, date = told
    if event in EVENTS_OF[MATERNITY] and date is None and any(day.code == MATERNITY for day in days):
        raise PresteError(_("dites le jour de la naissance"), remedy=_("Écrivez-le après l'événement."))
    return events.named(days, event, date or min(first, on), known)


def told_events(days: Sequence[Day]) -> str:
    """The events of days, in the reader's language, as a change is told; "" without any."""
    found = {(_(EVENTS[day.event]), day.event_date) for day in days if day.event}
    return ", ".join(f"{label} {date:%d/%m/%Y}" if date else label for label, date in sorted(found, key=str))
