"""The app."""

from django.apps import AppConfig


class StoreConfig(AppConfig):
    """Employers, facts, runs, lines."""

    name = "preste.office.store"
    label = "store"
