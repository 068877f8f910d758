"""The account with the ONSS in the office: entries that stay, plan, transfers by SEPA file, what is due next."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import unquote_plus

import pytest
from django.db import DatabaseError, transaction
from django.utils import timezone
from django_scopes import scope
from lxml import etree

from preste.calendar import Quarter
from preste.errors import DossierError, PresteError
from preste.ids import iban, ogm
from preste.office.services import deadlines, onss_account, onss_notice, onss_orders, payments
from preste.office.services.folders import import_folder
from preste.office.services.onss_orders import ToPay
from preste.office.services.payments import PaymentError
from preste.office.store.models import (
    Affiliation,
    AuditEvent,
    ComputedQuarter,
    Employer,
    OnssEntry,
    OnssOrder,
    OrderState,
)
from preste.office.web.onss_origins import Books
from preste.office.web.origins import Origin
from preste.payments import next_bank_day
from preste.payroll.onss_account import Entry, monthly

ACCOUNT = iban.make_be(9_000_002)
OGM = "123456789002"
LINK = r'<a href="(/[^"]+/onss/explanation/)\?on=([^"&]+)&amp;at=([^"#]+)#n-([a-z0-9_]+)">([^<]+)</a>'


@pytest.fixture
def office(stored_office: Any) -> Iterator[Any]:
    """Each test's writing is undone."""
    with transaction.atomic(), scope(employer=stored_office.employer):
        yield stored_office
        transaction.set_rollback(True)


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


def tell(office: Any, *entries: Entry) -> None:
    onss_account.record_all(office.employer, entries, office.users["officer"])


def owed(period: str, amount: int) -> Entry:
    return Entry(kind="owed", period=period, amount=amount)


def payment(on: str, amount: int, towards: str = "") -> Entry:
    return Entry(kind="payment", day=day(on), amount=amount, towards=towards)


def computed(
    office: Any, quarter: str, amount: int, *, provisional: bool = False, missing: tuple[str, ...] = (), wages: int = 0
) -> None:
    now = timezone.now()
    ComputedQuarter.objects.create(
        employer=office.employer, quarter=quarter, owed=amount, computed_at=now, known_at=now, until="2022-03",
        provisional=provisional, told={"missing": list(missing), "manual_wages": wages},
    )  # fmt: skip


# ── the account ────────────────────────────────────────────────────────────────────────────


def test_half_paid_a_month_late_as_by_hand(office: Any) -> None:
    """10 000.00 due on 30 April, 5 000.00 on 30 May: 57.53 of interest, 1 000.00 of surcharge, then contributions."""
    tell(office, owed("2022-1", 1_000_000), payment("2022-05-30", 500_000))
    found = onss_account.account(office.employer, day("2022-06-29"))
    assert (found.balance, found.late) == (609_238, 609_238)
    assert [one.amount for one in found.imputed] == [5_753, 100_000, 394_247]


def test_a_quarter_that_lacks_law_is_no_debt_and_says_so(office: Any) -> None:
    computed(office, "2022-1", 1_000_000, missing=("3000",))
    found = onss_account.account(office.employer, day("2022-05-20"))
    assert [one for one in found.debts if one.kind == "owed"] == []
    assert "incomplete 2022-1" in found.notes
    assert "Les cotisations du trimestre 1 de 2022 ne sont pas connues" in page(office, "onss/?on=2022-05-20")
    tell(office, owed("2022-1", 900_000))
    found = onss_account.account(office.employer, day("2022-05-20"))
    assert [one.owed for one in found.debts if one.kind == "owed"] == [900_000]
    assert "incomplete 2022-1" not in found.notes


def test_the_entries_of_a_folder_come_with_it_all_or_nothing(office: Any, demo_folder: Path) -> None:
    (demo_folder / "onss").mkdir()
    file = demo_folder / "onss" / "account.csv"
    head = "kind;period;day;amount;towards;note\n"
    file.write_text(f"{head}reference;2021-3;;19000,00;;\npayment;;2022-02-05;6000,00;2022-1;\n", encoding="utf-8")
    made = import_folder(demo_folder, office.users["bureau"])
    with scope(employer=made):
        assert [(one.kind, one.amount) for one in onss_account.rows(made)] == [
            ("reference", 1_900_000), ("payment", 600_000)
        ]  # fmt: skip
    file.write_text(f"{head}owned;2021-3;;1,00;;\n", encoding="utf-8")
    before = Employer.objects.count()
    with pytest.raises(PresteError):
        import_folder(demo_folder, office.users["bureau"])
    assert Employer.objects.count() == before


