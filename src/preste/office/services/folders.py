"""A dossier folder brought into the office whole: its records, and the Dimona periods and plans beside them."""

from __future__ import annotations

from pathlib import Path

from django.db import transaction
from django_scopes import scope

from preste.office.accounts.models import User
from preste.office.services import dimona_periods
from preste.office.services.dossiers import import_dossier
from preste.office.store.models import Employer
from preste.payroll.dossier import read_dossier


def import_folder(folder: Path, user: User | None) -> Employer:
    """A new employer from a folder, all of it or nothing. Raises DossierError with everything wrong in it."""
    with transaction.atomic():
        employer = import_dossier(read_dossier(folder), user)
        with scope(employer=employer):
            dimona_periods.import_folder(employer, folder, user)
    return employer
