"""One record from its fields: how the files of a dossier become employers, workers, contracts and terms."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Any, get_args

from preste.calendar import YEARS
from preste.errors import IdentifierError
from preste.ids import iban, niss, ogm
from preste.payroll.fields import Fields, told
from preste.payroll.items import KINDS
from preste.records import (
    Address,
    Cause,
    Contract,
    DeclaredChildren,
    Elsewhere,
    EndedBy,
    Garnishment,
    GarnishmentKind,
    HolidayCertificate,
    HolidayWork,
    HolidayYear,
    Household,
    Incapacity,
    Leaving,
    LeavingReason,
    PayItem,
    Regime,
    Situation,
    Status,
    Terms,
    Worker,
    fits_status,
)

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def read_identifier(fields: Fields, name: str, module: Any, *, wanted: bool = True) -> str:
    """An identifier checked by its module of `preste.ids`; "" when absent or wrong (the fault is noted)."""
    text = fields.text(name, None if wanted else "")
    if not text:
        return ""
    try:
        return str(module.validate(text))
    except IdentifierError as error:
        fields.refuse(name, error.message, error.remedy, error.code)
        return ""


def read_pattern(fields: Fields, name: str, pattern: str, form: str, default: str | None = None) -> str:
    """A text of a given form."""
    text = fields.text(name, default)
    if text and not re.fullmatch(pattern, text, re.ASCII):
        fields.refuse(name, f"{text!r} is not a {name}", f"write {form}", "E-INPUT-FORM")
    return text


def read_address(fields: Fields) -> Address:
    """A postal address."""
    return Address(
        street=fields.text("street", None),
        postcode=fields.text("postcode", None),
        city=fields.text("city", None),
        country=fields.text("country", "BE"),
    )


def read_worker(id: str, fields: Fields, address: Fields) -> Worker:
    """A worker; the national number is checked against the birth date."""
    birth = fields.date("birth_date", wanted=True)
    number = fields.text("niss", None)
    try:
        number = niss.validate(number, birth_date=birth) if number else ""
    except IdentifierError as error:
        fields.refuse("niss", error.message, error.remedy, error.code)
    return Worker(
        id=id,
        number=fields.text("number", None),
        last_name=fields.text("last_name", None),
        first_name=fields.text("first_name", None),
        niss=number,
        birth_date=birth or dt.date(1900, 1, 1),
        sex=fields.choice("sex", ("F", "M", "X")),  # type: ignore[arg-type]
        address=read_address(address),
        language=fields.choice("language", ("fr", "nl", "de", "en"), "fr"),
        iban=read_identifier(fields, "iban", iban, wanted=False),
    )


def read_period(fields: Fields) -> dict[str, Any]:
    """The dates a fact holds and is known since."""
    start = fields.date("valid_from", dt.date(1900, 1, 1)) or dt.date(1900, 1, 1)
    end = fields.date("valid_to")
    if end is not None and end < start:
        fields.refuse("valid_to", f"{end} is before {start}", "correct one of the dates", "E-INPUT-DATE")
    return {"valid_from": start, "valid_to": end, "known_since": fields.date("known_since")}


def read_household(fields: Fields) -> Household:
    """A family situation."""
    children, disabled = fields.count("children", maximum=30), fields.count("disabled_children", maximum=30)
    if disabled > children:
        fields.refuse("disabled_children", "more disabled children than children", "children includes disabled ones")
    return Household(
        **read_period(fields),
        situation=fields.choice("situation", get_args(Situation), "single"),  # type: ignore[arg-type]
        children=children,
        disabled_children=disabled,
        other_dependants=fields.count("other_dependants", maximum=30),
        dependants_65_in_care=fields.count("dependants_65_in_care", maximum=30),
        worker_disabled=fields.flag("worker_disabled"),
        spouse_disabled=fields.flag("spouse_disabled"),
        resident=fields.flag("resident", True),
    )


def read_garnishment(fields: Fields) -> Garnishment:
    """A creditor's claim on the pay."""
    notified = fields.date("notified_on", wanted=True) or dt.date(1900, 1, 1)
    total, monthly = fields.amount("total"), fields.amount("monthly")
    if not total and not monthly:
        remedy = 'give the claim: total: "1250.00", or what is due each month: monthly: "450.00"'
        fields.refuse("total", "the claim has neither a total nor a monthly amount", remedy, "E-GARNISHMENT-AMOUNT")
    paid = fields.amount("already_paid")
    if paid and paid > total:
        fields.refuse("already_paid", "more was paid than the total", "correct one of them", "E-GARNISHMENT-AMOUNT")
    reference = fields.text("reference")
    if reference.startswith(("+", "*")):
        try:
            reference = ogm.validate(reference)
        except IdentifierError as error:
            fields.refuse("reference", error.message, error.remedy, error.code)
    id = fields.text("id", None)
    if "id" in fields and not id.strip():
        fields.refuse("id", "the id is empty", "give the claim a short name", "E-INPUT-TEXT")
    return Garnishment(
        **(read_period(fields) | ({} if "valid_from" in fields else {"valid_from": notified})),
        id=id,
        kind=fields.choice("kind", get_args(GarnishmentKind)),  # type: ignore[arg-type]
        creditor=fields.text("creditor", None),
        notified_on=notified,
        total=total,
        monthly=monthly,
        already_paid=paid,
        iban=read_identifier(fields, "iban", iban, wanted=False),
        reference=reference,
    )