def test_computed_quarters_are_debts_and_provisions_look_back_to_them(office: Any) -> None:
    computed(office, "2022-1", 1_000_000)
    computed(office, "2022-2", 900_000, provisional=True)
    for period in ("2021-1", "2021-3"):
        tell(office, Entry(kind="reference", period=period, amount=800_000))
    tell(office, payment("2022-02-04", 240_000, "2022-1"))
    found = onss_account.account(office.employer, day("2022-08-02"))
    assert [(one.debt, one.owed) for one in found.debts if one.kind == "owed"] == [
        ("2022-1", 1_000_000), ("2022-2", 900_000)
    ]  # fmt: skip
    first = [one.amount for one in found.provisions if one.quarter == Quarter(2022, 1)]
    assert first == [240_000, 240_000, 200_000]
    assert "provisional 2022-2" in found.notes
    # the second provision did not come: 185.92 is not it, 10 000.00 declared is 123.95
    assert [one.total for one in found.debts if one.kind == "indemnity"] == [12_395]


def test_what_is_written_later_takes_no_computed_debt_away(office: Any) -> None:
    computed(office, "2022-1", 1_000_000)
    on = day("2022-12-31")
    before = onss_account.account(office.employer, on)
    assert [one.debt for one in before.debts] == ["2022-1"]
    tell(office, payment("2022-08-05", 100_000, "2022-1"))
    after = onss_account.account(office.employer, on)
    assert 1_000_000 - 100_000 <= after.balance < before.balance
    onss_account.agree_plan(office.employer, monthly(day("2023-01-10"), [500_000, 500_000]), None)
    assert onss_account.account(office.employer, on).balance == after.balance
    tell(office, Entry(kind="opening", amount=50_000, period="2022-2", day=day("2022-07-01")))  # holds all of before
    assert "2022-1" not in [one.debt for one in onss_account.account(office.employer, on).debts]


def test_what_the_onss_wrote_goes_before_what_is_computed(office: Any) -> None:
    computed(office, "2022-1", 1_000_000)
    tell(office, owed("2022-1", 1_000_001))
    found = onss_account.account(office.employer, day("2022-04-10"))
    assert found.balance == 1_000_001


def test_an_employer_of_whom_nothing_is_told_has_an_empty_account(office: Any) -> None:
    found = onss_account.account(office.employer, day("2026-09-15"))
    assert (found.balance, found.debts, found.postings) == (0, (), ())


# ── entries stay ───────────────────────────────────────────────────────────────────────────


def test_an_entry_is_given_up_and_stays(office: Any) -> None:
    made = onss_account.record(office.employer, owed("2022-1", 100), office.users["officer"])
    onss_account.withdraw(office.employer, made.pk, office.users["officer"])
    assert onss_account.rows(office.employer) == []
    assert OnssEntry.objects.get(pk=made.pk).superseded_at is not None
    with pytest.raises(onss_account.OnssAccountError):
        onss_account.withdraw(office.employer, made.pk, office.users["officer"])
    actions = AuditEvent.objects.filter(action__startswith="onss.").order_by("id")
    assert [one.action for one in actions] == ["onss.recorded", "onss.withdrawn"]
    assert all("100" not in str(one.details) for one in actions)


@pytest.mark.parametrize(
    "changes", [{"amount": 1}, {"day": dt.date(2022, 1, 1)}, {"towards": "2022-1"}, {"note": "autre"}]
)
def test_the_database_refuses_that_an_entry_changes(office: Any, changes: dict[str, Any]) -> None:
    made = onss_account.record(office.employer, payment("2022-02-05", 100), None)
    with pytest.raises(DatabaseError), transaction.atomic():
        OnssEntry.objects.filter(pk=made.pk).update(**changes)
    with pytest.raises(DatabaseError), transaction.atomic():
        OnssEntry.objects.filter(pk=made.pk).delete()


def test_what_was_given_up_is_not_believed_again(office: Any) -> None:
    made = onss_account.record(office.employer, payment("2022-02-05", 100), None)
    onss_account.withdraw(office.employer, made.pk, None)
    with pytest.raises(DatabaseError), transaction.atomic():
        OnssEntry.objects.filter(pk=made.pk).update(superseded_at=None)


