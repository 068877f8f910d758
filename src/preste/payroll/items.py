"""The kinds of pay items a dossier may hold, and how each becomes facts of the month."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Mapping

from preste.calendar import Month
from preste.errors import InputError, NoParameter
from preste.law import book
from preste.money import parse
from preste.records import PayItem

Facts = dict[str, int]

_FUELS = {"electric": 0, "petrol": 1, "diesel": 2, "lpg": 3}
_BENEFITS = {
    "computer": "flat_computer",
    "internet": "flat_internet",
    "phone": "flat_phone",
    "subscription": "flat_subscription",
    "heating": "flat_heating",
    "electricity": "flat_electricity",
}
_EQUIPMENT = {"internet": "home_internet", "computer": "home_computer", "screen": "home_screens"}
_NEW_ORDER = dt.date(2023, 7, 1)
SETTLEMENTS = {"certificate": "settled_holiday_code", "untaken": "untaken_holiday_code"}
"""Why simple holiday pay is settled, and the parameter that holds the DmfA code of each reason."""


def _adds(name: str) -> Callable[[PayItem, Facts, Month], None]:
    def add(item: PayItem, facts: Facts, month: Month) -> None:
        facts[name] += item.amount

    return add


def _kilometres(name: str) -> Callable[[PayItem, Facts, Month], None]:
    def add(item: PayItem, facts: Facts, month: Month) -> None:
        facts[name] += item.quantity
        if "system" in item.details and _choice(item, "system", ("yearly", "quarterly")) == "quarterly":
            facts["mileage_by_quarter"] = 1

    return add


def _exceptional(kind: str, reference: str) -> Callable[[PayItem, Facts, Month], None]:
    def add(item: PayItem, facts: Facts, month: Month) -> None:
        facts[kind] += item.amount
        facts[reference] = _money(item, "annual_reference", facts["annual_pay"] or None)
        if kind == "year_end_premium":
            facts["premium_interval"] = _count(item, "interval_months", 12)
            facts["premium_period_pay"] = _money(item, "period_pay", facts["annual_pay"] or None)

    return add


def _severance(item: PayItem, facts: Facts, month: Month) -> None:
    _exceptional("severance", "severance_reference")(item, facts, month)
    facts["severance_contribution_812"] += _money(item, "contribution_812", 0)
    covered = [_date(item, name) for name in ("covered_from", "covered_to") if name in item.details]
    if len(covered) == 1 or covered != sorted(covered):
        raise InputError(
            "the period that severance covers has a first and a last day", field="covered_to",
            remedy="give covered_from and covered_to, in that order", code="E-ITEM-DETAIL",
        )  # fmt: skip


def _arrears(item: PayItem, facts: Facts, month: Month) -> None:
    _exceptional("arrears", "arrears_reference")(item, facts, month)
    if "earned" in item.details and Month.parse(item.details["earned"], "earned") > month:
        raise InputError(
            f"arrears paid in {month} were earned later", field="earned", remedy="give the month they were earned in",
            code="E-ITEM-DETAIL",
        )  # fmt: skip


def _departure(item: PayItem, facts: Facts, month: Month) -> None:
    simple = _money(item, "simple_part", (item.amount + 1) // 2)
    if simple > item.amount:
        remedy = "correct simple_part or the amount"
        raise InputError("the simple part exceeds the amount", field="simple_part", remedy=remedy, code="E-ITEM-DETAIL")
    facts["departure_simple_holiday_pay"] += simple
    facts["departure_double_holiday_pay"] += item.amount - simple
    facts["departure_holiday_pay_reference"] = _money(item, "annual_reference", facts["annual_pay"] or None)


def _settlement(item: PayItem, facts: Facts, month: Month) -> None:
    reason = _choice(item, "reason", SETTLEMENTS)
    try:
        book().on(SETTLEMENTS[reason], month.first)
    except NoParameter as error:
        message = f"holiday pay settled for {reason} is not computed in {month}: {error.message}"
        remedy = "correct the month or the reason"
        raise InputError(message, field="reason", remedy=remedy, code="E-ITEM-DETAIL") from None
    facts["settled_holiday_pay"] += item.amount


def _benefit(item: PayItem, facts: Facts, month: Month) -> None:
    facts[_BENEFITS[_choice(item, "benefit", _BENEFITS)]] = 1


def _eco(item: PayItem, facts: Facts, month: Month) -> None:
    if item.quantity % 100:
        raise InputError(
            "the number of eco-vouchers is no whole number", field="quantity",
            remedy="give how many are handed over, or none", code="E-ITEM-DETAIL",
        )  # fmt: skip
    facts["eco_vouchers"] += item.amount


def _equipment(item: PayItem, facts: Facts, month: Month) -> None:
    facts[_EQUIPMENT[_choice(item, "equipment", _EQUIPMENT)]] += item.amount
    if item.details["equipment"] == "screen":
        facts["home_screen_count"] += _count(item, "count", 1)


def emission_facts(item: PayItem) -> Facts:
    """What of a car decides its contribution 862. Raises InputError when its details are wrong."""
    fuel = _FUELS[_choice(item, "fuel", _FUELS)]
    ordered = _date(item, "ordered" if "ordered" in item.details else "first_registration")
    return {
        "car_fuel": fuel,
        "car_co2": _count(item, "co2", 0),
        "car_co2_unknown": int("co2" not in item.details),
        "car_new_order": int(ordered >= _NEW_ORDER),
    }


def _car(item: PayItem, facts: Facts, month: Month) -> None:
    registered = _date(item, "first_registration")
    emission = emission_facts(item)
    if facts["car_value"]:
        raise InputError(
            "two company cars in one month", field="company_car", remedy="let the second begin on the first of a month",
            code="E-ITEM-TWICE",
        )  # fmt: skip
    first = max(month.first, item.valid_from)
    last = min(month.last, item.valid_to or month.last)
    facts["car_value"] = _money(item, "catalogue_value", None)
    facts |= emission
    months = (first.year - registered.year) * 12 + first.month - registered.month
    facts["car_age_years"] = max(0, months) // 12
    facts["car_days"] = (last - first).days + 1
    facts["car_own_part"] = item.amount


_KINDS: Mapping[str, tuple[str, Callable[[PayItem, Facts, Month], None]]] = {
    "premium": ("Prime soumise à l'ONSS", _adds("other_pay")),
    "year_end_premium": ("Prime de fin d'année", _exceptional("year_end_premium", "year_end_premium_reference")),
    "double_holiday_pay": (
        "Double pécule de vacances",
        _exceptional("double_holiday_pay", "double_holiday_pay_reference"),
    ),
    "imputed_holiday_pay": ("Simple pécule payé par l'employeur précédent", _adds("imputed_holiday_pay")),
    "holiday_settlement": ("Règlement du simple pécule", _settlement),
    "departure_holiday_pay": ("Pécule de vacances de sortie", _departure),
    "arrears": ("Arriérés d'une année antérieure", _arrears),
    "severance": ("Indemnité de rupture", _severance),
    "benefit_in_kind": ("Avantage en nature (montant)", _adds("benefits_in_kind")),
    "flat_benefit": ("Avantage en nature forfaitaire", _benefit),
    "company_car": ("Voiture de société", _car),
    "commuting_car": ("Domicile-travail en voiture", _adds("commuting_allowance")),
    "commuting_public": ("Domicile-travail en transport public", _adds("other_reimbursements")),
    "bicycle": ("Indemnité vélo", _kilometres("bicycle_km")),
    "mileage": ("Kilomètres de service", _kilometres("mileage_km")),
    "home_office": ("Indemnité de télétravail", _adds("home_office_allowance")),
    "home_equipment": ("Matériel propre du télétravailleur", _equipment),
    "eco_vouchers": ("Éco-chèques", _eco),
    "group_insurance_employer": ("Assurance groupe, prime patronale", _adds("group_insurance_employer")),
    "cost": ("Remboursement de frais", _adds("other_reimbursements")),
    "group_insurance": ("Assurance groupe, part personnelle", _adds("group_insurance")),
    "advance": ("Avance sur salaire", _adds("own_deductions")),
    "fine": ("Amende du règlement de travail", _adds("own_deductions")),
    "damages": ("Dommage à réparer par le travailleur", _adds("own_deductions")),
    "deduction": ("Retenue sur le net", _adds("other_deductions")),
}

_DETAILS: Mapping[str, tuple[str, ...]] = {
    "year_end_premium": ("annual_reference", "interval_months", "period_pay"),
    "double_holiday_pay": ("annual_reference",),
    "departure_holiday_pay": ("annual_reference", "simple_part"),
    "holiday_settlement": ("reason",),
    "arrears": ("annual_reference", "earned"),
    "severance": ("annual_reference", "contribution_812", "base_812", "type_812", "covered_from", "covered_to"),
    "flat_benefit": ("benefit",),
    "company_car": ("catalogue_value", "fuel", "co2", "first_registration", "ordered", "plate"),
    "mileage": ("system",),
    "home_equipment": ("equipment", "count"),
}

KINDS: Mapping[str, str] = {kind: label for kind, (label, _) in _KINDS.items()}
"""Each kind of pay item and its French label."""

EXCEPTIONAL_KINDS = ("year_end_premium", "double_holiday_pay", "departure_holiday_pay", "arrears", "severance")
"""Kinds that are taxed by the tables of exceptional payments."""

APART_KINDS = ("premium", "cost", *EXCEPTIONAL_KINDS)
"""Kinds that may be paid apart from their month, on a day of their own."""

OWN_DEDUCTION_KINDS = ("advance", "fine", "damages")
"""What the employer keeps back on its own account, within a fifth of the net (law of 12 April 1965, art. 23)."""

LINE_KINDS = (
    "premium",
    "imputed_holiday_pay",
    "holiday_settlement",
    "commuting_public",
    "cost",
    *OWN_DEDUCTION_KINDS,
    "deduction",
    "benefit_in_kind",
)
"""Kinds whose items are each a line of the payslip, with their own label."""


def items_of(items: tuple[PayItem, ...], month: Month) -> list[PayItem]:
    """The items of a month: those that hold in it, and the single ones dated in it."""
    return [i for i in items if (month.first <= i.valid_from <= month.last if i.once else _overlaps(i, month))]


def _overlaps(item: PayItem, month: Month) -> bool:
    return item.valid_from <= month.last and (item.valid_to is None or month.first <= item.valid_to)


def add_item(item: PayItem, facts: Facts, month: Month) -> None:
    """Add an item to the facts of a month. Raises InputError when its details are wrong."""
    if item.kind not in _KINDS:
        raise InputError(
            f"{item.kind!r} is not a kind of pay item",
            field="kind",
            remedy=f"use one of {', '.join(_KINDS)}",
            code="E-ITEM-KIND",
        )
    known = _DETAILS.get(item.kind, ())
    for name in item.details:
        if name not in known:
            remedy = f"{item.kind} knows {', '.join(known) or 'no details'}"
            raise InputError(f"unknown detail {name!r}", field=name, remedy=remedy, code="E-ITEM-DETAIL")
    _KINDS[item.kind][1](item, facts, month)


def _count(item: PayItem, name: str, default: int) -> int:
    text = item.details.get(name, str(default))
    if not (text.isascii() and text.isdigit() and len(text) < 5):
        raise InputError(
            f"{text!r} is not a whole number", field=name, remedy=f'write digits: "{default}"', code="E-ITEM-DETAIL"
        )
    return int(text)


def _money(item: PayItem, name: str, default: int | None) -> int:
    if name in item.details:
        value = parse(item.details[name], field=name)
        if value < 0:
            raise InputError(f"{name} is negative", field=name, remedy="give zero or more", code="E-ITEM-DETAIL")
        return value
    if default is None:
        raise InputError(
            f"{item.kind} needs {name}", field=name, remedy=f'give {name}: "30000.00"', code="E-ITEM-DETAIL"
        )
    return default


def _date(item: PayItem, name: str) -> dt.date:
    try:
        return dt.date.fromisoformat(item.details.get(name, ""))
    except ValueError:
        raise InputError(
            f"{item.kind} needs the date {name}", field=name, remedy='write it "2021-05-14"', code="E-ITEM-DETAIL"
        ) from None


def _choice(item: PayItem, name: str, options: Collection[str]) -> str:
    value = item.details.get(name, "")
    if value not in options:
        raise InputError(
            f"{item.kind} needs {name}, not {value!r}",
            field=name,
            remedy=f"use one of {', '.join(options)}",
            code="E-ITEM-DETAIL",
        )
    return value
