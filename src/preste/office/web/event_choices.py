"""The events of absences and leaves on the hours page: what they are called, and what was chosen."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from preste.belgium.time.events import ADOPTION, BIRTH, BREAK, EDUCATION, EVENTS, EVENTS_OF, MATERNITY, SHORT, TECHNICAL
from preste.office.services.events import AS_BEFORE, ASKED, NO_EVENT, Option
from preste.office.web.terms import quantity, said
from preste.records import Day

_FIRST_DAY = gettext_lazy("Premier jour du congé")
WHEN: Mapping[str, str | Promise] = {
    SHORT: gettext_lazy("Date de l'événement"),
    BIRTH: gettext_lazy("Date de la naissance"),
    ADOPTION: _FIRST_DAY,
    MATERNITY: gettext_lazy("Date de la naissance, attendue ou réelle"),
    EDUCATION: gettext_lazy("Premier jour de la formation"),
    BREAK: _FIRST_DAY,
    TECHNICAL: gettext_lazy("Jour de l'accident"),
}
"""What the date of an event is, by day code."""


def value_of(one: Option) -> str:
    """An event as a form sends it: its name, and its date when it is known already."""
    return f"{one.event} {one.date.isoformat() if one.date else ''}".strip()


def proposed_date(code: str, on: dt.date) -> str:
    """The date of a new event before anybody wrote it: the day itself, but for a birth."""
    return "" if code == MATERNITY else on.isoformat()


def choices_of(given: Sequence[Option], before: Day | None) -> list[tuple[str, str]]:
    """What a day may be for, as values and texts: as an earlier day, a known event, a new one; none where not asked."""
    if not given:
        return []
    empty = ("", _("Quel événement ?")) if given[0].code in ASKED else (NO_EVENT, _("sans événement"))
    follows = [(AS_BEFORE, _("comme le %(day)s") % {"day": f"{before.date:%d/%m/%Y}"})] if before is not None else []
    return [empty, *follows, *((value_of(one), option_text(one)) for one in given)]


def known_choice(code: str, day: Day | None, before: Day | None) -> str:
    """The choice that tells what is known of a day; empty when that is kept as it is."""
    if code not in ASKED:
        return day.event if day is not None and day.event else NO_EVENT
    if day is None or not day.event or day.event_date is None:
        return ""
    if before is not None and (before.event, before.event_date) == (day.event, day.event_date):
        return AS_BEFORE
    return value_of(Option(code, day.event, day.event_date))


def option_text(one: Option) -> str:
    """An event with what is left of its right: `mariage du travailleur, 04/07/2026 : reste 1 j sur 2`."""
    if one.right is None:
        return f"{said(one.label)}, {one.date:%d/%m/%Y}" if one.date else said(one.label)
    told = {"event": said(one.label), "left": quantity(int(one.left * 100)), "right": quantity(int(one.right * 100))}
    if one.date is None:
        return _("%(event)s : %(right)s j") % told
    return _("%(event)s, %(day)s : reste %(left)s j sur %(right)s") % {**told, "day": f"{one.date:%d/%m/%Y}"}


def event_text(day: Day) -> str:
    """What a day is for: `mariage du travailleur, 04/07/2026`."""
    told = said(EVENTS[day.event])
    return f"{told}, {day.event_date:%d/%m/%Y}" if day.event_date else told


def code_of(text: str) -> str:
    """The day code of a cell that may have an event; empty when none may."""
    written = {part.split()[0].upper() for part in text.split("+") if part.strip()}
    return next((code for code in EVENTS_OF if code in written), "")


def chosen_event(post: QueryDict, date: dt.date) -> tuple[str, dt.date | None]:
    """The event chosen for a day in the plain form, with its date: that of a known event goes with it."""
    event, _space, known = post.get(f"e{date.day}", "").partition(" ")
    if event in (AS_BEFORE, NO_EVENT):
        return event, None
    written = known or post.get(f"w{date.day}", "")
    try:
        when = dt.date.fromisoformat(written) if written else None
    except ValueError:
        when = None
    return (event, when) if event in EVENTS else ("", None)
