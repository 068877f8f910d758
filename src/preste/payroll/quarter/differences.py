"""Why a quarter's amounts are not the sums of its months': late facts, rounding, the ceiling, what moved."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache

from preste.belgium.quarter import OWED, employer_plan, line_plan
from preste.calendar import Quarter
from preste.payroll.article17_late import BORNE
from preste.payroll.line import Line
from preste.payroll.quarter.gather import STUDENT_OF, worker_code
from preste.payroll.quarter.model import Difference, Gathered, GatheredLine, Paid, WorkerLine
from preste.payroll.quarter.owed import base_wage, codes_in_base, line_trace
from preste.payroll.quarter.parts import Sums, Whole

LATE = "pas encore dans une paie : mois à faire, ou faits connus tardivement"
ROUNDED = "arrondi par trimestre et non par mois"
CEILING = "plafond trimestriel des cotisations patronales de base"
MOVED = "primes étalées et arriérés d'un autre trimestre"
SETTLED = "décompte du trimestre"
GIVEN = "fait du trimestre, dans aucune paie"
BLOCKED = "loi manquante dans un mois ou dans le trimestre"
CARS = "voitures : une fois par véhicule et par mois, celles que personne n'a en propre comprises"
OTHER = "l'employeur ou la catégorie a changé pendant le trimestre"
REASONS = (LATE, ROUNDED, CEILING, MOVED, SETTLED, GIVEN, BLOCKED, CARS, OTHER)

_CENTS_A_MONTH = 5
"""The most that the roundings of a month may come to under one code."""
_BASE = ("onss", "onss_premium", "onss_arrears", "onss_severance", "employer_basic", "employer_moderation", BORNE)
_STUDENT = ("onss_student", "employer_student")
_OTHERS: Mapping[str, str] = {
    "onss_double": "870", "csss": "856", "employer_862": "862", "employer_supplementary_pension": "865",
    "employer_812": "812", **{f"employer_{code}": code for code in OWED},
}  # fmt: skip
_OF_THE_EMPLOYER = ("862", "865", "870")


def sums_of(quarter: Quarter, category: str, payslips: Iterable[Paid]) -> Sums:
    """What payslips have for the months of the quarter, by worker and code, the worker's part included; `category` is
    the employer's."""
    found: Sums = {}
    months = frozenset(quarter.months)
    for slip in payslips:
        lines = [line for line in slip.lines if line.earned_month in months]
        own, worker = worker_code(slip.contract), slip.contract.worker.id
        inside = codes_in_base(line_plan(quarter, category, own))
        codes = _codes(own, STUDENT_OF[slip.contract.status == "blue_collar"], inside)
        for line in lines:
            if code := codes.get(line.code):
                _add(found, worker, code, line.amount)
        _departures(found, lines, worker, own, quarter)
    return {key: amount for key, amount in found.items() if amount}


@lru_cache(maxsize=1024)
def _codes(own: str, student: str, inside: tuple[str, ...]) -> Mapping[str, str]:
    """The code that each kind of line counts for: of ordinary pay that of the worker, and those it holds `inside`."""
    others = {line: own if code in inside else code for line, code in _OTHERS.items()}
    return {**others, **dict.fromkeys(_BASE, own), **dict.fromkeys(_STUDENT, student)}


def _departures(found: Sums, lines: Sequence[Line], worker: str, own: str, quarter: Quarter) -> None:
    """The contribution on departure holiday pay: that on the double part is 870, the rest ordinary."""
    months = {line.earned_month for line in lines if line.code == "onss_departure"}
    for month in months:
        paid = sum(line.amount for line in lines if line.code == "onss_departure" and line.earned_month == month)
        double = sum(line.amount for line in lines if line.code == "departure_double" and line.earned_month == month)
        facts = {"quarter_double_holiday_pay": 0, "quarter_departure_double": double, "quarter_pension_premiums": 0}
        retained = employer_plan(quarter).run(facts)["contribution_870"]
        _add(found, worker, "870", retained)
        _add(found, worker, own, paid - retained)


