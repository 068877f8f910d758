"""The forms of what is told for Dimona alone: the particulars of a contract, and from when an employer is followed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from preste.declarations.dimona.model import SmallStatute, UsingEmployer
from preste.declarations.dimona.places import dimona_address
from preste.declarations.dimona.told import Particulars
from preste.declarations.dimona.worker_types import AGENCY, JOINT_COMMITTEES
from preste.errors import PresteError
from preste.ids import enterprise
from preste.office.web.dimona_forms import HourField
from preste.office.web.dimona_words import TYPES
from preste.office.web.widgets import DateField, PlainForm
from preste.records import Address

LONGEST_PAUSE = 240
_DAY = ("valid_from", "worker_type", "by_day", "start_hour", "pause", "flat_rate")
_USER = ("user_number", "user_name", "user_street", "user_postcode", "user_city", "user_committee")
_SMALL = ("nature", "status", "risk")
_OTHER = ("sub_entity",)
_NATURES = (("", "—"), ("EMPLOYEE", gettext_lazy("employé")), ("WORKER", gettext_lazy("ouvrier")))
_STATUSES = (
    ("", "—"),
    ("F1", gettext_lazy("F1 : travail presté dans une formation à un travail rémunéré")),
    ("F2", gettext_lazy("F2 : contrat d'apprentissage à couverture particulière")),
)


class ParticularsForm(PlainForm):
    """What Dimona alone asks of a contract, from a day on."""

    valid_from = DateField(label=gettext_lazy("À partir du"))
    worker_type = forms.ChoiceField(
        label=gettext_lazy("Type de travailleur"),
        choices=[("", gettext_lazy("selon le contrat")), *TYPES.items()],
        required=False,
    )
    by_day = forms.BooleanField(
        label=gettext_lazy("Flexi-job déclaré jour par jour (contrat oral)"), required=False,
        help_text=gettext_lazy("Le travail occasionnel l'est toujours. Jours et heures sont ceux de la grille."),
    )  # fmt: skip
    start_hour = HourField(
        label=gettext_lazy("Heure à laquelle la journée commence"),
        help_text=gettext_lazy("Quatre chiffres : 1700. La fin suit des heures de la grille."),
    )
    pause = forms.IntegerField(
        label=gettext_lazy("Minutes de repos par jour"), required=False, min_value=0, max_value=LONGEST_PAUSE
    )
    flat_rate = forms.BooleanField(
        label=gettext_lazy("Horeca : au forfait journalier, sans heure de fin"), required=False
    )
    user_number = forms.CharField(label=gettext_lazy("Numéro d'entreprise"), max_length=20, required=False)
    user_name = forms.CharField(
        label=gettext_lazy("Nom"), max_length=96, required=False,
        help_text=gettext_lazy("Avec l'adresse, pour un utilisateur sans numéro d'entreprise."),
    )  # fmt: skip
    user_street = forms.CharField(label=gettext_lazy("Rue et numéro"), max_length=60, required=False)
    user_postcode = forms.CharField(label=gettext_lazy("Code postal"), max_length=9, required=False)
    user_city = forms.CharField(label=gettext_lazy("Localité"), max_length=40, required=False)
    user_committee = forms.ChoiceField(
        label=gettext_lazy("Commission paritaire selon Dimona"),
        choices=[("", "—"), *((one, one) for one in sorted(JOINT_COMMITTEES - {AGENCY}))],
        required=False,
    )
    nature = forms.ChoiceField(label=gettext_lazy("Sorte de travail"), choices=_NATURES, required=False)
    status = forms.ChoiceField(label=gettext_lazy("Statut du stagiaire"), choices=_STATUSES, required=False)
    risk = forms.RegexField(
        r"\d{3}",
        label=gettext_lazy("Code de risque"),
        required=False,
        help_text=gettext_lazy("Trois chiffres, quand l'activité s'écarte de celle de l'entreprise."),
        error_messages={"invalid": gettext_lazy("Un code de risque a trois chiffres.")},
    )
    sub_entity = forms.RegexField(
        r"\d{1,10}",
        label=gettext_lazy("Numéro de l'entité subsidiaire"),
        required=False,
        help_text=gettext_lazy("Secteur public seulement."),
        error_messages={"invalid": gettext_lazy("Ce numéro n'a que des chiffres.")},
    )

    def groups(self) -> list[tuple[Any, list[Any]]]:
        """The fields under their headings."""
        parts = (
            (_("Type et journées"), _DAY),
            (_("Intérim (commission 322) : l'utilisateur"), _USER),
            (_("Stage ou formation : assurance accidents"), _SMALL),
            (_("Secteur public"), _OTHER),
        )
        return [(title, [self[name] for name in names]) for title, names in parts]

    def clean_user_number(self) -> str:
        """Its ten digits. Raises ValidationError."""
        return _enterprise(self.cleaned_data["user_number"])

    def clean(self) -> dict[str, Any]:
        """A user by number or by name and address; a trainee with both zones. Adds errors where something lacks."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        address = [data.get(name) for name in ("user_name", "user_street", "user_postcode", "user_city")]
        if not data.get("user_number") and any(address):
            if not all(address):
                self.add_error("user_name", _("Sans numéro d'entreprise, écrivez le nom et toute l'adresse."))
            else:
                self._check_address(data)
        if bool(data.get("nature")) != bool(data.get("status")):
            self.add_error("status", _("La sorte de travail et le statut vont ensemble."))
        return data

    def _check_address(self, data: dict[str, Any]) -> None:
        try:
            dimona_address(_postal(data))
        except PresteError:
            self.add_error("user_street", _("Écrivez la rue, le numéro et la boîte, en Belgique."))

    def particulars(self) -> Particulars:
        """What was written, as Dimona has it."""
        data = self.cleaned_data
        return Particulars(
            contract="",
            since=data["valid_from"],
            worker_type=data["worker_type"],
            by_day=data["by_day"],
            start_hour=data["start_hour"],
            pause=data["pause"] or 0,
            flat_rate=data["flat_rate"],
            sub_entity=data["sub_entity"],
            using_employer=_user(data),
            small_statute=_small(data),
        )


