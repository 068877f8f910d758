"""Past stays past: every closed month computed again with today's code and law, beside what was validated."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from preste.calendar import Month
from preste.errors import PresteError
from preste.law import book
from preste.office.services.dossiers import dossier_of
from preste.office.store.models import Employer, PayRun, Payslip, RunKind
from preste.payroll.month import active, pay_contract

Pay = tuple[int | None, list[tuple[str, str, int]]]
"""What is paid in cents, and code, label and cents of each line, in order."""


class Cause(Enum):
    """What explains that a month would be paid otherwise today."""

    FACTS = "des faits enregistrés depuis"
    LAW = "une autre version de la loi"
    CODE = "une autre version du calcul"


@dataclass(frozen=True)
class Moved:
    """A contract whose closed month would be paid otherwise today; what is paid in cents, None without a payslip."""

    month: str
    contract: str
    cause: Cause
    stored: int | None
    now: int | None


def moved(employer: Employer) -> Iterator[Moved]:
    """What differs in each closed month of an employer, oldest first, inside its scope.

    A month is first computed from the facts as they were known when it was computed: a difference comes from the law
    or the code. Where there is none, it is computed from the facts known now.
    """
    runs = PayRun.objects.filter(employer=employer, kind=RunKind.REGULAR).exclude(hash="").order_by("validated_at")
    for run in runs:
        stored = {p.contract.reference: _stored(p) for p in run.payslips.select_related("contract")}
        then = computed(run, run.computed_at)
        now = computed(run, None)
        changed = Cause.CODE if run.law_version == book().version else Cause.LAW
        for contract in sorted(stored.keys() | then.keys() | now.keys()):
            was = stored.get(contract)
            for cause, again in ((changed, then.get(contract)), (Cause.FACTS, now.get(contract))):
                if again != was:
                    yield Moved(run.month, contract, cause, was and was[0], again and again[0])
                    break


def computed(run: PayRun, known_at: dt.datetime | None) -> dict[str, Pay]:
    """Each contract of a run as it would be paid by today's code, from the facts known at a moment (None: now)."""
    month = Month.parse(run.month)
    dossier = dossier_of(run.employer, month, known_at)
    answers: dict[str, Pay] = {}
    for contract in active(dossier, month):
        try:
            payslip = pay_contract(dossier, contract, month)
        except PresteError:
            answers[contract.id] = (None, [])
        else:
            lines = [(one.code, one.label[:200], one.amount) for one in payslip.lines]
            answers[contract.id] = (payslip.trace.get("net_paid"), lines)
    return answers


def _stored(payslip: Payslip) -> Pay:
    lines = payslip.lines.order_by("position").values_list("code", "label", "amount")
    return payslip.net_paid, [(code, label, amount) for code, label, amount in lines]
