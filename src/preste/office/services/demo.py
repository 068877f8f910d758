"""The demo employer, with two closed and paid months, to try the office with."""

from __future__ import annotations

import datetime as dt
from importlib.resources import as_file, files

from django.utils import timezone
from django_scopes import scope

from preste.calendar import ONE_DAY, Month
from preste.office.accounts.models import User
from preste.office.services import pay_runs, payments
from preste.office.services.folders import import_folder
from preste.office.store.models import Employer, PayRun

CLOSED = ("2026-07", "2026-08")
"""The months that come computed, validated and paid."""


def load_demo(user: User) -> Employer:
    """The demo employer, its workers and facts, and its two closed months, paid."""
    with as_file(files("preste.payroll") / "demo") as folder:
        employer = import_folder(folder, user)
    with scope(employer=employer):
        for month in CLOSED:
            run = pay_runs.create_run(employer, Month.parse(month), user)
            _pay(pay_runs.validate(pay_runs.compute(run, user), user), user)
    return employer


def _pay(run: PayRun, user: User) -> None:
    """The run's order, prepared on the eve of pay day, and executed."""
    eve = Month.parse(run.month).last - ONE_DAY
    order = payments.prepare(run, user, now=dt.datetime.combine(eve, dt.time(9, 30), timezone.get_default_timezone()))
    payments.hand_over(order, user)
    payments.confirm(order, user, on=order.execution_date)
