"""The demo employer, with two closed months, to try the office with."""

from __future__ import annotations

from importlib.resources import as_file, files

from django_scopes import scope

from preste.calendar import Month
from preste.office.accounts.models import User
from preste.office.services import pay_runs
from preste.office.services.dossiers import import_dossier
from preste.office.store.models import Employer
from preste.payroll.dossier import read_dossier

CLOSED = ("2026-07", "2026-08")
"""The months that come computed and validated."""


def load_demo(user: User) -> Employer:
    """The demo employer, its workers and facts, and its two closed months."""
    with as_file(files("preste.payroll") / "demo") as folder:
        employer = import_dossier(read_dossier(folder), user)
    with scope(employer=employer):
        for month in CLOSED:
            run = pay_runs.create_run(employer, Month.parse(month), user)
            pay_runs.validate(pay_runs.compute(run, user), user)
    return employer
