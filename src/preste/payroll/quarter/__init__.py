"""The quarter of an employer: worker lines, occupations, and the contributions owed on them."""

from preste.payroll.quarter.dossier import quarter_of, result_of
from preste.payroll.quarter.folder import ToldQuarter, read_quarters
from preste.payroll.quarter.gather import RESTRUCTURING, gather
from preste.payroll.quarter.given import GivenFact, read_given
from preste.payroll.quarter.model import (
    NOTHING_TOLD,
    Compensation,
    Contribution,
    Correction,
    Difference,
    Indemnity,
    Missing,
    Occupation,
    OfEmployer,
    Paid,
    PaidSlip,
    QuarterResult,
    Remuneration,
    Service,
    StudentPay,
    Unrelated,
    Vehicle,
    WorkerLine,
    WorkerReduction,
)
from preste.payroll.quarter.months import Months, MonthsOf, computed
from preste.payroll.quarter.parts import EmployerPart, WorkerPart
from preste.payroll.quarter.rights import NO_RIGHTS, Rights, read_rights
from preste.payroll.quarter.run import QuarterRun

__all__ = [
    "NOTHING_TOLD",
    "NO_RIGHTS",
    "RESTRUCTURING",
    "Compensation",
    "Contribution",
    "Correction",
    "Difference",
    "EmployerPart",
    "GivenFact",
    "Indemnity",
    "Missing",
    "Months",
    "MonthsOf",
    "Occupation",
    "OfEmployer",
    "Paid",
    "PaidSlip",
    "QuarterResult",
    "QuarterRun",
    "Remuneration",
    "Rights",
    "Service",
    "StudentPay",
    "ToldQuarter",
    "Unrelated",
    "Vehicle",
    "WorkerLine",
    "WorkerPart",
    "WorkerReduction",
    "computed",
    "gather",
    "quarter_of",
    "read_given",
    "read_quarters",
    "read_rights",
    "result_of",
]
