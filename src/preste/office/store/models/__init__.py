"""The models, by theme."""

from preste.office.store.models.audit import AuditEvent
from preste.office.store.models.facts import Fact, FactKind
from preste.office.store.models.imports import ImportKind, ImportMapping, Upload, UploadState
from preste.office.store.models.people import Contract, Employer, Worker
from preste.office.store.models.runs import Line, PayRun, Payslip, RunKind, RunState

__all__ = [
    "AuditEvent",
    "Contract",
    "Employer",
    "Fact",
    "FactKind",
    "ImportKind",
    "ImportMapping",
    "Line",
    "PayRun",
    "Payslip",
    "RunKind",
    "RunState",
    "Upload",
    "UploadState",
    "Worker",
]
