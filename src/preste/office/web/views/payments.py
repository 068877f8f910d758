"""Step 5 of a run: pay it. What is still owed, to whom and on which account; what was paid otherwise."""

from __future__ import annotations

import re
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from preste.errors import PresteError
from preste.ids import iban
from preste.office.services import audit, bank_accounts, creditors, debts, payments
from preste.office.services.bank_accounts import STANDING, account_changes, accounts_on, masked
from preste.office.services.creditors import DueToCreditor
from preste.office.services.debts import CLOSED, Due
from preste.office.store.models import (
    Employer,
    FactKind,
    PaymentOrder,
    PayRun,
    RunState,
    Transfer,
    Way,
    Worker,
)
from preste.office.web.access import Act, employer_view, user_of
from preste.office.web.paying import paying_form, paying_view, shown_changes, tell_refusal
from preste.office.web.payment_forms import (
    AgainForm,
    Choice,
    OtherwiseForm,
    PrepareForm,
    creditor_choice,
    net_choice,
)
from preste.office.web.payment_tables import PROBLEMS, creditors_table, orders_table, owed_table, total
from preste.office.web.tables import wants_table

ORDERS_ON_A_PAGE = 50


# ── the payment of a run ───────────────────────────────────────────────────────────────────


@employer_view(Act.READ)
def payment(request: HttpRequest, employer: Employer, run_id: UUID) -> HttpResponse:
    """What the run still owes and to which accounts, its orders, and what was paid otherwise."""
    run = get_object_or_404(PayRun, pk=run_id)
    audit.record(employer, user_of(request), "payment.listed", str(run.pk))
    if wants_table(request) and request.GET.get("table") == "creditors":
        return creditors_table(request, f"creanciers-{run.month}", [(one.part, one.state) for one in _parts(run)])
    if wants_table(request):
        return owed_table(
            request, f"a-payer-{run.month}", debts.dues(debts.unpaid().filter(run=run), timezone.localdate())
        )
    return _payment_page(request, run)


