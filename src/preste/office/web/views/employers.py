"""An employer: identity, workers, runs; and its audit trail."""

from __future__ import annotations

import re
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, Sum
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from preste.exports.twin import Kind
from preste.ids import enterprise, iban, onss_number
from preste.office.accounts.models import User
from preste.office.services import audit
from preste.office.store.models import Affiliation, AuditEvent, Employer, Establishment, Fact, FactKind, PayRun, Payslip
from preste.office.web.access import Act, employer_view, user_of
from preste.office.web.acts import ACTIONS
from preste.office.web.roster import LETTERS, all_rows, roster_page
from preste.office.web.show import month_after, open_month
from preste.office.web.tables import table_file, wants_table

EVENTS_ON_A_PAGE = 100
WORKERS = {
    "matricule": Kind.TEXT,
    "nom": Kind.TEXT,
    "fonction": Kind.TEXT,
    "regime": Kind.TEXT,
    "debut": Kind.DATE,
    "fin": Kind.DATE,
}
RUNS = {
    "mois": Kind.TEXT,
    "genre": Kind.TEXT,
    "etat": Kind.TEXT,
    "fiches": Kind.INTEGER,
    "net_a_payer": Kind.AMOUNT,
    "calcule_le": Kind.MOMENT,
    "valide_le": Kind.MOMENT,
}
EVENTS = {
    "date": Kind.MOMENT,
    "personne": Kind.TEXT,
    "acte": Kind.TEXT,
    "objet": Kind.TEXT,
    "details": Kind.TEXT,
}
RUNS_SHOWN = 13
_UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


@employer_view(Act.READ)
def employer(request: HttpRequest, employer: Employer) -> HttpResponse:
    """Identity, workers and runs of an employer."""
    runs = list(PayRun.objects.filter(employer=employer))
    if wants_table(request):
        return _runs_table(request, runs) if request.GET.get("table") == "runs" else _workers_table(request, employer)
    shown = runs if request.GET.get("runs") == "all" else runs[:RUNS_SHOWN]
    letter = request.GET.get("letter", "")[:1]
    page = roster_page(employer, request.GET.get("page"), letter)
    latest = next((run for run in runs if run.kind == "regular"), None)
    return render(
        request,
        "office/employer.html",
        {
            "employer": employer,
            "numbers": {
                "bce": enterprise.format(employer.enterprise_number),
                "onss": onss_number.format(employer.onss_number),
                "iban": iban.format(employer.iban) if employer.iban else "",
            },
            "affiliations": Affiliation.objects.filter(employer=employer).order_by("kind"),
            "units": Establishment.objects.filter(employer=employer),
            "rows": page.object_list,
            "page": page,
            "letter": letter,
            "letters": LETTERS if letter or page.paginator.num_pages > 1 else "",
            "runs": shown,
            "more_runs": len(runs) - len(shown),
            "totals": _totals(shown),
            "month": month_after(latest, employer.begins),
            "hours_month": open_month(latest, employer.begins),
            "this_year": timezone.localdate().year,
            "latest": latest,
        },
    )


def _totals(runs: list[PayRun]) -> dict[object, dict[str, int]]:
    """For each run, its payslips and their net, in one reading."""
    found = Payslip.objects.filter(run__in=runs, excluded=False).order_by().values_list("run")
    sums = found.annotate(count=Count("*"), net=Sum("net_paid"))
    none: dict[object, dict[str, int]] = {run.pk: {"count": 0, "net": 0} for run in runs}
    return none | {run: {"count": count, "net": net or 0} for run, count, net in sums}


def _workers_table(request: HttpRequest, employer: Employer) -> HttpResponse:
    told = (
        (
            row.worker.number,
            f"{row.last_name} {row.first_name}",
            row.function,
            row.regime,
            row.start,
            row.end,
        )
        for row in all_rows(employer)
    )
    return table_file(request, "travailleurs", WORKERS, told)


def _runs_table(request: HttpRequest, runs: list[PayRun]) -> HttpResponse:
    totals = _totals(runs)
    told = (
        (
            run.month,
            run.get_kind_display(),
            run.get_state_display(),
            totals.get(run.pk, {}).get("count", 0),
            totals.get(run.pk, {}).get("net"),
            run.computed_at,
            run.validated_at,
        )
        for run in runs
    )
    return table_file(request, "mois", RUNS, told)


def _subjects(subjects: list[str]) -> dict[str, str]:
    """The persons that events are about, by payslip, worker or account, where they are still known."""
    ids = [UUID(one) for one in subjects if _UUID.fullmatch(one)]
    names = {str(pk): name for pk, name in Payslip.objects.filter(pk__in=ids).values_list("pk", "worker_name")}
    workers = Fact.objects.filter(kind=FactKind.IDENTITY, worker__in=ids).order_by("recorded_at")
    users = User.objects.filter(pk__in=[int(one) for one in subjects if one.isdecimal()])
    names |= {str(user.pk): str(user) for user in users}
    return names | {str(f.worker_id): f"{f.data['first_name']} {f.data['last_name']}" for f in workers}


@employer_view(Act.READ)
def audit_trail(request: HttpRequest, employer: Employer) -> HttpResponse:
    """Who did and read what, the latest first; whether what is shown is whole, and when all of it was last verified."""
    events = AuditEvent.objects.filter(employer=employer).select_related("user").order_by("-id")
    if wants_table(request):
        told = (
            (
                event.at,
                str(event.user or ""),
                event.action,
                event.subject,
                " ".join(f"{name}={value}" for name, value in event.details.items()),
            )
            for event in events.iterator()
        )
        return table_file(request, "journal", EVENTS, told)
    page = Paginator(events, EVENTS_ON_A_PAGE).get_page(request.GET.get("page"))
    names = _subjects([event.subject for event in page])
    told_events = [(event, ACTIONS.get(event.action, event.action), names.get(event.subject, "")) for event in page]
    context = {
        "employer": employer,
        "page": page,
        "events": told_events,
        "broken": audit.broken_among(list(page.object_list)),
        "verified": audit.last_verified(employer),
    }
    return render(request, "office/audit.html", context)


@employer_view(Act.READ, "POST")
def verify_audit(request: HttpRequest, employer: Employer) -> HttpResponse:
    """Read the whole trail again, from its first event."""
    if not audit.verify(employer, user_of(request)):
        messages.success(request, _("Le journal est entier : aucune ligne n'a été modifiée ni retirée."))
    return redirect("audit", employer.pk)
