"""Overtime as contingents: the quotas of the year, the internal limit of hours to recover, and what is left of each."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, replace

from preste.belgium.time.codes import CODES
from preste.belgium.time.overtime import (
    RECOVERED,
    RELAUNCH,
    UNPAID_REST,
    VOLUNTARY,
    WAIVED,
    net_quota,
    relaunch_quota,
    voluntary_law,
    voluntary_quota,
)
from preste.belgium.time.rest import REST_CODES, TAKES, rest_moved, rest_until
from preste.calendar import Month
from preste.law import book
from preste.payroll.brought import rest_brought
from preste.payroll.carry import Carry
from preste.payroll.contingents.model import Contingent
from preste.payroll.contingents.walk import Walk, overtime_in, walk
from preste.payroll.month import Dossier
from preste.payroll.overtime import HORECA, quotas
from preste.records import Contract

OVERTIME_THEN = "au-delà, ces heures s'écrivent sous un autre code, ou n'ont pas l'avantage"
TAXED_THEN = "au-delà, ces heures n'ont plus la réduction d'impôt"
REST_THEN = "au-delà, plus d'heures à récupérer avant qu'un repos soit pris, sauf CCT du secteur"
REST_LABEL = "Heures à récupérer, limite interne"
DAYS = "j"
OVERTIME_REGIME = "ordinary"
"""The one whose overtime is computed."""


_OVERTIME = frozenset(code for code, one in CODES.items() if one.overtime)


@dataclass(frozen=True)
class OvertimeRoom:
    """How many hours of some day codes the month may hold, in hundredths; `gives`: codes that make room again.

    The code `DAYS` stands for each day that is worked.
    """

    codes: tuple[str, ...]
    room: int
    gives: tuple[str, ...] = ()


def overtime_rows(dossier: Dossier, contract: Contract, month: Month, found: Walk) -> Iterator[Contingent]:
    """The year's quotas of overtime of which something is used; of a month with overtime, that month's."""
    one = overtime_in(dossier, contract, month, found.carry) if contract.active_in(month) else None
    if one is None:
        return
    before = {quota.label: quota.used for quota in quotas(replace(one, found=type(one.found)()))}
    for quota in quotas(one):
        was = before.get(quota.label, 0)
        yield Contingent(
            contract=contract.id, kind="overtime", label=f"{quota.label} {month.year}", unit="h", limit=quota.most,
            before=was, month=quota.used - was, beyond=min(quota.used - was, max(0, quota.used - quota.most)),
            then=OVERTIME_THEN if quota.bounds else TAXED_THEN, asks=quota.bounds,
        )  # fmt: skip
    earned = any(
        day.code in (RECOVERED, UNPAID_REST) and month.first <= day.date <= month.last for day in contract.days
    )
    if earned:
        yield _rest(dossier, contract, month)


def _rest(dossier: Dossier, contract: Contract, month: Month) -> Contingent:
    """The hours that are still to be recovered, beside the internal limit."""
    limit, before = _internal_limit(month), _rest_before(dossier, contract, month)
    moved = rest_moved(contract, month.first, month.last)
    return Contingent(
        contract=contract.id, kind="rest", label=REST_LABEL, unit="h", limit=limit, before=before, month=moved,
        beyond=max(0, min(moved, before + moved - limit)), then=REST_THEN,
    )  # fmt: skip


def _internal_limit(month: Month) -> int:
    return 100 * int(book().on("overtime_internal_limit", month.last).value)


def _rest_before(dossier: Dossier, contract: Contract, month: Month) -> int:
    """The rest that is left of what was earned before a month."""
    first = month.first
    earlier = replace(contract, days=tuple(d for d in contract.days if d.code in REST_CODES and d.date < first))
    brought = rest_brought(contract.id, dossier.begins, dossier.opening.get(contract.id, {}), dossier.taken_over)
    rest = rest_until(earlier, month, brought)
    return rest.left if rest is not None else 0


def overtime_rooms(dossier: Dossier, contract: Contract, month: Month) -> tuple[OvertimeRoom, ...]:
    """What the year's earlier months leave of each quota of overtime; nothing where it is not computed.

    It is what the grid counts down from while hours are typed. Raises NoParameter.
    """
    if not contract.active_in(month):
        return ()
    if contract.regime != OVERTIME_REGIME:
        return ()
    used, last = _used(dossier, contract, month), month.last
    horeca = (contract.joint_committee or dossier.employer.on(month.first).joint_committee).startswith(HORECA)
    most = voluntary_quota(last, horeca=horeca, relaunch=used.overtime_net > 0)
    voluntary = max(0, most - used.overtime_voluntary)
    if voluntary_law(last) is not None:
        voluntary += max(0, net_quota(last, horeca=horeca) - used.overtime_net)
    waived = 100 * int(book().on("waived_rest_hours", last).value) - used.overtime_waived
    rest = _internal_limit(month) - _rest_before(dossier, contract, month)
    return (
        OvertimeRoom((VOLUNTARY,), voluntary),
        OvertimeRoom((RELAUNCH,), max(0, relaunch_quota(last) - used.overtime_net)),
        OvertimeRoom((WAIVED,), max(0, waived)),
        OvertimeRoom((RECOVERED, UNPAID_REST), max(0, rest), TAKES),
    )


def _used(dossier: Dossier, contract: Contract, month: Month) -> Carry:
    """The balances of the year before a month. Most workers have no overtime: then nothing is walked through."""
    own = [one for one in dossier.contracts if one.worker.id == contract.worker.id]
    brought = any(
        dossier.opening.get(one.id, {}).get(name)
        for one in own
        for name in ("overtime_net", "overtime_voluntary", "overtime_waived")
    )
    since, first, last = dt.date(month.year, 1, 1), month.first, month.last
    worked = any(
        day.code in _OVERTIME and since <= day.date <= last and (one is not contract or day.date < first)
        for one in own
        for day in one.days
    )
    return walk(dossier, own, contract, month).carry if brought or worked else Carry()
