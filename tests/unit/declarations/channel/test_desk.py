"""A rehearsal: files are put where the ONSS takes them, and its answers come, by the same rules."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from preste.declarations.channel import names
from preste.declarations.channel.answers import read_acknowledgement, read_notification
from preste.declarations.channel.desk import TREATED, Answer, Desk, Purpose, Received
from preste.declarations.dmfa.judge import PURPOSES

VALID = (Path(__file__).parents[1] / "dmfa" / "valid_20231.xml").read_text(encoding="utf-8")
NOW = dt.datetime(2023, 4, 20, 10, 0, 0)
DAY = NOW.date()


@pytest.fixture(autouse=True)
def _data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PRESTE_DATA", str(tmp_path / "data"))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "desk"


def put(folder: Path, text: str = VALID, environment: str = "S", sequence: int = 1, leave: str = "") -> None:
    """A sending of one part, but for the file whose direction is `leave`."""
    box = folder / names.ENVIRONMENTS[environment][0]
    box.mkdir(parents=True, exist_ok=True)
    for name in names.sending("DMFA", "112768", DAY, sequence, environment):
        if name.direction != leave:
            content = text if name.direction == names.SENT else "" if name.direction == names.STARTED else "c2ln"
            (box / str(name)).write_text(content, encoding="utf-8")


def receive(folder: Path) -> Received:
    return Desk(folder, PURPOSES, NOW).receive()


def only(folder: Path) -> Answer:
    [answer] = receive(folder).answers
    return answer


def test_a_right_declaration_is_accepted_with_its_ticket(folder: Path) -> None:
    put(folder)
    answer = only(folder)
    assert not answer.refused
    [path, noti] = answer.files
    assert [path.name, noti.name] == ["FO.ACRF.999999.20230420.00001.S.1.1", "FO.NOTI.999999.20230420.00001.S.1.1"]
    assert path.parent == folder / "OUTTEST-S"
    [acknowledged] = read_acknowledgement(path.read_bytes())
    assert (acknowledged.accepted, acknowledged.file) == (True, "GO.DMFA.112768.20230420.00001.S.1")
    [notified] = read_notification(noti.read_bytes())
    assert (notified.accepted, notified.onss_number, notified.message) == (True, "000100006", "DMFA")
    assert notified.anomalies == ()
    assert len(notified.ticket) == len("340000JEDT00A")
    assert notified.ticket != acknowledged.ticket


def test_what_was_treated_is_put_away(folder: Path) -> None:
    put(folder)
    receive(folder)
    assert list((folder / "INTEST-S").iterdir()) == []
    assert {path.name for path in (folder / TREATED).iterdir()} == {
        "FI.DMFA.112768.20230420.00001.S.1.1",
        "GO.DMFA.112768.20230420.00001.S.1",
    }
    assert receive(folder) == Received((), ())


def test_a_wrong_declaration_is_refused_with_its_anomalies(folder: Path) -> None:
    put(folder, VALID.replace(">000000000693034<", ">000000000693035<").replace(">00000050000<", ">00000050001<"))
    [notified] = only(folder).notifications
    assert not notified.accepted
    assert notified.diagnoses == (3,)
    assert {one.code for one in notified.anomalies} == {"00015-007", "00084-044"}
    [declared] = [one for one in notified.anomalies if one.code == "00015-007"]
    assert (declared.tag, declared.value, declared.line) == ("NetOwedAmount", "000000000693035", 19)


def test_faults_that_only_count_do_not_refuse(folder: Path) -> None:
    put(folder, VALID.replace("<ServiceNbrDays>00500<", "<ServiceNbrDays>00600<"))
    [notified] = only(folder).notifications
    assert notified.accepted
    assert [one.code for one in notified.anomalies] == ["90015-096"]


def test_each_form_has_its_notification(folder: Path) -> None:
    head, _, rest = VALID.partition(" <Form>")
    form = " <Form>" + rest.replace("</DmfAOriginal>\n", "")
    other = form.replace(">000100006<", ">127792067<").replace(">000000000693034<", ">1<")
    put(folder, head + form + other + "</DmfAOriginal>\n")
    answer = only(folder)
    assert [(one.onss_number, one.accepted) for one in answer.notifications] == [
        ("000100006", True),
        ("127792067", False),
    ]
    assert len({one.ticket for one in answer.notifications}) == 2
    assert len(answer.files) == 3


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (VALID.replace("</Form>", ""), "ACRF-102"),
        ('<!DOCTYPE DmfAOriginal [<!ENTITY a "b">]>' + VALID.partition("?>")[2].strip(), "ACRF-102"),
        ("not XML", "ACRF-102"),
        (VALID.replace("DmfAOriginal_20231.xsd", "DmfAUpdate_20231.xsd"), "ACRF-088"),
        (VALID.replace("xsi:noNamespaceSchemaLocation", "xsi:other"), "ACRF-136"),
        (
            VALID.replace("DmfAOriginal xmlns", "DmfAUpdate xmlns").replace("</DmfAOriginal>", "</DmfAUpdate>"),
            "ACRF-158",
        ),
        (VALID.partition(" <Form>")[0] + "</DmfAOriginal>", "ACRF-157"),
    ],
    ids=["cut", "entities", "no-xml", "schema", "no-schema", "root", "no-form"],
)
def test_a_file_that_cannot_be_read_is_refused_at_the_door(folder: Path, text: str, code: str) -> None:
    put(folder, text)
    answer = only(folder)
    assert answer.notifications == ()
    assert (answer.acknowledgement.accepted, answer.acknowledgement.errors) == (False, (code,))
    [written] = read_acknowledgement(answer.files[0].read_bytes())
    assert written.errors == (code,)


def test_a_real_sending_needs_its_signature(folder: Path) -> None:
    put(folder, environment="R", leave="FS")
    assert only(folder).acknowledgement.errors == ("ACRF-122",)
    put(folder, environment="R", sequence=2)
    assert only(folder).acknowledgement.accepted


def test_a_missing_part_is_told(folder: Path) -> None:
    put(folder, leave="FI")
    assert only(folder).acknowledgement.errors == ("ACRF-120",)


def test_nothing_is_treated_before_its_go(folder: Path) -> None:
    put(folder, leave="GO")
    received = receive(folder)
    assert received.answers == ()
    assert received.waiting == ("FI.DMFA.112768.20230420.00001.S.1.1",)
    assert (folder / "INTEST-S" / "FI.DMFA.112768.20230420.00001.S.1.1").exists()


def test_the_same_name_twice_is_refused(folder: Path) -> None:
    put(folder)
    assert only(folder).acknowledgement.accepted
    put(folder)
    assert only(folder).acknowledgement.errors == ("ACRF-133",)


@pytest.mark.parametrize(("environment", "box", "code"), [("R", "INTEST-S", "118"), ("T", "IN", "119")])
def test_a_file_in_the_wrong_box_is_refused(folder: Path, environment: str, box: str, code: str) -> None:
    put(folder, environment=environment)
    (folder / box).mkdir(parents=True, exist_ok=True)
    for path in (folder / names.ENVIRONMENTS[environment][0]).iterdir():
        path.replace(folder / box / path.name)
    assert only(folder).acknowledgement.errors == (f"ACRF-{code}",)


def test_a_wrong_name_is_answered(folder: Path) -> None:
    (folder / "IN").mkdir(parents=True)
    (folder / "IN" / "dmfa.xml").write_text(VALID, encoding="utf-8")
    (folder / "IN" / "GO.DMFA.112768.20230421.00001.R.1").write_text("", encoding="utf-8")
    errors = {answer.sending: answer.acknowledgement.errors for answer in receive(folder).answers}
    assert errors == {"dmfa.xml": ("ACRF-129",), "GO.DMFA.112768.20230421.00001.R.1": ("ACRF-111",)}


def test_a_purpose_that_the_desk_does_not_know_is_refused_and_one_without_judge_acknowledged(folder: Path) -> None:
    put(folder)
    [refused] = Desk(folder, {}, NOW).receive().answers
    assert refused.acknowledgement.errors == ("ACRF-154",)
    put(folder, sequence=2)
    [taken] = Desk(folder, {"DMFA": Purpose("DmfAOriginal")}, NOW).receive().answers
    assert (taken.acknowledgement.accepted, taken.notifications) == (True, ())