def _payment_page(
    request: HttpRequest, run: PayRun, prepare: PrepareForm | None = None, other: OtherwiseForm | None = None
) -> HttpResponse:
    today = timezone.localdate()
    day = debts.pay_day(run, today)
    closed = run.state in CLOSED
    left = debts.owed(run, day)
    owed = [one for one in left if not one.to]
    parts = _parts(run)
    orders = list(run.orders.select_related("prepared_by").prefetch_related("transfers"))
    bound = prepare or other
    context = {
        "employer": run.employer,
        "run": run,
        "closed": closed,
        "owed": [(one, PROBLEMS.get(one.problem, ""), masked(one.account)) for one in owed],
        "owed_total": sum(one.amount for one in left),
        "nets_total": sum(one.amount for one in owed),
        "creditors": parts,
        "left": left,
        "payable": closed and any(not one.problem for one in left),
        "changes": shown_changes(
            account_changes(run, accounts_on(run.employer, day))
            + creditors.account_changes(run, [one.part for one in parts])
        ),
        "orders": [(one, total(list(one.transfers.all()))) for one in orders],
        "outside": Transfer.objects.filter(payslip__run=run, order=None).select_related("made_by", "payslip"),
        "prepare": prepare or _prepare_form(run),
        "picked": request.POST.getlist("payslips") if prepare else [one.key for one in left],
        "other": other or _otherwise_form(run),
        "again": closed and payments.paid_nets(run).exists(),
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if bound is not None and bound.is_bound else HTTPStatus.OK
    return render(request, "office/payment.html", context, status=status)


@dataclass(frozen=True)
class PartRow:
    """What a run gives to a creditor: whether it is still to be paid, what hinders it, and the payment that stands."""

    part: DueToCreditor
    due: Due | None = None
    made: Transfer | None = None

    @property
    def problem(self) -> str | Promise:
        """Why it cannot be paid by a file."""
        return PROBLEMS.get(self.due.problem, "") if self.due else ""

    @property
    def state(self) -> str:
        """What became of it, in a word."""
        return str(self.made.get_state_display()) if self.made else ""


def _parts(run: PayRun) -> list[PartRow]:
    """What a run gives to creditors, and what became of each."""
    parts = creditors.due_of(run)
    owed = {one.key: one for one in debts.owed_to_creditors(run)} if parts else {}
    found = Transfer.objects.filter(payslip__run=run, state__in=STANDING).exclude(claim="").select_related("order")
    made = {debts.key_of(one.payslip_id, one.claim): one for one in found} if parts else {}
    keys = [debts.key_of(one.payslip.pk, one.claim.id) for one in parts]
    return [PartRow(part, owed.get(key), made.get(key)) for part, key in zip(parts, keys, strict=True)]


def _prepare_form(run: PayRun, sent: Any = None) -> PrepareForm:
    today = timezone.localdate()
    initial = {"number": payments.next_number(run), "execution_date": debts.pay_day(run, today)}
    return PrepareForm(sent, initial=initial, choices=_choices(run), today=today)


def _otherwise_form(run: PayRun, sent: Any = None) -> OtherwiseForm:
    """Offers those not paid; what is sent may name others, and is then told that they are paid."""
    choices = _choices(run)
    if sent is None:
        left = {one.key for one in debts.owed(run, timezone.localdate())}
        choices = [choice for choice in choices if choice[0] in left]
    return OtherwiseForm(sent, initial={"paid_on": timezone.localdate()}, choices=choices, prefix="other")


def _choices(run: PayRun) -> list[Choice]:
    """All that a run pays: the nets, by name, then the creditors."""
    nets = run.payslips.filter(excluded=False, net_paid__gt=0)
    return [net_choice(one) for one in nets] + [creditor_choice(one) for one in creditors.due_of(run)]


@paying_view
def prepare(request: HttpRequest, employer: Employer, run_id: UUID) -> HttpResponse:
    """Prepare the order of what is owed; sent twice, it is the same order."""
    run = get_object_or_404(PayRun, pk=run_id)
    sent = request.POST
    number = int(sent["number"]) if re.fullmatch(r"[1-9]\d{0,3}", sent.get("number", "")) else None
    if number and (existing := run.orders.filter(number=number).first()):
        return redirect("payment-order", employer.pk, existing.pk)
    wanted: dict[str, Any] = {"number": number}
    if "all" not in sent and run.state in CLOSED:
        form = _prepare_form(run, sent)
        if not form.is_valid():
            return _payment_page(request, run, prepare=form)
        wanted = form.cleaned_data
    try:
        made = payments.prepare(run, user_of(request), **wanted)
    except PresteError as error:
        tell_refusal(request, error)
        return redirect("payment", employer.pk, run.pk)
    messages.success(request, _("L'ordre est prêt. Téléchargez son fichier et remettez-le à la banque."))
    return redirect("payment-order", employer.pk, made.pk)


@paying_view
def otherwise(request: HttpRequest, employer: Employer, run_id: UUID) -> HttpResponse:
    """Nets and creditors that were paid outside Preste."""
    run = get_object_or_404(PayRun, pk=run_id)
    form = _otherwise_form(run, request.POST)
    if not form.is_valid():
        return _payment_page(request, run, other=form)
    data = form.cleaned_data
    try:
        made = payments.pay_otherwise(run, user_of(request), data["payslips"], Way(data["way"]), data["paid_on"])
    except PresteError as error:
        tell_refusal(request, error)
    else:
        text = ngettext("%(n)s paiement noté.", "%(n)s paiements notés.", len(made)) % {"n": len(made)}
        messages.success(request, text)
    return redirect("payment", employer.pk, run.pk)


@paying_form
def again(request: HttpRequest, employer: Employer, run_id: UUID) -> HttpResponse:
    """The decision to pay nets a second time, with its reason."""
    run = get_object_or_404(PayRun, pk=run_id)
    standing = payments.paid_nets(run)
    today = timezone.localdate()
    form = AgainForm(
        request.POST if request.method == "POST" else None,
        initial={"number": payments.next_number(run), "execution_date": debts.pay_day(run, today)},
        choices=[net_choice(one) for one in standing],
        today=today,
    )
    if form.is_valid():
        data = {name: value for name, value in form.cleaned_data.items() if name != "decided"}
        try:
            made = payments.prepare_again(run, user_of(request), **data)
        except PresteError as error:
            tell_refusal(request, error)
            return redirect("payment", employer.pk, run.pk)
        messages.warning(request, _("Un second paiement est préparé. La décision et sa raison sont notées."))
        return redirect("payment-order", employer.pk, made.pk)
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.is_bound else HTTPStatus.OK
    context = {"employer": employer, "run": run, "form": form, "standing": standing}
    return render(request, "office/payment_again.html", context, status=status)


# ── the employer ───────────────────────────────────────────────────────────────────────────


@employer_view(Act.READ)
def payments_list(request: HttpRequest, employer: Employer) -> HttpResponse:
    """All that is still owed, and every order."""
    nets = debts.dues(debts.unpaid().order_by("-run__month", "worker_name"), timezone.localdate())
    owed = nets + debts.owed_to_creditors(*PayRun.objects.filter(employer=employer, state=RunState.VALIDATED))
    orders = PaymentOrder.objects.filter(employer=employer).select_related("run").prefetch_related("transfers")
    audit.record(employer, user_of(request), "payment.listed", str(employer.pk))
    if wants_table(request):
        return (
            owed_table(request, "a-payer", owed)
            if request.GET.get("table") == "debts"
            else orders_table(request, list(orders))
        )
    page = Paginator(orders, ORDERS_ON_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "employer": employer,
        "owed": [(one, PROBLEMS.get(one.problem, ""), masked(one.account)) for one in owed],
        "owed_total": sum(one.amount for one in owed),
        "page": page,
        "orders": [(one, total(list(one.transfers.all()))) for one in page],
    }
    return render(request, "office/payments.html", context)


@paying_view
def reveal_account(request: HttpRequest, employer: Employer, worker_id: UUID) -> HttpResponse:
    """The accounts of a worker and of their creditors in full, to be compared with a paper; recorded."""
    worker: Worker = get_object_or_404(Worker.objects.select_related("employer"), pk=worker_id)
    found = bank_accounts.reveal(worker, user_of(request))
    known = [(fact, iban.format(account)) for fact, account in found if fact.kind == FactKind.IDENTITY]
    data = known[0][0].data
    context = {
        "employer": employer,
        "worker": worker,
        "known": known,
        "creditors": [
            (fact, iban.format(account)) for fact, account in found if fact.kind == FactKind.GARNISHMENT and account
        ],
        "name": f"{data['first_name']} {data['last_name']}",
    }
    return render(request, "office/account_reveal.html", context)
