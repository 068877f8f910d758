"""The models, by theme."""

from preste.office.store.models.audit import AuditEvent
from preste.office.store.models.details import Affiliation, AffiliationKind, BankAccount, DeadlineMet, Establishment
from preste.office.store.models.dimona import (
    DimonaAnswer,
    DimonaDeclaration,
    DimonaKind,
    DimonaPeriod,
    DimonaPlan,
    DimonaResult,
    DimonaSending,
    PeriodOrigin,
)
from preste.office.store.models.facts import EmployerFact, Fact, FactKind
from preste.office.store.models.hires import HireFact, HireKind
from preste.office.store.models.imports import ImportKind, ImportMapping, Upload, UploadState
from preste.office.store.models.jobs import Job, JobState
from preste.office.store.models.onss import OnssEntry, OnssEntryKind, OnssOrder
from preste.office.store.models.payments import OrderState, PaymentOrder, Rejection, Transfer, TransferState, Way
from preste.office.store.models.people import Contract, Employer, Worker
from preste.office.store.models.quarter_facts import QuarterFact, QuarterFactKind
from preste.office.store.models.quarters import (
    ComputedQuarter,
    Declaration,
    DeclarationKind,
    DeclarationState,
    Environment,
    QuarterWorker,
    Receipt,
    ReceiptKind,
)
from preste.office.store.models.runs import Line, PayRun, Payslip, RunKind, RunState
from preste.office.store.models.scales import ScaleTable

__all__ = [
    "Affiliation",
    "AffiliationKind",
    "AuditEvent",
    "BankAccount",
    "ComputedQuarter",
    "Contract",
    "DeadlineMet",
    "Declaration",
    "DeclarationKind",
    "DeclarationState",
    "DimonaAnswer",
    "DimonaDeclaration",
    "DimonaKind",
    "DimonaPeriod",
    "DimonaPlan",
    "DimonaResult",
    "DimonaSending",
    "Employer",
    "EmployerFact",
    "Environment",
    "Establishment",
    "Fact",
    "FactKind",
    "HireFact",
    "HireKind",
    "ImportKind",
    "ImportMapping",
    "Job",
    "JobState",
    "Line",
    "OnssEntry",
    "OnssEntryKind",
    "OnssOrder",
    "OrderState",
    "PayRun",
    "PaymentOrder",
    "Payslip",
    "PeriodOrigin",
    "QuarterFact",
    "QuarterFactKind",
    "QuarterWorker",
    "Receipt",
    "ReceiptKind",
    "Rejection",
    "RunKind",
    "RunState",
    "ScaleTable",
    "Transfer",
    "TransferState",
    "Upload",
    "UploadState",
    "Way",
    "Worker",
]
