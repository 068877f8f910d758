"""Identifiers, DmfA files that are right and wrong, file names, acknowledgements, and combinations of codes."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from lxml import etree
from tests.support.official import official

from preste.declarations.channel import names
from preste.declarations.channel.answers import read_acknowledgement
from preste.declarations.dmfa import codes
from preste.declarations.dmfa.check import check
from preste.declarations.dmfa.rules.rates import rate_of
from preste.declarations.dmfa.update import justification_due
from preste.declarations.flexiatwork.build import elements
from preste.declarations.flexiatwork.structure import MESSAGE, NAMESPACE
from preste.declarations.flexiatwork.write import version_on
from preste.declarations.validationbook.check import card_is_valid, check_root
from preste.ids import dimona_period, enterprise, establishment_unit, niss, onss_number
from preste.money import parse, share

from .reading import HERE, Worked, chosen, each

FILE = "declarations"
IDENTIFIERS = chosen(FILE, kind="identifier")
MESSAGES = chosen(FILE, kind="dmfa_xml")
NETS = chosen(FILE, kind="dmfa_net")
PEERS = chosen(FILE, kind="dmfa_peer")
SAMPLES = chosen(FILE, kind="official_sample")
ACKNOWLEDGEMENTS = chosen(FILE, kind="acknowledgement")
NAMES = chosen(FILE, kind="file_name")
REASONS = chosen(FILE, kind="dmfa_update_rule")
COMBINATIONS = chosen(FILE, kind="code_combination")
FLEXI = chosen(FILE, kind="flxwage_peer")
CARDS = chosen(FILE, kind="c32a_number")
ENTRIES = chosen(FILE, kind="validation_book")
TESTED = [
    *IDENTIFIERS,
    *MESSAGES,
    *NETS,
    *PEERS,
    *SAMPLES,
    *ACKNOWLEDGEMENTS,
    *NAMES,
    *REASONS,
    *COMBINATIONS,
    *FLEXI,
    *CARDS,
    *ENTRIES,
]

KINDS: dict[str, Any] = {
    "onss_registration_number": onss_number,
    "onss_provisional_number": onss_number,
    "enterprise_number": enterprise,
    "establishment_unit_number": establishment_unit,
    "dimona_period_id": dimona_period,
    "niss": niss,
}
AMOUNTS = frozenset({"00085-044", "00077-044", "00084-044"})
"""The files' amounts illustrate the structure only, says the source: what the rates say of them is no part of it."""
SAID: dict[str, frozenset[str]] = {
    "dmfa-pc_nonexistent_passes_xsd": frozenset({"00046-008"}),
    "dmfa-student_with_days_and_hours": frozenset({"00078-146"}),
    "dmfa-quarter_mismatch_dates_passes_xsd": frozenset({"00038-008", "00039-008"}),
}
"""Where the source is not sure of the last digits. 00078 has no 005 in the official list, and the days are there once:
what is not admitted is 146. Of 008 and 021 the list has the first for the dates of the quarter."""
BESIDE = {
    "dmfa-duplicate_worker_record_passes_xsd": frozenset({"90015-134"}),
    "dmfa-deduction_before_contribution": frozenset({"90110-006"}),
    "dmfa-service_days_99_over_quarter_passes_xsd": frozenset({"00063-034"}),
}
"""What else is wrong in a file: a line without pay, a reduction that is there twice, one code with more days than the
quarter."""