def test_wrong_entries_are_told_together_and_none_is_kept(office: Any) -> None:
    with pytest.raises(DossierError) as caught:
        tell(office, owed("2022", 1), payment("2022-02-05", -1), owed("2022-1", 1))
    assert len(caught.value.errors) == 2
    tell(office, Entry(kind="notice", period="2022", amount=1))
    with pytest.raises(PresteError, match="told twice"):
        tell(office, Entry(kind="notice", period="2022", amount=2))
    assert OnssEntry.objects.count() == 1


def test_a_new_plan_takes_the_place_of_the_former(office: Any) -> None:
    tell(office, owed("2022-1", 300_000))
    onss_account.agree_plan(office.employer, monthly(day("2022-06-15"), [150_000, 150_000]), None)
    onss_account.agree_plan(office.employer, monthly(day("2022-06-15"), [110_000, 110_000, 110_000]), None)
    tell(office, payment("2022-06-15", 110_000, "plan"))
    found = onss_account.account(office.employer, day("2022-07-10"))
    assert [one.state(found.on) for one in found.plan] == ["paid", "ahead", "ahead"]
    assert OnssEntry.objects.filter(kind="plan").count() == 5


# ── transfers ──────────────────────────────────────────────────────────────────────────────


def prepared(office: Any, number: int = 1, **changes: Any) -> OnssOrder:
    given: dict[str, Any] = {
        "amount": 240_000, "towards": "2026-4", "creditor_name": "ONSS", "creditor_iban": ACCOUNT, "reference": OGM,
        "execution_date": next_bank_day(payments.today()),
    }  # fmt: skip
    return onss_orders.prepare(
        office.employer, ToPay(**{**given, **changes}), office.users["officer"], number=number
    )  # fmt: skip


def test_a_transfer_is_one_payment_with_its_structured_communication(office: Any) -> None:
    order = prepared(office)
    assert prepared(office).pk == order.pk
    with pytest.raises(PaymentError, match="another order has this number"):
        prepared(office, amount=1)
    content = onss_orders.sepa_file(order, office.users["officer"])
    assert content == onss_orders.sepa_file(order, office.users["officer"])
    tree = etree.fromstring(content)
    found = {etree.QName(one).localname: one.text for one in tree.iter() if one.text and one.text.strip()}
    assert (found["InstdAmt"], found["IBAN"], found["Ref"], found["Issr"]) == ("2400.00", ACCOUNT, OGM, "BBA")
    assert "CtgyPurp" not in content.decode()
    assert ogm.is_valid(OGM)


def test_its_execution_enters_the_payment_once(office: Any) -> None:
    order, on = prepared(office), next_bank_day(payments.today())
    if on > payments.today():
        with pytest.raises(PaymentError):
            onss_orders.confirm(order, office.users["officer"])
    onss_orders.confirm(order, office.users["approver"], on=on)
    onss_orders.confirm(order, office.users["approver"], on=on)
    (row,) = onss_account.rows(office.employer)
    assert (row.kind, row.amount, row.day, row.towards) == ("payment", 240_000, order.execution_date, "2026-4")
    with pytest.raises(PaymentError):
        onss_orders.abandon(order, office.users["officer"])
    with pytest.raises(onss_account.OnssAccountError):
        onss_account.withdraw(office.employer, row.pk, office.users["officer"])


def test_four_eyes_and_what_was_given_up(office: Any) -> None:
    office.employer.four_eyes = True
    office.employer.save()
    order = prepared(office)
    with pytest.raises(PaymentError) as caught:
        onss_orders.confirm(order, office.users["officer"], on=order.execution_date)
    assert caught.value.code == "E-PAY-FOUR-EYES"
    onss_orders.abandon(order, office.users["officer"])
    with pytest.raises(PaymentError):
        onss_orders.sepa_file(OnssOrder.objects.get(), office.users["officer"])
    assert onss_account.rows(office.employer) == []
    assert onss_orders.next_number(office.employer) == 2


