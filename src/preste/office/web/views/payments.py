"""Step 5 of a run: pay it. Orders and their files, what came back, what was paid otherwise, what is still owed.

Every act, and the file, goes through `paying_view`, `paying_form` or `paying_file`: the one place where a fresh
sign-in is asked for.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from http import HTTPStatus
from typing import Any, Concatenate, ParamSpec
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from preste.errors import PresteError
from preste.ids import iban
from preste.office.services import audit, bank_accounts, creditors, debts, payments
from preste.office.services.bank_accounts import STANDING, account_changes, accounts_on, masked
from preste.office.services.debts import CLOSED
from preste.office.services.payments import PaymentError
from preste.office.store.models import (
    Employer,
    OrderState,
    PaymentOrder,
    PayRun,
    Payslip,
    Rejection,
    Transfer,
    TransferState,
    Way,
    Worker,
)
from preste.office.web import terms
from preste.office.web.access import Act, EmployerView, employer_view, user_of
from preste.office.web.fresh import fresh_sign_in
from preste.office.web.payment_forms import AgainForm, OtherwiseForm, PrepareForm, RejectForm
from preste.office.web.payment_tables import PROBLEMS, creditors_table, orders_table, owed_table, total, transfers_table
from preste.office.web.tables import wants_table
from preste.office.web.words import MESSAGES, told

P = ParamSpec("P")


def _payer(*methods: str) -> Callable[[EmployerView[P]], Callable[Concatenate[HttpRequest, UUID, P], HttpResponse]]:
    """A view of an act that pays: for who may, and who proved lately who they are."""
    return lambda view: employer_view(Act.PAY, *methods)(fresh_sign_in(view))


paying_view = _payer("POST")
paying_form = _payer("GET", "HEAD", "POST")
paying_file = _payer("GET", "HEAD")
ORDERS_ON_A_PAGE = 50


def _refused(request: HttpRequest, error: PresteError) -> None:
    """The error in the reader's words; what a bank would refuse, by creditor."""
    findings = error.findings if isinstance(error, PaymentError) else ()
    for name, finding in findings:
        message, remedy = MESSAGES.get(finding.code, (finding.message, ""))
        messages.error(request, f"{name}{terms.colon()} {message}. {remedy}".strip())
    if not findings:
        messages.error(request, told(error))


# ── the payment of a run ───────────────────────────────────────────────────────────────────


