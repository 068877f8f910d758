"""The dashboard: the employers one works with, the next step of each, deadlines ahead and what calls for somebody."""

from __future__ import annotations

import datetime as dt
from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Case, Count, IntegerField, OuterRef, Q, QuerySet, Subquery, Value, When
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe
from django_scopes import scopes_disabled

from preste.calendar import Month
from preste.exports.twin import Kind
from preste.office.accounts.models import User
from preste.office.services import alerts, deadlines, debts, demo
from preste.office.services.deadlines import Due
from preste.office.store.models import Employer, PayRun, RunKind, RunState, Worker
from preste.office.web import terms
from preste.office.web.access import Act, acts_at, employers_of, readable_employers, scope_of, user_of
from preste.office.web.contingents import amount_text, excess_text
from preste.office.web.show import DueRow, due_row, next_month
from preste.office.web.tables import table_file, wants_table
from preste.office.web.terms import said
from preste.payroll.contingents.model import Contingent

COLUMNS = {
    "employeur": Kind.TEXT,
    "travailleurs": Kind.INTEGER,
    "dernier_mois": Kind.TEXT,
    "etat": Kind.TEXT,
    "prochaine_etape": Kind.TEXT,
}

ON_A_PAGE = 50
AHEAD = dt.timedelta(days=31)
GROUPS = 8
SORTS = {"name": ("name",), "state": ("rank", "month", "name"), "month": ("month", "name")}
STATES = {"none": Q(state=None), **{state: Q(state=state) for state in RunState.values}}
_RANKS = {RunState.COMPUTED: 0, RunState.DRAFT: 1, RunState.VALIDATED: 3, RunState.PAID: 4}
"""What is nearest to its end comes first; no run at all is 2."""


@dataclass(frozen=True)
class Row:
    """An employer on the dashboard: its latest run, and the next step with its address."""

    employer: Employer
    workers: int
    run: PayRun | None
    step: str
    address: str
    rejected: int = 0


@dataclass(frozen=True)
class Group:
    """A deadline of one day, with how many employers have it and how many have yet to meet it."""

    row: DueRow
    employers: int
    left: int


@login_required
@require_safe
def dashboard(request: HttpRequest) -> HttpResponse:
    """Employers by pages, sorted and filtered; deadlines and alerts of all of them."""
    user = user_of(request)
    with scopes_disabled():  # what is asked for is always the employers of this user
        found = _found(user, request)
        if wants_table(request):
            return _table(request, _rows(user, found))
        page = Paginator(found, ON_A_PAGE).get_page(request.GET.get("page"))
        rows = _rows(user, list(page))
    asked = {name: request.GET[name] for name in ("q", "state", "sort") if request.GET.get(name)}
    context = {
        "rows": rows,
        "page": page,
        "asked": asked,
        "more": "&" + urlencode(asked) if asked else "",
        "states": [("none", _("aucun mois")), *RunState.choices],
        "bureau": user.bureau,
        "none": not rows and not asked,
    }
    if context["none"]:
        return render(request, "office/dashboard.html", context)
    today = timezone.localdate()
    with scope_of(user):
        readable = readable_employers(user)
        dues = deadlines.dues(readable, today, AHEAD)
        context["late"] = sum(due.state(today) == "late" for due in dues)
        context["groups"] = _groups([due for due in dues if due.deadline.due >= today], today)
        found_alerts = alerts.alerts(readable, today)
    context["alerts"] = [_alert(one, {e.pk: e.name for e in readable}) for one in found_alerts]
    return render(request, "office/dashboard.html", context)


def _found(user: User, request: HttpRequest) -> QuerySet[Employer]:
    """The employers asked for, each with its latest regular run's key, month and state."""
    latest = PayRun.objects.filter(employer=OuterRef("pk"), kind=RunKind.REGULAR).order_by("-month")
    ranks = [When(state=state, then=Value(rank)) for state, rank in _RANKS.items()]
    found = employers_of(user).annotate(
        run=Subquery(latest.values("pk")[:1]),
        month=Subquery(latest.values("month")[:1]),
        state=Subquery(latest.values("state")[:1]),
    )
    found = found.annotate(rank=Case(*ranks, default=Value(2), output_field=IntegerField()))
    if wanted := request.GET.get("q", "").strip():
        found = found.filter(name__icontains=wanted)
    if (state := request.GET.get("state", "")) in STATES:
        found = found.filter(STATES[state])
    return found.order_by(*SORTS.get(request.GET.get("sort", ""), SORTS["name"]), "pk")


