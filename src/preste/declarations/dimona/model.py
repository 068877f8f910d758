"""The immediate declaration of employment (Dimona, déclaration immédiate de l'emploi) as data.

A field that a message leaves out is None, or "" for texts, so that a message which lacks something can be read, checked
and told about. Hours of the day are texts of four digits (HHMM), as the ONSS writes them.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

OPEN_END = dt.date(9999, 12, 31)
"""The ending date by which an update opens a period again."""


@dataclass(frozen=True, kw_only=True)
class EmployerId:
    """The employer: its ONSS number, its provisional one, its enterprise number; one is enough."""

    onss_number: str = ""
    provisional_number: str = ""
    enterprise_number: str = ""


@dataclass(frozen=True, kw_only=True)
class Address:
    """An address in the ONSS's parts. `nis`: the code of the municipality, which only the web service asks for."""

    street: str = ""
    house_number: str = ""
    box: str = ""
    postcode: str = ""
    city: str = ""
    country: int | None = None
    nis: int | None = None


@dataclass(frozen=True, kw_only=True)
class Person:
    """The worker: the NISS, or else everything Sigedis needs to find it. `birth_date` may be of a year only."""

    niss: str = ""
    last_name: str = ""
    first_name: str = ""
    initial: str = ""
    birth_date: str = ""
    birth_place: str = ""
    birth_country: int | None = None
    sex: int | None = None
    nationality: int | None = None
    address: Address = Address()


@dataclass(frozen=True, kw_only=True)
class UsingEmployer:
    """Who an agency worker works for (entreprise utilisatrice)."""

    joint_committee: str = ""
    name: str = ""
    enterprise_number: str = ""
    address: Address | None = None


@dataclass(frozen=True, kw_only=True)
class Features:
    """What decides the rules of a period: the joint committee as Dimona knows it, the type of worker."""

    joint_committee: str = ""
    worker_type: str = ""
    sub_entity: str = ""
    using_employer: UsingEmployer | None = None


@dataclass(frozen=True, kw_only=True)
class ControlCards:
    """The cards C3.2A of the building trade: of the month of the start, and of the next."""

    first: str = ""
    second: str = ""


@dataclass(frozen=True, kw_only=True)
class PlaceOfWork:
    """Where a student works, when that is not the employer's seat."""

    name: str = ""
    address: Address | None = None


@dataclass(frozen=True, kw_only=True)
class SmallStatute:
    """Accident insurance of trainees (petits statuts): EMPLOYEE or WORKER, F1 or F2."""

    nature: str = ""
    risk: str = ""
    status: str = ""


@dataclass(frozen=True, kw_only=True)
class In:
    """Somebody begins (Dimona IN); it makes a period, which gets a number."""

    start: dt.date | None = None
    start_hour: str = ""
    end: dt.date | None = None
    end_hour: str = ""
    planned_hours: int | None = None
    planned_days: int | None = None
    employer: EmployerId | None = None
    person: Person = Person()
    features: Features | None = None
    cards: ControlCards | None = None
    place_of_work: PlaceOfWork | None = None
    small_statute: SmallStatute | None = None


@dataclass(frozen=True, kw_only=True)
class Out:
    """A period that had no end ends (Dimona OUT)."""

    period: str = ""
    end: dt.date | None = None
    niss: str = ""
    employer: EmployerId | None = None


@dataclass(frozen=True, kw_only=True)
class Update:
    """A period changes (Dimona UPDATE): what is given replaces what was; `OPEN_END` takes the end away."""

    period: str = ""
    start: dt.date | None = None
    start_hour: str = ""
    end: dt.date | None = None
    end_hour: str = ""
    niss: str = ""
    planned_hours: int | None = None
    planned_days: int | None = None
    employer: EmployerId | None = None


@dataclass(frozen=True, kw_only=True)
class Cancel:
    """A period never was (Dimona CANCEL)."""

    period: str = ""
    niss: str = ""
    employer: EmployerId | None = None


CREATED, CHANGED, CANCELLED = 0, 1, 3
"""What a daily registration does (zone 00110)."""


@dataclass(frozen=True, kw_only=True)
class DailyRegistration:
    """One day of a period, registered, changed or cancelled (enregistrement journalier)."""

    action: int | None = None
    id: str = ""
    period: str = ""
    start: dt.date | None = None
    start_hour: str = ""
    end: dt.date | None = None
    end_hour: str = ""


Declaration = In | Out | Update | Cancel | DailyRegistration


@dataclass(frozen=True, kw_only=True)
class Reference:
    """A name somebody gave. `kind`: 1 this form, 6 a refused declaration, 7 the employer, 8 the worker."""

    kind: int
    number: str
    origin: int = 1


@dataclass(frozen=True, kw_only=True)
class Form:
    """A declaration with the moment it was made and its references."""

    created: dt.datetime | None
    declaration: Declaration | None
    references: tuple[Reference, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Period:
    """A period that the ONSS knows: what was declared, under the number it gave. `contract`: whose it is here."""

    number: str
    worker_type: str
    joint_committee: str
    start: dt.date
    end: dt.date | None = None
    start_hour: str = ""
    end_hour: str = ""
    planned_hours: int | None = None
    contract: str = ""


@dataclass(frozen=True, kw_only=True)
class Quota:
    """How far a contingent is exceeded (type of zone 01018), in hours or in days."""

    kind: str
    hours_over: int | None = None
    days_over: int | None = None


QUOTAS: tuple[str, ...] = (
    "STUDENT",
    "A17_YEAR_OTHER",
    "A17_QUARTER_OTHER",
    "A17_STUDENT_OTHER",
    "A17_YEAR_SPORT",
    "A17_QUARTER_SPORT",
    "A17_STUDENT_SPORT",
    "A17_PUBTV",
    "ARTICLE17",
    "HORECA_EMPLOYER",
    "HORECA_WORKER",
)
"""The contingents of planned hours or days that an answer may tell about."""


@dataclass(frozen=True, kw_only=True)
class Anomaly:
    """What the ONSS objects to: its code, its class (B, NP, W …), where and what, and what it says of contingents."""

    code: str
    severity: str = ""
    element: str = ""
    value: str = ""
    line: int = 0
    label: str = ""
    quotas: tuple[Quota, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What became of a declaration.

    `result`: A accepted, W accepted with warnings, B refused, S waiting for the worker to be identified (Sigedis), ""
    when the ONSS says that it has none yet.
    `reference`: the one of the declarer; `ticket`: the ONSS's. `period`: the number of the Dimona period.
    """

    result: str
    period: str = ""
    reference: str = ""
    ticket: str = ""
    anomalies: tuple[Anomaly, ...] = field(default=())

    @property
    def quotas(self) -> tuple[Quota, ...]:
        """Every contingent an anomaly tells about."""
        return tuple(quota for anomaly in self.anomalies for quota in anomaly.quotas)