def _add(found: Sums, worker: str, code: str, amount: int) -> None:
    key = ("" if code in _OF_THE_EMPLOYER else worker, code)
    found[key] = found.get(key, 0) + amount


def differences_of(
    gathered: Gathered, lines: Sequence[WorkerLine], provisional: Sums, due: Sums, final: Sums
) -> Iterator[Difference]:
    """Every cent between a worker's provisional and final amounts, by code, with its reason; `gathered` is of one.

    `due` is what the months should have had by what is known now.
    """
    staged = _stages(gathered, lines)
    slips = len(gathered.payslips)
    blocked = any(slip.errors for slip in gathered.payslips)
    for key in sorted({*provisional, *final, *due}):
        worker, code = key
        if not worker:
            continue
        was, should, now = provisional.get(key, 0), due.get(key, 0), final.get(key, 0)
        yield from _told(worker, code, should - was, LATE)
        if key in staged and key in final:
            unmoved, capped = staged[key]
            rounding = unmoved - should
            yield from _told(worker, code, rounding, _reason(rounding, slips, blocked=blocked))
            yield from _told(worker, code, capped - unmoved, CEILING)
            yield from _told(worker, code, now - capped, MOVED)
        elif code == "856":
            yield from _told(worker, code, now - should, SETTLED)
        elif key not in due:
            yield from _told(worker, code, now, GIVEN)
        else:
            yield from _told(worker, code, now - should, _reason(now - should, slips, blocked=blocked or not now))


def differences_of_employer(whole: Whole, final: Mapping[str, int]) -> Iterator[Difference]:
    """Every cent between the provisional and the final amounts of the employer as a whole, by code."""
    provisional, due = whole.provisional_of_employer, whole.due_of_employer
    for code in sorted({*provisional, *final, *due}):
        was, should, now = provisional.get(code, 0), due.get(code, 0), final.get(code, 0)
        yield from _told("", code, should - was, LATE)
        reason = _reason(now - should, whole.payslips, blocked=whole.blocked or not now)
        if code == "862" and reason == OTHER:
            reason = CARS
        yield from _told("", code, now - should, reason if code in due else GIVEN)


def _told(worker: str, code: str, amount: int, reason: str) -> Iterator[Difference]:
    if amount:
        yield Difference(worker, code, amount, reason)


def _reason(amount: int, payslips: int, *, blocked: bool) -> str:
    if abs(amount) <= _CENTS_A_MONTH * payslips:
        return ROUNDED
    return BLOCKED if blocked else OTHER


def _stages(gathered: Gathered, lines: Sequence[WorkerLine]) -> dict[tuple[str, str], tuple[int, int]]:
    """By worker and code of an ordinary line: its amount on the months' own pay without ceiling, then with it."""
    found: dict[tuple[str, str], tuple[int, int]] = {}
    used: dict[str, int] = {}
    made = {(one.worker.id, one.employer_class, one.worker_code): one for one in lines if one.student is None}
    for one in gathered.lines:
        line = one.line
        if line.student is not None:
            continue
        final = made[line.worker.id, line.employer_class, line.worker_code]
        before = used.get(line.worker.id, 0)
        used[line.worker.id] = before + base_wage(line)
        for code, amounts in _stages_of(one, final, gathered.quarter, before).items():
            known = found.get((line.worker.id, code), (0, 0))
            found[line.worker.id, code] = known[0] + amounts[0], known[1] + amounts[1]
    return found


def _stages_of(one: GatheredLine, final: WorkerLine, quarter: Quarter, before: int) -> dict[str, tuple[int, int]]:
    names = {
        item.code: item.rule for item in final.contributions if final.trace and item.rule in final.trace.plan.index
    }
    if final.trace is None:
        return {}
    wage = one.wage_of_months
    capped = line_trace(one, quarter, wage=wage, base_wage=base_wage(one.line), before=before)
    plain = line_trace(one, quarter, wage=wage, base_wage=0, before=0)
    return {code: (plain.get(name) or 0, capped.get(name) or 0) for code, name in names.items()}
