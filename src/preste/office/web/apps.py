"""The app."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    """Pages, templates, style."""

    name = "preste.office.web"
    label = "web"
