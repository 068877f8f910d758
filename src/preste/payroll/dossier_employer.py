"""An employer from its fields: `employer.yaml` of a dossier folder."""

from __future__ import annotations

import datetime as dt

from preste.belgium.time.holidays import replacement_problems
from preste.errors import InputError
from preste.ids import enterprise, establishment_unit, iban, onss_number
from preste.payroll.dossier_records import read_address, read_identifier, read_pattern
from preste.payroll.fields import Fields
from preste.records import Employer, EmployerTerms, Establishment, ReplacedHoliday


def read_employer(id: str, fields: Fields) -> tuple[Employer, list[Fields]]:
    """An employer, and the nested fields that were read of it; what is wrong is noted in them."""
    address = fields.part("address")
    units, moved = fields.items("establishments"), fields.items("replacement_days")
    history = fields.items("history")
    employer = Employer(
        id=id,
        name=fields.text("name", None),
        address=read_address(address),
        enterprise_number=read_identifier(fields, "enterprise_number", enterprise),
        onss_number=read_identifier(fields, "onss_number", onss_number),
        category=_category(fields),
        joint_committee=_committee(fields),
        workers_count=fields.count("workers_count", 1),
        language=fields.choice("language", ("fr", "nl", "de", "en"), "fr"),
        iban=read_identifier(fields, "iban", iban, wanted=False),
        bic=fields.text("bic"),
        social_secretariat=fields.text("social_secretariat"),
        accident_insurer=fields.text("accident_insurer"),
        holiday_fund=fields.text("holiday_fund"),
        payday=_payday(fields),
        certificate_first_day=fields.flag("certificate_first_day"),
        closure_fund=fields.choice("closure_fund", ("", "B", "C"), ""),
        replacement_days=_replacement_days(fields, moved),
        establishments=tuple(_establishment(unit) for unit in units),
        history=_history(fields, history),
    )
    return employer, [address, *units, *moved, *history]


def _category(fields: Fields) -> str:
    """The ONSS category of an employer."""
    return read_pattern(fields, "category", r"\d{3}", "three digits: '362'")


def _committee(fields: Fields) -> str:
    """The joint committee of an employer."""
    return read_pattern(fields, "joint_committee", r"\d{3}(\.\d{2})?", "such as '329.02'")


def _payday(fields: Fields) -> str:
    """The day on which pay is paid."""
    form = "'last' or a day of the next month: '5'"
    return read_pattern(fields, "payday", r"last|[1-9]|1\d|2[0-8]", form, "last")


def _history(employer: Fields, items: list[Fields]) -> tuple[EmployerTerms, ...]:
    """What of the employer decides pay, since when: all of it each time, in order."""
    found = tuple(
        EmployerTerms(
            since=one.date("since", wanted=True) or dt.date.min,
            category=_category(one),
            joint_committee=_committee(one),
            workers_count=one.count("workers_count", 1),
            payday=_payday(one),
            certificate_first_day=one.flag("certificate_first_day"),
            closure_fund=one.choice("closure_fund", ("", "B", "C"), ""),
        )
        for one in items
    )
    if [one.since for one in found] != sorted({one.since for one in found}):
        employer.refuse("history", "the days are not in order", "write each since once, the earliest first")
    return found


def _establishment(fields: Fields) -> Establishment:
    """An establishment unit."""
    number = read_identifier(fields, "number", establishment_unit)
    address = fields.part("address")
    out = Establishment(number=number, name=fields.text("name"), address=read_address(address))
    fields.errors += address.finish()
    return out


def _replacement_days(fields: Fields, items: list[Fields]) -> tuple[ReplacedHoliday, ...]:
    """The days that replace public holidays; what is wrong with them is noted."""
    found = []
    for one in items:
        holiday, day = one.date("holiday", wanted=True), one.date("day", wanted=True)
        if holiday is not None and day is not None:
            found.append(ReplacedHoliday(holiday=holiday, day=day))
    try:
        problems = list(replacement_problems(found))
    except InputError as error:
        problems = [(error.message, error.remedy)]
    for message, remedy in problems:
        fields.refuse("replacement_days", message, remedy, "E-HOLIDAY")
    return tuple(found)
