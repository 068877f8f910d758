"""Going from page to page in a browser: what comes next waits until the new page is there and its scripts have run."""

from __future__ import annotations

from playwright.sync_api import Locator, Page


def follow(page: Page, what: str | Locator) -> None:
    """Click what leads to another page, and wait for it; of several, the first one that `what` names."""
    with page.expect_navigation():
        (page.locator(what) if isinstance(what, str) else what).first.click()


def enter(page: Page, what: Locator) -> None:
    """The same from the keyboard."""
    with page.expect_navigation():
        what.first.press("Enter")
