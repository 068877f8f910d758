"""The tree of a Flexi@Work message, and its classes.

The numbers of its own zones have not been read: what is wrong with one of them is told under `FLEXI` instead of the
five digits. Amounts are cents, with the holiday pay that is paid with them.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from preste.declarations.codec import Codec
from preste.declarations.dmfa.zones import ZONES
from preste.declarations.structure import Among, Block, Code, Codes, Date, Number, Text, Zone

MESSAGE = "FLXWAGE"
NAMESPACE = "http://socialsecurity.be/xml/ns/FLXWAGE"
CREATE, MODIFY, CANCEL = 0, 1, 3
"""What a form asks (AttestationStatus): a new relation, another content of a known one, none."""
WAGE, PREMIUM = "0001001000", "0002001000"
"""The elements that are told: flexi-wage, and premiums."""
FLEXI_CODES = frozenset({"050", "450"})
UNNUMBERED = "FLEXI"


def _zone(name: str, least: int = 1) -> Zone:
    number, domain = ZONES[name]
    return Zone(name, number, domain, least=least)


def _own(name: str, domain: Among | Codes | Date | Number | Text) -> Zone:
    return Zone(name, UNNUMBERED, domain)


_ELEMENT = Block(
    "FinancialElement",
    UNNUMBERED,
    (
        _own("FinancialElementType", Among(1, allowed=frozenset({1}))),
        _own("FinancialElementCode", Codes(frozenset({WAGE, PREMIUM}))),
        _own("Amount", Number(11, 1)),
    ),
    most=None,
)
_FEATURES = Block(
    "Features",
    UNNUMBERED,
    (
        _own("ValidityPeriodStartingDate", Date()),
        _own("ValidityPeriodEndingDate", Date()),
        _zone("EmployerClass"),
        Zone("WorkerCode", ZONES["WorkerCode"][0], Codes(FLEXI_CODES)),
        _ELEMENT,
    ),
    most=None,
)
_CALCULATION = Block(
    "Calculation",
    UNNUMBERED,
    (
        _own("CalculationPeriodStartingDate", Date()),
        _own("CalculationPeriodEndingDate", Date()),
        _own("CalculationDate", Date()),
        _FEATURES,
    ),
    least=0,
)
_REFERENCE = Block(
    "Reference",
    "90082",
    (
        Zone("ReferenceType", "00221", Among(2, allowed=frozenset({10}))),
        Zone("ReferenceOrigin", "00298", Among(1, allowed=frozenset({8}))),
        Zone("ReferenceNbr", "00222", Text(36, r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")),
    ),
)
_RELATION = Block(
    "Relation",
    UNNUMBERED,
    (_own("RelationType", Among(1, allowed=frozenset({1}))), _REFERENCE, _CALCULATION),
    most=None,
)
_BENEFICIARY = Block("Beneficiary", UNNUMBERED, (_zone("INSS"), _RELATION), most=None)
_DEBTOR = Block(
    "Debtor",
    UNNUMBERED,
    (_zone("CompanyID", least=0), Zone("NOSSRegistrationNbr", "00011", Code(9, 0, 199_999_934)), _BENEFICIARY),
)
FORM = Block(
    "Form",
    "90059",
    (
        Zone("Identification", "00296", Codes(frozenset({MESSAGE}))),
        _zone("FormCreationDate"),
        _zone("FormCreationHour"),
        Zone("AttestationStatus", "00110", Among(1, allowed=frozenset({CREATE, MODIFY, CANCEL}))),
        Zone("TypeForm", "00297", Codes(frozenset({"SU"}))),
        _DEBTOR,
    ),
    most=None,
)


@dataclass(frozen=True, kw_only=True)
class FinancialElement:
    """An amount of the payslip, in cents."""

    financial_element_code: str
    amount: int
    financial_element_type: int = 1


@dataclass(frozen=True, kw_only=True)
class Features:
    """Under which category and worker code the amounts are paid, from when to when."""

    validity_period_starting_date: dt.date
    validity_period_ending_date: dt.date
    employer_class: str
    worker_code: str
    financial_elements: tuple[FinancialElement, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Calculation:
    """The period that was paid, and the day it was computed."""

    calculation_period_starting_date: dt.date
    calculation_period_ending_date: dt.date
    calculation_date: dt.date
    features: tuple[Features, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Reference:
    """The declarant's own number of a relation, which a modification or a cancellation names again."""

    reference_nbr: str
    reference_type: int = 10
    reference_origin: int = 8


@dataclass(frozen=True, kw_only=True)
class Relation:
    """One payslip; without a calculation, to cancel it."""

    reference: Reference
    calculation: Calculation | None = None
    relation_type: int = 1


@dataclass(frozen=True, kw_only=True)
class Beneficiary:
    """The worker."""

    inss: str
    relations: tuple[Relation, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Debtor:
    """The employer."""

    noss_registration_nbr: str
    company_id: str | None = None
    beneficiaries: tuple[Beneficiary, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Form:
    """A form: all its relations are new, changed or cancelled."""

    form_creation_date: dt.date
    form_creation_hour: dt.time
    attestation_status: int
    debtor: Debtor
    identification: str = MESSAGE
    type_form: str = "SU"


CODEC = Codec(
    {
        one.__name__: one
        for one in (FinancialElement, Features, Calculation, Reference, Relation, Beneficiary, Debtor, Form)
    }
)
"""Between the message and its classes."""
