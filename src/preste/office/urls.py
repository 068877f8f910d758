"""The addresses of the office. No national number and no account is ever part of one."""

from __future__ import annotations

from django.contrib.auth.views import LoginView, LogoutView
from django.urls import include, path, register_converter

from preste.office.web.converters import MonthConverter
from preste.office.web.forms import SignInForm
from preste.office.web.views import computing, employers, home, hours, payslips, people, runs

register_converter(MonthConverter, "month")

_employer = [
    path("", employers.employer, name="employer"),
    path("audit/", employers.audit_trail, name="audit"),
    path("runs/", runs.open_run, name="open-run"),
    path("runs/<uuid:run_id>/", runs.run, name="run"),
    path("runs/<uuid:run_id>/compute/", computing.compute, name="compute"),
    path("runs/<uuid:run_id>/progress/", computing.progress, name="progress"),
    path("runs/<uuid:run_id>/cancel/", computing.cancel, name="cancel"),
    path("runs/<uuid:run_id>/validate/", runs.validate, name="validate"),
    path("payslips/<uuid:payslip_id>/", payslips.payslip, name="payslip"),
    path("payslips/<uuid:payslip_id>/pdf/", payslips.pdf, name="payslip-pdf"),
    path("payslips/<uuid:payslip_id>/explanation/", payslips.explanation, name="explanation"),
    path("payslips/<uuid:payslip_id>/exclude/", runs.exclude, name="exclude"),
    path("hours/<month:month>/", hours.grid, name="hours"),
    path("hours/<month:month>/<uuid:contract_id>/", hours.worker_month, name="worker-hours"),
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
    path("demo/", home.load_demo, name="demo"),
    path("connexion/", LoginView.as_view(form_class=SignInForm, redirect_authenticated_user=True), name="sign-in"),
    path("deconnexion/", LogoutView.as_view(), name="sign-out"),
    path("employers/<uuid:employer_id>/", include(_employer)),
]
