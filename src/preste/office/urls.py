"""The addresses of the office. No national number and no account is ever part of one."""

from __future__ import annotations

from allauth.account import views as allauth
from allauth.mfa.base import views as second_factor
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as passkeys
from django.contrib.auth.decorators import login_required
from django.urls import include, path, register_converter
from django.views.decorators.http import require_POST

from preste.office.store.models import ImportKind
from preste.office.web.converters import MonthConverter, TopicConverter, YearConverter
from preste.office.web.fresh import confirm
from preste.office.web.views import (
    accounts,
    computing,
    corrections,
    creditors,
    deadlines,
    downloads,
    employer_forms,
    employers,
    failures,
    hiring,
    holidays,
    home,
    hours,
    imports,
    individual_accounts,
    leaving,
    manual,
    members,
    payments,
    payslips,
    people,
    public_holidays,
    raises,
    runs,
    search,
    users,
)

register_converter(MonthConverter, "month")
register_converter(TopicConverter, "topic")
register_converter(YearConverter, "year")

_employer = [
    path("", employers.employer, name="employer"),
    path("audit/", employers.audit_trail, name="audit"),
    path("audit/verify/", employers.verify_audit, name="verify-audit"),
    path("members/", members.members, name="members"),
    path("members/invite/", members.invite, name="invite"),
    path("members/<int:member_id>/", members.member, name="member"),
    path("four-eyes/", members.four_eyes, name="four-eyes"),
    path("runs/", runs.open_run, name="open-run"),
    path("runs/<uuid:run_id>/", runs.run, name="run"),
    path("runs/<uuid:run_id>/compute/", computing.compute, name="compute"),
    path("runs/<uuid:run_id>/validate/", runs.validate, name="validate"),
    path("runs/<uuid:run_id>/off-cycle/", corrections.off_cycle, name="off-cycle"),
    path("payslips/<uuid:payslip_id>/", payslips.payslip, name="payslip"),
    path("payslips/<uuid:payslip_id>/pdf/", payslips.pdf, name="payslip-pdf"),
    path("payslips/<uuid:payslip_id>/explanation/", payslips.explanation, name="explanation"),
    path("payslips/<uuid:payslip_id>/corrections/", corrections.settled, name="settled"),
    path("runs/<uuid:run_id>/documents/", downloads.run_documents, name="run-documents"),
    path("runs/<uuid:run_id>/file/", downloads.run_file, name="run-file"),
    path("accounts/", individual_accounts.year_accounts, name="accounts"),
    path("accounts/file/", individual_accounts.year_accounts_file, name="accounts-file"),
    path("workers/<uuid:worker_id>/account/", individual_accounts.worker_account, name="worker-account"),
    path("workers/<uuid:worker_id>/account/pdf/", individual_accounts.worker_account_pdf, name="worker-account-pdf"),
    path("payslips/<uuid:payslip_id>/why/", payslips.why, name="why"),
    path("payslips/<uuid:payslip_id>/exclude/", runs.exclude, name="exclude"),
    path("hours/<month:month>/", hours.grid, name="hours"),
    path("hours/<month:month>/<uuid:contract_id>/", hours.worker_month, name="worker-hours"),
    path("hours/<month:month>/import/", imports.start, {"kind": ImportKind.HOURS}, name="hours-import"),
    path("hours/<month:month>/template/", imports.template, {"kind": ImportKind.HOURS}, name="hours-template"),
    path("items/<month:month>/import/", imports.start, {"kind": ImportKind.ITEMS}, name="items-import"),
    path("items/<month:month>/template/", imports.template, {"kind": ImportKind.ITEMS}, name="items-template"),
    path("takeover/<month:month>/import/", imports.start, {"kind": ImportKind.TAKEOVER}, name="takeover-import"),
    path("takeover/<month:month>/template/", imports.template, {"kind": ImportKind.TAKEOVER}, name="takeover-template"),
    path("imports/<uuid:upload_id>/", imports.preview, name="import"),
    path("imports/<uuid:upload_id>/columns/", imports.columns, name="import-columns"),
    path("imports/<uuid:upload_id>/apply/", imports.apply, name="import-apply"),
    path("workers/<uuid:worker_id>/", people.worker, name="worker"),
    path("workers/<uuid:worker_id>/corrections/", corrections.due, name="corrections"),
    path("workers/<uuid:worker_id>/identity/", people.identity, name="identity"),
    path("workers/<uuid:worker_id>/household/", people.household, name="household"),
    path("workers/<uuid:worker_id>/creditor/", creditors.creditor, name="creditor"),
    path("workers/<uuid:worker_id>/declared/", creditors.declared, name="declared"),
    path("contracts/<uuid:contract_id>/terms/", people.terms, name="terms"),
    path("contracts/<uuid:contract_id>/item/", people.item, name="item"),
    path("contracts/<uuid:contract_id>/incapacity/", people.incapacity, name="incapacity"),
    path("contracts/<uuid:contract_id>/leave/", leaving.leave, name="leave"),
    path("contracts/<uuid:contract_id>/leave/undo/", leaving.undo, name="undo-leave"),
    path("contracts/<uuid:contract_id>/end/", people.end, name="end"),
    path("contracts/<uuid:contract_id>/holidays/<year:year>/", holidays.holiday_year, name="holiday-year"),
    path("contracts/<uuid:contract_id>/holidays/<year:year>/why/", holidays.holiday_why, name="holiday-why"),
    path("contracts/<uuid:contract_id>/opening/", holidays.opening, name="opening"),
    path("public-holidays/<year:year>/", public_holidays.public_days, name="public-days"),
    path("public-holidays/<year:year>/record/", public_holidays.record_days, name="record-public-days"),
    path("public-holidays/<year:year>/certificate/", public_holidays.ask_certificate, name="ask-certificate"),
    path("facts/<uuid:fact_id>/withdraw/", people.withdraw, name="withdraw"),
    path("edit/", employer_forms.edit_employer, name="edit-employer"),
    path("deadlines/", deadlines.of_employer, name="employer-deadlines"),
    path("deadlines/mark/", deadlines.mark, name="mark-deadline"),
    path("deadlines.ics", deadlines.in_a_calendar, name="employer-deadlines-ics"),
    path("scales/", raises.show_scales, name="scales"),
    path("scales/record/", raises.record_scales, name="record-scales"),
    path("raises/", raises.show_raises, name="raises"),
    path("workers/new/", hiring.new_worker, name="new-worker"),
    path("workers/<uuid:worker_id>/contract/", hiring.new_contract, name="new-contract"),
    path("workers/<uuid:worker_id>/correct/", hiring.correct_person, name="correct-person"),
    path("contracts/<uuid:contract_id>/correct/", hiring.contract_core, name="contract-core"),
    path("contracts/<uuid:contract_id>/loan/", hiring.loan, name="loan"),
    path("runs/<uuid:run_id>/payment/", payments.payment, name="payment"),
    path("runs/<uuid:run_id>/payment/prepare/", payments.prepare, name="prepare-payment"),
    path("runs/<uuid:run_id>/payment/otherwise/", payments.otherwise, name="pay-otherwise"),
    path("runs/<uuid:run_id>/payment/again/", payments.again, name="pay-again"),
    path("payments/", payments.payments_list, name="payments"),
    path("payments/<uuid:order_id>/", payments.order, name="payment-order"),
    path("payments/<uuid:order_id>/file/", payments.file, name="payment-file"),
    path("payments/<uuid:order_id>/mark/", payments.mark, name="mark-order"),
    path("transfers/<uuid:transfer_id>/reject/", payments.reject, name="reject-transfer"),
    path("transfers/<uuid:transfer_id>/confirm/", payments.confirm_otherwise, name="confirm-transfer"),
    path("workers/<uuid:worker_id>/bank-account/", payments.reveal_account, name="reveal-account"),
    path("runs/<uuid:run_id>/progress/", computing.progress, name="progress"),
    path("runs/<uuid:run_id>/cancel/", computing.cancel, name="cancel"),
]

