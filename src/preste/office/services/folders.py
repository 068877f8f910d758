"""A dossier folder brought into the office whole: records, quarters, Dimona, the account with the ONSS."""

from __future__ import annotations

from pathlib import Path

from django.db import transaction
from django_scopes import scope

from preste.office.accounts.models import User
from preste.office.services import dimona_periods, hire_file, onss_account
from preste.office.services.dossiers import import_dossier
from preste.office.store.models import Employer
from preste.payroll.dossier import read_dossier
from preste.payroll.onss_account import read_entries
from preste.payroll.quarter import read_quarters


def import_folder(folder: Path, user: User | None) -> Employer:
    """A new employer from a folder, all of it or nothing. Raises DossierError with everything wrong in it."""
    with transaction.atomic():
        dossier = read_dossier(folder)
        quarters = read_quarters(folder, [one.id for one in dossier.contracts])
        employer = import_dossier(dossier, user, quarters)
        with scope(employer=employer):
            hire_file.import_history(employer, quarters, user)
            dimona_periods.import_folder(employer, folder, user)
            onss_account.record_all(employer, read_entries(folder), user)
    return employer
