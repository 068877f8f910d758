"""Deadlines ahead, of all one's employers and of one; as a calendar file; and what was met."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from preste.belgium.deadlines import known_until
from preste.calendar import Month
from preste.errors import PresteError
from preste.exports.twin import Kind
from preste.office.services import deadlines, onss_account
from preste.office.services.deadlines import Due
from preste.office.store.models import Employer
from preste.office.web.access import Act, employer_view, readable_employers, scope_of, user_of
from preste.office.web.ics import calendar_file
from preste.office.web.show import DueRow, due_row
from preste.office.web.tables import table_file, wants_table
from preste.office.web.words import told

AHEAD = dt.timedelta(days=62)
IN_A_CALENDAR = dt.timedelta(days=120)
ON_A_PAGE = 50


@login_required
@require_safe
def all_deadlines(request: HttpRequest) -> HttpResponse:
    """The deadlines of every employer one works with, the earliest first."""
    user = user_of(request)
    with scope_of(user):
        readable = readable_employers(user)
        found = deadlines.dues(readable, timezone.localdate(), AHEAD)
        return _page(request, found, None, readable)


@login_required
@require_safe
def all_in_a_calendar(request: HttpRequest) -> HttpResponse:
    """The same as a calendar file, four months ahead."""
    user = user_of(request)
    with scope_of(user):
        found = deadlines.dues(readable_employers(user), timezone.localdate(), IN_A_CALENDAR)
    return calendar_file(found, timezone.now())


@employer_view(Act.READ, "GET", "HEAD")
def in_a_calendar(request: HttpRequest, employer: Employer) -> HttpResponse:
    """One employer's deadlines as a calendar file."""
    return calendar_file(deadlines.dues([employer], timezone.localdate(), IN_A_CALENDAR), timezone.now())


@employer_view(Act.READ)
def of_employer(request: HttpRequest, employer: Employer) -> HttpResponse:
    """One employer's deadlines, each to be marked as met."""
    return _page(request, deadlines.dues([employer], timezone.localdate(), AHEAD), employer, [employer])


@employer_view(Act.EDIT, "POST")
def mark(request: HttpRequest, employer: Employer) -> HttpResponse:
    """Write down that a deadline was met, and when; or take it back."""
    sent = request.POST
    try:
        period = Month.parse(sent.get("period", ""))
        if sent.get("reopen"):
            deadlines.unmark(employer, sent.get("deadline", ""), period, user_of(request))
        else:
            day = _day(sent.get("met_on", ""))
            deadlines.mark(employer, sent.get("deadline", ""), period, day, user_of(request))
    except PresteError as error:
        messages.error(request, told(error))
    else:
        messages.success(request, _("C'est noté."))
    return redirect("employer-deadlines", employer.pk)


def _day(text: str) -> dt.date:
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        raise deadlines.DeadlineError("no date", code="E-DEADLINE-DAY") from None


def _page(
    request: HttpRequest, found: Sequence[Due], employer: Employer | None, employers: Sequence[Employer]
) -> HttpResponse:
    today = timezone.localdate()
    wanted = request.GET.get("state", "")
    if wanted in ("late", "soon", "ahead", "met"):
        found = [due for due in found if due.state(today) == wanted]
    if wants_table(request):
        return _table(request, [due_row(due, today) for due in found])
    amounts = onss_account.due_amounts(employer, today) if employer else {}
    page = Paginator(found, ON_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "employer": employer,
        "employers": employers,
        "page": page,
        "rows": [due_row(due, today, amounts.get(_key(due))) for due in page.object_list],
        "state": wanted,
        "states": STATES,
        "today": today,
        "known_until": known_until(),
        "more": f"&state={wanted}" if wanted else "",
    }
    return render(request, "office/deadlines.html", context)


def _key(due: Due) -> tuple[str, str]:
    return due.deadline.code, str(due.deadline.period)


STATES = (
    ("", gettext_lazy("Toutes")),
    ("late", gettext_lazy("En retard")),
    ("soon", gettext_lazy("Cette semaine")),
    ("ahead", gettext_lazy("À venir")),
    ("met", gettext_lazy("Faites")),
)


COLUMNS = {"date": Kind.DATE, "echeance": Kind.TEXT, "employeur": Kind.TEXT, "etat": Kind.TEXT, "fait_le": Kind.DATE}


def _table(request: HttpRequest, rows: Sequence[DueRow]) -> HttpResponse:
    told_rows = ((row.due.deadline.due, row.text, row.due.employer.name, row.told, row.due.met_on) for row in rows)
    return table_file(request, "echeances", COLUMNS, told_rows)
