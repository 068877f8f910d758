"""What is true, as frozen data: employers, workers, households, contracts, terms, days, incapacities,
pay items.

Every fact that can change says from when to when it holds, and since when it is known; nothing is ever
changed in place.
"""

from preste.records.dated import Dated, held_on
from preste.records.elsewhere import Elsewhere, ElsewhereKind, occupation_elsewhere, told_elsewhere
from preste.records.employer import Address, Employer, EmployerTerms, Establishment, ReplacedHoliday
from preste.records.garnishment import DeclaredChildren, Garnishment, GarnishmentKind
from preste.records.holiday import HolidayCertificate, HolidayWork, HolidayYear
from preste.records.incapacity import AT_WORK, Cause, Incapacity
from preste.records.leaving import EndedBy, Leaving, LeavingReason
from preste.records.scale import WageScale
from preste.records.worker import (
    FLEXI_CODES,
    Contract,
    Day,
    Household,
    PayItem,
    Regime,
    Situation,
    Status,
    Terms,
    Worker,
    fits_status,
    on_108_percent,
)

__all__ = [
    "AT_WORK",
    "FLEXI_CODES",
    "Address",
    "Cause",
    "Contract",
    "Dated",
    "Day",
    "DeclaredChildren",
    "Elsewhere",
    "ElsewhereKind",
    "Employer",
    "EmployerTerms",
    "EndedBy",
    "Establishment",
    "Garnishment",
    "GarnishmentKind",
    "HolidayCertificate",
    "HolidayWork",
    "HolidayYear",
    "Household",
    "Incapacity",
    "Leaving",
    "LeavingReason",
    "PayItem",
    "Regime",
    "ReplacedHoliday",
    "Situation",
    "Status",
    "Terms",
    "WageScale",
    "Worker",
    "fits_status",
    "held_on",
    "occupation_elsewhere",
    "on_108_percent",
    "told_elsewhere",
]