def test_the_database_keeps_what_was_ordered_and_apart(office: Any) -> None:
    order = prepared(office)
    for changes in ({"amount": 1}, {"creditor_iban": "x"}, {"reference": ""}, {"towards": ""}):
        with pytest.raises(DatabaseError), transaction.atomic():
            OnssOrder.objects.filter(pk=order.pk).update(**changes)
    with pytest.raises(DatabaseError), transaction.atomic():
        OnssOrder.objects.filter(pk=order.pk).delete()
    with scope(employer=office.other):
        foreign = onss_account.record(office.other, payment("2026-09-04", 1), None)
    with pytest.raises(DatabaseError), transaction.atomic():
        OnssOrder.objects.filter(pk=order.pk).update(entry=foreign)
    with pytest.raises(PaymentError):
        prepared(office, 2, execution_date=day("2026-01-01"))
    with pytest.raises(PaymentError):
        prepared(office, 2, creditor_iban="BE00")
    assert OnssOrder.objects.get().state == OrderState.PREPARED


# ── the pages ──────────────────────────────────────────────────────────────────────────────


def page(office: Any, path: str = "onss/", role: str = "officer") -> str:
    answer = office.client(role).get(office.url(path))
    assert answer.status_code == 200
    return str(answer.content.decode())


def test_the_page_tells_what_is_late_and_how_it_is_made(office: Any) -> None:
    tell(office, owed("2022-1", 1_000_000), payment("2022-05-30", 500_000))
    told = page(office, "onss/?on=2022-05-30")
    assert "En retard" in told
    assert "6\u202f057,53" in told
    assert "10 % de 10\u202f000,00\u00a0€ impayés à l&#x27;échéance" in told.replace("&nbsp;", "\u00a0")
    assert "l'an sur" in told.replace("&#x27;", "'")
    assert "payé au plus tard le 31/05/2022" in told
    assert "payé au plus tard le 31/05/2022" not in page(office, "onss/?on=2022-06-01")
    assert "Retirer" not in page(office, role="reader")
    table = office.client("reader").get(office.url("onss/"), {"format": "json", "on": "2022-05-30"}).json()
    assert [one["doit"] for one in table["rows"] if one["genre"] == "Majoration"] == [100_000]


def test_a_day_of_no_year_of_pay_is_today(office: Any) -> None:
    tell(office, owed("2022-1", 1_000_000))
    page = office.client("reader").get(office.url("onss/?on=9999-12-31")).content.decode()
    assert f"Solde au {timezone.localdate():%d/%m/%Y}" in page


def test_the_secretariat_that_collects_is_told(office: Any) -> None:
    assert "perçoit" not in page(office)
    Affiliation.objects.create(employer=office.employer, kind="social_secretariat", name="Secrétariat Exemple")
    assert "Secrétariat Exemple perçoit les cotisations" in page(office)
    assert 'value="Secrétariat Exemple"' in page(office, "onss/transfer/")


def test_an_entry_by_its_form(office: Any) -> None:
    client = office.client("officer")
    wrong = client.post(office.url("onss/entry/"), {"kind": "owed", "amount": "100,00", "period": "2026"})
    assert wrong.status_code == 422
    assert "Un trimestre (2026-3)" in wrong.content.decode()
    sent = {"kind": "payment", "amount": "1 500,00", "day": "2026-08-05", "towards": "2026-3"}
    assert client.post(office.url("onss/entry/"), sent).status_code == 302
    (row,) = onss_account.rows(office.employer)
    assert (row.amount, row.day, row.towards) == (150_000, day("2026-08-05"), "2026-3")
    client.post(office.url(f"onss/entry/{row.pk}/withdraw/"))
    assert onss_account.rows(office.employer) == []


def test_a_plan_and_a_transfer_by_their_forms(office: Any) -> None:
    tell(office, owed("2022-1", 1_000_000))
    client = office.client("officer")
    sent = {"first": "2026-12-10", "monthly": "1000,00", "count": "3", "last": "1000,01"}
    assert client.post(office.url("onss/plan/"), sent).status_code == 302
    plan = [one.amount for one in onss_account.rows(office.employer) if one.kind == "plan"]
    assert plan == [100_000, 100_000, 100_001]
    sent = {
        "number": "1", "amount": "2400,00", "towards": "plan", "creditor_name": "ONSS", "creditor_iban": ACCOUNT,
        "reference": "+++123/4567/89002+++", "execution_date": next_bank_day(payments.today()).isoformat(),
    }  # fmt: skip
    assert client.post(office.url("onss/transfer/"), sent | {"creditor_iban": ""}).status_code == 422
    assert client.post(office.url("onss/transfer/"), sent).status_code == 302
    order = OnssOrder.objects.get()
    assert (order.reference, order.creditor_iban) == (OGM, ACCOUNT)
    file = client.get(office.url(f"onss/transfers/{order.pk}/file/"))
    assert b"<Ref>123456789002</Ref>" in file.content
    again = client.get(office.url("onss/transfer/")).content.decode()
    assert "Déjà préparé, pas encore confirmé : 2\u202f400,00\u00a0€" in again
    client.post(office.url(f"onss/transfers/{order.pk}/"), {"act": "abandoned"})
    assert OnssOrder.objects.get().state == OrderState.ABANDONED


