"""The structure of the Dimona message, with the ONSS's numbers: blocks and zones in their order.

Source: ONSS glossary of Dimona 2023/3 and the schema of 2023/1, the last ones that were read (`VERSION`).
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

from preste.declarations.dimona.worker_types import JOINT_COMMITTEES, WORKER_TYPES
from preste.declarations.structure import Block, Choice, Clock, Codes, Date, Domain, Number, Part, Text, Zone

VERSION = "20231"
"""Year and quarter of the structure below."""


@dataclass(frozen=True)
class Valid:
    """A domain of Dimona: whatever is wrong with a value has the digits 003, which is all the glossary has."""

    inner: Domain

    def fault(self, text: str) -> str:
        """003, or nothing."""
        return "003" if self.inner.fault(text) else ""


@dataclass(frozen=True)
class BirthDate:
    """A day, or a year alone: 1987-00-00."""

    def fault(self, text: str) -> str:
        """003 when it is neither."""
        if re.fullmatch(r"\d{4}-00-00", text):
            return ""
        return Date().fault(text)


@dataclass(frozen=True)
class HourOfDay:
    """Four digits, HHMM."""

    def fault(self, text: str) -> str:
        """003 when it is no time of the day."""
        return "" if re.fullmatch(r"([01]\d|2[0-3])[0-5]\d", text) else "003"


def _number(name: str, number: str, digits: int, low: int = 0, high: int | None = None, least: int = 1) -> Zone:
    return Zone(name, number, Valid(Number(digits, low, high)), least)


def _text(name: str, number: str, length: int, pattern: str = "", shortest: int = 0, least: int = 1) -> Zone:
    return Zone(name, number, Valid(Text(length, pattern, shortest)), least)


def _codes(name: str, number: str, *allowed: str, least: int = 1) -> Zone:
    return Zone(name, number, Valid(Codes(frozenset(allowed))), least)


def _date(name: str, number: str, least: int = 1) -> Zone:
    return Zone(name, number, Valid(Date()), least)


_PERIOD = Zone("DimonaPeriodId", "00913", Valid(Number(12)))
_PERIOD_OPTIONAL = Zone("DimonaPeriodId", "00913", Valid(Number(12)), 0)
_NISS = Zone("INSS", "00024", Valid(Text(11, r"0|\d{11}", 1)), 0)
_FROM = (_date("StartingDate", "00910", 0), Zone("StartingHour", "00777", HourOfDay(), 0))
_TO = (_date("EndingDate", "00911", 0), Zone("EndingHour", "00778", HourOfDay(), 0))
_PLANNED = Choice(
    (
        (_number("PlannedHoursNbr", "01135", 3, 1, 999),),
        (_number("PlannedDaysNbr", "01017", 3, 1, 999),),
    ),
    least=0,
)
_ADDRESS = Block(
    "Address",
    "90022",
    (
        _text("Street", "00517", 42),
        _text("HouseNbr", "00518", 10),
        _text("PostBox", "00519", 4, least=0),
        _text("ZIPCode", "00520", 9),
        _text("City", "00522", 40),
        _number("Country", "00523", 5),
    ),
    least=0,
)
_EMPLOYER = Block(
    "EmployerId",
    "90256",
    (
        Choice(
            (
                (_number("NOSSRegistrationNbr", "00011", 9, 100006, 199999934),),
                (_number("ProvisionalNSSONbr", "00948", 10, 5000000120, 5999999989),),
            ),
            least=0,
        ),
        _text("CompanyID", "00014", 10, r"\d{9,10}", least=0),
    ),
    least=0,
)
_COMMITTEE = _codes("JointCommissionNbr", "00046", *JOINT_COMMITTEES, least=0)
_USER = Block(
    "UsingEmployer",
    "90107",
    (
        _COMMITTEE,
        _text("UsingEmployerName", "00153", 96, least=0),
        _text("UsingEmployerCompanyID", "00131", 10, r"0|\d{9,10}", least=0),
        _ADDRESS,
    ),
    least=0,
)
_FEATURES = Block(
    "DimonaFeatures",
    "90374",
    (
        _COMMITTEE,
        _codes("WorkerType", "00655", *WORKER_TYPES),
        _number("SubEntityNbr", "00652", 10, least=0),
        _USER,
    ),
    least=0,
)
_PERSON = Block(
    "NaturalPerson",
    "90017",
    (
        _NISS,
        _text("WorkerName", "00025", 48, shortest=1, least=0),
        _text("WorkerFirstName", "00026", 24, shortest=1, least=0),
        _text("WorkerInitial", "00027", 1, r"[^\W\d_]", least=0),
        Zone("WorkerBirthdate", "00028", BirthDate(), 0),
        _text("WorkerBirthplace", "00168", 40, r"(?s).*\S.*", least=0),
        _number("WorkerBirthplaceCountry", "00169", 5, least=0),
        _number("WorkerSex", "00029", 1, 1, 2, least=0),
        _text("WorkerStreet", "00030", 35, least=0),
        _text("WorkerHouseNbr", "00031", 10, least=0),
        _text("WorkerPostBox", "00032", 4, least=0),
        _text("WorkerZIPCode", "00033", 9, least=0),
        _text("WorkerCity", "00034", 40, least=0),
        _number("WorkerCountry", "00035", 5, least=0),
        _number("Nationality", "00119", 5, least=0),
    ),
)
_CARDS = Block(
    "ConstructionControlCards",
    "90375",
    (_number("FirstMonthC32ANbr", "00663", 12), _number("NextMonthC32ANbr", "00664", 12)),
    least=0,
)
_PLACE = Block("StudentPlaceOfWork", "90376", (_text("Denomination", "00776", 96, least=0), _ADDRESS), least=0)
_SMALL = Block(
    "SmallStatutesInformation",
    "90594",
    (
        _codes("EmploymentNature", "01231", "EMPLOYEE", "WORKER"),
        _number("ActivityWithRisk", "00041", 3, least=0),
        _codes("WorkerStatus", "00053", "F1", "F2"),
    ),
    least=0,
)
_IN = Block(
    "DimonaIn",
    "90373",
    (
        _date("StartingDate", "00910"),
        _FROM[1],
        *_TO,
        _PLANNED,
        _EMPLOYER,
        _PERSON,
        _FEATURES,
        _CARDS,
        _PLACE,
        _SMALL,
    ),
)
_OUT = Block("DimonaOut", "90377", (_PERIOD, _date("EndingDate", "00911"), _NISS, _EMPLOYER))
_UPDATE = Block("DimonaUpdate", "90378", (_PERIOD, *_FROM, *_TO, _NISS, _PLANNED, _EMPLOYER))
_CANCEL = Block("DimonaCancel", "90379", (_PERIOD, _NISS, _EMPLOYER))
_DAILY = Block(
    "DailyRegistrationDeclaration",
    "90480",
    (
        _codes("AttestationStatus", "00110", "0", "1", "3"),
        _number("DailyRegistrationId", "01085", 12, least=0),
        _PERIOD_OPTIONAL,
        *_FROM,
        *_TO,
    ),
)
_REFERENCE = Block(
    "Reference",
    "90082",
    (
        _codes("ReferenceType", "00221", "1", "6", "7", "8"),
        _codes("ReferenceOrigin", "00298", "1"),
        _text("ReferenceNbr", "00222", 20, shortest=1),
    ),
    least=0,
    most=4,
)
FORM = Block(
    "Form",
    "90059",
    (
        _codes("Identification", "00296", "DIMONA"),
        _date("FormCreationDate", "00218"),
        Zone("FormCreationHour", "00299", Valid(Clock())),
        _codes("AttestationStatus", "00110", "0"),
        _codes("TypeForm", "00297", "SU"),
        _REFERENCE,
        Choice(((_IN,), (_OUT,), (_UPDATE,), (_CANCEL,), (_DAILY,))),
    ),
    most=None,
)
DIMONA = Block("Dimona", "90372", (FORM,))


def zones(parts: tuple[Part, ...] = DIMONA.parts) -> dict[str, Zone]:
    """Every zone of the message by element name."""
    found: dict[str, Zone] = {}
    for part in parts:
        if isinstance(part, Zone):
            found[part.name] = part
        else:
            for inner in part.options if isinstance(part, Choice) else (part.parts,):
                found |= zones(inner)
    return found


EARLIEST_START = dt.date(1920, 1, 1)
EARLIEST_END = dt.date(1999, 1, 1)
YEARS_AHEAD = 10
"""No date of a period is more years ahead."""
OLDEST = 120
"""Years a worker may have."""
