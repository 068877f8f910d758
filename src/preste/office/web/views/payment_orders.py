"""An order to the bank: who gets what by it, its file, what became of it, and what came back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from http import HTTPStatus
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from preste.errors import PresteError
from preste.office.services import audit, creditors, debts, payments
from preste.office.services.bank_accounts import account_changes, accounts_on, masked
from preste.office.services.creditors import DueToCreditor
from preste.office.services.transfers import in_file
from preste.office.store.models import (
    Employer,
    OrderState,
    PaymentOrder,
    PayRun,
    Rejection,
    Transfer,
    TransferState,
)
from preste.office.web.access import Act, employer_view, user_of
from preste.office.web.paying import paying_file, paying_form, paying_view, shown_changes, tell_refusal
from preste.office.web.payment_forms import (
    RejectForm,
)
from preste.office.web.payment_tables import total, transfers_table
from preste.office.web.tables import wants_table


@employer_view(Act.READ)
def order(request: HttpRequest, employer: Employer, order_id: UUID) -> HttpResponse:
    """Who gets what by an order, and what became of it."""
    order = _order(order_id)
    transfers = list(order.transfers.select_related("payslip__contract", "reissued_by__order"))
    audit.record(employer, user_of(request), "payment.listed", str(order.run_id), order=order.number)
    if wants_table(request):
        return transfers_table(request, f"ordre-{order.run.month}-{order.number}", transfers)
    nets = [one for one in transfers if not one.claim]
    accounts = {one.payslip.contract.worker_id: one.creditor_iban for one in nets}
    parts = _ordered_parts(order.run, transfers)
    context = {
        "employer": employer,
        "order": order,
        "run": order.run,
        "transfers": [(one, masked(one.creditor_iban)) for one in in_file(transfers)],
        "debtor": masked(order.debtor_iban),
        "total": total(transfers),
        "paid": total([one for one in transfers if one.state == TransferState.PAID]),
        "returned": total([one for one in transfers if one.state == TransferState.REJECTED]),
        "changes": shown_changes(account_changes(order.run, accounts) + creditors.account_changes(order.run, parts)),
        "outdated": _outdated(order, transfers) if order.state == OrderState.PREPARED else [],
        "mine": employer.four_eyes and order.prepared_by_id == user_of(request).pk,
        "early": order.execution_date > payments.today(),
    }
    return render(request, "office/payment_order.html", context)


def _ordered_parts(run: PayRun, transfers: Sequence[Transfer]) -> list[DueToCreditor]:
    """The creditors of an order, with the accounts that were ordered."""
    ordered = {debts.key_of(one.payslip_id, one.claim): one for one in transfers if one.claim}
    if not ordered:
        return []
    found = [(one, ordered.get(debts.key_of(one.payslip.pk, one.claim.id))) for one in creditors.due_of(run)]
    return [replace(one, claim=replace(one.claim, iban=made.creditor_iban)) for one, made in found if made]


def _outdated(order: PaymentOrder, transfers: Sequence[Transfer]) -> list[str]:
    """Who has another account now than the one that was ordered, or wants another communication."""
    now = accounts_on(order.employer, order.execution_date)
    nets = [one for one in transfers if not one.claim]
    found = [one.creditor_name for one in nets if now.get(one.payslip.contract.worker_id) != one.creditor_iban]
    ordered = {debts.key_of(one.payslip_id, one.claim): one for one in transfers if one.claim}
    for part in creditors.due_of(order.run) if ordered else ():
        made = ordered.get(debts.key_of(part.payslip.pk, part.claim.id))
        if made and (made.creditor_iban, made.reference) != (part.claim.iban, part.claim.reference.strip()):
            found.append(made.creditor_name)
    return found


@paying_file
def file(request: HttpRequest, employer: Employer, order_id: UUID) -> HttpResponse:
    """The order's SEPA file, the same bytes each time; nobody's name is in its own."""
    order = _order(order_id)
    try:
        content = payments.sepa_file(order, user_of(request))
    except PresteError as error:
        tell_refusal(request, error)
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
        tell_refusal(request, error)
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
            tell_refusal(request, error)
        else:
            text = _("Noté. Ce montant est de nouveau à payer : corrigez le compte, puis préparez un nouvel ordre.")
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
        tell_refusal(request, error)
    return redirect("payment", employer.pk, transfer.payslip.run_id)


def _order(order_id: UUID) -> PaymentOrder:
    found = PaymentOrder.objects.select_related("run__employer", "prepared_by", "handed_over_by", "confirmed_by")
    order: PaymentOrder = get_object_or_404(found, pk=order_id)
    return order
