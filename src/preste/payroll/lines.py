"""From a month's trace to its lines: each amount once, with its roles and the rule that explains it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from preste.belgium.facts import FACTS
from preste.belgium.time.month import MonthTime
from preste.calendar import Month
from preste.engine import Plan, Trace
from preste.law import Entry
from preste.money import number, per, share, times
from preste.payroll import line as role
from preste.payroll.items import KINDS, LINE_KINDS, SETTLEMENTS, items_of
from preste.payroll.line import Line
from preste.payroll.overtime import OVERTIME_BASE, overtime_lines
from preste.payroll.payslip import Withheld
from preste.records import Contract, Terms


@dataclass(frozen=True)
class _Spec:
    """How one rule's amount becomes a line."""

    rule: str
    code: str
    roles: tuple[int, ...]
    account: str = ""
    onss: str = ""
    base: str = ""
    series: str = ""
    field: str = ""
    label: str = ""


_WORKER = (
    _Spec("flexi_holiday_pay", "flexi_holiday", (role.GROSS,), "620", "1"),
    _Spec("flexi_holiday_premium", "flexi_holiday_premium", (role.GROSS,), "620", "2"),
    _Spec("year_end_premium", "year_end_premium", (role.GROSS,), "620", "2"),
    _Spec("double_holiday_pay", "double_holiday_pay", (role.GROSS,), "620"),
    _Spec("departure_simple_holiday_pay", "departure_simple", (role.GROSS,), "620", "7"),
    _Spec("departure_double_holiday_pay", "departure_double", (role.GROSS,), "620"),
    _Spec("arrears", "arrears", (role.GROSS,), "620", "1"),
    _Spec("severance", "severance", (role.GROSS,), "620", "3"),
    _Spec(
        "ordinary_contribution",
        "onss",
        (role.CONTRIBUTION,),
        "454",
        "",
        "contribution_base",
        "base_contribution",
        "personal",
        "Cotisation ONSS",
    ),
    _Spec(
        "student_personal",
        "onss_student",
        (role.CONTRIBUTION,),
        "454",
        "",
        "student_part",
        "student_contribution",
        "personal",
    ),
    _Spec("year_end_premium_contribution", "onss_premium", (role.CONTRIBUTION,), "454"),
    _Spec("double_holiday_pay_contribution", "onss_double", (role.CONTRIBUTION,), "454", "870"),
    _Spec("departure_holiday_pay_contribution", "onss_departure", (role.CONTRIBUTION,), "454"),
    _Spec("arrears_contribution", "onss_arrears", (role.CONTRIBUTION,), "454"),
    _Spec("severance_personal_contribution", "onss_severance", (role.CONTRIBUTION,), "454"),
    _Spec("work_bonus_part_a", "work_bonus_a", (role.CONTRIBUTION_REDUCTION,), "454", "0001"),
    _Spec("work_bonus_part_b", "work_bonus_b", (role.CONTRIBUTION_REDUCTION,), "454", "0001"),
    _Spec("sport_bonus", "sport_bonus", (role.CONTRIBUTION_REDUCTION,), "454", "0610"),
    _Spec("restructuring_reduction", "restructuring", (role.CONTRIBUTION_REDUCTION,), "454", "0601"),
    _Spec(
        "second_week_pay",
        "sick_second_week",
        (role.PLUS_TAXABLE,),
        "620",
        "",
        "second_week_wage",
        "guaranteed_pay_blue_collar",
        "second_week",
    ),
    _Spec("supplement_pay", "sick_supplement", (role.PLUS_TAXABLE,), "620"),
    _Spec("car_benefit_month", "car", (role.PLUS_TAXABLE, role.MINUS_NET)),
    _Spec("flat_benefits_month", "flat_benefits", (role.PLUS_TAXABLE, role.MINUS_NET)),
    _Spec("energy_benefits_month", "energy", (role.PLUS_TAXABLE, role.MINUS_NET)),
    _Spec("commuting_taxable", "commuting_taxable", (role.PLUS_TAXABLE, role.MINUS_NET)),
    _Spec("bicycle_taxable", "bicycle_taxable", (role.PLUS_TAXABLE, role.MINUS_NET)),
    _Spec("ordinary_withholding", "withholding", (role.TAX,), "453", label="Précompte professionnel"),
    _Spec("double_holiday_pay_withholding", "withholding_double", (role.TAX,), "453"),
    _Spec("departure_holiday_pay_withholding", "withholding_departure", (role.TAX,), "453"),
    _Spec("year_end_premium_withholding", "withholding_premium", (role.TAX,), "453"),
    _Spec("arrears_tax", "withholding_arrears", (role.TAX,), "453"),
    _Spec("severance_tax", "withholding_severance", (role.TAX,), "453"),
    _Spec("fiscal_work_bonus", "fiscal_bonus", (role.TAX_REDUCTION,), "453"),
    _Spec("special_contribution", "csss", (role.TAX,), "454", "856"),
    _Spec("group_insurance", "group_insurance", (role.MINUS_NET,), "489"),
    _Spec("commuting_allowance", "commuting_car", (role.PLUS_NET,), "623"),
    _Spec("bicycle", "bicycle", (role.PLUS_NET,), "623"),
    _Spec("mileage", "mileage", (role.PLUS_NET,), "612"),
    _Spec("home_office_exempt", "home_office", (role.PLUS_NET,), "623"),
    _Spec("home_equipment_exempt", "home_equipment", (role.PLUS_NET,), "623"),
    _Spec("deduction_recovered", "deduction_recovered", (role.MINUS_NET,), "416"),
    _Spec("debt_kept", "debt_kept", (role.PLUS_NET,), "416"),
    _Spec("debt_recovered", "debt_recovered", (role.MINUS_NET,), "416"),
)


