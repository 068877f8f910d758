"""Checking an entry of the validation book: structure, card number, period of one month, check digits."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

from lxml import etree

from preste.calendar import Month
from preste.declarations import structure, xml
from preste.declarations.dmfa.report import Note, Report
from preste.declarations.finding import Finding, generic
from preste.declarations.validationbook.structure import CARD, MESSAGE, TREE
from preste.ids import enterprise, niss, onss_number

_OF_THE_ONEM = ("N", "F")
"""What the number of a card begins with that the ONEM gave."""
_MONTHS_AHEAD = 13
_DIGITS = {"INSS": ("00024", niss), "NOSSRegistrationNbr": ("00011", onss_number), "CompanyID": ("00014", enterprise)}


def card_is_valid(number: str, *, of_a_secretariat: bool) -> bool:
    """Whether a number is one of a card C3.2A: two letters and seven digits, N or F first when the ONEM gave it."""
    card = next(iter(structure_of(CARD)))
    return not card.domain.fault(number) and (of_a_secretariat or number.startswith(_OF_THE_ONEM))


def structure_of(name: str) -> Iterator[structure.Zone]:
    """The zones of that name in the message."""
    waiting = list(TREE.parts)
    while waiting:
        part = waiting.pop()
        if isinstance(part, structure.Zone):
            if part.name == name:
                yield part
        elif isinstance(part, structure.Block):
            waiting += part.parts


def check(path: Path, on: dt.date) -> Report:
    """Everything wrong with a file, as it would be sent on a day. Raises InputError: no XML, or another message."""
    return check_root(xml.read(path), on, path.name)


def check_root(root: etree._Element, on: dt.date, where: str = "") -> Report:
    """`check` of a message in memory."""
    if root.tag != MESSAGE:
        raise xml.another_message(str(root.tag), MESSAGE, where)
    report = Report(MESSAGE, notes=[Note.no_schema(MESSAGE, "20231")])
    found = structure.check(root, TREE)
    report.add(found)
    wrong = {one.path for one in found}
    for rank, form in enumerate(root.findall("Form"), 1):
        report.people += 1
        report.add(one for one in _rules(form, f"/{MESSAGE}/Form[{rank}]", on) if one.path not in wrong)
    return report


def _rules(form: etree._Element, place: str, on: dt.date) -> Iterator[Finding]:
    link = form.find("EmployerDeclarationLink")
    if link is None:
        return
    path = f"{place}/{link.tag}"
    for name, (number, kind) in _DIGITS.items():
        for one in link.iter(name):
            if not kind.is_valid((one.text or "").strip()):
                own = f"{path}/NaturalPerson" if name == "INSS" else path
                yield generic(number, "004", name, f"{own}/{name}", _line(one))
    card = link.find(f"ControlCard/{CARD}")
    if card is not None:
        given = link.find("ControlCard/SocialSecretariatNumber") is not None
        text = (card.text or "").strip()
        if not card_is_valid(text, of_a_secretariat=given):
            yield generic("01014", "003", CARD, f"{path}/ControlCard/{CARD}", _line(card), text[:20])
    yield from _period(link, path, on)


def _period(link: etree._Element, path: str, on: dt.date) -> Iterator[Finding]:
    """One whole month, this one or one of the next thirteen."""
    first, last = link.find("ReferencePeriod/RefStartingDate"), link.find("ReferencePeriod/RefEndingDate")
    if first is None or last is None:
        return
    try:
        start, end = (dt.date.fromisoformat((one.text or "").strip()) for one in (first, last))
    except ValueError:
        return  # told by the structure
    month, now = Month(start.year, start.month), Month(on.year, on.month)
    if start.day != 1 or not now <= month <= now.plus(_MONTHS_AHEAD):
        yield generic("00074", "008", "RefStartingDate", f"{path}/ReferencePeriod/RefStartingDate", _line(first))
    if end != month.last:
        text = {
            "fr": "RefEndingDate : incompatible avec la date de début",
            "nl": "RefEndingDate: onverenigbaar met de begindatum",
            "de": "RefEndingDate: unvereinbar mit dem Anfangsdatum",
            "en": "RefEndingDate: does not go with the first day",
        }
        told = generic("00075", "003", "RefEndingDate", f"{path}/ReferencePeriod/RefEndingDate", _line(last))
        yield Finding("00075-098", told.severity, told.path, told.line, end.isoformat(), text)


def _line(element: etree._Element) -> int:
    return element.sourceline if isinstance(element.sourceline, int) else 0
