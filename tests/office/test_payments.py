"""Paying a run: one payment a net, the same file twice, rejections and what follows, accounts that changed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.db.models import Sum
from django_scopes import scope
from lxml import etree

from preste.ids import iban
from preste.office.services import chain, changes, debts, facts, pay_runs, payments
from preste.office.services.bank_accounts import account_changes, accounts_on, masked
from preste.office.services.checks import run_checks
from preste.office.services.payments import PaymentError
from preste.office.store.models import (
    AuditEvent,
    Employer,
    Fact,
    FactKind,
    OrderState,
    PaymentOrder,
    PayRun,
    Payslip,
    Rejection,
    RunState,
    Transfer,
    TransferState,
    Way,
    Worker,
)

NOW = dt.datetime(2026, 9, 28, 8, 0, tzinfo=dt.UTC)
NEW = iban.make_be(1990012345)
pytestmark = pytest.mark.usefixtures("executed")


@pytest.fixture
def paying(office: Any) -> Iterator[Any]:
    """September, validated, inside its employer's scope."""
    user = office.users["officer"]
    with scope(employer=office.employer):
        run = pay_runs.validate(pay_runs.compute(office.run, user), user)
        employer = Employer.objects.get(pk=office.employer.pk)
        yield SimpleNamespace(run=run, user=user, other=office.users["approver"], employer=employer, office=office)


def prepared(paying: Any, **more: Any) -> PaymentOrder:
    return payments.prepare(paying.run, paying.user, now=NOW, **more)


def handed_over(paying: Any) -> PaymentOrder:
    order = prepared(paying)
    payments.hand_over(order, paying.user)
    return order


def paid(paying: Any) -> PaymentOrder:
    order = handed_over(paying)
    payments.confirm(order, paying.user)
    paying.run.refresh_from_db()
    order.refresh_from_db()
    return order


def transfer_of(run: PayRun, reference: str = "anne") -> Transfer:
    made = Transfer.objects.filter(payslip__run=run, payslip__contract__reference=reference)
    return made.select_related("payslip__run", "payslip__contract", "order").latest("attempt")


def change_account(worker: Worker, account: str, user: Any, day: dt.date = dt.date(2026, 9, 15)) -> Fact:
    old = facts.known_facts(worker.employer).filter(worker=worker, kind=FactKind.IDENTITY).latest("valid_from")
    return changes.record_change(
        worker, FactKind.IDENTITY, old.data, valid_from=day, secret={"iban": account}, user=user
    )


def nets(run: PayRun) -> int:
    return Payslip.objects.filter(run=run, excluded=False, net_paid__gt=0).aggregate(Sum("net_paid"))["net_paid__sum"]


def sum_of(run: PayRun, state: str) -> int:
    return Transfer.objects.filter(payslip__run=run, state=state).aggregate(Sum("amount"))["amount__sum"] or 0


def code_of(act: Any) -> str:
    with pytest.raises(PaymentError) as told, transaction.atomic():
        act()
    return told.value.code


# ── an order ───────────────────────────────────────────────────────────────────────────────


def test_an_order_pays_each_net_once_on_pay_day(paying: Any) -> None:
    order = prepared(paying)
    assert (order.number, order.execution_date, order.state) == (1, dt.date(2026, 9, 30), OrderState.PREPARED)
    owed = {p.pk: p.net_paid for p in Payslip.objects.filter(run=paying.run, excluded=False) if p.net_paid > 0}
    assert {one.payslip_id: one.amount for one in order.transfers.all()} == owed
    assert not debts.unpaid().filter(run=paying.run).exists()


def test_the_file_says_what_was_ordered_and_is_the_same_each_time(paying: Any) -> None:
    order = prepared(paying)
    first, again = (payments.sepa_file(PaymentOrder.objects.get(pk=order.pk), paying.user) for _ in range(2))
    assert first == again
    told = etree.fromstring(first)
    ns = {"p": told.nsmap[None]}
    amounts = [int(one.text.replace(".", "")) for one in told.iterfind(".//p:InstdAmt", ns)]
    assert sum(amounts) == nets(paying.run)
    assert {one.text for one in told.iterfind(".//p:CtrlSum", ns)} == {f"{nets(paying.run) / 100:.2f}"}
    accounts = {one.creditor_iban for one in order.transfers.all()}
    assert {one.text for one in told.iterfind(".//p:CdtrAcct/p:Id/p:IBAN", ns)} == accounts
    assert accounts == set(accounts_on(paying.employer, order.execution_date).values()) & accounts


