"""The addresses of the office. No national number and no account is ever part of one."""

from __future__ import annotations

from django.contrib.auth.views import LoginView, LogoutView
from django.urls import include, path, register_converter

from preste.office.web.converters import MonthConverter
from preste.office.web.forms import SignInForm
from preste.office.web.views import (
    deadlines,
    employer_forms,
    employers,
    hiring,
    home,
    hours,
    payslips,
    people,
    runs,
    search,
)

register_converter(MonthConverter, "month")

_employer = [
    path("", employers.employer, name="employer"),
    path("edit/", employer_forms.edit_employer, name="edit-employer"),
    path("deadlines/", deadlines.of_employer, name="employer-deadlines"),
    path("deadlines/mark/", deadlines.mark, name="mark-deadline"),
    path("deadlines.ics", deadlines.in_a_calendar, name="employer-deadlines-ics"),
    path("audit/", employers.audit_trail, name="audit"),
    path("runs/", runs.open_run, name="open-run"),
    path("runs/<uuid:run_id>/", runs.run, name="run"),
    path("runs/<uuid:run_id>/compute/", runs.compute, name="compute"),
    path("runs/<uuid:run_id>/validate/", runs.validate, name="validate"),
    path("payslips/<uuid:payslip_id>/", payslips.payslip, name="payslip"),
    path("payslips/<uuid:payslip_id>/pdf/", payslips.pdf, name="payslip-pdf"),
    path("payslips/<uuid:payslip_id>/explanation/", payslips.explanation, name="explanation"),
    path("payslips/<uuid:payslip_id>/exclude/", runs.exclude, name="exclude"),
    path("hours/<month:month>/", hours.grid, name="hours"),
    path("hours/<month:month>/<uuid:contract_id>/", hours.worker_month, name="worker-hours"),
    path("workers/new/", hiring.new_worker, name="new-worker"),
    path("workers/<uuid:worker_id>/contract/", hiring.new_contract, name="new-contract"),
    path("workers/<uuid:worker_id>/correct/", hiring.correct_person, name="correct-person"),
    path("contracts/<uuid:contract_id>/correct/", hiring.contract_core, name="contract-core"),
    path("contracts/<uuid:contract_id>/loan/", hiring.loan, name="loan"),
    path("workers/<uuid:worker_id>/", people.worker, name="worker"),
    path("workers/<uuid:worker_id>/identity/", people.identity, name="identity"),
    path("workers/<uuid:worker_id>/household/", people.household, name="household"),
    path("contracts/<uuid:contract_id>/terms/", people.terms, name="terms"),
    path("contracts/<uuid:contract_id>/item/", people.item, name="item"),
    path("contracts/<uuid:contract_id>/end/", people.end, name="end"),
    path("facts/<uuid:fact_id>/withdraw/", people.withdraw, name="withdraw"),
]

urlpatterns = [
    path("", home.dashboard, name="dashboard"),
    path("search/", search.find, name="search"),
    path("deadlines/", deadlines.all_deadlines, name="deadlines"),
    path("deadlines.ics", deadlines.all_in_a_calendar, name="deadlines-ics"),
    path("check/", hiring.check_number, name="check"),
    path("employers/new/", employer_forms.new_employer, name="new-employer"),
    path("demo/", home.load_demo, name="demo"),
    path("connexion/", LoginView.as_view(form_class=SignInForm, redirect_authenticated_user=True), name="sign-in"),
    path("deconnexion/", LogoutView.as_view(), name="sign-out"),
    path("employers/<uuid:employer_id>/", include(_employer)),
]
