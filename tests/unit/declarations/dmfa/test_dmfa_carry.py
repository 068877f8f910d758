"""Permanent numbers carried over a modification that the ONSS took as declared; else asked anew."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.support.official import official
from tests.support.onss_numbers import notice_message, numbers_of

from preste.declarations.dmfa import model
from preste.declarations.dmfa.carry import as_declared, numbers_after
from preste.declarations.dmfa.difference import difference
from preste.declarations.dmfa.notices import UpdateNotice, read_update_notification
from preste.declarations.dmfa.pids import DeclarationNumbers
from preste.declarations.dmfa.update import apply, between

from .test_dmfa_update import MADE, changed, original, raised

GONE, RAISED, NEW = "97010100173", "77101500172", "00410100162"


def first_change() -> tuple[model.Form, DeclarationNumbers, model.UpdateForm]:
    """A declaration, its numbers, and a modification with everything in it."""
    old = original()
    known = numbers_of(old)
    return old, known, between(old, changed(old), known, made=MADE)


def notice_of(update: model.UpdateForm, known: DeclarationNumbers, **told: str) -> UpdateNotice:
    [found] = read_update_notification(notice_message(update, known, **told))  # type: ignore[arg-type]
    return found


def test_a_second_modification_rests_on_the_versions_of_the_first() -> None:
    old, known, update = first_change()
    now = apply(old, update)
    numbers = numbers_after([known, update, notice_of(update, known)])
    assert numbers is not None
    assert (numbers.people[RAISED].person, numbers.people[RAISED].declared_person) == (101, 201)
    assert numbers.people[RAISED].version >= 9000 and numbers.people[NEW].version >= 9000
    assert not numbers.people[GONE].records and set(numbers.vehicles) == {"2XYZ999"}
    second = between(now, raised(now, 10_00), numbers, made=MADE)
    [person] = second.employer_declaration_update.natural_person_updates
    [line] = person.worker_record_updates
    last = line.last_situation_wr
    [job] = line.worker_record_update_action.occupation_updates
    assert last is not None and last.worker_record_version_nbr == numbers.people[RAISED].records["362", "495"].version
    assert last.worker_record_version_nbr >= 9000 and (job.occupation_version_nbr or 0) >= 9000
    # what goes away in the second one goes under what the first one made
    third = between(now, old, numbers, made=MADE)
    assert difference([apply(now, third)], [apply(old, replace_nothing(update))]) == []


def replace_nothing(update: model.UpdateForm) -> model.UpdateForm:
    """The same modification without a change."""
    empty = replace(
        update.employer_declaration_update, natural_person_updates=(), company_vehicle_update_actions=(),
        contributions_unrelated_to_np=(),
    )  # fmt: skip
    return replace(update, employer_declaration_update=empty)


@pytest.mark.parametrize("decision", ["M", "R", ""])
def test_what_the_onss_took_otherwise_is_asked_anew(decision: str) -> None:
    _, known, update = first_change()
    told = notice_of(update, known, decision=decision)
    assert not as_declared(told) and told.refused == (decision == "R")
    assert numbers_after([known, update, told]) is None
    assert numbers_after([known, update, told, known]) == known
    assert numbers_after([known, told]) == (known if told.refused else None)  # what is refused changes nothing


def test_without_its_notification_or_with_one_that_says_less_nothing_is_known() -> None:
    _, known, update = first_change()
    told = notice_of(update, known)
    assert numbers_after([known, update]) is None
    assert numbers_after([update, told]) is None
    for less in (
        replace(told, people=told.people[:-1]),
        replace(told, people=(replace(told.people[0], lines=()), *told.people[1:])),
        replace(told, people=(replace(told.people[0], version=None), *told.people[1:])),
        replace(told, people=(without_occupations(told), *told.people[1:])),
        replace(told, unrelated=()),
        replace(told, vehicles=told.vehicles[:-1]),
    ):
        assert numbers_after([known, update, less]) is None
    halves = (replace(told, people=told.people[:1]), replace(told, people=told.people[1:], vehicles=(), unrelated=()))
    assert numbers_after([known, update, *halves]) == numbers_after([known, update, told])


def without_occupations(told: UpdateNotice) -> object:
    return replace(told.people[0], lines=tuple(replace(one, occupations=()) for one in told.people[0].lines))


def test_the_official_notice_keeps_what_was_declared_and_its_last_version() -> None:
    """The ONSS changed data of its own (action 6) in the corrected part."""
    [told] = read_update_notification(official("samples", "DmfAUpdateNotification_20223_1.xml").read_bytes())
    assert as_declared(told)
    known = DeclarationNumbers(told.quarter, told.onss_number, told.declaration)
    numbers = numbers_after([known, told])
    assert numbers is not None
    person = numbers.people["90500601258"]
    assert (person.person, person.declared_person, person.version) == (5509593, 1275462736, 1275462740)
    assert person.records["017", "840"].version == 1275462741
