"""Checks a DmfA: its structure, the user's copy of the official schema, and every rule between its zones.

The file is read person after person. A finding has the ONSS's code of nine characters and its class.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from lxml import etree

from preste.declarations import schemas
from preste.declarations.dmfa import structure
from preste.declarations.dmfa.official import official
from preste.declarations.dmfa.read import Piece, pieces, version_of
from preste.declarations.dmfa.report import Note, Report
from preste.declarations.dmfa.rules import declaration as of_declaration
from preste.declarations.dmfa.rules.contribution import of_contributions, of_student
from preste.declarations.dmfa.rules.granted import of_granted
from preste.declarations.dmfa.rules.occupation import of_occupations
from preste.declarations.dmfa.rules.quarter import quarter_of
from preste.declarations.dmfa.rules.record import Line, of_person, of_record
from preste.declarations.dmfa.rules.reduction import of_reductions
from preste.declarations.dmfa.rules.totals import Totals, of_totals
from preste.declarations.dmfa.schema import SecondOpinion
from preste.declarations.dmfa.seen import Seen
from preste.declarations.dmfa.write import form_block
from preste.declarations.finding import Finding
from preste.declarations.structure import Block, check_at
from preste.errors import InputError

MESSAGE = "DmfAOriginal"
_PERSON = frozenset({"NaturalPerson"})


def check(path: Path, *, today: dt.date | None = None) -> Report:
    """Everything that is wrong in a DmfAOriginal.

    Raises:
        InputError: it is no XML, or another message.
    """
    with path.open("rb") as source:
        return check_file(source, path.name, today=today)


def check_file(source: BinaryIO, where: str = "", *, today: dt.date | None = None) -> Report:
    """As `check`, of an open file."""
    reader = _Reader(today or dt.datetime.now(tz=dt.UTC).date())
    report = Report(MESSAGE)
    for piece in pieces(source, MESSAGE, where):
        report.add(reader.take(piece))
        if report.hopeless:
            report.notes.append(Note.not_read_on())
            break
    if not reader.forms and not report.hopeless:
        raise InputError("holds no declaration", where=where, remedy="give a whole DmfA", code="E-MESSAGE")
    report.notes += reader.notes
    report.version, report.quarters, report.people = reader.version.name, tuple(reader.quarters), reader.people
    report.schema = reader.schema
    return report


@dataclass
class _Met:
    """What has been met of one form."""

    totals: Totals
    people: set[str]
    numbers: set[int | None]


class _Reader:
    """Looks at a file as its pieces come."""

    def __init__(self, today: dt.date) -> None:
        self.today = today
        self.forms = 0
        self.people = 0
        self.quarters: list[str] = []
        self.notes: list[Note] = []
        self.schema = ""
        self.version = structure.Version("", own=False)
        self._tree: Block | None = None
        self._person: Block | None = None
        self._opinion: SecondOpinion | None = None
        self._met = _Met(Totals(), set(), set())
        self._employers: set[tuple[str, str, str]] = set()
        self._inss: set[tuple[str, str, str]] = set()

    def take(self, piece: Piece) -> Iterator[Finding]:
        """What is wrong with a person, or with the form around them."""
        quarter = (piece.declaration.findtext("Quarter") or "").strip() if piece.declaration is not None else ""
        if self._tree is None:
            self._begin(piece.element.getroottree().getroot(), quarter)
        yield from self._take_form(piece, quarter) if piece.element.tag == "Form" else self._take_person(piece, quarter)

    def _begin(self, root: etree._Element, quarter: str) -> None:
        self.version = version_of(root, quarter)
        self._tree = structure.original(self.version.name)
        self._person = structure.block_of(self._tree, "NaturalPerson")
        location = root.get("{http://www.w3.org/2001/XMLSchema-instance}noNamespaceSchemaLocation") or ""
        named = location.rpartition("_")[2].removesuffix(".xsd") or quarter
        if not self.version.own:
            self.notes.append(Note.another_version(named if named.isdigit() else quarter, self.version.name))
        if quarter_of(quarter) and named.isdigit() and named < quarter:
            self.notes.append(Note.older_schema(quarter, named))
        own = schemas.find(MESSAGE, named)
        if own is None:
            self.notes.append(Note.no_schema(MESSAGE, named))
        else:
            self.schema = own.path.name
            self._opinion = SecondOpinion(own.path, MESSAGE, self._tree)

    def _take_person(self, piece: Piece, quarter: str) -> Iterator[Finding]:
        self.people += 1
        path = f"/{MESSAGE}/Form[{piece.form}]/EmployerDeclaration/NaturalPerson[{piece.person}]"
        if self._person is None:
            return
        found = list(official(check_at(piece.element, self._person, path)))
        yield from found
        person = Seen(piece.element, path)
        yield from self._of_identity(person, piece, quarter)
        yield from of_person(person)
        days = quarter_of(quarter)
        for record in person.many("WorkerRecord"):
            self._met.totals.add_record(record)
            if days is not None:
                line = Line(record, days, record.text("EmployerClass"), record.text("WorkerCode"))
                yield from _distinct(_of_line(line), found)
        if self._opinion is not None:
            yield from self._opinion.add(piece, found)

    def _of_identity(self, person: Seen, piece: Piece, quarter: str) -> Iterator[Finding]:
        """Each person once in a declaration, also when it is cut into several forms."""
        inss, number = person.text("INSS"), person.number("NaturalPersonSequenceNbr")
        employer = piece.declaration.findtext("NOSSRegistrationNbr") if piece.declaration is not None else ""
        key = (employer or "", quarter, inss)
        if inss and (inss in self._met.people or key in self._inss):
            yield person.fault("90017-006", value=f"{inss[:6]}…")
        if number is not None and number in self._met.numbers:
            yield person.fault("00023-006", "NaturalPersonSequenceNbr")
        self._met.people.add(inss)
        self._met.numbers.add(number)
        self._inss.add(key)

    def _take_form(self, piece: Piece, quarter: str) -> Iterator[Finding]:
        self.forms += 1
        self.quarters.append(quarter)
        path = f"/{MESSAGE}/Form[{piece.form}]"
        if self._tree is None:
            return
        found = list(official(check_at(piece.element, form_block(self._tree), path, _PERSON)))
        yield from found
        form = Seen(piece.element, path)
        declaration = None if piece.declaration is None else Seen(piece.declaration, f"{path}/EmployerDeclaration")
        yield from _distinct(of_declaration.of_form(form, declaration, quarter, self.today), found)
        if declaration is not None:
            self._met.totals.add_rest(declaration)
            yield from _distinct(self._of_declaration(declaration, quarter), found)
        if self._opinion is not None:
            yield from self._opinion.add(piece, found)
        self._met = _Met(Totals(), set(), set())

    def _of_declaration(self, declaration: Seen, quarter: str) -> Iterator[Finding]:
        employer = declaration.text("NOSSRegistrationNbr"), declaration.text("CompanyID"), quarter
        if employer in self._employers:
            yield declaration.fault("90007-006")
        self._employers.add(employer)
        yield from of_declaration.of_employer(declaration)
        yield from of_declaration.of_holidays(declaration, quarter)
        yield from of_declaration.of_unrelated(declaration, quarter)
        yield from of_declaration.of_vehicles(declaration)
        yield from of_totals(declaration, self._met.totals)


def _of_line(line: Line) -> Iterator[Finding]:
    yield from of_record(line)
    yield from of_occupations(line)
    yield from of_contributions(line)
    yield from of_student(line)
    yield from of_reductions(line)
    yield from of_granted(line)


def _distinct(found: Iterator[Finding], before: list[Finding]) -> Iterator[Finding]:
    """Findings that the structure has not told already of the same place."""
    told = {finding.path.replace("[1]", "") for finding in before}
    for finding in found:
        if finding.path.replace("[1]", "") not in told or finding.code[-3:] not in _OF_STRUCTURE:
            yield finding


_OF_STRUCTURE = frozenset({"001", "002", "003", "008", "090", "091", "093", "134", "146"})
