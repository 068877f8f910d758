"""The year-end premium of who leaves, in proportion, by the rule of the joint committee."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from preste.belgium.year_end.plans import is_theoretical, schemes, year_end_plan
from preste.calendar import Month
from preste.engine import Trace
from preste.errors import NoParameter
from preste.payroll.holiday_campaign import REGIMES
from preste.payroll.premium_campaign import KIND, OCTOBER, months_of_period, whole_months
from preste.records import Contract, Employer, held_on

if TYPE_CHECKING:
    from preste.payroll.leaving.act import Act

NONE = "none"
"""What the officer says where the employer owes no year-end premium."""


@dataclass(frozen=True)
class LeaversPremium:
    """The premium, or None, and what to know of it in French."""

    trace: Trace | None = None
    note: str = ""


def schemes_of(joint_committee: str) -> list[str]:
    """The schemes of the law book for a joint committee."""
    return [one for one in schemes() if one.partition("-")[0] == joint_committee]


def premium_of(employer: Employer, ended: Contract, act: Act) -> LeaversPremium:
    """The premium for the whole months of the year, where a rule gives it: who leaves has earned it month by month.

    Two rules of one joint committee are a choice that the officer makes. Raises nothing: missing law is told.
    """
    year = act.last_day.year
    posted = any(one.kind == KIND and one.valid_from.year == year for one in ended.items)
    if ended.regime not in REGIMES or posted or act.premium_scheme == NONE:
        return LeaversPremium()
    known = schemes_of(employer.on(act.last_day).joint_committee)
    scheme = act.premium_scheme or (known[0] if len(known) == 1 else "")
    if not scheme:
        return LeaversPremium(note=_unchosen(employer.on(act.last_day).joint_committee, known))
    if act.reason == "grave_cause" and act.by == "employer":
        return LeaversPremium(note="prime de fin d'année : pas ajoutée, le motif grave peut l'exclure ; à vérifier")
    # the pay of October, or of the last month of who leaves before
    day = min(max(Month(year, OCTOBER).first, ended.start), act.last_day)
    terms = held_on(ended.terms, day)
    if terms is None or terms.pay_basis != "monthly":
        return LeaversPremium(note="prime de fin d'année : pas de rémunération mensuelle, calculez-la")
    try:
        months = whole_months(ended, year, months_of_period(scheme, act.last_day))
        trace = year_end_plan(scheme, act.last_day).run({
            "october_gross": terms.amount, "premium_months": months,
            "premium_hours": terms.hours_week if terms.part_time else 0,
            "premium_hours_full": terms.full_time_hours if terms.part_time else 0,
            "fixed_entered": 0, "fixed_coefficient": 0, "rate_entered": 0, "period_entered": 0,
        })  # fmt: skip
        due = trace["premium_due"]
    except NoParameter:
        return LeaversPremium(note=f"prime de fin d'année : pas ajoutée, règle {scheme} inconnue en {year}")
    if is_theoretical(trace):
        return LeaversPremium(note=f"prime de fin d'année : la règle {scheme} n'oblige que si l'employeur l'a prévue")
    if not due:
        return LeaversPremium(note=f"prime de fin d'année : aucun mois entier de {year}")
    return LeaversPremium(trace, f"prime de fin d'année : {months} mois entiers de {year}, règle {scheme}")


def _unchosen(joint_committee: str, known: list[str]) -> str:
    if not known:
        return f"prime de fin d'année : aucune règle de la commission paritaire {joint_committee} n'est connue ici"
    return f"prime de fin d'année : pas ajoutée, choisissez la règle qui vaut ici parmi {' '.join(known)}"