handler400 = failures.bad_request
handler500 = failures.server_error
_account = [
    path("", accounts.account, name="account"),
    path("", accounts.account, name="mfa_index"),  # where allauth leads back to
    path("", accounts.account, name="mfa_list_webauthn"),
    path("mot-de-passe/", allauth.password_change, name="account_change_password"),
    path("sessions/", accounts.end_sessions, name="end-sessions"),
    path("application/", login_required(totp.activate_totp), name="mfa_activate_totp"),
    path("application/retirer/", login_required(totp.deactivate_totp), name="mfa_deactivate_totp"),
    path("cles/ajouter/", login_required(passkeys.add_webauthn), name="mfa_add_webauthn"),
    path("cles/<int:pk>/retirer/", login_required(passkeys.remove_webauthn), name="mfa_remove_webauthn"),
    path("codes/", codes.view_recovery_codes, name="mfa_view_recovery_codes"),
    path("codes/nouveaux/", login_required(codes.generate_recovery_codes), name="mfa_generate_recovery_codes"),
]

urlpatterns = [
    path("", home.dashboard, name="dashboard"),
    path("demo/", home.load_demo, name="demo"),
    path("connexion/", allauth.login, name="account_login"),
    path("connexion/code/", second_factor.authenticate, name="mfa_authenticate"),
    path("connexion/cle/", passkeys.login_webauthn, name="mfa_login_webauthn"),
    path("connexion/ferme/", allauth.account_inactive, name="account_inactive"),
    path("deconnexion/", require_POST(allauth.logout), name="account_logout"),
    path("confirmer/", confirm, name="account_reauthenticate"),
    path("lien/<str:token>/", accounts.one_time_link, name="one-time-link"),
    path("premier-compte/<str:token>/", accounts.first_account, name="first-account"),
    path("compte/", include(_account)),
    path("bureau/", users.users, name="users"),
    path("bureau/nouveau/", users.invite_officer, name="invite-officer"),
    path("bureau/<int:user_id>/", users.user, name="user"),
    path("aide/", manual.contents, name="help"),
    path("aide/complet/", manual.whole, name="help-whole"),
    path("aide/<topic:name>/", manual.topic, name="help-topic"),
    path("employers/<uuid:employer_id>/", include(_employer)),
    path("search/", search.find, name="search"),
    path("deadlines/", deadlines.all_deadlines, name="deadlines"),
    path("deadlines.ics", deadlines.all_in_a_calendar, name="deadlines-ics"),
    path("check/", hiring.check_number, name="check"),
    path("employers/new/", employer_forms.new_employer, name="new-employer"),
]