def test_two_installations_of_the_same_month_do_not_share_ids(paying: Any) -> None:
    ids = [one.end_to_end_id for one in Transfer.objects.all()]
    with scope(employer=paying.office.other):
        others = [one.end_to_end_id for one in Transfer.objects.filter(employer=paying.office.other)]
    assert ids and others
    assert not set(ids) & set(others)


def test_preparing_twice_is_one_order(paying: Any) -> None:
    order = prepared(paying, number=1)
    assert prepared(paying, number=1).pk == order.pk
    assert code_of(lambda: prepared(paying)) == "E-PAY-TWICE"
    assert PaymentOrder.objects.filter(run=paying.run).count() == 1
    assert AuditEvent.objects.filter(action="payment.prepared", subject=str(paying.run.pk)).count() == 1


def test_the_database_itself_refuses_a_second_payment_of_a_net(paying: Any) -> None:
    made = prepared(paying).transfers.first()
    copy = {f.attname: getattr(made, f.attname) for f in Transfer._meta.fields if f.name != "id"}
    for change in ({"end_to_end_id": "X"}, {"end_to_end_id": "X", "attempt": 2}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Transfer.objects.create(**(copy | change))


def test_only_a_validated_run_is_paid(office: Any) -> None:
    with scope(employer=office.employer), pytest.raises(PaymentError) as told:
        payments.prepare(office.run, office.users["officer"])
    assert told.value.code == "E-PAY-OPEN"


def test_who_is_excluded_or_owed_nothing_gets_nothing(office: Any) -> None:
    user = office.users["officer"]
    with scope(employer=office.employer):
        pay_runs.exclude(office.payslip("anne"), user, excluded=True)
        run = pay_runs.validate(office.run, user)
        order = payments.prepare(run, user, now=NOW)
        assert not order.transfers.filter(payslip__contract__reference="anne").exists()
        assert not order.transfers.filter(amount__lte=0).exists()


@pytest.mark.parametrize("account", ["", "TR330006100519786457841326"])
def test_who_has_no_usable_account_blocks_or_is_left_out_knowingly(paying: Any, account: str) -> None:
    worker = paying.office.worker()
    change_account(worker, account, paying.user)
    assert code_of(lambda: prepared(paying)) == "E-PAY-LEFT-OUT"
    order = prepared(paying, knowingly=True)
    assert not order.transfers.filter(payslip__contract__worker=worker).exists()
    (left,) = debts.unpaid().filter(run=paying.run)
    assert left.contract.worker_id == worker.pk
    change_account(worker, NEW, paying.user, dt.date(2026, 9, 20))
    second = prepared(paying)
    assert [(one.payslip_id, one.creditor_iban) for one in second.transfers.all()] == [(left.pk, NEW)]


def test_some_may_be_chosen_and_the_others_stay_owed(paying: Any) -> None:
    anne = str(paying.office.payslip().pk)
    assert code_of(lambda: prepared(paying, payslips={anne})) == "E-PAY-LEFT-OUT"
    order = prepared(paying, payslips={anne}, knowingly=True)
    assert [str(one.payslip_id) for one in order.transfers.all()] == [anne]
    assert code_of(lambda: prepared(paying, payslips={anne}, knowingly=True)) == "E-PAY-TWICE"
    prepared(paying)
    assert sum_of(paying.run, TransferState.ORDERED) == nets(paying.run)


def test_the_day_is_a_bank_day_to_come(paying: Any) -> None:
    for day in (dt.date(2026, 9, 25), dt.date(2026, 10, 3)):
        assert code_of(lambda day=day: prepared(paying, execution_date=day)) == "E-PAY-DATE"
    late = payments.prepare(paying.run, paying.user, now=dt.datetime(2026, 10, 3, 8, tzinfo=dt.UTC))
    assert late.execution_date == dt.date(2026, 10, 5)


def test_an_employer_without_account_pays_nothing(paying: Any) -> None:
    paying.employer.iban = ""
    paying.employer.save()
    assert code_of(lambda: prepared(paying)) == "E-PAY-DEBTOR"
    assert not PaymentOrder.objects.filter(run=paying.run).exists()


def test_what_a_bank_would_refuse_is_told_by_name_and_nothing_is_written(paying: Any) -> None:
    paying.employer.name = "中文"
    paying.employer.save()
    with pytest.raises(PaymentError) as told, transaction.atomic():
        prepared(paying)
    assert [(name, one.code) for name, one in told.value.findings] == [("中文", "E-SEPA-NAME")]
    assert not Transfer.objects.filter(payslip__run=paying.run).exists()


# ── what was ordered stays ─────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE store_transfer SET amount = amount + 1",
        "UPDATE store_transfer SET creditor_iban = 'x'",
        "UPDATE store_transfer SET order_id = NULL",
        "DELETE FROM store_transfer",
        "UPDATE store_paymentorder SET file_hash = 'x'",
        "UPDATE store_paymentorder SET execution_date = '2026-10-01'",
        "DELETE FROM store_paymentorder",
    ],
)
def test_the_database_keeps_what_was_ordered(paying: Any, statement: str) -> None:
    prepared(paying)
    with pytest.raises(DatabaseError, match=r"ordered|deleted"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


def test_an_order_never_points_into_another_employer(paying: Any) -> None:
    order = prepared(paying)
    with scope(employer=paying.office.other):
        theirs = PayRun.objects.get(month="2026-09")
    copy = {f.attname: getattr(order, f.attname) for f in PaymentOrder._meta.fields if f.name != "id"}
    with pytest.raises(DatabaseError, match="another employer"), transaction.atomic():
        PaymentOrder.objects.create(**(copy | {"run_id": theirs.pk, "message_id": "X"}))


def test_a_changed_row_gives_no_file(paying: Any) -> None:
    order = prepared(paying)
    with connection.cursor() as cursor:
        cursor.execute("DROP TRIGGER store_transfer_kept_update" + on("store_transfer"))
        cursor.execute("UPDATE store_transfer SET amount = amount + 1 WHERE order_id = %s", [key(order.pk)])
    assert code_of(lambda: payments.sepa_file(order, paying.user)) == "E-PAY-FILE"


def on(table: str) -> str:
    return f" ON {table}" if connection.vendor == "postgresql" else ""


def key(pk: Any) -> Any:
    return pk if connection.vendor == "postgresql" else pk.hex


def test_accounts_are_encrypted(paying: Any) -> None:
    order = prepared(paying)
    with connection.cursor() as cursor:
        cursor.execute("SELECT debtor_iban FROM store_paymentorder UNION SELECT creditor_iban FROM store_transfer")
        stored = [row[0] for row in cursor.fetchall()]
    clear = {order.debtor_iban} | {one.creditor_iban for one in order.transfers.all()}
    assert stored and not [one for one in stored if any(account in one for account in clear)]


# ── what becomes of it ─────────────────────────────────────────────────────────────────────


def test_confirmed_the_run_is_paid_and_sums_agree(paying: Any) -> None:
    order = paid(paying)
    assert (order.state, paying.run.state) == (OrderState.CONFIRMED, RunState.PAID)
    assert sum_of(paying.run, TransferState.PAID) == nets(paying.run)
    payments.confirm(order, paying.user)
    assert AuditEvent.objects.filter(action="payment.confirmed", subject=str(paying.run.pk)).count() == 1


def test_an_order_is_confirmed_only_after_the_bank_has_it(paying: Any) -> None:
    order = prepared(paying)
    assert code_of(lambda: payments.confirm(order, paying.user)) == "E-PAY-STATE"


def test_nothing_is_confirmed_before_the_day_of_execution(paying: Any) -> None:
    order = handed_over(paying)
    eve = order.execution_date - dt.timedelta(days=1)
    assert code_of(lambda: payments.confirm(order, paying.user, on=eve)) == "E-PAY-EARLY"
    order.refresh_from_db()
    paying.run.refresh_from_db()
    assert (order.state, paying.run.state) == (OrderState.HANDED_OVER, RunState.VALIDATED)
    assert sum_of(paying.run, TransferState.PAID) == 0
    payments.confirm(order, paying.user, on=order.execution_date)
    assert sum_of(paying.run, TransferState.PAID) == nets(paying.run)


def test_an_abandoned_order_leaves_its_nets_owed_and_gives_no_file(paying: Any) -> None:
    order = prepared(paying)
    assert code_of(lambda: payments.abandon(order, paying.user, " ")) == "E-PAY-REASON"
    payments.abandon(order, paying.user, "mauvaise date")
    order.refresh_from_db()
    assert code_of(lambda: payments.sepa_file(order, paying.user)) == "E-PAY-STATE"
    second = prepared(paying)
    assert second.number == 2
    assert second.message_id != order.message_id
    assert not {o.end_to_end_id for o in order.transfers.all()} & {o.end_to_end_id for o in second.transfers.all()}
    payments.hand_over(second, paying.user)
    assert code_of(lambda: payments.abandon(second, paying.user, "trop tard")) == "E-PAY-STATE"


def test_a_rejected_payment_is_owed_again_and_made_anew_with_the_month_untouched(paying: Any) -> None:
    paid(paying)
    anne = transfer_of(paying.run)
    before = (paying.run.hash, {p.pk: (p.content_hash, p.net_paid) for p in paying.run.payslips.all()})
    payments.reject(anne, paying.user, Rejection.CLOSED, dt.date(2026, 10, 2))
    paying.run.refresh_from_db()
    assert paying.run.state == RunState.VALIDATED
    assert debts.rejected([paying.run.employer]) == {paying.run.employer_id: 1}
    assert debts.to_pay().filter(pk=paying.run.pk).exists()
    (owed,) = debts.dues(debts.unpaid().filter(run=paying.run), dt.date(2026, 10, 5))
    assert (owed.payslip.pk, owed.problem, owed.failed.rejection) == (anne.payslip_id, "same", "closed")
    later = dt.datetime(2026, 10, 5, 8, tzinfo=dt.UTC)
    refused = code_of(lambda: payments.prepare(paying.run, paying.user, now=later))
    assert refused == "E-PAY-ACCOUNT"

    change_account(anne.payslip.contract.worker, NEW, paying.user, dt.date(2026, 10, 5))
    second = payments.prepare(paying.run, paying.user, now=later)
    assert debts.rejected([paying.run.employer]) == {}
    assert debts.to_pay().filter(pk=paying.run.pk).exists()
    (new,) = second.transfers.all()
    assert (new.creditor_iban, new.amount) == (NEW, anne.amount)
    assert new.end_to_end_id != anne.end_to_end_id
    assert second.message_id != anne.order.message_id
    anne.refresh_from_db()
    assert (anne.state, anne.reissued_by_id) == (TransferState.REJECTED, new.pk)
    payments.hand_over(second, paying.user)
    payments.confirm(second, paying.user)

    paying.run.refresh_from_db()
    assert paying.run.state == RunState.PAID
    assert sum_of(paying.run, TransferState.PAID) == nets(paying.run)
    assert chain.broken_runs(paying.employer) == []
    assert (paying.run.hash, {p.pk: (p.content_hash, p.net_paid) for p in paying.run.payslips.all()}) == before


def test_a_rejection_before_confirmation_is_not_paid_by_it(paying: Any) -> None:
    order = handed_over(paying)
    payments.reject(transfer_of(paying.run), paying.user, Rejection.NAME, dt.date(2026, 10, 1))
    payments.confirm(order, paying.user)
    paying.run.refresh_from_db()
    assert paying.run.state == RunState.VALIDATED
    assert sum_of(paying.run, TransferState.PAID) + transfer_of(paying.run).amount == nets(paying.run)


def test_rejecting_twice_is_one_rejection_and_what_never_left_is_not_rejected(paying: Any) -> None:
    order = prepared(paying)
    one = transfer_of(paying.run)
    day = dt.date(2026, 10, 1)
    assert code_of(lambda: payments.reject(one, paying.user, Rejection.CLOSED, day)) == "E-PAY-STATE"
    payments.hand_over(order, paying.user)
    one = transfer_of(paying.run)
    future = dt.date(2999, 1, 1)
    assert code_of(lambda: payments.reject(one, paying.user, Rejection.CLOSED, future)) == "E-PAY-DATE"
    for _ in range(2):
        payments.reject(one, paying.user, Rejection.CLOSED, day)
    assert AuditEvent.objects.filter(action="transfer.rejected").count() == 1


def test_a_second_payment_is_a_decision_with_a_reason(paying: Any) -> None:
    paid(paying)
    anne = str(paying.office.payslip().pk)
    assert code_of(lambda: prepared(paying)) == "E-PAY-TWICE"

    def again(reason: str, *payslips: Any) -> PaymentOrder:
        return payments.prepare_again(
            paying.run, paying.user, number=2, payslips=payslips, reason=reason, now=NOW
        )  # fmt: skip

    assert code_of(lambda: again(" ", anne)) == "E-PAY-REASON"
    assert code_of(lambda: again("perdu")) == "E-PAY-ACCOUNT"
    order = again("la banque a perdu le fichier", anne)
    assert again("la banque a perdu le fichier", anne).pk == order.pk
    assert (order.again, order.reason, order.prepared_by) == (True, "la banque a perdu le fichier", paying.user)
    assert order.transfers.get().again
    assert AuditEvent.objects.filter(action="payment.again", user=paying.user).count() == 1
    paying.run.refresh_from_db()
    assert paying.run.state == RunState.PAID
    with pytest.raises(IntegrityError), transaction.atomic():
        PaymentOrder.objects.create(
            employer=paying.employer, run=paying.run, number=9, execution_date=NOW, again=True, reason="",
            debtor_iban="x", message_id="y", file_hash="z", prepared_at=NOW,
        )  # fmt: skip


def test_paid_otherwise_is_noted_once_and_settles_the_run(paying: Any) -> None:
    everybody = {one.key for one in debts.owed(paying.run, dt.date(2026, 9, 30))}
    day = dt.date(2026, 9, 30)
    made = payments.pay_otherwise(paying.run, paying.user, everybody, Way.BANK, day)
    assert {str(one.payslip_id) for one in made} == everybody
    again = code_of(lambda: payments.pay_otherwise(paying.run, paying.user, everybody, Way.BANK, day))
    assert again == "E-PAY-TWICE"
    paying.run.refresh_from_db()
    assert paying.run.state == RunState.PAID
    assert sum_of(paying.run, TransferState.PAID) == nets(paying.run)
    payments.reject(transfer_of(paying.run), paying.user, Rejection.MISTAKE, day)
    assert [p.contract.reference for p in debts.unpaid().filter(run=paying.run)] == ["anne"]
    future = dt.date(2999, 1, 1)
    later = code_of(lambda: payments.pay_otherwise(paying.run, paying.user, everybody, Way.CASH, future))
    assert later == "E-PAY-DATE"


def test_four_eyes_who_prepared_does_not_confirm(paying: Any) -> None:
    paying.employer.four_eyes = True
    paying.employer.save()
    anne = str(paying.office.payslip().pk)
    (cash,) = payments.pay_otherwise(paying.run, paying.user, {anne}, Way.CASH, dt.date(2026, 9, 30))
    assert cash.state == TransferState.ORDERED
    order = handed_over(paying)
    assert code_of(lambda: payments.confirm(order, paying.user)) == "E-PAY-FOUR-EYES"
    assert code_of(lambda: payments.confirm_otherwise(transfer_of(paying.run), paying.user)) == "E-PAY-FOUR-EYES"
    payments.confirm(order, paying.other)
    paying.run.refresh_from_db()
    assert paying.run.state == RunState.VALIDATED
    payments.confirm_otherwise(transfer_of(paying.run), paying.other)
    paying.run.refresh_from_db()
    assert paying.run.state == RunState.PAID


def test_every_act_is_in_the_trail_without_account_amount_or_name(paying: Any) -> None:
    first = AuditEvent.objects.filter(employer=paying.employer).latest("id").pk
    order = paid(paying)
    payments.sepa_file(order, paying.user)
    payments.reject(transfer_of(paying.run), paying.user, Rejection.CLOSED, dt.date(2026, 10, 2))
    payments.pay_otherwise(paying.run, paying.user, {str(paying.office.payslip().pk)}, Way.CASH, dt.date(2026, 10, 3))
    events = list(AuditEvent.objects.filter(employer=paying.employer, pk__gt=first))
    assert [one.action for one in events] == [
        "payment.prepared", "payment.handed_over", "payment.confirmed", "payment.exported", "transfer.rejected",
        "payment.otherwise",
    ]  # fmt: skip
    told = " ".join(f"{one.subject} {one.details}" for one in events)
    secrets = {
        s for one in Transfer.objects.all() for s in (one.creditor_iban, one.creditor_name, str(one.amount)) if s
    }
    assert not [one for one in secrets if one in told]


# ── accounts that changed ──────────────────────────────────────────────────────────────────


def changed(office: Any, run: PayRun) -> list[Any]:
    """What is told of the accounts, but for the one who enters in September."""
    found = account_changes(run, accounts_on(office.employer, dt.date(2026, 9, 30)))
    return [one for one in found if not one.contract.startswith("ines")]


def test_an_unchanged_month_tells_only_of_who_is_paid_for_the_first_time(office: Any) -> None:
    with scope(employer=office.employer):
        (one,) = [c for c in run_checks(office.run) if c.code.startswith("C-IBAN-")]
        assert (one.code, one.contract) == ("C-IBAN-FIRST", "ines-2026")
        assert not Payslip.objects.filter(contract__reference__startswith="ines", run__month__lt="2026-09").exists()
        assert changed(office, office.closed) == []


def test_a_changed_account_is_told_with_old_new_who_and_when(office: Any) -> None:
    user, worker = office.users["officer"], office.worker()
    with scope(employer=office.employer):
        before = accounts_on(office.employer, dt.date(2026, 9, 30))[worker.pk]
        fact = change_account(worker, NEW, user)
        change_address(worker, office.users["bureau"])
        (one,) = changed(office, office.run)
        assert (one.before, one.now, one.changed_by, one.changed_at) == (before, NEW, str(user), fact.recorded_at)
        (check,) = [c for c in run_checks(office.run) if c.code == "C-IBAN-CHANGED"]
        assert not check.blocks
        for part in (masked(before), masked(NEW), str(user), "Anne Exemple"):
            assert part in check.message
        assert before not in check.message and NEW not in check.message


def change_address(worker: Worker, user: Any) -> None:
    old = facts.known_facts(worker.employer).filter(worker=worker, kind=FactKind.IDENTITY).latest("valid_from")
    data = old.data | {"street": "Rue Neuve 1"}
    day = dt.date(2026, 9, 20)
    changes.record_change(worker, FactKind.IDENTITY, data, valid_from=day, secret={"iban": NEW}, user=user)


def test_an_account_changed_back_or_paid_to_before_is_not_told(office: Any) -> None:
    user, worker = office.users["officer"], office.worker()
    with scope(employer=office.employer):
        before = accounts_on(office.employer, dt.date(2026, 9, 30))[worker.pk]
        change_account(worker, NEW, user, dt.date(2026, 9, 10))
        change_account(worker, before, user, dt.date(2026, 9, 12))
        assert changed(office, office.run) == []


def test_a_first_account_is_told(office: Any) -> None:
    user, worker = office.users["officer"], office.worker()
    with scope(employer=office.employer):
        Transfer.objects.filter(payslip__contract__worker=worker).update(state=TransferState.REJECTED)
        Fact.objects.filter(worker=worker, kind=FactKind.IDENTITY).update(secret="")
        change_account(worker, NEW, user)
        (one,) = changed(office, office.run)
        assert (one.before, one.now) == ("", NEW)
        assert ("C-IBAN-FIRST", "anne") in {(c.code, c.contract) for c in run_checks(office.run)}


def test_a_mask_shows_enough_to_compare_and_no_more() -> None:
    assert masked("BE22001999000147") == "BE22 •••• 0147"
    assert masked("") == ""
