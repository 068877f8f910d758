"""The block of a complementary indemnity (Decava): the employer pays it alone, month by month, since 2017.

Zones of who pays in parts, at once, or as an enterprise in difficulty are not written: their rates are not known.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping

from preste.declarations.dmfa import model
from preste.payroll.quarter import Contribution, Indemnity

RCC, RCIC = "879", "883"
"""Unemployment with company allowance; complementary indemnities after dismissal."""
_NOT_APPLICABLE = "9"
_EMPLOYER_ALONE = "0"
_NO_ACTIVITY = "00000"
"""What all but local authorities write (zone 00228)."""
_AGREEMENTS: Mapping[str, int] = {"sector": 1, "enterprise": 2, "individual": 3}
_RETENTION = "295"
_PERIOD = 5
"""Begun since 2017, by a notice since November 2016 (zone 01129): the only ones whose rates are known."""
_BEGUN_SINCE, _NOTICE_SINCE = dt.date(2017, 1, 1), dt.date(2016, 11, 1)


def block(
    worker_code: str, one: Indemnity, contributions: tuple[Contribution, ...], joint_committee: str
) -> model.ComplementaryIndemnity:
    """The block of an indemnity of which everything was told."""
    told = one.details
    half = _NOT_APPLICABLE if worker_code == RCIC else told.get("half_time", "0")
    return model.ComplementaryIndemnity(
        employer_notion=_EMPLOYER_ALONE,
        joint_commission_nbr=joint_committee,
        activity_code=_NO_ACTIVITY,
        debtor_type=_EMPLOYER_ALONE,
        first_compl_indemnity_date=dt.date.fromisoformat(told["first"]),
        compl_indemnity_agreement_notion=_AGREEMENTS[told["agreement"]],
        half_time_career_interruption_notion=half,
        service_exemption_notion=_NOT_APPLICABLE,
        replacement_accordance_wcc_notion=_NOT_APPLICABLE,
        notice_date=dt.date.fromisoformat(told["notice"]),
        compl_indemnity_contributions=tuple(_contribution(one, each) for each in contributions),
    )


def _contribution(one: Indemnity, owed: Contribution) -> model.ComplIndemnityContribution:
    retained = owed.code == _RETENTION
    return model.ComplIndemnityContribution(
        contribution_worker_code=owed.code,
        contribution_type=int(owed.type),
        indemnity_contribution_period_code=None if retained else _PERIOD,
        compl_indemnity_amount_adjust_notion=0,
        contribution_sequence_nbr=1,
        compl_indemnity_amount=one.complement,
        welfare_benefit_theoretical_amount=one.allowance if retained else None,
        compl_indemnity_nbr_months=one.months,
        contribution_amount=owed.amount,
    )


def untold(worker_code: str, one: Indemnity) -> Iterator[tuple[str, str, str]]:
    """What the block asks and nobody told: what is wrong, of which detail, and what to do."""
    if worker_code not in (RCC, RCIC):
        yield "no rates of this complementary indemnity are known", worker_code, "declare it on the ONSS's own site"
        return
    told = one.details
    asked = {"first": "first=2022-01-01", "notice": "notice=2021-06-30", "agreement": "agreement=sector"}
    missing = [name for name in asked if name not in told]
    for name in missing:
        yield "a complementary indemnity asks a fact that nobody told", name, f"add it to its details: {asked[name]}"
    if missing:
        return
    first, notice = (dt.date.fromisoformat(told[name]) for name in ("first", "notice"))
    if first < _BEGUN_SINCE or notice < _NOTICE_SINCE:
        remedy = "declare it on the ONSS's own site: its rates are others"
        yield f"the complementary indemnity began before {_BEGUN_SINCE}, or by an older notice", "first", remedy
    elif notice >= first:
        yield "the notice is not before the first indemnity", "notice", "correct one of the two days"