def read_declared_children(fields: Fields) -> DeclaredChildren:
    """The dependent children declared for garnishment."""
    return DeclaredChildren(**read_period(fields), children=fields.count("children", maximum=30))


def read_contract(
    fields: Fields,
    worker: Worker,
    households: tuple[Household, ...],
    garnishments: tuple[Garnishment, ...] = (),
    declared_children: tuple[DeclaredChildren, ...] = (),
    elsewhere: tuple[Elsewhere, ...] = (),
) -> Contract:
    """A contract with its terms and items, and what is true of its worker."""
    start = fields.date("start", dt.date(1900, 1, 1), wanted=True) or dt.date(1900, 1, 1)
    end = fields.date("end")
    if end is not None and end < start:
        fields.refuse(
            "end", f"the contract ends on {end}, before it starts", "correct one of the dates", "E-INPUT-DATE"
        )
    terms, items, holidays = fields.items("terms"), fields.items("items"), fields.items("holidays")
    ending = fields.part("leaving")
    last_items = ending.items("items")
    incapacities = fields.items("incapacities")
    if not terms:
        fields.refuse("terms", "a contract needs its terms", "add terms with pay_basis, amount and schedule", "E-TERMS")
    status = fields.choice("status", get_args(Status), "white_collar")
    worker_code = read_pattern(fields, "worker_code", r"\d{3}", "three digits: '495'", "")
    if worker_code and not fits_status(worker_code, status):
        fields.refuse("worker_code", f"{worker_code} is no code of a {status} worker", "correct status or worker_code")
    id = fields.text("id", worker.id)
    if not id.strip():
        fields.refuse("id", "the id is empty", "give the contract a name, or leave id out", "E-INPUT-TEXT")
    contract = Contract(
        id=id,
        worker=worker,
        start=start,
        end=end,
        status=status,  # type: ignore[arg-type]
        regime=fields.choice("regime", get_args(Regime), "ordinary"),  # type: ignore[arg-type]
        worker_code=worker_code,
        joint_committee=fields.text("joint_committee"),
        establishment=fields.text("establishment"),
        article17_sector=fields.choice("article17_sector", ("socio_cultural", "sport"), "socio_cultural"),  # type: ignore[arg-type]
        student=fields.flag("student"),
        employed_until=fields.date("employed_until"),
        article17_event=fields.date("article17_event"),
        restructuring_right=fields.count("restructuring_right", maximum=2),
        restructuring_since=fields.date("restructuring_since"),
        sport_bonus_right=fields.count("sport_bonus_right", maximum=2),
        pensioner=fields.flag("pensioner"),
        fixed_term=fields.flag("fixed_term"),
        holidays_after_end=fields.flag("holidays_after_end"),
        next_employer_from=fields.date("next_employer_from"),
        households=households,
        terms=tuple(read_terms(one) for one in terms),
        items=tuple(read_item(one) for one in (*items, *last_items)),
        garnishments=garnishments,
        declared_children=declared_children,
        elsewhere=elsewhere,
        holidays=tuple(read_holidays(one) for one in holidays),
        incapacities=tuple(found for one in incapacities if (found := read_incapacity(one)) is not None),
        leaving=read_leaving(fields, ending, end) if "leaving" in fields else None,
    )
    for field in ("student", "employed_until", "article17_event"):
        given = getattr(contract, field)
        if given and contract.regime != "article17":
            fields.refuse(field, f"{field} is said of article 17 only", "leave it out, or give regime: article17")
    years = [one.year for one in contract.holidays]
    if twice := [year for year in years if years.count(year) > 1]:
        fields.refuse("holidays", f"{twice[0]} is given twice", "keep one block for each year")
    if contract.fixed_term and end is None:
        fields.refuse("end", "a fixed term needs its last day", "give end: 2026-12-31", "E-INPUT-DATE")
    for field, message, remedy in incapacity_problems(contract):
        fields.refuse(field, message, remedy, "E-SICK")
    of_holidays = (nested for one in holidays for nested in one.nested)
    fields.nested = [*terms, *items, *holidays, *of_holidays, *incapacities, ending, *last_items]
    return contract


