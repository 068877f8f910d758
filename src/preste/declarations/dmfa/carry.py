"""Permanent numbers after modifications: those the ONSS gave, with the new versions that its notifications tell.

A modification is made under the versions that the last one left. They are known where its notification says that the
ONSS took what was declared, and names the new version of every block that it touched; else they are asked anew.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import TypeVar

from preste.declarations.dmfa.model import UpdateForm
from preste.declarations.dmfa.notices import LineNotice, Part, PersonNotice, UpdateNotice
from preste.declarations.dmfa.pids import DeclarationNumbers, PersonNumbers, RecordNumbers
from preste.declarations.dmfa.update import DELETE, UNCHANGED

_Key = TypeVar("_Key")
_TAKEN = "A"
_INTERNAL = frozenset({6, UNCHANGED})
"""Actions of the ONSS that leave what was declared as it is: only its own data changed, or nothing."""
_Block = tuple[str | int, ...]
Event = DeclarationNumbers | UpdateForm | UpdateNotice
"""Numbers the ONSS gave, a modification that it accepted, or its notification of one."""


def numbers_after(events: Iterable[Event]) -> DeclarationNumbers | None:
    """The numbers after what happened to a declaration, in its order; None where a version is not known."""
    known: DeclarationNumbers | None = None
    untold: set[_Block] = set()
    for one in events:
        if isinstance(one, DeclarationNumbers):
            known, untold = one, set()
        elif isinstance(one, UpdateForm):
            untold.update(_touched(one))
        elif known is not None and one.declaration == known.declaration and not one.refused:
            known = _carried(known, one, untold) if as_declared(one) else None
    return None if untold else known


def as_declared(notice: UpdateNotice) -> bool:
    """Whether the ONSS took every block of a modification as it was declared."""
    lines = [line for person in notice.people for line in person.lines if line.part is Part.CORRECTED]
    blocks = [one for one in (*notice.unrelated, *notice.vehicles) if one.part is Part.CORRECTED]
    return (
        notice.decisions <= {_TAKEN}
        and not notice.withdrawn
        and all(line.actions <= _INTERNAL for line in lines)
        and all(one.action in _INTERNAL for one in blocks)
    )


def _touched(update: UpdateForm) -> Iterator[_Block]:
    """The blocks that a modification deletes, changes or makes."""
    change = update.employer_declaration_update
    for person in change.natural_person_updates:
        yield ("person", person.inss)
        for record in person.worker_record_updates:
            action = record.worker_record_update_action
            if action.update_action == UNCHANGED:
                continue
            line = person.inss, action.employer_class, action.worker_code
            yield ("line", *line)
            if action.update_action != DELETE:
                yield from (("occupation", *line, one.occupation_sequence_nbr) for one in action.occupation_updates)
    for car in change.company_vehicle_update_actions:
        yield ("car", car.license_plate)
    for one in change.contributions_unrelated_to_np:
        yield ("nobody", one.cunp_update_action.unrelated_employer_class, one.cunp_update_action.unrelated_worker_code)


def _carried(known: DeclarationNumbers, notice: UpdateNotice, untold: set[_Block]) -> DeclarationNumbers:
    """The numbers with the versions of a notification; what it tells is no longer `untold`."""
    people = dict(known.people)
    for person in notice.people:
        found = _person(people.get(person.inss), person, untold)
        if found is not None:
            people[person.inss] = found
    unrelated: dict[tuple[str, str], int] = dict(known.unrelated)
    for one in notice.unrelated:
        category, code = one.key
        _version(unrelated, (category, code), one.action, one.version, ("nobody", *one.key), untold)
    vehicles: dict[str, int] = dict(known.vehicles)
    for one in notice.vehicles:
        _version(vehicles, one.key[0], one.action, one.version, ("car", *one.key), untold)
    return replace(known, people=people, unrelated=unrelated, vehicles=vehicles)


def _person(former: PersonNumbers | None, told: PersonNotice, untold: set[_Block]) -> PersonNumbers | None:
    person = told.person or (former.person if former else None)
    declared = told.declared_person or (former.declared_person if former else None)
    version = told.version or (former.version if former and told.action == UNCHANGED else None)
    if person is None or declared is None or version is None:
        return former
    untold.discard(("person", told.inss))
    records = dict(former.records) if former else {}
    for line in told.lines:
        key = line.category, line.worker_code
        found = _line(records.get(key), line, told.inss, untold)
        if found is None:
            records.pop(key, None)
        else:
            records[key] = found
    return PersonNumbers(person, declared, version, records)


def _line(former: RecordNumbers | None, told: LineNotice, inss: str, untold: set[_Block]) -> RecordNumbers | None:
    """The versions of a line; None for one that there is no longer."""
    block = inss, told.category, told.worker_code
    versions = {} if former is None else {0: former.version}
    _version(versions, 0, told.action, told.version, ("line", *block), untold)
    if 0 not in versions:
        return None
    occupations = dict(former.occupations) if former else {}
    for one in told.occupations:
        _version(occupations, one.number, one.action, one.version, ("occupation", *block, one.number), untold)
    return RecordNumbers(versions[0], occupations)


def _version(
    versions: dict[_Key, int], key: _Key, action: int, version: int | None, block: _Block, untold: set[_Block]
) -> None:
    """Note the version of a block: gone with a deleted one, new with another; without either it stays untold."""
    if action == DELETE:
        versions.pop(key, None)
    elif version is not None:
        versions[key] = version
    elif action != UNCHANGED:
        return
    untold.discard(block)
