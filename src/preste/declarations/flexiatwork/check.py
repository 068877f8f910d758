"""Checking a Flexi@Work message: structure, check digits, dates, amounts, and the official schema where it is there.

The ONSS's list of anomalies of this message has not been read: codes are those of the zones that other messages share,
and `FLEXI` for the others.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, cast

from lxml import etree

from preste.declarations import schemas, structure, xml
from preste.declarations.dmfa.report import Note, Report
from preste.declarations.finding import Finding, Severity, generic
from preste.declarations.flexiatwork.structure import CANCEL, CODEC, FORM, MESSAGE, NAMESPACE, UNNUMBERED, Form
from preste.errors import InputError
from preste.ids import enterprise, niss, onss_number

_LOCATION = "{http://www.w3.org/2001/XMLSchema-instance}schemaLocation"
_UNREAD = Note(
    "N-FLEXI-SCHEMA",
    {
        "fr": "le schéma officiel de Flexi@Work n'a pas été lu par Preste : comparez le message avant de l'envoyer",
        "nl": "het officiële schema van Flexi@Work is niet door Preste gelezen: vergelijk het bericht voor verzending",
        "de": "das amtliche Schema von Flexi@Work wurde von Preste nicht gelesen: vergleichen Sie vor dem Versand",
        "en": "Preste has not read the official schema of Flexi@Work: compare the message before you send it",
    },
)


def check(path: Path) -> Report:
    """Everything wrong with a file. Raises InputError: it is no XML, or another message."""
    return check_root(xml.read(path), path.name)


def check_root(root: etree._Element, where: str = "") -> Report:
    """`check` of a message in memory."""
    name = etree.QName(root).localname
    if name != MESSAGE:
        raise xml.another_message(name, MESSAGE, where)
    report = Report(MESSAGE, notes=[_UNREAD])
    if etree.QName(root).namespace != NAMESPACE:
        report.add([_fault("146", MESSAGE, f"/{MESSAGE}", root)])
    forms = [one for one in root if isinstance(one.tag, str)]
    if not forms:
        report.add([generic("90059", "001", "Form", f"/{MESSAGE}/Form", 0)])
    references: set[str] = set()
    for rank, element in enumerate(forms, 1):
        place = f"/{MESSAGE}/Form[{rank}]"
        if etree.QName(element).localname != "Form":
            report.add([generic("90059", "146", str(element.tag)[:60], place, _line(element))])
            continue
        found = structure.check_at(element, FORM, place)
        report.add(found)
        if not found:
            form: Form = CODEC.read(FORM, element)
            report.people += len(form.debtor.beneficiaries)
            report.add(_rules(form, place, _line(element), references))
    _against(root, report)
    return report


def _line(element: etree._Element) -> int:
    return element.sourceline if isinstance(element.sourceline, int) else 0


def _fault(suffix: str, name: str, path: str, element: etree._Element, value: str = "") -> Finding:
    return generic(UNNUMBERED, suffix, name, path, _line(element), value)


def _rules(form: Form, place: str, line: int, references: set[str]) -> Iterator[Finding]:
    debtor = form.debtor
    path = f"{place}/Debtor"
    if not onss_number.is_valid(debtor.noss_registration_nbr):
        yield generic("00011", "004", "NOSSRegistrationNbr", path, line, debtor.noss_registration_nbr)
    if debtor.company_id is not None and not enterprise.is_valid(debtor.company_id):
        yield generic("00014", "004", "CompanyID", path, line, debtor.company_id)
    for number, person in enumerate(debtor.beneficiaries, 1):
        where = f"{path}/Beneficiary[{number}]"
        if not niss.is_valid(person.inss):
            yield generic("00024", "004", "INSS", f"{where}/INSS", line)
        for rank, relation in enumerate(person.relations, 1):
            own = f"{where}/Relation[{rank}]"
            nbr, calculation = relation.reference.reference_nbr, relation.calculation
            if nbr in references:
                yield generic("00222", "090", "ReferenceNbr", f"{own}/Reference", line, nbr)
            references.add(nbr)
            if (calculation is None) != (form.attestation_status == CANCEL):
                suffix = "001" if calculation is None else "146"
                yield generic(UNNUMBERED, suffix, "Calculation", f"{own}/Calculation", line)
            if calculation is not None:
                first, last = calculation.calculation_period_starting_date, calculation.calculation_period_ending_date
                periods = [("CalculationPeriodEndingDate", first, last)]
                periods += [
                    ("ValidityPeriodEndingDate", one.validity_period_starting_date, one.validity_period_ending_date)
                    for one in calculation.features
                ]
                for name, since, until in periods:
                    inside = first <= since <= until <= last
                    if not inside or since.year != until.year:  # a period in two years is told in two
                        yield generic(UNNUMBERED, "008", name, f"{own}/Calculation", line, until.isoformat())


def _against(root: etree._Element, report: Report) -> None:
    version = (root.get(_LOCATION) or "").rpartition("_")[2].removesuffix(".xsd")
    schema = schemas.find(MESSAGE, version)
    if schema is None:
        report.notes.append(Note.no_schema(MESSAGE, version or "AAAAT"))
        return
    report.schema = schema.version
    try:
        official = schemas.loaded(schema.path)
    except InputError:
        report.notes.append(Note.no_schema(MESSAGE, version))
        return
    if not official.validate(root):
        text = (
            "le schéma officiel refuse : {}",
            "het officiële schema weigert: {}",
            "das amtliche Schema lehnt ab: {}",
            "the official schema refuses: {}",
        )
        report.add(
            Finding(
                "XSD",
                Severity.BLOCKING,
                str(one.path),
                int(one.line),
                "",
                dict(zip(("fr", "nl", "de", "en"), (each.format(one.message) for each in text), strict=True)),
            )
            for one in cast(Iterable[Any], official.error_log)
        )
