"""Acknowledgements and notifications: official ones are read, ours follow the official schemas and come back."""

from __future__ import annotations

import datetime as dt

import pytest
from lxml import etree
from tests.support.official import official

from preste.declarations.channel.answers import (
    Acknowledgement,
    Anomaly,
    Notification,
    anomaly_of,
    read_acknowledgement,
    read_notification,
    write_acknowledgement,
    write_notification,
)
from preste.declarations.finding import Severity, generic
from preste.errors import InputError

MADE = dt.datetime(2023, 4, 20, 10, 0, 0, 123000)
ACKNOWLEDGED = Acknowledgement("GO.DMFA.112768.20230420.00001.S.1", "000ABCDEFGHIJ", MADE, accepted=True)
REFUSED = Acknowledgement(
    "GO.DMFA.112768.20230420.00001.S.1", "000ABCDEFGHIJ", MADE, accepted=False, errors=("ACRF-088", "ACRF-120")
)
NOTIFIED = Notification(
    file="GO.DMFA.112768.20230420.00001.S.1",
    file_ticket="000ABCDEFGHIJ",
    made=MADE,
    message="DMFA",
    ticket="000KLMNOPQRST",
    result=0,
    onss_number="000100006",
    company="0400767772",
    diagnoses=(3,),
    anomalies=(
        Anomaly("00015-007", "NetOwedAmount", "5", Severity.BLOCKING, "le net <n'est> pas la somme", 18),
        Anomaly("00042-053", "LocalUnitID", "", Severity.PERCENTAGE),
    ),
    form_made=MADE,
)


def test_official_acknowledgements_are_read() -> None:
    [good] = read_acknowledgement(official("samples", "ACRF_20231_1.xml").read_bytes())
    assert (good.accepted, good.errors, good.ticket) == (True, (), "3400001Y1P01G")
    [bad] = read_acknowledgement(official("samples", "ACRF_20231_2.xml").read_bytes())
    assert (bad.accepted, bad.errors) == (False, ("ACRF-088", "ACRF-172"))
    assert bad.file == "GO.DMPI.012996.20090718.50002.R.1"


def test_official_notifications_are_read() -> None:
    [good] = read_notification(official("samples", "NOTIFICATION_20223_1.xml").read_bytes())
    assert (good.accepted, good.ticket, good.message) == (True, "340000JEDT00A", "AOAT001")
    [bad] = read_notification(official("samples", "NOTIFICATION_20223_2.xml").read_bytes())
    assert not bad.accepted
    assert [one.code for one in bad.anomalies] == ["90024-091", "90004-091", "00237-008", "00267-207"]
    assert bad.anomalies[0] == Anomaly(
        "90024-091",
        "Accident",
        "AccidentNotificationDate",
        Severity.BLOCKING,
        line=86,
        location="1,1,8,4,13,3,12,1",
    )


@pytest.mark.parametrize("answer", [ACKNOWLEDGED, REFUSED])
def test_an_acknowledgement_follows_its_schema_and_comes_back(answer: Acknowledgement) -> None:
    data = write_acknowledgement(answer)
    etree.XMLSchema(etree.parse(official("xsd", "dimona", "ACRF_20231.xsd"))).assertValid(etree.fromstring(data))
    assert read_acknowledgement(data) == [answer]


def test_a_notification_follows_its_schema_and_comes_back() -> None:
    data = write_notification(NOTIFIED)
    etree.XMLSchema(etree.parse(official("xsd", "dimona", "NOTIFICATION_20223.xsd"))).assertValid(
        etree.fromstring(data)
    )
    assert read_notification(data) == [NOTIFIED]


def test_a_finding_becomes_an_anomaly() -> None:
    found = generic("00042", "001", "LocalUnitID", "/DmfAOriginal/Form[1]/LocalUnitID[2]", 7, "x")
    assert anomaly_of(found) == Anomaly("00042-001", "LocalUnitID", "x", Severity.BLOCKING, found.text["fr"], 7)


def test_another_message_is_refused() -> None:
    with pytest.raises(InputError) as told:
        read_notification(write_acknowledgement(ACKNOWLEDGED))
    assert told.value.code == "E-XML-MESSAGE"
    with pytest.raises(InputError, match="no day"):
        read_acknowledgement(b"<ACRF><Form/></ACRF>")
