"""Worked cases of Dimona: files as the schema and the glossary judge them, bodies of the web service."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
from official import official

from preste.declarations import schemas, xml
from preste.declarations.dimona.check import check
from preste.declarations.dimona.model import Address, EmployerId, Features, In, Out, Person, PlaceOfWork
from preste.declarations.dimona.read import read
from preste.declarations.dimona.rest import body

from .reading import HERE, Worked, chosen, each

FILES = chosen("dimona", kind="dimona_xml")
BODIES = chosen("dimona", kind="dimona_rest")
TESTED = FILES + BODIES


@pytest.fixture(autouse=True)
def _data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PRESTE_DATA", str(tmp_path))


def made_on(path: Path) -> dt.date:
    """The day a file was made."""
    created = [form.created for form in read(path) if form.created]
    assert created
    return max(created).date()


@each(FILES)
def test_a_file_is_judged_as_the_glossary_does(case: Worked) -> None:
    path = HERE / case.inputs["file"]
    report = check(path, made_on(path))
    assert report.blocking == (case.expected["accepted"] == "false")
    told = {finding.code for finding in report.findings}
    expected = case.expected["expected_onss_anomaly"]
    wanted = set() if expected in ("null", "") else {code for code in expected.split() if code[0].isdigit()}
    assert bool(told) == bool(wanted)
    assert told <= wanted  # the glossary does not say which of two codes: one of them


@each(FILES)
def test_the_schema_says_what_the_case_says(case: Worked) -> None:
    schemas.add([official("xsd", "dimona", "Dimona_20231.xsd")])
    path = HERE / case.inputs["file"]
    report = check(path, made_on(path))
    assert report.schema == "20231"
    own = schemas.find("Dimona", "20231")
    assert own is not None
    assert schemas.loaded(own.path).validate(xml.read(path)) == (case.expected["xsd_valid"] == "true")


_PLACE = PlaceOfWork(
    name="Test Location",
    address=Address(street="Test Street", house_number="123", postcode="1000", city="Brussels", country=150, nis=21004),
)
_MARCH = dt.date(2026, 3, 12)
DECLARATIONS = {
    "rest-dimona-in-stu": In(
        start=_MARCH,
        end=_MARCH,
        planned_hours=8,
        employer=EmployerId(enterprise_number="0123456789"),
        person=Person(niss="12345678910"),
        features=Features(joint_committee="XXX", worker_type="STU"),
        place_of_work=_PLACE,
    ),
    "rest-dimona-out": Out(period="600027876089", end=dt.date(2025, 6, 30)),
}


def texts(value: Any) -> Any:
    """Every leaf as text, as the cases are read."""
    if isinstance(value, dict):
        return {name: texts(one) for name, one in value.items()}
    return "null" if value is None else str(value)


@each(BODIES)
def test_bodies_of_the_web_service(case: Worked) -> None:
    """Their shape; what the service answers is not known here, and their numbers are dummies."""
    assert texts(body(DECLARATIONS[case.id])) == case.inputs["payload"]
    assert case.expected == {"http": "201"}
