"""The dashboard: the employers one works with, and the next step of each."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe
from django_scopes import scope

from preste.exports.twin import Kind
from preste.office.accounts.models import User
from preste.office.services import demo
from preste.office.store.models import Employer, PayRun, RunKind, RunState, Worker
from preste.office.web.access import Act, acts_of, employers_of, user_of
from preste.office.web.show import next_month
from preste.office.web.tables import table_file, wants_table

COLUMNS = {
    "employeur": Kind.TEXT,
    "travailleurs": Kind.INTEGER,
    "dernier_mois": Kind.TEXT,
    "etat": Kind.TEXT,
    "prochaine_etape": Kind.TEXT,
}


@dataclass(frozen=True)
class Row:
    """An employer on the dashboard: its latest run, and the next step with its address."""

    employer: Employer
    workers: int
    run: PayRun | None
    step: str
    address: str


@login_required
@require_safe
def dashboard(request: HttpRequest) -> HttpResponse:
    """Each employer with its latest run, its state and the next step."""
    user = user_of(request)
    rows = _rows(user)
    if wants_table(request):
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
    return render(request, "office/dashboard.html", {"rows": rows, "bureau": user.bureau})


def _rows(user: User) -> list[Row]:
    employers = list(employers_of(user))
    if not employers:
        return []
    with scope(employer=employers):
        counts = dict(Worker.objects.values_list("employer").annotate(Count("pk")).order_by())
        latest: dict[object, PayRun] = {}
        for run in PayRun.objects.filter(kind=RunKind.REGULAR).order_by("month"):
            latest[run.employer_id] = run
    return [_row(user, employer, counts.get(employer.pk, 0), latest.get(employer.pk)) for employer in employers]


def _row(user: User, employer: Employer, workers: int, run: PayRun | None) -> Row:
    acts = acts_of(user, employer)
    home = reverse("employer", args=[employer.pk])
    if Act.READ not in acts:
        return Row(employer, workers, None, "", "")
    if run is None or run.state in (RunState.VALIDATED, RunState.PAID):
        step = _("Ouvrir %(month)s") % {"month": next_month(run)}
        return Row(employer, workers, run, step if Act.COMPUTE in acts else _("Consulter"), home)
    address = reverse("run", args=[employer.pk, run.pk])
    if run.state == RunState.DRAFT:
        return Row(employer, workers, run, _("Saisir et calculer") if Act.COMPUTE in acts else _("Consulter"), address)
    return Row(employer, workers, run, _("Contrôler et valider") if Act.VALIDATE in acts else _("Consulter"), address)


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
