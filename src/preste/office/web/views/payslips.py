"""A payslip: on screen, as PDF, and explained. Each reading is recorded."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from preste.calendar import Month
from preste.documents import typesetting
from preste.documents.explanation.fragment import explanation_fragment
from preste.documents.explanation.page import explanation_page
from preste.documents.payslip import write
from preste.errors import PresteError
from preste.exports.twin import Kind
from preste.office.services import audit, batches, pay_runs
from preste.office.services.individual_accounts import CLOSED
from preste.office.services.payslips import RESULTS
from preste.office.store.models import Employer, Payslip
from preste.office.web import terms
from preste.office.web.access import Act, employer_view, user_of
from preste.office.web.answers import with_its_policy
from preste.office.web.show import employer_rows, information_rows, payslip_groups
from preste.office.web.tables import table_file, wants_table

COLUMNS = {"groupe": Kind.TEXT, "libelle": Kind.TEXT, "calcul": Kind.TEXT, "montant": Kind.AMOUNT}


@employer_view(Act.READ)
def payslip(request: HttpRequest, employer: Employer, payslip_id: UUID) -> HttpResponse:
    """The payslip's lines from gross to paid, each amount a link to its explanation."""
    payslip = _payslip(payslip_id)
    lines = list(payslip.lines.all())
    month = payslip.run.month
    explained = {node["name"] for node in pay_runs.explanation_of(payslip).get("nodes", ())}
    groups = payslip_groups(payslip, lines, explained)
    audit.record(employer, user_of(request), "payslip.read", str(payslip.pk), form="page")
    if wants_table(request):
        rows = ((str(g.title), r.label, r.reckoned, r.amount) for g in groups for r in g.rows)
        return table_file(request, f"fiche-{month}", COLUMNS, rows)
    return render(
        request,
        "office/payslip.html",
        {
            "employer": employer,
            "payslip": payslip,
            "run": payslip.run,
            "groups": groups,
            "employer_rows": employer_rows(lines, month, explained),
            "information": information_rows(lines, month, explained),
            "explained": explained,
            "work": payslip.view.get("work", {}),
            "facts": payslip.view.get("worker", {}).get("facts", []),
            "counters": [terms.counter(*one) for one in payslip.view.get("counters", [])],
            "draft": payslip.run.state not in CLOSED,
        },
    )


@employer_view(Act.READ)
def pdf(request: HttpRequest, employer: Employer, payslip_id: UUID) -> HttpResponse:
    """The stored payslip as PDF: nothing is computed again."""
    payslip = _payslip(payslip_id)
    if not payslip.view:
        raise Http404
    view, moment = batches.sheet(payslip)
    content = typesetting.pdf(write.TEMPLATE, [view], moment)
    audit.record(employer, user_of(request), "payslip.read", str(payslip.pk), form="pdf")
    response = HttpResponse(content, content_type="application/pdf")
    draft = "-brouillon" if view["draft"] else ""
    name = f"fiche-{payslip.run.month}-{str(payslip.pk)[:8]}{draft}.pdf"
    response.headers["Content-Disposition"] = f'inline; filename="{name}"'
    return response


@employer_view(Act.READ)
def explanation(request: HttpRequest, employer: Employer, payslip_id: UUID) -> HttpResponse:
    """Why each amount is what it is, as it was stored. The page carries a policy of its own."""
    payslip = _payslip(payslip_id)
    which = request.GET.get("month", payslip.run.month)
    stored = pay_runs.explanation_of(payslip, which)
    if not stored:
        raise Http404
    month = terms.month(Month.parse(which))
    try:
        page = explanation_page(stored, payslip.worker_name, f"{employer.name}, {month}", RESULTS, terms.language())
    except PresteError as error:
        raise Http404 from error
    audit.record(employer, user_of(request), "payslip.read", str(payslip.pk), form="explanation")
    return with_its_policy(page)


@employer_view(Act.READ)
def why(request: HttpRequest, employer: Employer, payslip_id: UUID) -> HttpResponse:
    """One amount's explanation, a piece of a page for the side panel: `?rule=net`; by default the net to pay.

    `month`: of an earlier month that the payslip settles.
    """
    payslip = _payslip(payslip_id)
    name = request.GET.get("rule", "net_paid")
    try:
        stored = pay_runs.explanation_of(payslip, request.GET.get("month", ""))
        piece = explanation_fragment(stored, name, RESULTS, terms.language())
    except PresteError as error:
        raise Http404 from error
    audit.record(employer, user_of(request), "payslip.read", str(payslip.pk), form="explanation")
    return HttpResponse(piece)


def _payslip(payslip_id: UUID) -> Payslip:
    return get_object_or_404(Payslip.objects.select_related("run", "contract__worker"), pk=payslip_id)