@pytest.fixture
def with_schemas(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The official schemas are in the user's data folder."""
    from preste.declarations import schemas

    folder = official("xsd", "dmfa")
    monkeypatch.setenv("PRESTE_DATA", str(tmp_path / "data"))
    schemas.add([folder / "DmfAOriginal_20231.xsd", folder / "DmfAOriginal_20223.xsd"])


def path_of(case: Worked) -> Path:
    """A case's file: our copy of a constructed one, the official one beside the checkout."""
    name = case.inputs["file"]
    if "schemas/" in name:
        return official(*name.partition("schemas/")[2].split("/"))
    return HERE / str(name)


@each(IDENTIFIERS)
def test_identifier(case: Worked) -> None:
    kind, number = KINDS[case.inputs["type"]], case.inputs["value"]
    assert kind.is_valid(number) == (case.expected["valid"] == "true")
    if "register" in case.expected:
        assert niss.register(number) == case.expected["register"]
    if "birth_year" in case.expected:
        born = niss.birth_date(number, date(2026, 1, 1))
        assert born is not None
        assert str(born.year) == case.expected["birth_year"]


def codes_of(case: Worked) -> set[str]:
    return {finding.code for finding in check(path_of(case)).findings}


def expected_codes(case: Worked) -> frozenset[str]:
    anomaly = case.expected["expected_onss_anomaly"]
    if case.id in SAID:
        return SAID[case.id]
    return frozenset() if anomaly == "null" else frozenset({anomaly[:9]})


@each(MESSAGES)
def test_message_without_the_schema(case: Worked, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Our own structure and rules alone give the code, and nothing else but what is said above."""
    monkeypatch.setenv("PRESTE_DATA", str(tmp_path))
    report = check(path_of(case))
    assert [note.code for note in report.notes] == ["N-NO-SCHEMA"]
    assert codes_of(case) - AMOUNTS == expected_codes(case) | BESIDE.get(case.id, frozenset())


@each(MESSAGES)
@pytest.mark.usefixtures("with_schemas")
def test_message_with_the_schema(case: Worked) -> None:
    """The official schema says of each file what the source says; it adds nothing to ours."""
    schema = etree.XMLSchema(etree.parse(official("xsd", "dmfa", "DmfAOriginal_20231.xsd")))
    assert schema.validate(etree.parse(path_of(case))) == (case.expected["xsd_valid"] == "true")
    assert codes_of(case) - AMOUNTS == expected_codes(case) | BESIDE.get(case.id, frozenset())
    assert check(path_of(case)).notes == []


@each([case for case in MESSAGES if case.expected["expected_onss_anomaly"].endswith(("(B)", "(P)"))])
def test_the_class_is_the_source_s(case: Worked) -> None:
    anomaly = case.expected["expected_onss_anomaly"]
    told = {finding.severity.value for finding in check(path_of(case)).findings if finding.code == anomaly[:9]}
    assert told == {anomaly[-2]}


@each(NETS)
def test_net_amount(case: Worked) -> None:
    """What the official validator computes."""
    found = [finding for finding in check(path_of(case)).findings if finding.code == "00015-007"]
    computed = case.expected.get("computed_net", case.expected["declared_net"])
    if computed == case.expected["declared_net"]:
        assert found == []
    else:
        assert computed in found[0].text["fr"]
        assert case.expected["declared_net"] in found[0].text["fr"]


@each(PEERS)
def test_a_peer_s_declaration(case: Worked) -> None:
    """The net amount re-adds, and what the law book knows for sure has the same rates: base contribution, 255, 256."""
    due = {key: int(amount) for key, amount in case.expected["worker_contributions_cents"].items()}
    less = [int(amount) for amount in case.expected["deductions_cents"]]
    more = [int(amount) for amount in case.expected["unrelated_cents"].values()]
    assert sum(due.values()) + sum(more) - sum(less) == int(case.expected["net_owed_cents"])
    basis = int(case.inputs["contribution_basis_cents"])
    for key in ("495/0", "255/0", "256/0"):
        code, kind = key.split("/")
        rate = rate_of("010", "495", code, kind, "20251")
        assert rate is not None
        assert share(basis, rate) == due[key], key


@each(SAMPLES)
def test_official_sample(case: Worked) -> None:
    path = path_of(case)
    root = etree.parse(path).getroot()
    name = root.get("{http://www.w3.org/2001/XMLSchema-instance}noNamespaceSchemaLocation")
    folder = "dmfa" if name.startswith("DmfA") else "dimona"
    schema = etree.XMLSchema(etree.parse(official("xsd", folder, name)))
    assert schema.validate(root) == (case.expected["xsd_valid"] == "true")


@each(ACKNOWLEDGEMENTS)
def test_acknowledgement(case: Worked) -> None:
    [answer] = read_acknowledgement(path_of(case).read_bytes())
    assert answer.accepted == (case.expected["result_code"] == "1")
    assert list(answer.errors) == list(case.expected["errors"])
    assert isinstance(answer.made, datetime)


@each(NAMES)
def test_file_name(case: Worked) -> None:
    name = case.inputs["name"]
    if case.expected["valid"] == "true":
        assert str(names.parse(name)) == name
    else:
        with pytest.raises(names.NameFault) as told:
            names.parse(name)
        assert told.value.annex30 == case.expected["annex30_code"]


@each(REASONS)
def test_when_a_modification_needs_a_reason(case: Worked) -> None:
    quarter, made = (case.inputs[name].replace("/", "") for name in ("original_quarter", "correction_quarter"))
    lowers = case.inputs["lowers_a_remuneration"] == "true"
    assert justification_due(quarter, made, lowers_pay=lowers) == (case.expected["justification_mandatory"] == "true")


@each(COMBINATIONS)
def test_combination_of_codes(case: Worked) -> None:
    inputs = case.inputs
    found = codes.allowed(inputs["employer_category"], inputs["worker_code"], inputs["contribution_type"])
    assert found == (case.expected["allowed"] == "true")


@each(FLEXI)
def test_a_flexi_wage_is_told_with_its_holiday_pay(case: Worked, make: Any) -> None:
    status = {"050": "blue_collar", "450": "white_collar"}[case.inputs["worker_code"]]
    contract = make.contract(regime="flexi", status=status, amount=parse(case.inputs["flexi_wage_eur"]))
    last = date.fromisoformat(case.inputs["period"][1])
    found = elements(make.pay(contract, f"{last:%Y-%m}"))
    told = {key: int(amount) for key, amount in case.expected["financial_elements_cents"].items()}
    assert {one.financial_element_code: one.amount for one in found} == told
    assert {str(one.financial_element_type) for one in found} == {case.expected["financial_element_type"]}
    assert f"{MESSAGE}_{version_on(last)}.xsd" == case.expected["schema"]
    assert case.expected["namespace"] == NAMESPACE


@each(CARDS)
def test_number_of_a_control_card(case: Worked) -> None:
    of_a_secretariat = case.inputs["social_secretariat_number"] != "null"
    assert card_is_valid(case.inputs["value"], of_a_secretariat=of_a_secretariat) == (case.expected["valid"] == "true")


@each(ENTRIES)
def test_period_of_the_validation_book(case: Worked) -> None:
    """The official sample with the case's period, sent in its first month."""
    text = official("samples", "VBLV001_20231_1.xml").read_text(encoding="utf-8")
    text = text.replace("2013-07-01", case.inputs["start"]).replace("2013-07-31", case.inputs["end"])
    report = check_root(etree.fromstring(text.encode()), date.fromisoformat(case.inputs["start"]))
    assert (report.findings == []) == (case.expected["valid"] == "true")