def lines_of(
    trace: Trace,
    contract: Contract,
    terms: Terms,
    time: MonthTime,
    month: Month,
    paid_on: dt.date,
    settled: Sequence[Line] = (),
    withheld: Sequence[Withheld] = (),
) -> tuple[Line, ...]:
    """Every line of a month, in the order of a payslip, with those `settled` of earlier months and `withheld`.

    What a missing parameter blocked is left out.
    """
    writer = _Writer(trace, contract, month, paid_on)
    writer.base_pay(terms, time)
    writer.overtime()
    writer.items()
    for spec, place in _places(trace.plan):
        if amount := trace.facts.get(spec.rule) if place is None else trace.values[place]:
            writer.line(spec, amount)
    writer.not_taxable()
    writer.vouchers()
    writer.deferred()
    for one in withheld:
        writer.creditor(one)
    writer.taxed_with()
    writer.employer()
    writer.lines += settled
    return tuple(sorted(writer.lines, key=_rank))


GARNISHMENTS: Mapping[str, str] = {
    "maintenance": "Pension alimentaire",
    "assignment": "Cession de rémunération",
    "tax": "Saisie du fisc",
    "seizure": "Saisie-arrêt",
}
"""What a claim is called on the payslip."""

_RANK = {
    r: i
    for i, r in enumerate(
        (
            role.GROSS,
            role.GROSS_IN_KIND,
            role.CONTRIBUTION,
            role.CONTRIBUTION_REDUCTION,
            role.PLUS_TAXABLE,
            role.MINUS_TAXABLE,
            role.TAX,
            role.TAX_REDUCTION,
            role.PLUS_NET,
            role.MINUS_NET,
            role.INFORMATION,
            role.EMPLOYER,
        )
    )
}


def _rank(line: Line) -> int:
    return _RANK[line.roles[0]]


@lru_cache(maxsize=1024)
def _places(plan: Plan) -> tuple[tuple[_Spec, int | None], ...]:
    """The lines straight from a rule, with its place in the plan; without one, a fact may have the amount."""
    return tuple((spec, plan.index.get(spec.rule)) for spec in _WORKER)


@lru_cache(maxsize=1024)
def _contributions(plan: Plan) -> tuple[tuple[str, int, str, str], ...]:
    """The employer's contributions among the rules of a plan: name, place, title and ONSS code."""
    found = []
    for i, name in enumerate(plan.names):
        if name.startswith("employer_") and name not in ("employer_contributions", "employer_cost"):
            code = name.removeprefix("employer_")
            found.append((name, i, plan.rules[i].titles["fr"], code if code.isdigit() else ""))
    return tuple(found)