def read_leaving(contract: Fields, fields: Fields, end: dt.date | None) -> Leaving:
    """Why, by whom and when a contract was ended; it has its last day."""
    if end is None:
        contract.refuse("end", "a contract that was left has its last day", "give end: 2026-10-31", "E-INPUT-DATE")
    return Leaving(
        reason=fields.choice("reason", get_args(LeavingReason)),  # type: ignore[arg-type]
        by=fields.choice("by", get_args(EndedBy)),  # type: ignore[arg-type]
        notified_on=fields.date("notified_on"),
    )


def nested_fields(contracts: list[Fields]) -> list[Fields]:
    """The nested fields of contracts, whose faults are collected with theirs."""
    return [nested for one in contracts for nested in one.nested]


def read_terms(fields: Fields) -> Terms:
    """The terms of a contract over a period."""
    schedule = fields.part("schedule")
    hours = tuple(schedule.amount(day) for day in WEEKDAYS)
    fields.errors += schedule.finish()
    full = fields.amount("full_time_hours", None)
    if sum(hours) > full and not fields.errors:
        fields.refuse("schedule", "the schedule has more hours than full time", "correct schedule or full_time_hours")
    basis = fields.choice("pay_basis", ("monthly", "hourly"))
    if basis == "monthly" and not sum(hours) and not fields.errors:
        fields.refuse("schedule", "monthly pay needs a schedule", 'give the hours of each day: {mon: "7.60", …}')
    value, worker = fields.amount("meal_voucher_value"), fields.amount("meal_voucher_worker")
    if worker > value:
        fields.refuse("meal_voucher_worker", "more than the voucher's value", "correct one of them")
    scale, since = fields.text("scale"), fields.date("scale_seniority_from")
    if since is not None and not scale:
        fields.refuse("scale_seniority_from", "seniority of no scale", "name the scale of scales.csv, or leave it out")
    return Terms(
        **read_period(fields),
        pay_basis=basis,  # type: ignore[arg-type]
        amount=fields.amount("amount", None),
        schedule=hours,  # type: ignore[arg-type]
        full_time_hours=full,
        full_time_days=fields.count("full_time_days", 5, maximum=7),
        function=fields.text("function"),
        meal_voucher_value=value,
        meal_voucher_worker=worker,
        meal_voucher_by_hours=fields.flag("meal_voucher_by_hours"),
        scale=scale,
        scale_seniority_from=since,
    )


def read_holidays(fields: Fields) -> HolidayYear:
    """What is known of the holidays of a year."""
    work, certificates = fields.items("work"), fields.items("certificates")
    known = HolidayYear(
        year=_year(fields),
        work=tuple(HolidayWork(**_holiday_work(one)) for one in work),
        certificates=tuple(
            HolidayCertificate(
                **_holiday_work(one),
                simple=one.amount("simple", None),
                double=one.amount("double", None),
                days=one.amount("days", None),
                taken=one.amount("taken"),
            )
            for one in certificates
        ),
        days=fields.amount("days") if "days" in fields else None,
        taken_before=fields.amount("taken_before"),
        supplementary_paid=fields.amount("supplementary_paid"),
        variable_pay=fields.amount("variable_pay"),
        variable_months=fields.count("variable_months", maximum=MONTHS),
        carried=fields.amount("carried"),
    )
    if bool(known.variable_pay) != bool(known.variable_months):
        remedy = "give both: they make a monthly average"
        fields.refuse("variable_months", "variable_pay and variable_months go together", remedy)
    if sum(one.months for one in (*known.work, *known.certificates)) > MONTHS:
        fields.refuse("work", "more than twelve months are credited", "a year has twelve, certificates included")
    if known.days is None and not work and not certificates and not known.carried:
        fields.refuse("work", "nothing gives the right", 'give the months of work, or the right itself: days: "20"')
    fields.nested = [*work, *certificates]
    return known