def _enterprise(written: str) -> str:
    try:
        return enterprise.validate(written) if written else ""
    except PresteError:
        raise forms.ValidationError(_("Ce n'est pas un numéro d'entreprise.")) from None


def _postal(data: dict[str, Any]) -> Address:
    return Address(street=data["user_street"], postcode=data["user_postcode"], city=data["user_city"])


def _user(data: dict[str, Any]) -> UsingEmployer | None:
    number, name = data["user_number"], data["user_name"]
    if not (number or name):
        return None
    return UsingEmployer(
        enterprise_number=number,
        name="" if number else name,
        address=None if number else dimona_address(_postal(data)),
        joint_committee=data["user_committee"],
    )


def _small(data: dict[str, Any]) -> SmallStatute | None:
    if not data["nature"]:
        return None
    return SmallStatute(nature=data["nature"], status=data["status"], risk=data["risk"])


def initial_of(told: Particulars) -> dict[str, Any]:
    """What is known, as the form shows it."""
    user, small = told.using_employer, told.small_statute
    address = user.address if user is not None else None
    found: dict[str, Any] = {name: getattr(told, name) for name in (*_DAY[1:], *_OTHER)}
    if user is not None:
        found |= {"user_number": user.enterprise_number, "user_name": user.name, "user_committee": user.joint_committee}
    if address is not None:
        street = f"{address.street} {address.house_number}" + (f" bte {address.box}" if address.box else "")
        found |= {"user_street": street, "user_postcode": address.postcode, "user_city": address.city}
    if small is not None:
        found |= {name: getattr(small, name) for name in _SMALL}
    return found


class FollowForm(PlainForm):
    """From when an employer's Dimona are followed here."""

    day = DateField(
        label=gettext_lazy("Suivre les Dimona depuis le"),
        required=False,
        help_text=gettext_lazy("Vide : depuis le premier mois ouvert ou repris."),
    )


FIELDS: Sequence[str] = (*_DAY, *_USER, *_SMALL, *_OTHER)
"""Every field, in the order of the page."""
