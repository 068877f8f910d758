"""What only the employer knows of a quarter, as contributions: events, severance (812), complementary indemnities."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from preste.belgium.quarter import decava_plan, event_plan
from preste.calendar import Quarter
from preste.engine import Trace
from preste.errors import InputError
from preste.law import book
from preste.money import parse, row, share
from preste.payroll.items import items_of
from preste.payroll.payslip import Payslip
from preste.payroll.quarter.given import INDEMNITIES, OF_THE_EMPLOYER, PREMIUM, GivenFact
from preste.payroll.quarter.model import Contribution, Indemnity, Missing, Unrelated, WorkerLine
from preste.records import Worker

_DECAVA_CODE: Mapping[tuple[str, str], str] = {
    ("879", "market"): "276", ("879", "non_market"): "277", ("883", "market"): "283", ("883", "non_market"): "284",
}  # fmt: skip
"""The employer's code of complements begun since April 2012 (annex 2)."""
_RETENTION = "295"


def given_of_employer(
    given: Iterable[GivenFact], category: str, quarter: Quarter
) -> tuple[list[Unrelated], list[Missing]]:
    """Contributions of all workers together that were told for the quarter."""
    found: list[Unrelated] = []
    missing: list[Missing] = []
    for code in OF_THE_EMPLOYER:
        base = sum(one.amount for one in given if one.code == code)
        if base:
            trace = event_plan(quarter, code).run({"event_base": base})
            amount = trace.get("event_amount")
            if amount is None:
                missing.append(Missing("", code, trace.errors["event_amount"]))
            else:
                found.append(Unrelated(category, code, base, amount, trace, "event_amount"))
    return found, missing


def given_of(line: WorkerLine, given: Iterable[GivenFact], quarter: Quarter) -> tuple[WorkerLine, list[Missing]]:
    """The line with what was told of its contracts: contributions on events, a premium that a fund paid."""
    contracts = {one.contract for one in line.occupations}
    found: list[Contribution] = []
    missing: list[Missing] = []
    premium = 0
    for one in given:
        if one.contract not in contracts or one.code in INDEMNITIES:
            continue
        if one.code == PREMIUM:
            premium += one.amount
            continue
        trace = event_plan(quarter, one.code).run({"event_base": one.amount})
        amount = trace.get("event_amount")
        if amount is None:
            missing.append(Missing(line.worker.id, one.code, trace.errors["event_amount"]))
            continue
        rates = book().on("event_contribution", quarter.first, (one.code,)).value
        personal = share(one.amount, rates.personal)
        found.append(
            Contribution(one.code, one.details.get("type", "0"), one.amount, amount, personal, "event_amount", trace)
        )
    made = replace(line, contributions=(*line.contributions, *together(found)), third_party_premium=premium)
    return made, missing


def together(found: Iterable[Contribution]) -> tuple[Contribution, ...]:
    """One contribution for each code and type."""
    sums: dict[tuple[str, str], Contribution] = {}
    for one in found:
        key, known = (one.code, one.type), sums.get((one.code, one.type))
        sums[key] = one if known is None else replace(
            known, base=(known.base or 0) + (one.base or 0), amount=known.amount + one.amount,
            personal=known.personal + one.personal, lines=(*known.lines, *one.lines),
        )  # fmt: skip
    return tuple(sums.values())


def severance_812(
    line: WorkerLine, payslips: Iterable[Payslip], quarter: Quarter
) -> tuple[list[Contribution], list[Missing]]:
    """Contribution 812 as the severance items give it, by the type of its rate."""
    found: list[Contribution] = []
    missing: list[Missing] = []
    rates = book().on("severance_contribution", quarter.first).value.rates
    for one in payslips:
        for item in items_of(one.contract.items, one.month):
            if item.kind != "severance" or "contribution_812" not in item.details:
                continue
            amount = parse(item.details["contribution_812"])
            base = parse(item.details.get("base_812", "0"))
            kinds = [str(i) for i, rate in enumerate(rates, 1) if base and share(base, rate) == amount]
            kind = item.details.get("type_812") or (kinds[0] if kinds else "")
            if not amount:
                continue
            if not kind or not base:
                remedy = "give the severance base_812 and type_812"
                error = InputError("the base of 812 is not told", field="base_812", remedy=remedy)
                missing.append(Missing(line.worker.id, "812", error))
            lines = tuple(line for line in one.lines if line.code == "employer_812")
            found.append(Contribution("812", kind, base or None, amount, 0, "employer_812", lines=lines))
    return list(together(found)), missing


def indemnity_lines(
    given: Iterable[GivenFact], worker: Worker, category: str, quarter: Quarter
) -> tuple[list[WorkerLine], list[Missing]]:
    """A line for each complementary indemnity (Decava) of a worker, also of a contract that ended."""
    found: list[WorkerLine] = []
    missing: list[Missing] = []
    for one in given:
        if one.code not in INDEMNITIES:
            continue
        details = one.details
        facts = {
            "complement": one.amount,
            "allowance": parse(details.get("allowance", "0").replace(",", ".")),
            "complement_months": int(details["months"]),
            "decava_age": int(details["age"]),
            "with_family": int(details.get("family", "0")),
            "half_time": int(details.get("half_time", "0")),
        }
        trace = decava_plan(quarter, one.code, details["sector"]).run(facts)
        indemnity = Indemnity(
            facts["complement"], facts["allowance"], facts["complement_months"], facts["decava_age"],
            details["sector"], trace, details,
        )  # fmt: skip
        paid, lacking = _decava(one, trace, worker.id, quarter)
        missing += lacking
        found.append(
            WorkerLine(
                worker=worker, employer_class=category, worker_code=one.code, indemnities=(indemnity,),
                contributions=tuple(paid),
            )
        )  # fmt: skip
    return found, missing


def _decava(one: GivenFact, trace: Trace, worker: str, quarter: Quarter) -> tuple[list[Contribution], list[Missing]]:
    sector = one.details["sector"]
    code = one.details.get("contribution") or _DECAVA_CODE.get((one.code, sector), one.code)
    base = one.amount * int(one.details["months"])
    found: list[Contribution] = []
    missing: list[Missing] = []
    employer = trace.get("decava_employer")
    if employer is None:
        missing.append(Missing(worker, code, trace.errors["decava_employer"]))
    else:
        ages = book().on("decava_contribution", quarter.first, (one.code, sector)).value.ages
        band = str(row(ages, int(one.details["age"])))
        found.append(Contribution(code, band, base, employer, 0, "decava_employer", trace))
    retained = trace.get("decava_retained")
    if retained is None:
        missing.append(Missing(worker, _RETENTION, trace.errors["decava_retained"]))
    elif retained:
        found.append(Contribution(_RETENTION, "0", base, retained, retained, "decava_retained", trace))
    return found, missing
