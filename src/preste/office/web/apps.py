"""The app."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    """Pages, templates, style."""

    name = "preste.office.web"
    label = "web"

    def ready(self) -> None:
        """Write what allauth does into the trail of accounts."""
        from preste.office.services import account_signals

        account_signals.connect()
