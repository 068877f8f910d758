"""Checking a Dimona file: structure, rules, check digits, dates, and the official schema where the user has it."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from lxml import etree

from preste.declarations import structure, xml
from preste.declarations.dimona.fault import Fault
from preste.declarations.dimona.model import Form
from preste.declarations.dimona.own_schema import MESSAGE, Note, against, choose_schema
from preste.declarations.dimona.read import forms_of, read_form
from preste.declarations.dimona.rules import check_form, check_form_lead
from preste.declarations.dimona.rules_known import Known, check_known
from preste.declarations.dimona.tree import DIMONA, FORM
from preste.declarations.dimona.words import LANGUAGES, ZONES, say, severity_of
from preste.declarations.finding import KEPT, NOT_READ, NOT_READ_ON, Finding, Severity
from preste.errors import NoParameter
from preste.ids import niss

_RANK = re.compile(rf"/{DIMONA.name}/{FORM.name}\[(\d+)\]/")


@dataclass(frozen=True)
class Report:
    """What was found in a file. `schema`: the version of the official schema it was checked against, or ""."""

    forms: int
    findings: tuple[Finding, ...]
    notes: tuple[Note, ...]
    schema: str = ""

    @property
    def blocking(self) -> bool:
        """Whether the ONSS would refuse a form."""
        return any(finding.severity is Severity.BLOCKING for finding in self.findings)

    def as_dict(self) -> dict[str, object]:
        """The report as JSON."""
        return {
            "message": MESSAGE,
            "forms": self.forms,
            "blocking": self.blocking,
            "schema": self.schema or None,
            "findings": [finding.as_dict() for finding in self.findings],
            "notes": [{"code": note.code, "text": dict(note.text)} for note in self.notes],
        }


def check(path: Path, on: dt.date, known: Mapping[str, Known] | None = None) -> Report:
    """Everything wrong with a file, as it would be sent on a day; `known`: the periods it may be about, by number.

    Raises:
        InputError: the file cannot be read, is no XML, or is another message.
    """
    return check_root(xml.read(path), on, path.name, known)


def check_root(root: etree._Element, on: dt.date, where: str = "", known: Mapping[str, Known] | None = None) -> Report:
    """`check` of a message in memory."""
    forms = forms_of(root, where)
    findings = [_named(finding) for finding in structure.check(root, DIMONA)]
    notes: dict[str, Note] = {}
    zones_told = _zones_told(findings)
    for rank, form in enumerate(forms, 1):
        if len(findings) >= KEPT:
            return Report(len(forms), tuple(findings), (Note(NOT_READ, NOT_READ_ON), *notes.values()))
        place = f"/{DIMONA.name}/{FORM.name}[{rank}]"
        already = zones_told.get(rank, set())
        told, lacking = check_rules(read_form(form), on, known)
        findings += [_placed(fault, form, place) for fault in told if fault.code.partition("-")[0] not in already]
        notes |= {note.code + note.text["en"]: note for note in lacking}
    schema, more = choose_schema(root)
    if schema is not None:
        lines = {finding.line for finding in findings}
        findings += against(root, schema, lines)
    findings.sort(key=lambda finding: (finding.line, finding.code))
    return Report(len(forms), tuple(findings), (*more, *notes.values()), schema.version if schema else "")


def _zones_told(findings: Sequence[Finding]) -> dict[int, set[str]]:
    """The zones of each form in which the structure is wrong already: the rules have nothing to add there."""
    told: dict[int, set[str]] = {}
    for finding in findings:
        if match := _RANK.match(finding.path):
            told.setdefault(int(match[1]), set()).add(finding.code.partition("-")[0])
    return told


def check_rules(form: Form, on: dt.date, known: Mapping[str, Known] | None = None) -> tuple[list[Fault], list[Note]]:
    """What the rules find in a form, before it is written or sent; and what could not be checked."""
    faults, notes = [*check_form(form, on), *check_known(form, known or {})], []
    try:
        faults += check_form_lead(form, on)
    except NoParameter as lacking:
        notes.append(Note(lacking.code, dict.fromkeys(LANGUAGES, lacking.message)))
    return faults, notes


def finding_of(fault: Fault, path: str = "", line: int = 0) -> Finding:
    """A fault as a finding, with its severity and sentence."""
    text = say(fault.element, fault.reason)
    return Finding(fault.code, severity_of(fault.code), path or f"/{fault.path}", line, fault.value, text)


def _placed(fault: Fault, form: etree._Element, place: str) -> Finding:
    """At the line of the element, or of the nearest one around it that is there."""
    path = fault.path
    element = form.find(path)
    while element is None and "/" in path:
        path = path.rpartition("/")[0]
        element = form.find(path)
    line = (form if element is None else element).sourceline
    return finding_of(fault, f"{place}/{fault.path}", line if isinstance(line, int) else 0)


def _named(finding: Finding) -> Finding:
    """A finding of structure with the zone's own name instead of its element's, and no NISS in it."""
    element = re.sub(r"\[\d+\]$", "", finding.path.rpartition("/")[2])
    text = dict(finding.text)
    if element in ZONES:
        text = {
            language: said.replace(element, name, 1)
            for (language, said), name in zip(text.items(), ZONES[element], strict=True)
        }
    value = niss.mask(finding.value) if element == "INSS" else finding.value
    return replace(finding, text=text, value=value)