MONTHS = 12
"""Of a year."""


def _year(fields: Fields) -> int:
    year = fields.count("year", maximum=YEARS[-1])
    if year not in YEARS:
        fields.refuse("year", f"{year} is not a year", "write it as year: 2026")
    return year


def _holiday_work(fields: Fields) -> dict[str, int]:
    found = {
        "months": fields.count("months", maximum=MONTHS),
        "days_week": fields.amount("days_week", None),
        "hours_week": fields.amount("hours_week", None),
    }
    if not all(found.values()) and not fields.errors:
        fields.refuse("months", "months, days_week and hours_week are wanted", "write them all, above zero")
    return found


def read_incapacity(fields: Fields) -> Incapacity | None:
    """An incapacity for work; None when its dates are missing or turned round (the fault is noted)."""
    start, end = fields.date("start", wanted=True), fields.date("end", wanted=True)
    hours: tuple[int, ...] = ()
    if "partial_schedule" in fields:
        schedule = fields.part("partial_schedule")
        hours = tuple(schedule.amount(day) for day in WEEKDAYS)
        fields.errors += schedule.finish()
    found = {
        "cause": fields.choice("cause", get_args(Cause), "illness"),
        "certificate": fields.date("certificate"),
        "certificate_waived": fields.flag("certificate_waived"),
        "other_illness": fields.flag("other_illness"),
        "partial_from": fields.date("partial_from"),
        "partial_to": fields.date("partial_to"),
    }
    if start is None or end is None:
        return None
    if end < start:
        fields.refuse("end", f"the incapacity ends on {end}, before it starts", "correct the dates", "E-INPUT-DATE")
        return None
    one = Incapacity(start=start, end=end, partial_schedule=hours, **found)  # type: ignore[arg-type]
    if (one.partial_from is None) == bool(hours):
        fields.refuse("partial_from", "a partial resumption needs its day and its hours", "give partial_schedule too")
    partial = [day for day in (one.partial_from, one.partial_to) if day is not None]
    if any(not one.covers(day) for day in partial) or partial != sorted(partial):
        fields.refuse("partial_from", "the partial resumption is not inside the incapacity", "correct its dates")
    return one


def incapacity_problems(contract: Contract) -> Iterator[tuple[str, str, str]]:
    """What is wrong with the incapacities of a contract together: field, message, remedy."""
    listed = sorted(contract.incapacities, key=lambda i: i.start)
    for before, after in pairwise(listed):
        if after.start <= before.end:
            message = f"the incapacity of {after.start} begins before that of {before.start} ends"
            yield "incapacities", message, "let one end the day before the other begins"
    for one in listed:
        if one.start < contract.start or (contract.end is not None and one.end > contract.end):
            message = f"the incapacity from {one.start} to {one.end} is outside the contract"
            yield "incapacities", message, f"it runs from {contract.start} to {contract.end or 'no end'}"


def read_item(fields: Fields) -> PayItem:
    """A recurring pay item."""
    details: dict[str, str] = {}
    for name, value in fields.mapping("details").items():
        if not isinstance(name, str) or not isinstance(value, str | int | float | dt.date):
            fields.refuse("details", f"{told(name)} is not one value", "write name: value", "E-ITEM-DETAIL")
        else:
            details[name] = told(value) if isinstance(value, int) else str(value)
    return PayItem(
        **read_period(fields),
        kind=fields.choice("kind", tuple(KINDS)),
        label=fields.text("label"),
        amount=fields.amount("amount"),
        quantity=fields.amount("quantity"),
        once=fields.flag("once"),
        details=details,
    )
