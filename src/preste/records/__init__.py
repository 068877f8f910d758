"""What is true, as frozen data: employers, workers, households, contracts, terms, days, pay items.

Every fact that can change says from when to when it holds, and since when it is known; nothing is ever
changed in place.
"""

from preste.records.dated import Dated, held_on
from preste.records.employer import Address, Employer, EmployerTerms, Establishment
from preste.records.garnishment import DeclaredChildren, Garnishment, GarnishmentKind
from preste.records.holiday import HolidayCertificate, HolidayWork, HolidayYear
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
    "FLEXI_CODES",
    "Address",
    "Contract",
    "Dated",
    "Day",
    "DeclaredChildren",
    "Employer",
    "EmployerTerms",
    "Establishment",
    "Garnishment",
    "GarnishmentKind",
    "HolidayCertificate",
    "HolidayWork",
    "HolidayYear",
    "Household",
    "PayItem",
    "Regime",
    "Situation",
    "Status",
    "Terms",
    "WageScale",
    "Worker",
    "fits_status",
    "held_on",
    "on_108_percent",
]
