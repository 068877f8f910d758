"""What the engine and the services say in codes is said to the reader in words."""

from __future__ import annotations

import re
from pathlib import Path

from preste.errors import NoParameter, PresteError
from preste.law import book
from preste.office.web.words import MESSAGES, told

SOURCE = Path(__file__).parents[2] / "src" / "preste"
PACKAGES = ("belgium", "payroll", "records", "calendar.py", "money.py", "office/services")
ELSEWHERE = {
    "E-INPUT", "E-DOSSIER", "E-INPUT-FACT", "E-INPUT-DUPLICATE", "E-HOURS", "E-HOURS-CONTINGENT", "E-RUN", "E-EMPLOYER",
    "E-HIRING", "E-IMPORT", "E-MEMBER", "E-PAY", "E-PAY-BANK", "E-UPLOAD", "E-USER", "E-DECLARATION",
    "E-LEAVE", "E-LEAVE-STATE", "E-LEAVE-WRITE", "E-START", "E-TAKEOVER",  # told beside its field, or by a command
    "E-LATE",  # a folder: the office keeps debts and what creditors received
    "E-QUARTER", "E-INPUT-QUARTER", "E-INPUT-JSON",  # a quarter of a folder, which no page asks for
    "E-DIMONA-LIST", "E-UPLOAD-MESSAGE",  # the message says it in the reader's words
    "E-HOLIDAY-PAY", "E-PREMIUM",  # what a question of `preste labour` gives does not go together
}  # fmt: skip
"""Codes of a class of errors whose own message is French, or that only a folder or a programmer meets."""


def codes() -> set[str]:
    """Every code that a computation or a service may raise."""
    found = set()
    for package in PACKAGES:
        place = SOURCE / package
        for path in [place] if place.suffix else place.rglob("*.py"):
            if "dossier" in path.name or path.name in ("case.py", "fields.py"):
                continue
            found |= set(re.findall(r'code\s*=\s*"(E-[A-Z0-9-]+)"', path.read_text(encoding="utf-8")))
    return found


def test_every_code_has_words() -> None:
    assert codes() - ELSEWHERE - set(MESSAGES) == set()
    assert len(codes()) > 10


def test_missing_law_is_named_by_its_title() -> None:
    series = book().series["work_bonus_yearly_cap"]
    said = told(NoParameter("work bonus yearly cap has no value on 2027-01-01"))
    assert series.title["fr"] in said
    assert "work bonus" not in said


def test_an_unknown_code_keeps_its_message() -> None:
    assert told(PresteError("quelque chose", remedy="faites ceci", code="E-AUTRE")) == "quelque chose. faites ceci"
