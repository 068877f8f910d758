"""Writing forms as the XML of the batch channel, in the order of the structure."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

from lxml import etree

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
    SmallStatute,
    Update,
    UsingEmployer,
)
from preste.declarations.dimona.tree import DIMONA, VERSION
from preste.declarations.structure import Block, Choice, Part

_XSI = "http://www.w3.org/2001/XMLSchema-instance"
Value = str | int | dt.date | None
Content = Mapping[str, "Value | Content | Sequence[Content]"]


def to_xml(forms: Sequence[Form], version: str = VERSION) -> bytes:
    """A Dimona file of these forms, that names the schema of a version (year and quarter)."""
    root = etree.Element(DIMONA.name, nsmap={"xsi": _XSI})
    root.set(f"{{{_XSI}}}noNamespaceSchemaLocation", f"Dimona_{version}.xsd")
    _write(root, DIMONA.parts, {"Form": [_form(form) for form in forms]})
    etree.indent(root)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8") + b"\n"


def _write(parent: etree._Element, parts: Sequence[Part], content: Content) -> None:
    for part in parts:
        if isinstance(part, Choice):
            for option in part.options:
                _write(parent, option, content)
        elif isinstance(part, Block):
            given = content.get(part.name)
            for one in given if isinstance(given, Sequence) and not isinstance(given, str) else [given]:
                _write_block(parent, part, one)
        else:
            value = content.get(part.name)
            if value is not None and value != "":
                etree.SubElement(parent, part.name).text = str(value)


def _write_block(parent: etree._Element, block: Block, content: object) -> None:
    if isinstance(content, Mapping):
        _write(etree.SubElement(parent, block.name), block.parts, content)


def _form(form: Form) -> Content:
    created = form.created
    return {
        "Identification": "DIMONA",
        "FormCreationDate": created.date() if created else None,
        "FormCreationHour": created.time().isoformat("milliseconds") if created else None,
        "AttestationStatus": 0,
        "TypeForm": "SU",
        "Reference": [
            {"ReferenceType": one.kind, "ReferenceOrigin": one.origin, "ReferenceNbr": one.number}
            for one in form.references
        ],
        **_declaration(form.declaration),
    }


def _declaration(one: Declaration | None) -> dict[str, Content]:
    match one:
        case In():
            return {"DimonaIn": _in(one)}
        case Out():
            content = {"DimonaPeriodId": one.period, "EndingDate": one.end, "INSS": one.niss}
            return {"DimonaOut": {**content, "EmployerId": _employer(one.employer)}}
        case Update():
            return {
                "DimonaUpdate": {
                    "DimonaPeriodId": one.period,
                    **_times(one),
                    "INSS": one.niss,
                    "EmployerId": _employer(one.employer),
                }
            }
        case Cancel():
            return {
                "DimonaCancel": {"DimonaPeriodId": one.period, "INSS": one.niss, "EmployerId": _employer(one.employer)}
            }
        case DailyRegistration():
            return {
                "DailyRegistrationDeclaration": {
                    "AttestationStatus": one.action,
                    "DailyRegistrationId": one.id,
                    "DimonaPeriodId": one.period,
                    "StartingDate": one.start,
                    "StartingHour": one.start_hour,
                    "EndingDate": one.end,
                    "EndingHour": one.end_hour,
                }
            }
    return {}


def _times(one: In | Update) -> Content:
    return {
        "StartingDate": one.start,
        "StartingHour": one.start_hour,
        "EndingDate": one.end,
        "EndingHour": one.end_hour,
        "PlannedHoursNbr": one.planned_hours,
        "PlannedDaysNbr": one.planned_days,
    }


def _in(one: In) -> Content:
    cards, place, small = one.cards, one.place_of_work, one.small_statute
    return {
        **_times(one),
        "EmployerId": _employer(one.employer),
        "NaturalPerson": _person(one.person),
        "DimonaFeatures": _features(one.features),
        "ConstructionControlCards": None if cards is None else _cards(cards),
        "StudentPlaceOfWork": None if place is None else _place(place),
        "SmallStatutesInformation": None if small is None else _small(small),
    }


def _cards(one: ControlCards) -> Content:
    return {"FirstMonthC32ANbr": one.first, "NextMonthC32ANbr": one.second}


def _place(one: PlaceOfWork) -> Content:
    return {"Denomination": one.name, "Address": _address(one.address)}


def _small(one: SmallStatute) -> Content:
    return {"EmploymentNature": one.nature, "ActivityWithRisk": one.risk, "WorkerStatus": one.status}


def _employer(one: EmployerId | None) -> Content | None:
    if one is None:
        return None
    return {
        "NOSSRegistrationNbr": one.onss_number,
        "ProvisionalNSSONbr": one.provisional_number,
        "CompanyID": one.enterprise_number,
    }


def _person(one: Person) -> Content:
    return {
        "INSS": one.niss,
        "WorkerName": one.last_name,
        "WorkerFirstName": one.first_name,
        "WorkerInitial": one.initial,
        "WorkerBirthdate": one.birth_date,
        "WorkerBirthplace": one.birth_place,
        "WorkerBirthplaceCountry": one.birth_country,
        "WorkerSex": one.sex,
        "WorkerStreet": one.address.street,
        "WorkerHouseNbr": one.address.house_number,
        "WorkerPostBox": one.address.box,
        "WorkerZIPCode": one.address.postcode,
        "WorkerCity": one.address.city,
        "WorkerCountry": one.address.country,
        "Nationality": one.nationality,
    }


def _features(one: Features | None) -> Content | None:
    if one is None:
        return None
    user = one.using_employer
    return {
        "JointCommissionNbr": one.joint_committee,
        "WorkerType": one.worker_type,
        "SubEntityNbr": one.sub_entity,
        "UsingEmployer": None if user is None else _user(user),
    }


def _user(one: UsingEmployer) -> Content:
    return {
        "JointCommissionNbr": one.joint_committee,
        "UsingEmployerName": one.name,
        "UsingEmployerCompanyID": one.enterprise_number,
        "Address": _address(one.address),
    }


def _address(one: Address | None) -> Content | None:
    if one is None:
        return None
    return {
        "Street": one.street,
        "HouseNbr": one.house_number,
        "PostBox": one.box,
        "ZIPCode": one.postcode,
        "City": one.city,
        "Country": None if one.country is None else f"{one.country:05d}",
    }
