"""The models, by theme."""

from preste.office.store.models.audit import AuditEvent
from preste.office.store.models.details import Affiliation, AffiliationKind, BankAccount, DeadlineMet, Establishment
from preste.office.store.models.facts import EmployerFact, Fact, FactKind
from preste.office.store.models.imports import ImportKind, ImportMapping, Upload, UploadState
from preste.office.store.models.jobs import Job, JobState
from preste.office.store.models.payments import OrderState, PaymentOrder, Rejection, Transfer, TransferState, Way
from preste.office.store.models.people import Contract, Employer, Worker
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
    "Employer",
    "EmployerFact",
    "Environment",
    "Establishment",
    "Fact",
    "FactKind",
    "ImportKind",
    "ImportMapping",
    "Job",
    "JobState",
    "Line",
    "OrderState",
    "PayRun",
    "PaymentOrder",
    "Payslip",
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
