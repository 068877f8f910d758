"""The app."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """Users and memberships."""

    name = "preste.office.accounts"
    label = "accounts"
