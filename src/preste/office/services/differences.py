"""The difference to the last validated month, by worker and line, with its reason where one is known."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from fractions import Fraction
from uuid import UUID

from django.db.models import TextField
from django.db.models.functions import Cast
from django.utils.translation import gettext as _

from preste.money import half_up
from preste.office.store.models import Line, PayRun, Payslip, RunKind
from preste.payroll.lines import GARNISHMENTS

THRESHOLD_CENTS = 5_000
THRESHOLD_PERCENT = 5
THOUSAND = 1_000

Amounts = dict[UUID, dict[str, int]]
"""By payslip, the amount of each line by its label."""
Moved = tuple[tuple[str, int, int], ...]
"""Labels with the amount before and now."""


@dataclass(frozen=True)
class Difference:
    """How one worker's net moved, the lines that moved it, and why."""

    payslip: Payslip | None
    worker_name: str
    before: int | None
    now: int | None
    reason: str
    large: bool
    lines: Moved

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
    before = _payslips(last) if last else {}
    now = _payslips(run)
    lines = _amounts([run, *([last] if last else [])])
    index = _indexation([(before[key], now[key]) for key in before.keys() & now.keys()])
    found = [_difference(before.get(key), payslip, lines, index, first=last is None) for key, payslip in now.items()]
    found += [_difference(payslip, None, lines, None, first=False) for key, payslip in before.items() if key not in now]
    return sorted(found, key=lambda d: (not d.unexplained, -abs(d.change)))


def _indexation(pairs: list[tuple[Payslip, Payslip]]) -> int | None:
    """By how much pay rose for most of those whose pay changed, in thousandths; None when no rise is common."""
    raises = [rise for old, new in pairs if (rise := _raise(old, new)) is not None]
    rise, count = Counter(raises).most_common(1)[0] if raises else (0, 0)
    return rise if rise > THOUSAND and count > 1 and 2 * count > len(raises) else None


def _raise(old: Payslip, new: Payslip) -> int | None:
    """New base pay over the old one, in thousandths; None when it did not change."""
    for name in ("monthly_pay", "hourly_pay"):
        was, now = old.facts.get(name, 0), new.facts.get(name, 0)
        if was and now and was != now:
            return half_up(now * THOUSAND, was)
    return None


def _payslips(run: PayRun) -> dict[UUID, Payslip]:
    return {p.contract_id: p for p in run.payslips.filter(excluded=False).defer("explanation", "view")}


def _amounts(runs: list[PayRun]) -> Amounts:
    """The lines of every payslip of these runs, in one reading."""
    found: dict[str, dict[str, int]] = defaultdict(dict)
    lines = Line.objects.filter(payslip__run__in=runs).order_by("position").annotate(of=Cast("payslip", TextField()))
    fields = ("of", "label", "amount", "earned_month", "payslip__run__month")
    for payslip, label, amount, earned, month in lines.values_list(*fields):
        key = label if earned == month else f"{label} ({earned})"
        found[payslip][key] = found[payslip].get(key, 0) + amount
    return defaultdict(dict, {UUID(payslip): amounts for payslip, amounts in found.items()})


def _difference(
    before: Payslip | None, now: Payslip | None, amounts: Amounts, index: int | None, *, first: bool
) -> Difference:
    old = before.net_paid if before else None
    new = now.net_paid if now else None
    change = abs((new or 0) - (old or 0))
    large = change > THRESHOLD_CENTS or (bool(old) and change * 100 > THRESHOLD_PERCENT * abs(old or 1))
    payslip = now or before
    lines = _lines(before, now, amounts)
    return Difference(
        now,
        payslip.worker_name if payslip else "",
        old,
        new,
        "" if first and large else _reason(before, now, lines, index),
        large and not first,
        lines,
    )


def _reason(before: Payslip | None, now: Payslip | None, lines: Moved, index: int | None) -> str:
    if before is None:
        return _("Entrée")
    if now is None:
        return _("Sortie")
    if now.net_paid is None:
        return _("Fiche à corriger")
    if now.settled or before.settled:
        return _("Régularisation de mois antérieurs")
    old, new = before.facts, now.facts
    if index is not None and _raise(before, now) == index:
        return _("Indexation")
    if old.get("monthly_pay") != new.get("monthly_pay") or old.get("hourly_pay") != new.get("hourly_pay"):
        return _("Salaire ou horaire modifié")
    family = ("scale", "single", "single_parent", "children_counted", "household_column")
    if any(old.get(name) != new.get(name) for name in family):
        return _("Situation familiale")
    moved = {code for code, was, is_now in lines if was != is_now}
    if moved & {"Prime de fin d'année", "Double pécule de vacances"} or old.get("other_pay") != new.get("other_pay"):
        return _("Élément du mois")
    if _part_paid(old) != _part_paid(new) or _hourly(old) != _hourly(new):
        return _("Heures ou jours payés")
    kept = ("other_deductions", "own_deductions", "deferred_deductions")
    besides = ("other_reimbursements", *kept, "meal_vouchers", "bicycle_km")
    if any(old.get(name) != new.get(name) for name in besides):
        return _("Frais, titres-repas ou retenues")
    if old.get("settles_quarter") != new.get("settles_quarter"):
        return _("Décompte trimestriel de la cotisation spéciale")
    return _("Créanciers") if any(label.startswith(_CREDITORS) for label in moved) else ""


_CREDITORS = tuple(f"{kind} : " for kind in GARNISHMENTS.values())
"""How the lines of creditors begin."""


def _part_paid(facts: dict[str, int]) -> Fraction:
    """The part of the schedule that was paid: one for a full month, whatever its number of days."""
    return Fraction(facts.get("schedule_paid", 0), facts.get("schedule_possible", 0) or 1)


def _hourly(facts: dict[str, int]) -> int:
    """The hours that pay by the hour rests on."""
    return facts.get("hours_paid", 0) if facts.get("hourly_pay") else 0


def _lines(before: Payslip | None, now: Payslip | None, amounts: Amounts) -> Moved:
    old = amounts[before.pk] if before else {}
    new = amounts[now.pk] if now else {}
    return tuple(
        (label, old.get(label, 0), new.get(label, 0))
        for label in dict.fromkeys([*old, *new])
        if old.get(label, 0) != new.get(label, 0)
    )
