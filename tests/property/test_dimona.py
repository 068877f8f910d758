"""Generated records, declared: what is written is clean by our own checks and by the official schema."""

from __future__ import annotations

import datetime as dt
import time
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from official import official

from preste.declarations import schemas, xml
from preste.declarations.dimona.build import build, differences
from preste.declarations.dimona.check import check_root
from preste.declarations.dimona.model import Cancel, In, Out, Period, Update
from preste.declarations.dimona.read import forms_of, read_form
from preste.declarations.dimona.rest import body
from preste.declarations.dimona.rules_known import Known, check_known
from preste.declarations.dimona.write import to_xml
from preste.ids import dimona_period, niss

YEAR = dt.date(2026, 1, 1)
NOW = dt.datetime(2026, 1, 5, 8)
LAST = dt.date(2026, 12, 31)
REGIMES = ("ordinary", "student", "flexi", "article17", "director")


@pytest.fixture(scope="module")
def schema() -> Any:
    """The official schema; our own checks are tried without it too."""
    try:
        return schemas.loaded(official("xsd", "dimona", "Dimona_20231.xsd"))
    except pytest.skip.Exception:
        return None


@st.composite
def contracts(draw: st.DrawFn, make: Any) -> Any:
    """A contract of a few weeks or more, that may start as soon as the law lets it be declared."""
    regime = draw(st.sampled_from(REGIMES))
    start = YEAR + dt.timedelta(draw(st.integers(0, 18)))
    length = draw(st.one_of(st.none(), st.integers(2, 200)))
    hours = (*draw(st.tuples(*[st.sampled_from((0, 250, 380, 760)) for _ in range(5)])), 0, 0)
    born = dt.date(draw(st.integers(1960, 2008)), draw(st.integers(1, 12)), draw(st.integers(1, 28)))
    return make.contract(
        regime=regime,
        article17_sector=draw(st.sampled_from(("socio_cultural", "sport"))),
        start=start,
        end=None if length is None else start + dt.timedelta(length),
        schedule=hours if any(hours) else (380, 0, 0, 0, 0, 0, 0),
        worker=make.worker(birth_date=born, niss=niss.make(born, draw(st.integers(1, 997)))),
        pay_basis="hourly",
        amount=2_000,
    )


def accepted(due: Any) -> list[Period]:
    """The periods the ONSS would have after these declarations, numbered in order."""
    return [
        Period(
            number=dimona_period.make(6_000_000_001 + rank),
            worker_type=one.wanted.worker_type,
            joint_committee=one.wanted.joint_committee,
            start=one.wanted.start,
            end=one.wanted.end,
            planned_hours=one.wanted.planned_hours,
            contract=one.contract,
        )
        for rank, one in enumerate(due)
    ]


@given(data=st.data())
@settings(max_examples=150)
def test_what_is_written_is_clean_and_reads_back(data: st.DataObject, make: Any, schema: Any) -> None:
    employer = make.employer()
    contract = data.draw(contracts(make))
    through = dt.date(2026, 3, 31)
    found = differences(employer, [contract], [], through)
    due = build(employer, found, YEAR, through, NOW)
    assert due
    content = to_xml([one.form for one in due])
    root = xml.parse(content)
    report = check_root(root, NOW.date())
    assert [finding.as_dict() for finding in report.findings] == []
    assert schema is None or schema.validate(root), schema.error_log
    assert [read_form(one) for one in forms_of(root)] == [one.form for one in due]
    for one in due:
        assert isinstance(one.form.declaration, In)
        assert body(one.form.declaration)["worker"] == {"ssin": contract.worker.niss}


@given(data=st.data())
@settings(max_examples=100)
def test_what_was_accepted_is_not_declared_again_and_changes_mend_the_difference(
    data: st.DataObject, make: Any, schema: Any
) -> None:
    """After an IN nothing is due; after any change of the contract, what is due leads to what is wanted."""
    employer = make.employer()
    contract = data.draw(contracts(make))
    known = accepted(differences(employer, [contract], [], LAST))
    assert differences(employer, [contract], known, LAST) == []
    other = data.draw(contracts(make))
    found = differences(employer, [other], known, LAST)
    assert {one.kind for one in found} <= {"in", "out", "update", "cancel"}
    due = build(employer, found, YEAR, LAST, NOW)
    root = xml.parse(to_xml([one.form for one in due])) if due else None
    if root is not None:
        assert schema is None or schema.validate(root), schema.error_log
    held = {one.number: Known(one) for one in known}
    assert [fault for one in due for fault in check_known(one.form, held)] == []
    after = {one.number: one for one in known}
    for one in due:
        told = one.form.declaration
        if isinstance(told, Cancel):
            del after[told.period]
        elif isinstance(told, Out):
            assert told.end is not None
            after[told.period] = _changed(after[told.period], end=told.end)
        elif isinstance(told, Update):
            after[told.period] = _changed(after[told.period], told=told)
    begun = accepted([one for one in found if one.kind == "in"])
    left = [*after.values(), *(_renumbered(one, rank) for rank, one in enumerate(begun))]
    assert differences(employer, [other], left, LAST) == []


def _renumbered(period: Period, rank: int) -> Period:
    return Period(**{**vars(period), "number": dimona_period.make(7_000_000_001 + rank)})


def _changed(period: Period, end: dt.date | None = None, told: Update | None = None) -> Period:
    new: dict[str, Any] = {**vars(period)}
    if end is not None:
        new["end"] = end
    if told is not None:
        for name in ("start", "end", "planned_hours"):
            value = getattr(told, name)
            if value is not None:
                new[name] = None if value == dt.date(9999, 12, 31) else value
    return Period(**new)


@given(noise=st.binary(max_size=2_000), place=st.integers(0, 400))
@settings(max_examples=150)
def test_a_spoiled_file_is_refused_or_answered_within_a_second(noise: bytes, place: int, make: Any) -> None:
    employer = make.employer()
    due = build(employer, differences(employer, [make.contract(start=YEAR)], [], LAST), YEAR, LAST, NOW)
    content = bytearray(to_xml([one.form for one in due]))
    content[place : place + len(noise)] = noise
    begun = time.process_time()
    try:
        check_root(xml.parse(bytes(content)), NOW.date())
    except Exception as error:
        from preste.errors import InputError

        assert isinstance(error, InputError)
    assert time.process_time() - begun < 1