def _rows(user: User, found: Iterable[Employer]) -> list[Row]:
    """The rows of these employers, in a few readings however many they are."""
    employers = list(found)
    counts = dict(
        Worker.objects.filter(employer__in=employers).order_by().values_list("employer").annotate(Count("pk"))
    )
    runs = PayRun.objects.in_bulk([e.run for e in employers if e.run])  # type: ignore[attr-defined]
    acts = acts_at(user, employers)
    owing = set(debts.to_pay().filter(pk__in=runs).values_list("pk", flat=True))
    returned = debts.rejected(employers)
    return [
        _row(e, counts.get(e.pk, 0), runs.get(e.run), acts[e.pk], owing, returned.get(e.pk, 0))  # type: ignore[attr-defined]
        for e in employers
    ]


def _row(
    employer: Employer, workers: int, run: PayRun | None, acts: frozenset[Act], owing: Container[object], rejected: int
) -> Row:
    home = reverse("employer", args=[employer.pk])
    if Act.READ not in acts:
        return Row(employer, workers, None, "", "")
    if run is not None and run.pk in owing and Act.PAY in acts:
        return Row(employer, workers, run, _("Payer"), reverse("payment", args=[employer.pk, run.pk]), rejected)
    if run is None or run.state in (RunState.VALIDATED, RunState.PAID):
        step = _("Ouvrir %(month)s") % {"month": next_month(run, employer.begins)}
        return Row(employer, workers, run, step if Act.COMPUTE in acts else _("Consulter"), home, rejected)
    address = reverse("run", args=[employer.pk, run.pk])
    needed, step = Act.VALIDATE, _("Contrôler et valider")
    if run.state == RunState.DRAFT:
        needed, step = Act.COMPUTE, _("Saisir et calculer")
    return Row(employer, workers, run, step if needed in acts else _("Consulter"), address, rejected)


def _table(request: HttpRequest, rows: Sequence[Row]) -> HttpResponse:
    told = (
        (
            row.employer.name,
            row.workers,
            row.run.month if row.run else "",
            row.run.get_state_display() if row.run else "",
            row.step,
        )
        for row in rows
    )
    return table_file(request, "employeurs", COLUMNS, told)


def _groups(dues: Sequence[Due], today: dt.date) -> list[Group]:
    """The deadlines not met everywhere, the earliest first, one row for all employers who have it."""
    by_deadline: dict[object, list[Due]] = {}
    for due in dues:
        by_deadline.setdefault(due.deadline, []).append(due)
    groups = []
    for same in by_deadline.values():
        left = [due for due in same if due.met_on is None]
        if left:
            groups.append(Group(due_row(left[0], today), len(same), len(left)))
    return groups[:GROUPS]


@dataclass(frozen=True)
class AlertRow:
    """An alert in words, with the page where it is seen to."""

    text: str
    who: str
    employer: str
    address: str


def _alert(alert: alerts.Alert, names: dict[object, str]) -> AlertRow:
    if alert.kind == "more":
        return AlertRow(_("Il y en a d'autres."), "", "", "")
    day = f"{alert.day:%d/%m/%Y}" if alert.day else ""
    texts = {
        "late_run": _("Le mois est encore ouvert après le jour de clôture."),
        "ending": _("Le contrat finit le %(day)s.") % {"day": day},
        "dimona": ngettext(
            "%(n)s Dimona est en retard ou à faire aujourd'hui.",
            "%(n)s Dimona sont en retard ou à faire aujourd'hui.",
            alert.count,
        )
        % {"n": alert.count},
        "no_account": _("Pas de compte bancaire."),
        "no_household": _("Pas de situation familiale."),
        "contingents_many": _("Beaucoup d'heures se comptent : voyez les contingents sur la page de chaque employeur."),
        "contingent": _near_text(alert.contingent),
        "after_end": _("Des heures sont écrites après la fin du contrat, le %(day)s.") % {"day": day},
    }
    if alert.kind == "dimona":
        address, who = reverse("dimona", args=[alert.employer_id]), _("Dimona")
    elif alert.run is not None:
        address, who = reverse("run", args=[alert.employer_id, alert.run.pk]), terms.month(Month.parse(alert.run.month))
    else:
        worker = alert.worker
        address = reverse("worker", args=[alert.employer_id, worker.pk]) if worker else ""
        who = (worker.search_name or "").title() if worker else ""
    return AlertRow(texts[alert.kind], who, names.get(alert.employer_id, ""), address)


def _near_text(one: Contingent | None) -> str:
    if one is None:
        return ""
    if one.beyond:
        return excess_text(one)
    return _("%(label)s : il reste %(left)s.") % {"label": said(one.label), "left": amount_text(one, one.left)}


@login_required
@require_POST
def load_demo(request: HttpRequest) -> HttpResponse:
    """Bring in the demo employer, when there is none yet."""
    user = user_of(request)
    if not user.bureau:
        raise PermissionDenied
    if Employer.objects.exists():
        messages.info(request, _("Il y a déjà un employeur ; la démonstration n'a pas été chargée."))
        return redirect("dashboard")
    employer = demo.load_demo(user)
    messages.success(request, _("L'employeur de démonstration est là, avec deux mois clôturés."))
    return redirect("employer", employer.pk)
