import os
import threading
from wsgiref.simple_server import make_server
import importlib.util, sys
from pathlib import Path
import pytest
from django.core.wsgi import get_wsgi_application
from django.db import connection
spec = importlib.util.spec_from_file_location("wb", Path(__file__).parent / "test_web_browser.py")
wb = importlib.util.module_from_spec(spec); spec.loader.exec_module(wb)
site = wb.site; database_beside_the_browser = wb.database_beside_the_browser

@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_shots(browser, site, live_office, scheme):
    page = wb.open_page(browser, site, live_office, color_scheme=scheme, viewport={"width": 1400, "height": 950})
    for name, one in (("accounts","accounts/"),("account","workers/{worker}/account/"),("docs","runs/{closed}/documents/")):
        page.goto(wb.address(site, live_office, one))
        page.screenshot(path=f"/tmp/shot_{name}_{scheme}.png", full_page=True)
    page.goto(wb.address(site, live_office, "payslips/{payslip}/"))
    page.locator(".bill tbody a").nth(3).click()
    page.wait_for_selector("#explain[open]")
    page.screenshot(path=f"/tmp/shot_panel_{scheme}.png")
    page.locator(".bill .last a").click()
    page.wait_for_timeout(400)
    page.screenshot(path=f"/tmp/shot_panel2_{scheme}.png")
    if scheme == "light":
        page.goto(wb.address(site, live_office, "workers/{worker}/account/"))
        page.pdf(path="/tmp/account_print.pdf", prefer_css_page_size=True)
    print(page.complaints)
