"""The forms of accounts and members."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from preste.office.accounts.models import Role, User
from preste.office.store.models import Worker
from preste.office.web.widgets import PlainForm


class AccountForm(PlainForm):
    """Name and language of oneself."""

    name = forms.CharField(label=gettext_lazy("Nom"), max_length=120, required=False)
    language = forms.ChoiceField(label=gettext_lazy("Langue"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["language"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101
        field.choices = settings.LANGUAGES


def _new_password(label: Any, **attributes: str) -> forms.CharField:
    widget = forms.PasswordInput(attrs={"autocomplete": "new-password", **attributes})
    return forms.CharField(label=label, strip=False, widget=widget)


class PasswordForm(PlainForm):
    """A new password, twice."""

    password = _new_password(gettext_lazy("Mot de passe"))
    again = _new_password(gettext_lazy("Le même, encore une fois"))

    def __init__(self, *args: Any, user: User | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        self.fields["password"].help_text = _("12 caractères ou plus ; une phrase se retient mieux.")

    def clean(self) -> dict[str, Any]:
        """Twice the same, and hard enough to guess."""
        data = super().clean() or {}
        if data.get("password"):
            try:
                validate_password(data["password"], self.user)
            except forms.ValidationError as error:
                self.add_error("password", error)
        if data.get("password") and data.get("again") and data["password"] != data["again"]:
            self.add_error("again", _("Les deux mots de passe diffèrent."))
        return data


class FirstAccountForm(PasswordForm):
    """The first account: e-mail, name and password."""

    email = forms.EmailField(
        label=gettext_lazy("Adresse e-mail"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "username"}),
    )
    name = forms.CharField(
        label=gettext_lazy("Votre nom"), max_length=120, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
    field_order = ("email", "name", "password", "again")


class PersonForm(PlainForm):
    """Who gets an account."""

    email = forms.EmailField(
        label=gettext_lazy("Adresse e-mail"), max_length=254, widget=forms.EmailInput(attrs={"autocomplete": "off"})
    )
    name = forms.CharField(
        label=gettext_lazy("Nom"), max_length=120, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )


class WorkerChoice(forms.ModelChoiceField):  # type: ignore[type-arg]
    """A worker of the employer, by number and name."""

    def __init__(self, names: dict[object, str], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.names = names

    def label_from_instance(self, obj: Worker) -> str:
        """Number and name."""
        return f"{obj.number} · {self.names.get(obj.pk, '')}"


class MemberForm(PlainForm):
    """A member's role, or for a worker's own access the worker."""

    role = forms.ChoiceField(
        label=gettext_lazy("Rôle"), choices=[choice for choice in Role.choices if choice[0] != Role.WORKER]
    )

    def __init__(self, *args: Any, workers: WorkerChoice | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if workers:
            self.fields = {"worker": workers}


class InviteForm(PersonForm):
    """Who gets a role at the employer."""

    role = forms.ChoiceField(label=gettext_lazy("Rôle"), choices=Role.choices, initial=Role.READER)

    def __init__(self, *args: Any, workers: WorkerChoice, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["worker"] = workers

    def clean(self) -> dict[str, Any]:
        """A worker's access names the worker; no other does."""
        data = super().clean() or {}
        if data.get("role") == Role.WORKER and not data.get("worker"):
            self.add_error("worker", _("Choisissez de quel travailleur c'est l'accès."))
        if data.get("role") != Role.WORKER:
            data["worker"] = None
        return data