def test_what_is_ordered_is_not_proposed_twice(office: Any) -> None:
    tell(office, owed("2022-1", 1_000_000))
    client, due = office.client("officer"), onss_account.upcoming(office.employer, timezone.localdate())[0].amount

    def proposed() -> int:
        page = client.get(office.url("onss/transfer/")).content.decode()
        return int("0" + re.sub(r"\D", "", page.split('name="amount"')[1].split(" inputmode")[0]))

    sent = {
        "number": "1", "amount": f"{(due - 10_000) // 100},{due % 100:02}", "towards": "2022-1",
        "creditor_name": "ONSS", "creditor_iban": ACCOUNT, "reference": "",
        "execution_date": next_bank_day(payments.today()).isoformat(),
    }  # fmt: skip
    assert proposed() == due
    assert client.post(office.url("onss/transfer/"), sent).status_code == 302
    assert proposed() == 10_000
    other = client.post(office.url("onss/transfer/"), sent | {"amount": "3,00"}, follow=True)  # of a second tab
    assert "Un autre virement a été préparé entre-temps." in other.content.decode()
    assert [one.number for one in OnssOrder.objects.all()] == [1]
    assert client.post(office.url("onss/transfer/"), sent).status_code == 302  # the same again
    client.post(office.url("onss/transfer/"), sent | {"number": "2", "amount": "100,00"})
    assert proposed() not in (due, 10_000)
    for order in OnssOrder.objects.all():
        client.post(office.url(f"onss/transfers/{order.pk}/"), {"act": "abandoned"})
    assert proposed() == due


def test_deadlines_tell_the_amounts_that_are_known(office: Any) -> None:
    today = timezone.localdate()
    coming = [
        one for one in deadlines.dues([office.employer], today, dt.timedelta(days=62))
        if one.deadline.code == "onss_provision" and one.deadline.due > today
    ]  # fmt: skip
    month = coming[0].deadline.period
    tell(office, Entry(kind="provision", period=str(month), amount=123_456))
    assert "1\u202f234,56" in page(office, "deadlines/")


# ── the holiday notice ─────────────────────────────────────────────────────────────────────


def test_the_holiday_notice_is_computed_shown_and_written_in_one_act(office: Any) -> None:
    """10.27 % of the manual wages of last year's quarters; unknown while one of them is not computed."""
    employer, client = office.employer, office.client("officer")
    for number, wages in ((1, 1_000_000), (2, 900_000), (3, 0)):
        computed(office, f"2022-{number}", 1, wages=wages)
    text = page(office, "onss/?on=2023-02-01")
    assert "Avis de débit vacances 2023" in text and "/quarters/2022-4/" in text and "Écrire l'avis" not in text
    client.post(office.url("onss/notice/2023/"))
    assert not OnssEntry.objects.filter(employer=employer, kind="notice").exists()
    computed(office, "2022-4", 1, wages=1_055_703)
    found = onss_notice.notice(employer, 2023)
    assert found is not None and (found.amount, found.due) == (303_551, day("2023-04-30"))
    text = client.get(office.url("onss/?on=2023-02-01")).content.decode()
    links = {at: shown for _, _, at, _, shown in re.findall(LINK, text)}
    assert links["notice~2023"] == "3\u202f035,51\u00a0€" and links["wages~2023"] == "29\u202f557,03\u00a0€"
    for at, words in (("notice~2023", "10,27"), ("wages~2023", "10\u202f557,03")):
        assert words in page(office, f"onss/why/?on=2023-02-01&at={at}&rule=")
    client.post(office.url("onss/notice/2023/"))
    client.post(office.url("onss/notice/2023/"))
    [row] = OnssEntry.objects.filter(employer=employer, kind="notice")
    assert (row.amount, row.period) == (303_551, "2023")
    text = client.get(office.url("onss/?on=2023-04-01")).content.decode()
    assert "Écrire l'avis" not in text and "30/04/2023" in text
    assert "ce que Preste calcule" in page(office, "onss/why/?on=2023-04-01&at=line~notice~2023~2023-03-31")


