"""Checks a DmfAUpdate: its structure, the numbers it is made under, its actions, and the worker lines it declares."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

from lxml import etree

from preste.declarations import schemas
from preste.declarations.dmfa import structure
from preste.declarations.dmfa.official import official
from preste.declarations.dmfa.read import DECLARATION, PERSON, Piece, pieces, version_of
from preste.declarations.dmfa.report import Note, Report
from preste.declarations.dmfa.rules.contribution import of_contributions, of_student
from preste.declarations.dmfa.rules.declaration import of_employer, of_form
from preste.declarations.dmfa.rules.granted import of_granted
from preste.declarations.dmfa.rules.occupation import of_occupations
from preste.declarations.dmfa.rules.quarter import quarter_of
from preste.declarations.dmfa.rules.record import Line, of_record
from preste.declarations.dmfa.rules.reduction import of_reductions
from preste.declarations.dmfa.schema import SecondOpinion
from preste.declarations.dmfa.seen import Seen
from preste.declarations.dmfa.update import CREATE, DELETE, UNCHANGED
from preste.declarations.dmfa.write import form_block
from preste.declarations.finding import Finding
from preste.declarations.structure import Block, check_at
from preste.errors import InputError
from preste.ids import niss

MESSAGE = "DmfAUpdate"
_NAMES = {"Occupation": "OccupationUpdate"}
_CONTENT = (
    "Occupation",
    "StudentContribution",
    "DismissedStatutoryWorkerContribution",
    "WorkerContribution",
    "ComplementaryIndemnity",
    "IndemnityWAPM",
)
_IDENTITY = (
    ("NaturalPersonPID", "00549-001"),
    ("DeclNaturalPersonPID", "00548-001"),
    ("DeclNaturalPersonVersionNbr", "00620-001"),
)
_UNLESS_DELETED = (
    ("NOSSQuarterStartingDate", "00038-001"),
    ("NOSSQuarterEndingDate", "00039-001"),
    ("Border", "00040-001"),
)


def check_update(path: Path, *, today: dt.date | None = None) -> Report:
    """Everything that is wrong in a DmfAUpdate.

    Whether a reason is due cannot be told from the message alone: `update.between` knows.

    Raises:
        InputError: it is no XML, or another message.
    """
    report = Report(MESSAGE)
    now = today or dt.datetime.now(tz=dt.UTC).date()
    tree: Block | None = None
    opinion: SecondOpinion | None = None
    quarters: list[str] = []
    with path.open("rb") as source:
        for piece in pieces(source, MESSAGE, path.name):
            quarter = (piece.declaration.findtext("Quarter") or "").strip() if piece.declaration is not None else ""
            if tree is None:
                tree, opinion = _begin(piece.element.getroottree().getroot(), quarter, report)
            is_form = piece.element.tag == "Form"
            found = list(official(_structure(piece, tree)))
            report.add(found)
            told = {one.path.replace("[1]", "") for one in found}
            rules = _form(piece, quarter, now) if is_form else _person(piece, quarter)
            report.add(one for one in rules if one.path.replace("[1]", "") not in told)
            if opinion is not None:
                report.add(opinion.add(piece, found))
            if is_form:
                quarters.append(quarter)
            else:
                report.people += 1
            if report.hopeless:
                report.notes.append(Note.not_read_on())
                break
    if not quarters and not report.hopeless:
        raise InputError("holds no declaration", where=path.name, remedy="give a whole message", code="E-MESSAGE")
    report.quarters = tuple(quarters)
    return report


def _begin(root: etree._Element, quarter: str, report: Report) -> tuple[Block, SecondOpinion | None]:
    version = version_of(root, quarter)
    tree = structure.update(version.name)
    report.version = version.name
    location = root.get("{http://www.w3.org/2001/XMLSchema-instance}noNamespaceSchemaLocation") or ""
    named = location.rpartition("_")[2].removesuffix(".xsd") or quarter
    if not version.own:
        report.notes.append(Note.another_version(named if named.isdigit() else quarter, version.name))
    own = schemas.find(MESSAGE, named)
    if own is None:
        report.notes.append(Note.no_schema(MESSAGE, named))
        return tree, None
    report.schema = own.path.name
    return tree, SecondOpinion(own.path, MESSAGE, tree)


def _path(piece: Piece) -> str:
    form = f"/{MESSAGE}/Form[{piece.form}]"
    if piece.element.tag == "Form":
        return form
    return f"{form}/{DECLARATION[MESSAGE]}/{PERSON[MESSAGE]}[{piece.person}]"


def _structure(piece: Piece, tree: Block) -> list[Finding]:
    if piece.element.tag == "Form":
        return check_at(piece.element, form_block(tree), _path(piece), frozenset({PERSON[MESSAGE]}))
    return check_at(piece.element, structure.block_of(tree, PERSON[MESSAGE]), _path(piece))


def _form(piece: Piece, quarter: str, today: dt.date) -> Iterator[Finding]:
    form = Seen(piece.element, _path(piece))
    declaration = None
    if piece.declaration is not None:
        declaration = Seen(piece.declaration, f"{_path(piece)}/{DECLARATION[MESSAGE]}")
        yield from of_employer(declaration)
        yield from _of_vehicles(declaration)
        yield from _of_unrelated(declaration)
    yield from of_form(form, declaration, quarter, today)


def _of_vehicles(declaration: Seen) -> Iterator[Finding]:
    for block in declaration.many("CompanyVehicleUpdateAction"):
        action = block.number("UpdateAction")
        if action == UNCHANGED:
            yield block.fault("00618-174", "UpdateAction")
        if action == DELETE and not block.has("CompanyVehicleVersionNbr"):
            yield block.fault("00782-001", "CompanyVehicleVersionNbr")


def _of_unrelated(declaration: Seen) -> Iterator[Finding]:
    for outer in declaration.many("ContributionUnrelatedToNPUpdate"):
        known = outer.has("LastSituationCUNP")
        for block in outer.many("CUNPUpdateAction"):
            action = block.number("UpdateAction")
            if action == UNCHANGED or (action == CREATE) == known:
                yield block.fault("00618-174", "UpdateAction")
            if action != DELETE and not block.has("UnrelatedAmount"):
                yield block.fault("00022-001", "UnrelatedAmount")


def _person(piece: Piece, quarter: str) -> Iterator[Finding]:
    person = Seen(piece.element, _path(piece), _NAMES)
    number = person.text("INSS")
    if number.isdigit() and not niss.is_valid(number):
        yield person.fault("00024-004", "INSS", value=f"{number[:6]}…")
    days = quarter_of(quarter)
    known = False
    for outer in person.many("WorkerRecordUpdate"):
        has_last = outer.has("LastSituationWR")
        known = known or has_last
        for block in outer.many("WorkerRecordUpdateAction"):
            yield from _of_action(block, has_last=has_last)
            action = block.number("UpdateAction")
            if days is not None and action not in {DELETE, UNCHANGED}:
                line = Line(block, days, block.text("EmployerClass"), block.text("WorkerCode"))
                for rule in (of_record, of_occupations, of_contributions, of_student, of_reductions, of_granted):
                    yield from rule(line)
    if known:
        yield from (person.fault(code, zone) for zone, code in _IDENTITY if not person.has(zone))


def _of_action(block: Seen, *, has_last: bool) -> Iterator[Finding]:
    """A creation replaces nothing, everything else does; a deletion declares nothing more."""
    action = block.number("UpdateAction")
    full = any(block.has(name) for name in _CONTENT)
    if (action == CREATE) == has_last or (action == DELETE and full):
        yield block.fault("00618-174", "UpdateAction")
    if action not in {DELETE, UNCHANGED}:
        yield from (block.fault(code, zone) for zone, code in _UNLESS_DELETED if not block.has(zone))
