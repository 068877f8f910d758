"""The SEPA file: valid by the official schema, the same bytes twice, sums, and what a bank reads in it."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from functools import cache
from importlib.resources import files
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from preste.ids import iban, ogm
from preste.payments import Order, OrderError, Transfer, check, identifier, sepa_text, write

NS = {"p": "urn:iso:std:iso:20022:tech:xsd:pain.001.001.09"}
ORDER = Order(
    reference="une paie",
    created_at=dt.datetime(2026, 9, 28, 10, 15, 0),
    debtor_name="La Maison des Exemples ASBL",
    debtor_iban="BE33 0019 9999 9146",
    execution_date=dt.date(2026, 9, 30),
    enterprise_number="0999.991.212",
    transfers=(
        Transfer("Zoé D'Œuvre", "BE22 0019 9900 0147", 2_145_67, "A1", "Salaire 2026-09"),
        Transfer("ONSS", "BE11001999000248", 12, "A2", structured="+++010/8068/17183+++"),
        Transfer("Jean Weiß", "LU28 0019 4006 4475 0000", 100_000_00, "A3", "Lohn 2026-09"),
    ),
)


@cache
def schema() -> etree.XMLSchema:
    """The official schema, as `sepaxml` ships it."""
    path = files("sepaxml") / "schemas" / "pain.001.001.09.xsd"
    return etree.XMLSchema(etree.fromstring(path.read_bytes()))


def read(file: bytes) -> etree._Element:
    """The file, which must be valid."""
    found = etree.fromstring(file)
    schema().assertValid(found)
    return found


def texts(file: bytes, path: str) -> list[str | None]:
    return [one.text for one in read(file).iterfind(f".//{path}", NS)]


def test_what_a_bank_reads() -> None:
    file = write(ORDER)
    header, block = "p:GrpHdr/", "p:PmtInf/"
    assert texts(file, header + "p:MsgId") == texts(file, block + "p:PmtInfId") == [ORDER.message_id]
    assert texts(file, header + "p:CreDtTm") == ["2026-09-28T10:15:00"]
    assert texts(file, header + "p:InitgPty/p:Id/p:OrgId/p:Othr/p:Id") == ["0999991212"]
    assert texts(file, block + "p:BtchBookg") == ["true"]
    assert texts(file, block + "p:PmtTpInf/p:SvcLvl/p:Cd") == ["SEPA"]
    assert texts(file, block + "p:PmtTpInf/p:CtgyPurp/p:Cd") == ["SALA"]
    assert texts(file, block + "p:ReqdExctnDt/p:Dt") == ["2026-09-30"]
    assert texts(file, block + "p:DbtrAcct/p:Id/p:IBAN") == ["BE33001999999146"]
    assert texts(file, block + "p:DbtrAgt/p:FinInstnId/p:Othr/p:Id") == ["NOTPROVIDED"]
    assert texts(file, "p:InstdAmt") == ["2145.67", "0.12", "100000.00"]
    assert texts(file, "p:Cdtr/p:Nm") == ["Zoe D'OEuvre", "ONSS", "Jean Weiss"]
    assert texts(file, "p:CdtrAcct/p:Id/p:IBAN") == ["BE22001999000147", "BE11001999000248", "LU280019400644750000"]
    assert texts(file, "p:EndToEndId") == ["A1", "A2", "A3"]
    assert texts(file, "p:Ustrd") == ["Salaire 2026-09", "Lohn 2026-09"]
    assert texts(file, "p:CdtrRefInf/p:Ref") == ["010806817183"]
    assert texts(file, "p:CdtrRefInf/p:Tp/p:Issr") == ["BBA"]


def test_sums() -> None:
    file = write(ORDER)
    assert texts(file, "p:NbOfTxs") == ["3", "3"]
    assert texts(file, "p:CtrlSum") == ["102145.79", "102145.79"]


def test_a_bic_and_single_lines_when_asked() -> None:
    file = write(replace(ORDER, debtor_bic="gkccbebb", batch=False, category="SUPP", enterprise_number=""))
    assert texts(file, "p:DbtrAgt/p:FinInstnId/p:BICFI") == ["GKCCBEBB"]
    assert texts(file, "p:BtchBookg") == ["false"]
    assert texts(file, "p:CtgyPurp/p:Cd") == ["SUPP"]
    assert texts(file, "p:OrgId") == []


BAILIFF = Transfer("Huissier Dubois", "BE71 0961 2345 6769", 250_00, "B1", structured="123456789002")
SECAL = Transfer("Secal", "BE11001999000248", 100_00, "B2", "Dossier 12/345")


def test_what_is_no_salary_stands_in_a_block_of_its_own_and_is_booked_one_by_one() -> None:
    file = write(replace(ORDER, others=(BAILIFF, SECAL)))
    assert texts(file, "p:PmtInfId") == [ORDER.message_id, f"{ORDER.message_id}-2"]
    assert texts(file, "p:BtchBookg") == ["true", "false"]
    assert texts(file, "p:CtgyPurp/p:Cd") == ["SALA"]
    assert texts(file, "p:NbOfTxs") == ["5", "3", "2"]
    assert texts(file, "p:CtrlSum") == ["102495.79", "102145.79", "350.00"]
    salaries, others = read(file).iterfind(".//p:PmtInf", NS)
    assert [one.text for one in salaries.iterfind(".//p:EndToEndId", NS)] == ["A1", "A2", "A3"]
    assert [one.text for one in others.iterfind(".//p:EndToEndId", NS)] == ["B1", "B2"]
    assert [one.text for one in others.iterfind(".//p:CdtrRefInf/p:Ref", NS)] == ["123456789002"]
    assert [one.text for one in others.iterfind(".//p:Ustrd", NS)] == ["Dossier 12/345"]


def test_an_order_may_hold_no_salary() -> None:
    file = write(replace(ORDER, transfers=(), others=(SECAL,)))
    assert texts(file, "p:NbOfTxs") == ["1", "1"]
    assert texts(file, "p:CtgyPurp/p:Cd") == []


def test_what_is_wrong_with_the_others_is_told_after_the_salaries() -> None:
    twice = replace(SECAL, end_to_end_id="A1", creditor_iban="")
    found = check(replace(ORDER, others=(BAILIFF, twice)))
    assert {(one.code, one.transfer) for one in found} == {("E-SEPA-ID", 0), ("E-SEPA-IBAN", 4), ("E-SEPA-ID", 4)}


def test_the_same_order_is_the_same_bytes_and_another_one_is_not() -> None:
    assert write(ORDER) == write(replace(ORDER))
    assert replace(ORDER, reference="une autre").message_id != ORDER.message_id
    assert write(replace(ORDER, reference="une autre")) != write(ORDER)


def test_the_bytes_stay_what_they_were() -> None:
    """Orders are kept without their file: one that was paid years ago must still give the same bytes."""
    assert write(ORDER) == (Path(__file__).parent / "order.xml").read_bytes()


def test_ids_are_plain_short_and_tell_nothing() -> None:
    found = identifier("2026-09", "BE22001999000147")
    assert len(found) == 32 and found.isalnum() and found.isascii()
    assert identifier("2026-0", "9BE22001999000147") != found


# ── everything that is wrong is told ───────────────────────────────────────────────────────


def wrong(**changes: object) -> Order:
    return replace(ORDER, transfers=(ORDER.transfers[0], replace(ORDER.transfers[1], **changes)))


@pytest.mark.parametrize(
    ("order", "code"),
    [
        (wrong(creditor_name="Ж 中"), "E-SEPA-NAME"),
        (wrong(creditor_name=" "), "E-SEPA-NAME"),
        (wrong(creditor_iban="BE22 0019 9900 0148"), "E-SEPA-IBAN"),
        (wrong(creditor_iban=""), "E-SEPA-IBAN"),
        (wrong(creditor_iban="TR330006100519786457841326"), "E-SEPA-COUNTRY"),
        (wrong(amount=0), "E-SEPA-AMOUNT"),
        (wrong(amount=-1), "E-SEPA-AMOUNT"),
        (wrong(amount=1_000_000_000_00), "E-SEPA-AMOUNT"),
        (wrong(end_to_end_id=""), "E-SEPA-ID"),
        (wrong(end_to_end_id="A" * 36), "E-SEPA-ID"),
        (wrong(end_to_end_id="A//1"), "E-SEPA-ID"),
        (wrong(end_to_end_id="A1"), "E-SEPA-ID"),
        (wrong(structured="010806817184"), "E-SEPA-OGM"),
        (replace(ORDER, transfers=()), "E-SEPA-EMPTY"),
        (replace(ORDER, reference=""), "E-SEPA-ID"),
        (replace(ORDER, debtor_name="…"), "E-SEPA-NAME"),
        (replace(ORDER, debtor_iban="BE33"), "E-SEPA-IBAN"),
        (replace(ORDER, debtor_bic="GKCC"), "E-SEPA-BIC"),
        (replace(ORDER, execution_date=dt.date(2026, 10, 3)), "E-SEPA-DATE"),
        (replace(ORDER, execution_date=dt.date(2026, 9, 25)), "E-SEPA-DATE"),
    ],
)
def test_what_a_bank_would_refuse_is_told_and_not_written(order: Order, code: str) -> None:
    assert code in {one.code for one in check(order)}
    with pytest.raises(OrderError) as told:
        write(order)
    assert told.value.code == code
    assert "BE22001999000148" not in str(told.value)


def test_all_findings_are_told_together_with_their_place() -> None:
    order = replace(wrong(amount=0, creditor_name=""), debtor_iban="")
    assert {(one.code, one.transfer) for one in check(order)} == {
        ("E-SEPA-IBAN", None), ("E-SEPA-AMOUNT", 1), ("E-SEPA-NAME", 1),
    }  # fmt: skip
    assert check(ORDER) == []


# ── any name and any amount ────────────────────────────────────────────────────────────────

PLAIN = set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789/-?:().,'+ ")


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("Émile Łoś-Žižek", "Emile Los-Zizek"),
        ("rue de la Loi n° 12", "rue de la Loi no 12"),
        ("Straße & Ætt ’s", "Strasse + AEtt 's"),
        ("a//b", "a/b"),
        ("/a/", "a"),
        ("tab\tand\nline", "tab and line"),
        ("3 € ½", "3 EUR 1.2"),
    ],
)
def test_transliteration(text: str, plain: str) -> None:
    assert sepa_text(text, 70) == plain


@given(st.text(max_size=200), st.integers(1, 140))
def test_any_text_becomes_plain_and_short(text: str, length: int) -> None:
    plain = sepa_text(text, length)
    assert set(plain) <= PLAIN
    assert len(plain) <= length
    assert "//" not in plain and not plain.startswith("/") and not plain.endswith("/")
    assert sepa_text(plain, length) == plain


def transfers() -> st.SearchStrategy[list[Transfer]]:
    one = st.builds(
        Transfer,
        creditor_name=st.text(max_size=90).map(lambda name: "N" + name),
        creditor_iban=st.integers(0, 10**10 - 1).map(iban.make_be),
        amount=st.integers(1, 99_999_99),
        end_to_end_id=st.just(""),
        communication=st.text(max_size=200),
        structured=st.one_of(st.just(""), st.integers(0, 10**10 - 1).map(ogm.make)),
    )
    return st.lists(one, min_size=1, max_size=8)


@given(transfers())
def test_any_order_is_valid_by_the_schema_and_adds_up(found: list[Transfer]) -> None:
    numbered = tuple(replace(one, end_to_end_id=f"E{i}") for i, one in enumerate(found))
    order = replace(ORDER, transfers=numbered)
    assert check(order) == []
    file = write(order)
    assert file == write(order)
    cents = [int(str(amount).replace(".", "")) for amount in texts(file, "p:InstdAmt")]
    assert cents == [one.amount for one in found]
    total = {int(str(amount).replace(".", "")) for amount in texts(file, "p:CtrlSum")}
    assert total == {sum(cents)}
