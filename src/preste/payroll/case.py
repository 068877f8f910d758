"""One case of the one-shot interface: read and checked, ready for the rules.

The fields are described in `docs/one_shot.md`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, get_args

from preste.belgium import DEFAULTS
from preste.belgium.regimes.limits import Article17Use, article17_excess
from preste.calendar import Month
from preste.errors import InputError, NoParameter
from preste.payroll.fields import Fields
from preste.payroll.household import household_facts
from preste.records import FLEXI_CODES, Household, Situation, fits_status, on_108_percent

KINDS = ("double_holiday_pay", "year_end_premium", "arrears", "severance", "departure_holiday_pay")
_REFERENCE = {
    "double_holiday_pay": "double_holiday_pay_reference",
    "departure_holiday_pay": "departure_holiday_pay_reference",
    "year_end_premium": "year_end_premium_reference",
    "arrears": "arrears_reference",
    "severance": "severance_reference",
}
_STUDENT_CODES = ("840", "841")


@dataclass(frozen=True)
class Case:
    """A case ready to compute: dates, regime, keys of the law, facts, and what is to be said about it."""

    earned: dt.date
    paid: dt.date
    regime: str
    category: str
    worker_code: str
    facts: Mapping[str, int]
    kinds: tuple[str, ...] = ()
    taxable_only: bool = False
    warnings: tuple[str, ...] = ()


class CaseError(InputError):
    """A case with faults: `errors` holds all of them; the first one speaks for it."""

    def __init__(self, errors: list[InputError]) -> None:
        self.errors = errors
        first = errors[0]
        super().__init__(first.message, field=first.field, where=first.where, remedy=first.remedy, code=first.code)


def read_case(data: Any) -> Case:
    """The case that a JSON object tells. Raises CaseError with every fault found."""
    fields = Fields(data)
    facts = dict(DEFAULTS)
    warnings: list[str] = []
    month = _month(fields)
    status = fields.choice("status", ("white_collar", "blue_collar"))
    category = _code(fields, "employer_category", "362")
    worker_code = _code(fields, "worker_code", "")
    if worker_code and not fits_status(worker_code, status):
        fields.refuse("worker_code", f"{worker_code} is no code of a {status} worker", "correct status or worker_code")
    workers = fields.count("workers_count", 5)
    facts["ten_or_more"], facts["twenty_or_more"] = int(workers >= 10), int(workers >= 20)
    facts["non_commercial"] = int(fields.choice("closure_fund", ("", "B", "C"), "") == "B")
    facts["pay_due"] = fields.amount("gross", 0 if "taxable_override" in fields else None)
    facts["benefits_in_kind"] = fields.amount("benefits_in_kind")
    facts["group_insurance"] = fields.amount("group_insurance")
    _time(fields, facts, month)
    kinds, parts = _exceptional(fields, facts)
    household = fields.part("household")
    facts |= household_facts(_household(household, fields.flag("resident", True)))
    director = fields.flag("director")
    warnings += _readings(parts, facts)
    regime, code, special = _regime(fields, facts, month, status, worker_code, director, warnings)
    facts["manual"] = int(on_108_percent(code))
    taxable_only = "taxable_override" in fields
    facts["taxable_given"] = fields.amount("taxable_override")
    if taxable_only:
        regime = "given_taxable_director" if director else "given_taxable"
    errors = fields.finish(household, *parts, *special)
    if errors:
        raise CaseError(errors)
    return Case(month.first, month.last, regime, category, code, facts, tuple(kinds), taxable_only, tuple(warnings))


def _month(fields: Fields) -> Month:
    try:
        month = Month.parse(fields.text("period", ""))
    except InputError as error:
        fields.errors.append(error)
        return Month(2022, 1)
    if month.year < 2021:
        fields.refuse("period", f"the law book begins on 2021-01-01, {month} is before", "ask a later month")
    return month


def _readings(parts: list[Fields], facts: Mapping[str, int]) -> Iterator[str]:
    """The uncertain readings of law that the case rests on."""
    if any("annual_reference" not in part for part in parts):
        yield "uncertain: annual reference taken as 12 times the month's gross (annex III, n° 53)"
    if parts and facts["children_counted"]:
        yield "uncertain: the exemption for children is applied payment by payment (annex III, n° 54)"


def _code(fields: Fields, name: str, default: str) -> str:
    code = fields.text(name, default)
    if code != default and not (len(code) == 3 and code.isascii() and code.isdigit()):
        fields.refuse(name, f"{code!r} is not an ONSS code", f'write three digits: "{default or "495"}"')
    return code


def _time(fields: Fields, facts: dict[str, int], month: Month) -> None:
    working = sum(100 for d in month.days if d.weekday() < 5)
    possible = fields.amount("days_possible", working)
    paid = fields.amount("days_paid", possible)
    if paid > possible:
        fields.refuse("days_paid", "more days are paid than are possible", "correct days_paid or days_possible")
    week, full = fields.amount("hours_week", 0), fields.amount("hours_week_full_time", 0)
    full_time = fields.flag("full_time", "hours_week" not in fields)
    facts["days_paid"], facts["days_possible"] = paid, possible
    if full_time:
        if week and week < full:
            fields.refuse("full_time", "full time with fewer hours than full time", "leave out one of them")
        return
    if not week or not full or week > full:
        fields.refuse(
            "hours_week",
            "part time needs hours_week and a larger hours_week_full_time",
            'give "hours_week": "19.00" and "hours_week_full_time": "38.00"',
        )
        return
    facts["part_time"] = int(week < full)
    facts["hours_full_time"] = full
    facts["hours_paid"] = week if paid == possible or not possible else (2 * week * paid + possible) // (2 * possible)


def _usual_reference(facts: Mapping[str, int]) -> int | None:
    """Twelve times the month's gross, when the month is whole; else nothing can be taken for a year's pay."""
    whole = facts["pay_due"] > 0 and facts["days_paid"] == facts["days_possible"]
    return 12 * facts["pay_due"] if whole else None


def _exceptional(fields: Fields, facts: dict[str, int]) -> tuple[list[str], list[Fields]]:
    kinds: list[str] = []
    parts = fields.items("exceptional")
    for part in parts:
        kind = part.choice("kind", KINDS)
        amount = part.amount("amount", None)
        reference = part.amount("annual_reference", _usual_reference(facts))
        given_812 = part.amount("contribution_812", 0) if kind == "severance" else 0
        if kind == "severance":
            _of_the_quarter(part)
        simple = part.amount("simple_part", (amount + 1) // 2) if kind == "departure_holiday_pay" else 0
        if kind in kinds:
            part.refuse("kind", f"{kind} is given twice", "give one amount for each kind")
        kinds.append(kind)
        facts[_REFERENCE[kind]] = reference
        if kind == "departure_holiday_pay":
            if simple > amount:
                part.refuse("simple_part", "the simple part exceeds the amount", "correct it")
            facts["departure_simple_holiday_pay"] = simple
            facts["departure_double_holiday_pay"] = amount - simple
        else:
            facts[kind] = amount
            facts["severance_contribution_812"] += given_812
    return kinds, parts


def _of_the_quarter(part: Fields) -> None:
    """What a severance item tells of the quarter's declaration: read so that it is right, without a part in the pay."""
    covered_from, covered_to = part.date("covered_from"), part.date("covered_to")
    if (covered_from is None) != (covered_to is None) or (covered_from and covered_to and covered_to < covered_from):
        part.refuse("covered_to", "the period covered has a first and a last day", "give both, in that order")
    part.amount("base_812", 0)
    part.text("type_812")


