"""The models, by theme."""

from preste.office.store.models.audit import AuditEvent
from preste.office.store.models.facts import Fact, FactKind
from preste.office.store.models.jobs import Job, JobState
from preste.office.store.models.people import Contract, Employer, Worker
from preste.office.store.models.runs import Line, PayRun, Payslip, RunKind, RunState

__all__ = [
    "AuditEvent",
    "Contract",
    "Employer",
    "Fact",
    "FactKind",
    "Job",
    "JobState",
    "Line",
    "PayRun",
    "Payslip",
    "RunKind",
    "RunState",
    "Worker",
]