class _Writer:
    """Collects the lines of one month."""

    def __init__(self, trace: Trace, contract: Contract, month: Month, paid_on: dt.date) -> None:
        self.trace = trace
        self.contract = contract
        self.month = month
        self.paid_on = paid_on
        self.lines: list[Line] = []

    def add(self, code: str, label: str, amount: int | None, roles: tuple[int, ...], **more: object) -> None:
        """A line, unless its amount is zero or unknown."""
        if amount:
            self.lines.append(
                Line(self.contract.id, self.month, self.paid_on, code, label, amount, roles, **more)  # type: ignore[arg-type]
            )

    def value(self, name: str) -> int | None:
        """A rule's value, or a fact's."""
        place = self.trace.plan.index.get(name)
        return self.trace.facts.get(name) if place is None else self.trace.values[place]

    def title(self, name: str) -> str:
        """The French title of a rule or fact."""
        if name in self.trace.plan.index:
            return self.trace.plan.rules[self.trace.plan.index[name]].titles["fr"]
        return FACTS[name].titles["fr"]

    def base_pay(self, terms: Terms, time: MonthTime) -> None:
        """The pay of the contract itself, with its quantity where that multiplies out; a line for each terms."""
        if "base_pay_since" in self.trace.plan.index:
            self._changed_pay(terms, time)
            return
        amount = self.value("base_pay") or 0
        if terms.pay_basis == "hourly":
            exact = times(terms.amount, time.hours_paid) == amount
            self.add(
                "base_pay",
                "Salaire horaire",
                amount,
                (role.GROSS,),
                rule="base_pay",
                onss_code="1",
                account="620",
                quantity=time.hours_paid if exact else None,
                unit="h",
                unit_amount=terms.amount if exact else None,
            )
            return
        full = amount == terms.amount
        label = "Traitement mensuel"
        if not full:
            label += f" ({time.schedule_paid / 100:.2f} h payées sur {time.schedule_possible / 100:.2f})".replace(
                ".", ","
            )
        self.add(
            "base_pay",
            label,
            amount,
            (role.GROSS,),
            rule="base_pay",
            onss_code="1",
            account="620",
            quantity=100 if full else None,
            unit="mois" if full else "",
            unit_amount=amount if full else None,
        )

    def _changed_pay(self, terms: Terms, time: MonthTime) -> None:
        """Base pay before and since the terms changed inside the month."""
        name = "Salaire horaire" if terms.pay_basis == "hourly" else "Traitement mensuel"
        before = time.paid_before, time.possible_before, "base_pay_before", "avant le changement"
        since = time.schedule_paid, time.schedule_possible, "base_pay_since", "depuis le changement"
        for paid, possible, rule, told in (before, since):
            hours = number(paid) + (f" h payées sur {number(possible)} h" if terms.pay_basis == "monthly" else " h")
            label = f"{name} ({told} : {hours})"
            self.add("base_pay", label, self.value(rule), (role.GROSS,), rule=rule, onss_code="1", account="620")

    def overtime(self) -> None:
        """Overtime, at the price of an hour; and the base of its tax reduction."""
        for one in overtime_lines(self.trace):
            roles = (role.GROSS,) if one.onss else (role.PLUS_NET,)
            self.add(
                one.code, one.label, one.amount, roles, rule=one.rule, onss_code=one.onss, account="620",
                quantity=one.hours, unit="h", unit_amount=one.price, unit_decimals=4,
            )  # fmt: skip
        name = "overtime_tax_base"
        if base := self.value(name):
            self.add(OVERTIME_BASE, self.title(name), base, (role.INFORMATION,), rule=name)

    def items(self) -> None:
        """Pay items that are lines of their own, under their own label."""
        for item in items_of(self.contract.items, self.month):
            if item.kind not in LINE_KINDS or not item.amount:
                continue
            label = item.label or KINDS[item.kind]
            gross = ((role.GROSS,), "620", "ordinary_gross")
            roles, account, rule = {
                "premium": gross,
                "imputed_holiday_pay": gross,
                "holiday_settlement": gross,
                "benefit_in_kind": ((role.PLUS_TAXABLE, role.MINUS_NET), "", "taxable_benefits"),
                "advance": ((role.MINUS_NET,), "416", "deductions_kept"),
                "fine": ((role.MINUS_NET,), "489", "deductions_kept"),
                "damages": ((role.MINUS_NET,), "416", "deductions_kept"),
                "deduction": ((role.MINUS_NET,), "489", "net_paid"),
            }.get(item.kind, ((role.PLUS_NET,), "623", "reimbursements"))
            onss = {"premium": "2", "imputed_holiday_pay": "1"}.get(item.kind, "")
            if item.kind == "holiday_settlement":
                series = SETTLEMENTS[item.details["reason"]]
                onss = str(self.trace.plan.book.on(series, self.month.first).value)
            amount = -item.amount if item.kind == "imputed_holiday_pay" else item.amount
            self.add(item.kind, label, amount, roles, rule=rule, account=account, onss_code=onss)
            if item.kind == "imputed_holiday_pay":
                told = "Simple pécule déjà déclaré par l'employeur précédent"
                self.add("imputed_declared", told, item.amount, (role.INFORMATION,), onss_code="12")
        label, excess = "Indemnité de télétravail au-delà du maximum exonéré", self.value("home_office_excess")
        self.add("home_office_excess", label, excess, (role.GROSS,), rule="home_office_excess", account="620")

    def line(self, spec: _Spec, amount: int) -> None:
        """A line straight from a rule."""
        base, rate = self._base_and_rate(spec, amount)
        spread = spec.code == "year_end_premium" and bool(self.value("premium_spread"))
        self.add(
            spec.code,
            spec.label or self.title(spec.rule),
            amount,
            spec.roles,
            rule=spec.rule,
            onss_code=spec.onss,
            account=spec.account,
            base=base,
            rate=rate,
            spread=spread,
        )

    def _base_and_rate(self, spec: _Spec, amount: int) -> tuple[int | None, int | None]:
        if not spec.base:
            return None, None
        rule = self.trace.plan.rules[self.trace.plan.index[spec.rule]]
        entry = self.trace.plan.entry(rule, spec.series)
        base = self.value(spec.base)
        if not isinstance(entry, Entry) or base is None:
            return None, None
        rate = getattr(entry.value, spec.field)
        return (base, rate) if share(base, rate) == amount else (None, None)

    def not_taxable(self) -> None:
        """Pay after contributions that is not taxed at source: students in quota, flexi-jobs, article 17."""
        needed = (
            "ordinary_gross",
            "exceptional_gross",
            "personal_contribution",
            "contribution_reductions",
            "ordinary_taxable",
            "exceptional_taxable",
            "taxable_benefits",
            "pay_without_onss",
        )
        values = [self.value(name) for name in needed]
        if any(v is None for v in values):
            return
        gross, besides, contributions, reductions, ordinary, exceptional, benefits, guaranteed = (
            v or 0 for v in values
        )
        untaxed = gross + besides - contributions + reductions - (ordinary + exceptional - benefits - guaranteed)
        label = "Rémunération non soumise au précompte"
        self.add("not_taxable", label, untaxed, (role.MINUS_TAXABLE, role.PLUS_NET), rule="ordinary_taxable")

    def vouchers(self) -> None:
        """The worker's part of meal vouchers, by voucher."""
        count, part = self.value("meal_voucher_number") or 0, self.trace.facts["meal_voucher_worker"]
        self.add(
            "meal_vouchers",
            "Titres-repas, part du travailleur",
            self.value("meal_voucher_worker_part"),
            (role.MINUS_NET,),
            rule="meal_voucher_worker_part",
            quantity=count * 100,
            unit="titres",
            unit_amount=part,
            account="623",
        )

    def deferred(self) -> None:
        """What exceeds the fifth of the net is taken off the deductions again, and kept for later."""
        name = "deduction_deferred"
        if deferred := self.value(name):
            self.add(name, self.title(name), -deferred, (role.MINUS_NET,), rule=name, account="416")

    def taxed_with(self) -> None:
        """What this pay is taxed with: the worker's other pay of the month of payment, and the tax kept on it."""
        facts, roles, rule = self.trace.facts, (role.INFORMATION,), "taxed_together"
        if self.value(rule) == facts["taxed_before"]:
            return
        withheld = facts["withheld_before"] - facts["fiscal_bonus_before"]
        label = "Imposable des autres paies du mois, taxé avec celle-ci"
        self.add("taxed_before", label, facts["taxed_before"], roles, rule=rule)
        self.add("withheld_before", "Précompte déjà retenu sur ces paies", withheld, roles, rule="ordinary_withholding")

    def creditor(self, one: Withheld) -> None:
        """What a creditor receives."""
        label = f"{GARNISHMENTS[one.garnishment.kind]} : {one.garnishment.creditor}"
        self.add("garnishment", label, one.amount, (role.MINUS_NET,), rule=one.rule, account="489")

    def employer(self) -> None:
        """The employer's contributions and the employer's part of vouchers."""
        values, roles = self.trace.values, (role.EMPLOYER,)
        for name, place, title, code in _contributions(self.trace.plan):
            self.add(name, title, values[place], roles, rule=name, account="621", onss_code=code)
        given = "severance_contribution_812"
        account = {"rule": "employer_contributions", "account": "621", "onss_code": "812"}
        self.add("employer_812", self.title(given), self.value(given), (role.EMPLOYER,), **account)
        self.add(
            "employer_vouchers",
            "Titres-repas, part de l'employeur",
            self.value("meal_voucher_employer_part"),
            (role.EMPLOYER,),
            rule="meal_voucher_employer_part",
            account="623",
        )
        name = "group_insurance_employer"
        self.add(name, KINDS[name], self.value(name), (role.EMPLOYER,), rule="benefits_cost", account="623")
        self.eco_vouchers()

    def eco_vouchers(self) -> None:
        """Each handing over of eco-vouchers, with their number where it is given."""
        for item in items_of(self.contract.items, self.month):
            if item.kind == "eco_vouchers":
                each = per(item.amount, item.quantity) if item.quantity else 0
                exact = each > 0 and times(each, item.quantity) == item.amount
                self.add(
                    item.kind,
                    item.label or KINDS[item.kind],
                    item.amount,
                    (role.EMPLOYER,),
                    rule="benefits_cost",
                    quantity=item.quantity if exact else None,
                    unit="titres" if exact else "",
                    unit_amount=each if exact else None,
                    account="623",
                )