def _household(fields: Fields, resident: bool) -> Household:
    children = fields.count("children", maximum=30)
    disabled = fields.count("disabled_children", maximum=30)
    if disabled > children:
        fields.refuse("disabled_children", "more disabled children than children", "children includes disabled ones")
    return Household(
        valid_from=dt.date.min,
        situation=fields.choice("situation", get_args(Situation), "single"),  # type: ignore[arg-type]
        children=children,
        disabled_children=disabled,
        other_dependants=fields.count("other_dependants", maximum=30),
        dependants_65_in_care=fields.count("dependants_65_in_care", maximum=30),
        worker_disabled=fields.flag("worker_disabled"),
        spouse_disabled=fields.flag("spouse_disabled"),
        resident=resident,
    )


def _regime(
    fields: Fields, facts: dict[str, int], month: Month, status: str, code: str, director: bool, warnings: list[str]
) -> tuple[str, str, list[Fields]]:
    """Regime, worker code and the nested fields read for it."""
    ordinary = code or ("015" if status == "blue_collar" else "495")
    special = [name for name in ("student", "flexi", "article17") if name in fields]
    parts = {name: fields.part(name) for name in ("student", "flexi", "article17")}
    if len(special) > 1 or (special and director):
        fields.refuse(special[0], "one regime at a time", "keep one of student, flexi, article17, director")
        return "ordinary", ordinary, []
    if "student" in special or code in _STUDENT_CODES:
        _student(parts["student"], facts, given="student" in special)
        return (
            "ordinary",
            ("015" if status == "blue_collar" else "495") if code in _STUDENT_CODES else ordinary,
            list(parts.values()),
        )
    if "flexi" in special:
        facts["flexi_pay_this_year"] = parts["flexi"].amount("income_year")
        facts["pensioner"] = int(parts["flexi"].flag("pensioner"))
        return "flexi", code or ("050" if status == "blue_collar" else "450"), list(parts.values())
    if "article17" in special:
        return _article17(parts["article17"], facts, month, warnings), ordinary, list(parts.values())
    if code in FLEXI_CODES:
        fields.refuse("worker_code", f"{code} is a flexi-job code", 'give "flexi": {"income_year": "0.00"} with it')
    return ("director" if director else "ordinary"), ordinary, list(parts.values())


def _student(fields: Fields, facts: dict[str, int], *, given: bool) -> None:
    if not given:  # the student worker code alone: all hours within the quota
        facts["student_hours"] = 1
        return
    facts["student_hours"] = fields.amount("hours", None)
    facts["student_hours_used"] = fields.amount("hours_used")
    facts["student_hours_uncounted"] = fields.amount("hours_left_out")
    if facts["student_hours"] == 0 and not fields.errors:
        fields.refuse("hours", "a student month needs its hours", 'give "hours": "60.00"')


def _article17(fields: Fields, facts: dict[str, int], month: Month, warnings: list[str]) -> str:
    use = Article17Use(
        sector=fields.choice("sector", ("socio_cultural", "sport"), "socio_cultural"),
        hours=fields.amount("hours"),
        hours_year=fields.amount("hours_year"),
        hours_quarter=fields.amount("hours_quarter"),
        days=fields.count("days"),
        days_year=fields.count("days_year"),
    )
    try:
        excess = article17_excess(use, month)
    except NoParameter as error:
        fields.refuse("", error.message, error.remedy, error.code)
        return "article17"
    if excess:
        warnings.append(f"article 17: {excess.reason}; the pay is ordinary")
        return "ordinary"
    warnings.append("article 17: no withholding tax; no text that asks for one was found")
    return "article17"