@employer_view(Act.READ)
def payment(request: HttpRequest, employer: Employer, run_id: UUID) -> HttpResponse:
    """What the run still owes and to which accounts, its orders, and what was paid otherwise."""
    run = get_object_or_404(PayRun, pk=run_id)
    audit.record(employer, user_of(request), "payment.listed", str(run.pk))
    if wants_table(request) and request.GET.get("table") == "creditors":
        return creditors_table(request, f"creanciers-{run.month}", creditors.due_of(run))
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
    owed = debts.dues(debts.unpaid().filter(run=run).order_by("worker_name"), day)
    closed = run.state in CLOSED
    orders = list(run.orders.select_related("prepared_by").prefetch_related("transfers"))
    bound = prepare or other
    context = {
        "employer": run.employer,
        "run": run,
        "closed": closed,
        "owed": [(one, PROBLEMS.get(one.problem, ""), masked(one.account)) for one in owed],
        "owed_total": sum(one.payslip.net_paid or 0 for one in owed),
        "creditors": creditors.due_of(run),
        "payable": [one for one in owed if not one.problem],
        "changes": _shown_changes(run, accounts_on(run.employer, day)),
        "orders": [(one, total(list(one.transfers.all()))) for one in orders],
        "outside": Transfer.objects.filter(payslip__run=run, order=None).select_related("made_by", "payslip"),
        "prepare": prepare or _prepare_form(run),
        "picked": request.POST.getlist("payslips") if prepare else [str(one.payslip.pk) for one in owed],
        "other": other or _otherwise_form(run),
        "again": closed and Transfer.objects.filter(payslip__run=run, state__in=STANDING).exists(),
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if bound is not None and bound.is_bound else HTTPStatus.OK
    return render(request, "office/payment.html", context, status=status)


def _shown_changes(run: PayRun, accounts: dict[UUID, str]) -> list[tuple[Any, str, str]]:
    return [(one, masked(one.before), masked(one.now)) for one in account_changes(run, accounts)]


def _prepare_form(run: PayRun, sent: Any = None) -> PrepareForm:
    today = timezone.localdate()
    initial = {"number": payments.next_number(run), "execution_date": debts.pay_day(run, today)}
    return PrepareForm(sent, initial=initial, payslips=_paying(run), today=today)


def _otherwise_form(run: PayRun, sent: Any = None) -> OtherwiseForm:
    """Offers those not paid; what is sent may name others, and is then told that they are paid."""
    payslips = list(debts.unpaid().filter(run=run).order_by("worker_name")) if sent is None else _paying(run)
    return OtherwiseForm(sent, initial={"paid_on": timezone.localdate()}, payslips=payslips, prefix="other")


def _paying(run: PayRun) -> list[Payslip]:
    return list(run.payslips.filter(excluded=False, net_paid__gt=0))


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
        _refused(request, error)
        return redirect("payment", employer.pk, run.pk)
    messages.success(request, _("L'ordre est prêt. Téléchargez son fichier et remettez-le à la banque."))
    return redirect("payment-order", employer.pk, made.pk)


@paying_view
def otherwise(request: HttpRequest, employer: Employer, run_id: UUID) -> HttpResponse:
    """Nets that were paid outside Preste."""
    run = get_object_or_404(PayRun, pk=run_id)
    form = _otherwise_form(run, request.POST)
    if not form.is_valid():
        return _payment_page(request, run, other=form)
    data = form.cleaned_data
    try:
        made = payments.pay_otherwise(run, user_of(request), data["payslips"], Way(data["way"]), data["paid_on"])
    except PresteError as error:
        _refused(request, error)
    else:
        text = ngettext("%(n)s paiement noté.", "%(n)s paiements notés.", len(made)) % {"n": len(made)}
        messages.success(request, text)
    return redirect("payment", employer.pk, run.pk)


@paying_form
def again(request: HttpRequest, employer: Employer, run_id: UUID) -> HttpResponse:
    """The decision to pay nets a second time, with its reason."""
    run = get_object_or_404(PayRun, pk=run_id)
    standing = Payslip.objects.filter(run=run, transfers__state__in=STANDING).distinct().order_by("worker_name")
    today = timezone.localdate()
    form = AgainForm(
        request.POST if request.method == "POST" else None,
        initial={"number": payments.next_number(run), "execution_date": debts.pay_day(run, today)},
        payslips=list(standing),
        today=today,
    )
    if form.is_valid():
        data = {name: value for name, value in form.cleaned_data.items() if name != "decided"}
        try:
            made = payments.prepare_again(run, user_of(request), **data)
        except PresteError as error:
            _refused(request, error)
            return redirect("payment", employer.pk, run.pk)
        messages.warning(request, _("Un second paiement est préparé. La décision et sa raison sont notées."))
        return redirect("payment-order", employer.pk, made.pk)
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.is_bound else HTTPStatus.OK
    context = {"employer": employer, "run": run, "form": form, "standing": standing}
    return render(request, "office/payment_again.html", context, status=status)


# ── an order ───────────────────────────────────────────────────────────────────────────────


@employer_view(Act.READ)
def order(request: HttpRequest, employer: Employer, order_id: UUID) -> HttpResponse:
    """Who gets what by an order, and what became of it."""
    order = _order(order_id)
    transfers = list(order.transfers.select_related("payslip__contract", "reissued_by__order"))
    audit.record(employer, user_of(request), "payment.listed", str(order.run_id), order=order.number)
    if wants_table(request):
        return transfers_table(request, f"ordre-{order.run.month}-{order.number}", transfers)
    accounts = {one.payslip.contract.worker_id: one.creditor_iban for one in transfers}
    context = {
        "employer": employer,
        "order": order,
        "run": order.run,
        "transfers": [(one, masked(one.creditor_iban)) for one in transfers],
        "debtor": masked(order.debtor_iban),
        "total": total(transfers),
        "paid": total([one for one in transfers if one.state == TransferState.PAID]),
        "returned": total([one for one in transfers if one.state == TransferState.REJECTED]),
        "changes": _shown_changes(order.run, accounts),
        "outdated": _outdated(order, transfers) if order.state == OrderState.PREPARED else [],
        "mine": employer.four_eyes and order.prepared_by_id == user_of(request).pk,
        "early": order.execution_date > payments.today(),
    }
    return render(request, "office/payment_order.html", context)


def _outdated(order: PaymentOrder, transfers: Sequence[Transfer]) -> list[str]:
    """Who has another account now than the one that was ordered."""
    now = accounts_on(order.employer, order.execution_date)
    return [one.creditor_name for one in transfers if now.get(one.payslip.contract.worker_id) != one.creditor_iban]


@paying_file
def file(request: HttpRequest, employer: Employer, order_id: UUID) -> HttpResponse:
    """The order's SEPA file, the same bytes each time; nobody's name is in its own."""
    order = _order(order_id)
    try:
        content = payments.sepa_file(order, user_of(request))
    except PresteError as error:
        _refused(request, error)
        return redirect("payment-order", employer.pk, order.pk)
    response = HttpResponse(content, content_type="application/xml")
    name = f"salaires-{order.run.month}-{order.number}-{order.message_id[:8]}.xml"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@paying_view
def mark(request: HttpRequest, employer: Employer, order_id: UUID) -> HttpResponse:
    """The bank has it, it is executed, or it is given up."""
    order, user, act = _order(order_id), user_of(request), request.POST.get("act")
    try:
        if act == OrderState.HANDED_OVER:
            payments.hand_over(order, user)
        elif act == OrderState.CONFIRMED:
            payments.confirm(order, user)
        elif act == OrderState.ABANDONED:
            payments.abandon(order, user, request.POST.get("reason", "")[:300])
    except PresteError as error:
        _refused(request, error)
    return redirect("payment-order", employer.pk, order.pk)


@paying_form
def reject(request: HttpRequest, employer: Employer, transfer_id: UUID) -> HttpResponse:
    """A payment that came back: why and when."""
    transfer: Transfer = get_object_or_404(
        Transfer.objects.select_related("payslip__run", "order", "payslip__contract"), pk=transfer_id
    )
    run, today = transfer.payslip.run, timezone.localdate()
    form = RejectForm(request.POST if request.method == "POST" else None, initial={"rejected_on": today}, today=today)
    if form.is_valid():
        data = form.cleaned_data
        try:
            payments.reject(transfer, user_of(request), Rejection(data["reason"]), data["rejected_on"])
        except PresteError as error:
            _refused(request, error)
        else:
            text = _("Noté. Ce net est de nouveau à payer : corrigez le compte, puis préparez un nouvel ordre.")
            messages.success(request, text)
        return redirect("payment", employer.pk, run.pk)
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.is_bound else HTTPStatus.OK
    context = {"employer": employer, "run": run, "transfer": transfer, "form": form}
    context["account"] = masked(transfer.creditor_iban)
    return render(request, "office/payment_reject.html", context, status=status)


@paying_view
def confirm_otherwise(request: HttpRequest, employer: Employer, transfer_id: UUID) -> HttpResponse:
    """A second person confirms what was paid outside Preste."""
    transfer: Transfer = get_object_or_404(Transfer.objects.select_related("payslip__run"), pk=transfer_id)
    try:
        payments.confirm_otherwise(transfer, user_of(request))
    except PresteError as error:
        _refused(request, error)
    return redirect("payment", employer.pk, transfer.payslip.run_id)


def _order(order_id: UUID) -> PaymentOrder:
    found = PaymentOrder.objects.select_related("run__employer", "prepared_by", "handed_over_by", "confirmed_by")
    order: PaymentOrder = get_object_or_404(found, pk=order_id)
    return order


# ── the employer ───────────────────────────────────────────────────────────────────────────


@employer_view(Act.READ)
def payments_list(request: HttpRequest, employer: Employer) -> HttpResponse:
    """All that is still owed, and every order."""
    owed = debts.dues(debts.unpaid().order_by("-run__month", "worker_name"), timezone.localdate())
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
        "owed_total": sum(one.payslip.net_paid or 0 for one in owed),
        "page": page,
        "orders": [(one, total(list(one.transfers.all()))) for one in page],
    }
    return render(request, "office/payments.html", context)


@paying_view
def reveal_account(request: HttpRequest, employer: Employer, worker_id: UUID) -> HttpResponse:
    """A worker's accounts in full, to compare them with a bank statement. The reading is recorded."""
    worker: Worker = get_object_or_404(Worker.objects.select_related("employer"), pk=worker_id)
    known = [(fact, iban.format(account)) for fact, account in bank_accounts.reveal(worker, user_of(request))]
    data = known[0][0].data
    context = {
        "employer": employer,
        "worker": worker,
        "known": known,
        "name": f"{data['first_name']} {data['last_name']}",
    }
    return render(request, "office/account_reveal.html", context)
