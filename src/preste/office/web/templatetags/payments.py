"""What a run's and a worker's page tell of payments."""

from __future__ import annotations

from typing import Any

from django import template
from django.utils import timezone

from preste.office.services import creditors, debts
from preste.office.services.bank_accounts import account_changes, accounts_on
from preste.office.services.payments import next_number
from preste.office.store.models import Contract, PayRun, Payslip, RunState, Transfer, Worker
from preste.office.web.payment_tables import total

register = template.Library()


@register.inclusion_tag("office/parts/payment_step.html", takes_context=True)
def payment_step(context: dict[str, Any]) -> dict[str, Any]:
    """Where the payment of a validated run stands, and its next act.

    When nothing asks for attention, one button prepares the whole order; else the payment page does.
    """
    run: PayRun = context["run"]
    day = debts.pay_day(run, timezone.localdate())
    owed = debts.owed(run, day)
    parts = [one.to for one in owed if one.to]
    orders = [(one, total(list(one.transfers.all()))) for one in run.orders.prefetch_related("transfers")]
    changes = account_changes(run, accounts_on(run.employer, day)) if owed else []
    changes += creditors.account_changes(run, parts)
    unusable = sum(1 for one in owed if one.problem)
    plain = bool(owed) and not (changes or unusable or orders) and bool(run.employer.iban)
    return {
        **{name: context.get(name) for name in ("request", "csrf_token", "employer", "run")},
        "owed": owed,
        "nets": len(owed) - len(parts),
        "parts": len(parts),
        "nets_total": sum(one.amount for one in owed if not one.to),
        "parts_total": sum(part.amount for part in parts),
        "rejected": sum(1 for one in owed if one.rejected),
        "unusable": unusable,
        "changes": len(changes),
        "orders": orders,
        "number": next_number(run),
        "plain": plain,
        "day": day,
    }


@register.inclusion_tag("office/parts/worker_payments.html", takes_context=True)
def worker_payments(context: dict[str, Any]) -> dict[str, Any]:
    """What a worker is still owed, and what was paid."""
    worker: Worker = context["worker"]
    contracts = list(Contract.objects.filter(worker=worker).values_list("pk", flat=True))
    payslips = list(Payslip.objects.filter(contract__in=contracts).values_list("pk", flat=True))
    owed = debts.dues(debts.unpaid().filter(contract__in=contracts).order_by("-run__month"), timezone.localdate())
    runs = PayRun.objects.filter(employer=worker.employer_id, payslips__in=payslips, state=RunState.VALIDATED)
    owed += [one for one in debts.owed_to_creditors(*runs.distinct()) if one.payslip.pk in payslips]
    made = Transfer.objects.filter(payslip__in=payslips).select_related("payslip__run", "order")
    return {
        **{name: context.get(name) for name in ("request", "csrf_token", "employer", "worker")},
        "owed": owed,
        "transfers": made.order_by("-payslip__run__month", "-attempt"),
    }
