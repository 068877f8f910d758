"""Reading a Dimona message into the model; what is missing or cannot be read stays empty, and `check` tells it."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from lxml import etree

from preste.declarations import xml
from preste.declarations.dimona.model import (
    Address,
    Cancel,
    ControlCards,
    DailyRegistration,
    Declaration,
    EmployerId,
    Features,
    Form,
    In,
    Out,
    Person,
    PlaceOfWork,
    Reference,
    SmallStatute,
    Update,
    UsingEmployer,
)
from preste.errors import InputError


def read(path: Path) -> list[Form]:
    """The forms of a file. Raises InputError as `preste.declarations.xml.read`, and for another message than Dimona."""
    return [read_form(element) for element in forms_of(xml.read(path), path.name)]


def forms_of(root: etree._Element, where: str = "") -> list[etree._Element]:
    """The forms of a Dimona message; raises InputError when it is another."""
    if root.tag != "Dimona":
        raise InputError(
            f"the message is {root.tag!r:.60}, not Dimona", where=where, remedy="give a Dimona file", code="E-DIMONA"
        )
    return root.findall("Form")


def read_form(form: etree._Element) -> Form:
    """One form."""
    day, hour = _date(form, "FormCreationDate"), _text(form, "FormCreationHour")
    created = None
    if day is not None:
        try:
            created = dt.datetime.combine(day, dt.time.fromisoformat(hour))
        except ValueError:
            created = dt.datetime.combine(day, dt.time())
    references = tuple(
        Reference(
            kind=_number(one, "ReferenceType") or 0,
            origin=_number(one, "ReferenceOrigin") or 0,
            number=_text(one, "ReferenceNbr"),
        )
        for one in form.findall("Reference")
    )
    return Form(created=created, declaration=_declaration(form), references=references)


def _declaration(form: etree._Element) -> Declaration | None:
    if (one := form.find("DimonaIn")) is not None:
        return _read_in(one)
    if (one := form.find("DimonaOut")) is not None:
        return Out(
            period=_text(one, "DimonaPeriodId"),
            end=_date(one, "EndingDate"),
            niss=_text(one, "INSS"),
            employer=_employer(one),
        )
    if (one := form.find("DimonaUpdate")) is not None:
        return Update(
            period=_text(one, "DimonaPeriodId"),
            start=_date(one, "StartingDate"),
            start_hour=_text(one, "StartingHour"),
            end=_date(one, "EndingDate"),
            end_hour=_text(one, "EndingHour"),
            niss=_text(one, "INSS"),
            planned_hours=_number(one, "PlannedHoursNbr"),
            planned_days=_number(one, "PlannedDaysNbr"),
            employer=_employer(one),
        )
    if (one := form.find("DimonaCancel")) is not None:
        return Cancel(period=_text(one, "DimonaPeriodId"), niss=_text(one, "INSS"), employer=_employer(one))
    if (one := form.find("DailyRegistrationDeclaration")) is not None:
        return DailyRegistration(
            action=_number(one, "AttestationStatus"),
            id=_text(one, "DailyRegistrationId"),
            period=_text(one, "DimonaPeriodId"),
            start=_date(one, "StartingDate"),
            start_hour=_text(one, "StartingHour"),
            end=_date(one, "EndingDate"),
            end_hour=_text(one, "EndingHour"),
        )
    return None


def _read_in(one: etree._Element) -> In:
    cards, place = one.find("ConstructionControlCards"), one.find("StudentPlaceOfWork")
    person, features = one.find("NaturalPerson"), one.find("DimonaFeatures")
    return In(
        start=_date(one, "StartingDate"),
        start_hour=_text(one, "StartingHour"),
        end=_date(one, "EndingDate"),
        end_hour=_text(one, "EndingHour"),
        planned_hours=_number(one, "PlannedHoursNbr"),
        planned_days=_number(one, "PlannedDaysNbr"),
        employer=_employer(one),
        person=Person() if person is None else _person(person),
        features=None if features is None else _features(features),
        cards=None if cards is None else _cards(cards),
        place_of_work=None if place is None else _place(place),
        small_statute=_small(one),
    )


def _cards(one: etree._Element) -> ControlCards:
    return ControlCards(first=_text(one, "FirstMonthC32ANbr"), second=_text(one, "NextMonthC32ANbr"))


def _place(one: etree._Element) -> PlaceOfWork:
    return PlaceOfWork(name=_text(one, "Denomination"), address=_address(one))


def _small(parent: etree._Element) -> SmallStatute | None:
    one = parent.find("SmallStatutesInformation")
    if one is None:
        return None
    return SmallStatute(
        nature=_text(one, "EmploymentNature"), risk=_text(one, "ActivityWithRisk"), status=_text(one, "WorkerStatus")
    )


def _person(one: etree._Element) -> Person:
    return Person(
        niss=_text(one, "INSS"),
        last_name=_text(one, "WorkerName"),
        first_name=_text(one, "WorkerFirstName"),
        initial=_text(one, "WorkerInitial"),
        birth_date=_birth_date(_text(one, "WorkerBirthdate")),
        birth_place=_text(one, "WorkerBirthplace"),
        birth_country=_number(one, "WorkerBirthplaceCountry"),
        sex=_number(one, "WorkerSex"),
        nationality=_number(one, "Nationality"),
        address=Address(
            street=_text(one, "WorkerStreet"),
            house_number=_text(one, "WorkerHouseNbr"),
            box=_text(one, "WorkerPostBox"),
            postcode=_text(one, "WorkerZIPCode"),
            city=_text(one, "WorkerCity"),
            country=_number(one, "WorkerCountry"),
        ),
    )


def _birth_date(text: str) -> str:
    """A birth date whose year can be read; else nothing, which the structure tells."""
    year = text[:4]
    return text if year.isascii() and year.isdigit() and len(year) == len("1987") else ""


def _features(one: etree._Element) -> Features:
    user = one.find("UsingEmployer")
    return Features(
        joint_committee=_text(one, "JointCommissionNbr"),
        worker_type=_text(one, "WorkerType"),
        sub_entity=_text(one, "SubEntityNbr"),
        using_employer=None
        if user is None
        else UsingEmployer(
            joint_committee=_text(user, "JointCommissionNbr"),
            name=_text(user, "UsingEmployerName"),
            enterprise_number=_text(user, "UsingEmployerCompanyID"),
            address=_address(user),
        ),
    )


def _employer(parent: etree._Element) -> EmployerId | None:
    one = parent.find("EmployerId")
    if one is None:
        return None
    return EmployerId(
        onss_number=_text(one, "NOSSRegistrationNbr"),
        provisional_number=_text(one, "ProvisionalNSSONbr"),
        enterprise_number=_text(one, "CompanyID"),
    )


def _address(parent: etree._Element) -> Address | None:
    one = parent.find("Address")
    if one is None:
        return None
    return Address(
        street=_text(one, "Street"),
        house_number=_text(one, "HouseNbr"),
        box=_text(one, "PostBox"),
        postcode=_text(one, "ZIPCode"),
        city=_text(one, "City"),
        country=_number(one, "Country"),
    )


def _text(parent: etree._Element, name: str) -> str:
    return (parent.findtext(name) or "").strip()


def _date(parent: etree._Element, name: str) -> dt.date | None:
    try:
        return dt.datetime.strptime(_text(parent, name), "%Y-%m-%d").date()
    except ValueError:
        return None


def _number(parent: etree._Element, name: str) -> int | None:
    text = _text(parent, name)
    return int(text) if text.isascii() and text.isdigit() and len(text) <= LONGEST else None


LONGEST = 12
"""Digits of the longest number of the message."""
