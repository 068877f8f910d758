"""DmfA files at the reception desk: each form with its findings."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator
from pathlib import Path

from lxml import etree

from preste.declarations.channel.desk import JudgedForm, Purpose
from preste.declarations.dmfa.check import check
from preste.declarations.dmfa.check_update import check_update
from preste.declarations.dmfa.read import DECLARATION, pieces
from preste.declarations.dmfa.report import Report
from preste.declarations.finding import Finding

_FORM = re.compile(r"/Form\[(\d+)\]")


def judge(path: Path) -> Iterator[JudgedForm]:
    """The forms of a DmfAOriginal."""
    yield from _judged(path, "DmfAOriginal", check)


def judge_update(path: Path) -> Iterator[JudgedForm]:
    """The forms of a DmfAUpdate."""
    yield from _judged(path, "DmfAUpdate", check_update)


def _judged(path: Path, message: str, checked: Callable[[Path], Report]) -> Iterator[JudgedForm]:
    by_form: dict[int, list[Finding]] = {}
    for finding in checked(path).findings:
        found = _FORM.search(finding.path)
        by_form.setdefault(int(found[1]) if found else 1, []).append(finding)
    with path.open("rb") as source:
        for piece in pieces(source, message, path.name):
            if piece.element.tag == "Form":
                yield _form(piece.element, message, tuple(by_form.get(piece.form, ())))


def _form(form: etree._Element, message: str, findings: tuple[Finding, ...]) -> JudgedForm:
    def text(path: str) -> str:
        return (form.findtext(path) or "").strip()

    try:
        made = dt.datetime.fromisoformat(f"{text('FormCreationDate')}T{text('FormCreationHour')}")
    except ValueError:
        made = None
    inner = DECLARATION[message]
    status = text("AttestationStatus")
    return JudgedForm(
        message="DMFA" if message == "DmfAOriginal" else "DMFAUPD",
        status=int(status) if status.isdigit() else 0,
        made=made,
        onss_number=text(f"{inner}/NOSSRegistrationNbr"),
        company=text(f"{inner}/CompanyID"),
        findings=findings,
    )


PURPOSES = {"DMFA": Purpose("DmfAOriginal", judge), "DMWA": Purpose("DmfAUpdate", judge_update)}
"""The files of the DmfA that the desk judges."""
