"""The addresses of the office. No national number and no account is ever part of one."""

from __future__ import annotations

from django.contrib.auth.views import LoginView, LogoutView
from django.urls import include, path, register_converter

from preste.office.store.models import ImportKind
from preste.office.web.converters import MonthConverter
from preste.office.web.forms import SignInForm
from preste.office.web.views import (
    corrections,
    downloads,
    employers,
    failures,
    home,
    hours,
    imports,
    individual_accounts,
    payslips,
    people,
    runs,
)

register_converter(MonthConverter, "month")

_employer = [
    path("", employers.employer, name="employer"),
    path("audit/", employers.audit_trail, name="audit"),
    path("runs/", runs.open_run, name="open-run"),
    path("runs/<uuid:run_id>/", runs.run, name="run"),
    path("runs/<uuid:run_id>/compute/", runs.compute, name="compute"),
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
    path("imports/<uuid:upload_id>/", imports.preview, name="import"),
    path("imports/<uuid:upload_id>/columns/", imports.columns, name="import-columns"),
    path("imports/<uuid:upload_id>/apply/", imports.apply, name="import-apply"),
    path("workers/<uuid:worker_id>/", people.worker, name="worker"),
    path("workers/<uuid:worker_id>/corrections/", corrections.due, name="corrections"),
    path("workers/<uuid:worker_id>/identity/", people.identity, name="identity"),
    path("workers/<uuid:worker_id>/household/", people.household, name="household"),
    path("contracts/<uuid:contract_id>/terms/", people.terms, name="terms"),
    path("contracts/<uuid:contract_id>/item/", people.item, name="item"),
    path("contracts/<uuid:contract_id>/end/", people.end, name="end"),
    path("facts/<uuid:fact_id>/withdraw/", people.withdraw, name="withdraw"),
]

handler400 = failures.bad_request
handler500 = failures.server_error

urlpatterns = [
    path("", home.dashboard, name="dashboard"),
    path("demo/", home.load_demo, name="demo"),
    path("connexion/", LoginView.as_view(form_class=SignInForm, redirect_authenticated_user=True), name="sign-in"),
    path("deconnexion/", LogoutView.as_view(), name="sign-out"),
    path("employers/<uuid:employer_id>/", include(_employer)),
]