def test_who_has_no_manual_worker_has_no_notice(office: Any) -> None:
    assert onss_notice.notice(office.employer, 2015) is None
    assert "Avis de débit vacances" not in page(office, "onss/?on=2015-02-01")


# ── why ────────────────────────────────────────────────────────────────────────────────────


def test_every_amount_of_the_account_opens_its_explanation(office: Any) -> None:
    """Provisions, surcharge, interest, indemnity, what payments cover: a rule with its law, or what is added up."""
    computed(office, "2022-1", 1_000_000)
    for period in ("2021-1", "2021-3"):
        tell(office, Entry(kind="reference", period=period, amount=4_000_000))
    tell(office, Entry(kind="provision", period="2022-05", amount=3_000_00))
    tell(office, Entry(kind="costs", day=day("2022-05-02"), amount=50_00, note="sommation"))
    tell(office, payment("2022-02-04", 100_000, "2022-1"), payment("2022-05-30", 500_000))
    tell(office, Entry(kind="waiver", period="2022-1", day=day("2022-06-01"), amount=100))
    text = page(office, "onss/?on=2022-06-29")
    found = re.findall(LINK, text)
    opened = {what for _, _, at, _, _ in found for what in [unquote_plus(at).split("~")[0]]}
    assert opened == {"late", "balance", "due", "left", "line", "paid", "provision"}
    kinds = {unquote_plus(at).split("~")[1] for _, _, at, _, _ in found if at.startswith("line")}
    assert kinds == {"owed", "costs", "payment", "surcharge", "interest", "indemnity", "waiver"}
    client, rules = office.client("reader"), set()
    for address, on, at, rule, shown in found:
        query = {"on": on, "at": unquote_plus(at), "rule": rule}
        piece = client.get(address.replace("/explanation/", "/why/"), query)
        assert piece.status_code == 200, at
        told = re.search(r'<p class="amount">([^<]+)</p>', piece.content.decode())
        assert told is not None and told[1].removesuffix("\u00a0€") == shown.removesuffix("\u00a0€"), at
        assert "28 novembre 1969" in piece.content.decode() or rule == "origin", at
        assert client.get(address, query).status_code == 200
        rules.add(rule)
    assert rules == {"origin", "provision", "late_surcharge", "late_interest", "provision_indemnity"}
    figures = re.findall(r'<td class="figure[^"]*">(.*?)</td>', text.partition('id="h-entries"')[0])
    assert all(one.startswith("<a ") or one in ("", "0,00") or "pas encore" in one for one in figures)


def test_a_sum_of_the_account_is_the_sum_of_its_parts(office: Any) -> None:
    tell(office, owed("2022-1", 1_000_000), payment("2022-05-30", 500_000))
    on = day("2022-06-29")
    books = Books(office.employer, onss_account.account(office.employer, on), onss_account.rows(office.employer))
    for at, signs in (("left~2022-1~principal", 605_753), ("left~2022-1~interest", 3_485), ("balance", 609_238)):
        origin = books.find(at)
        assert isinstance(origin, Origin)
        assert sum(cents(one.figure) for one in origin.parts) == cents(origin.figure) == signs, at
    paid = books.find("line~payment~~2022-05-30")
    assert isinstance(paid, Origin) and [cents(one.figure) for one in paid.parts] == [500_000, 5_753, 100_000, 394_247]
    assert paid.law[0].unsure and paid.law[0].values[1] == ("2", "intérêts") and paid.law[0].sources
    for wrong in ("", "x", "line~owed", "left~2022-1~x", "line~owed~2022-4~2022-01-01", "due~owed~2022-4~2022-01-01",
                  "plan~2022-01-01", "provision~2020-01", "paid~2022-1~costs~2022-05-30"):  # fmt: skip
        assert books.find(wrong) is None, wrong


def cents(text: str) -> int:
    return int(re.sub(r"[^0-9−]", "", text).replace("−", "-"))
