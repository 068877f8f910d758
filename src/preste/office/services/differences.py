"""The difference to the last validated month, by worker and line, with its reason where one is known."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from preste.office.store.models import PayRun, Payslip, RunKind

THRESHOLD_CENTS = 5_000
THRESHOLD_PERCENT = 5


@dataclass(frozen=True)
class Difference:
    """How one worker's net moved, the lines that moved it, and why."""

    payslip: Payslip | None
    worker_name: str
    before: int | None
    now: int | None
    reason: str
    large: bool
    lines: tuple[tuple[str, int, int], ...]

    @property
    def change(self) -> int:
        """The change of net in cents."""
        return (self.now or 0) - (self.before or 0)

    @property
    def unexplained(self) -> bool:
        """Large, and without a known reason."""
        return self.large and not self.reason


def differences(run: PayRun) -> list[Difference]:
    """Each worker's net beside the employer's last validated regular month; leavers too."""
    last = (
        PayRun.objects.filter(employer=run.employer, kind=RunKind.REGULAR, month__lt=run.month)
        .exclude(hash="")
        .order_by("-month")
        .first()
    )
    before = {p.contract_id: p for p in last.payslips.filter(excluded=False)} if last else {}
    now = {p.contract_id: p for p in run.payslips.filter(excluded=False)}
    found = [_difference(before.get(key), payslip, first=last is None) for key, payslip in now.items()]
    found += [_difference(payslip, None, first=False) for key, payslip in before.items() if key not in now]
    return sorted(found, key=lambda d: (not d.unexplained, -abs(d.change)))


def _difference(before: Payslip | None, now: Payslip | None, *, first: bool) -> Difference:
    old = before.net_paid if before else None
    new = now.net_paid if now else None
    change = abs((new or 0) - (old or 0))
    large = change > THRESHOLD_CENTS or (bool(old) and change * 100 > THRESHOLD_PERCENT * abs(old or 1))
    payslip = now or before
    return Difference(
        now,
        payslip.worker_name if payslip else "",
        old,
        new,
        "" if first and large else _reason(before, now),
        large and not first,
        _lines(before, now),
    )


def _reason(before: Payslip | None, now: Payslip | None) -> str:
    if before is None:
        return "Entrée"
    if now is None:
        return "Sortie"
    old, new = before.facts, now.facts
    if old.get("monthly_pay") != new.get("monthly_pay") or old.get("hourly_pay") != new.get("hourly_pay"):
        return "Salaire ou horaire modifié"
    family = ("scale", "single", "single_parent", "children_counted", "household_column")
    if any(old.get(name) != new.get(name) for name in family):
        return "Situation familiale"
    moved = {code for code, was, is_now in _lines(before, now) if was != is_now}
    if moved & {"Prime de fin d'année", "Double pécule de vacances"} or old.get("other_pay") != new.get("other_pay"):
        return "Élément du mois"
    if _part_paid(old) != _part_paid(new) or _hourly(old) != _hourly(new):
        return "Heures ou jours payés"
    if any(
        old.get(n) != new.get(n) for n in ("other_reimbursements", "other_deductions", "meal_vouchers", "bicycle_km")
    ):
        return "Frais, titres-repas ou retenues"
    if old.get("settles_quarter") != new.get("settles_quarter"):
        return "Décompte trimestriel de la cotisation spéciale"
    return ""


def _part_paid(facts: dict[str, int]) -> Fraction:
    """The part of the schedule that was paid: one for a full month, whatever its number of days."""
    return Fraction(facts.get("schedule_paid", 0), facts.get("schedule_possible", 0) or 1)


def _hourly(facts: dict[str, int]) -> int:
    """The hours that pay by the hour rests on."""
    return facts.get("hours_paid", 0) if facts.get("hourly_pay") else 0


def _lines(before: Payslip | None, now: Payslip | None) -> tuple[tuple[str, int, int], ...]:
    old = {line.label: line.amount for line in before.lines.all()} if before else {}
    new = {line.label: line.amount for line in now.lines.all()} if now else {}
    return tuple(
        (label, old.get(label, 0), new.get(label, 0))
        for label in dict.fromkeys([*old, *new])
        if old.get(label, 0) != new.get(label, 0)
    )
