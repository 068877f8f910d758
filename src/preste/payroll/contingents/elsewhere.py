"""What the worker told of other employers, and the facts of a student's hours that pay and counts share."""

from __future__ import annotations

from typing import get_args

from preste.calendar import Month
from preste.law import book
from preste.payroll.carry import Carry
from preste.payroll.fields import Fields
from preste.records import Contract, Elsewhere, ElsewhereKind, Employer, told_elsewhere


def used_elsewhere(contract: Contract, kind: ElsewhereKind, month: Month) -> tuple[int, int]:
    """What was used elsewhere by a month, of the year and of its quarter."""
    one = told_elsewhere(contract.elsewhere, kind, month) if contract.elsewhere else None
    return (one.used, one.quarter_in(month)) if one is not None else (0, 0)


def left_out(employer: Employer, contract: Contract, month: Month) -> bool:
    """Whether a measure leaves a student's hours of the whole quarter out of the count. Raises NoParameter."""
    if not book().series["student_hours_left_out"].exists_on(month.first):
        return False
    law = book().on("student_hours_left_out", month.first).value
    committee = (contract.joint_committee or employer.joint_committee)[:COMMITTEE]
    return bool(law.everybody) or committee in {f"{one:03d}" for one in law.committees}


COMMITTEE = 3
"""Digits of a joint committee, before those of its sub-committee."""


def student_facts(
    employer: Employer, contract: Contract, hours: int, carry: Carry, month: Month
) -> dict[str, int]:  # fmt: skip
    """What the rules of the student quota are given for so many hours of a month."""
    return {
        "student_hours": hours,
        "student_hours_used": carry.student_hours + used_elsewhere(contract, "student", month)[0],
        "student_hours_uncounted": carry.student_uncounted,
        "student_left_out": int(left_out(employer, contract, month)),
    }


def read_elsewhere(fields: Fields) -> Elsewhere:
    """What a worker used of a contingent for other employers, from its fields."""
    told = fields.date("told_on", wanted=True)
    kind = fields.choice("kind", get_args(ElsewhereKind))
    used, quarter = fields.amount("used"), fields.amount("quarter")
    if quarter > used:
        fields.refuse("quarter", "more in the quarter than in the year", "used is that of the year, quarter included")
    if quarter and not kind.startswith("article17"):
        fields.refuse("quarter", f"{kind} is not counted by quarter", "leave it out")
    return Elsewhere(
        valid_from=told or Month(1900, 1).first,
        known_since=fields.date("known_since"),
        kind=kind,  # type: ignore[arg-type]
        used=used,
        quarter=quarter,
    )
