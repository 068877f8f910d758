"""`preste serve`: the office on this machine, for this machine only. `preste work`: its long computations alone."""

from __future__ import annotations

import logging
import os
import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from socketserver import ThreadingMixIn
from typing import Annotated
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

import typer
from rich.console import Console

from preste.errors import InputError


class _Server(ThreadingMixIn, WSGIServer):
    """One thread a request."""

    daemon_threads = True

    def handle_error(self, *_: object) -> None:
        """A fault outside the application, to the log, which names nobody."""
        logging.getLogger("preste.serve").exception("request not answered")


class _Quiet(WSGIRequestHandler):
    """Addresses are not written to the log: they name employers."""

    def log_message(self, *_: object) -> None:
        """Nothing."""


def serve(
    port: Annotated[int, typer.Option("--port", help="Le port, sur localhost.")] = 8000,
    email: Annotated[str, typer.Option("--email", help="L'adresse du premier compte.")] = "",
    lost: Annotated[
        str, typer.Option("--lost-password", help="Faire un lien à usage unique pour le compte de cette adresse.")
    ] = "",
) -> None:
    """Ouvrir le bureau dans le navigateur, sur cette machine : http://localhost."""
    console = Console()
    site = f"http://localhost:{port}"
    application = prepare(email, console, site, terminal=sys.stdin.isatty())
    if lost:
        console.print(f"À usage unique, pour sept jours : {site}{_lost(lost)}", highlight=False, soft_wrap=True)
    from preste.office.jobs import worker

    with make_server("localhost", port, application, server_class=_Server, handler_class=_Quiet) as server:
        stop = threading.Event()
        worker.in_thread(stop)
        console.print(f"Le bureau est ouvert : {site}   (Ctrl+C pour fermer)", highlight=False)
        try:
            server.serve_forever()
        except KeyboardInterrupt:
            console.print("Le bureau est fermé.")
        finally:
            stop.set()


def work(
    once: Annotated[bool, typer.Option("--once", help="Faire ce qui attend, puis s'arrêter.")] = False,
) -> None:
    """Faire les calculs longs du bureau. `preste serve` les fait lui-même ; ailleurs, une commande les fait."""
    _require_office()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "preste.office.settings")
    import django
    from django.core.management import call_command
    from django.db import connection

    from preste.office.database import sqlite_file

    django.setup()
    remedy = "start the office once with: preste serve"
    file = sqlite_file(connection.settings_dict)
    if file is not None and not file.exists():
        raise InputError(f"{file} is missing", remedy=remedy, code="E-OFFICE-DATABASE")
    try:
        with _usable_database():
            call_command("migrate", check_unapplied=True, verbosity=0)
    except SystemExit:
        raise InputError("the database has not the tables of this version", remedy=remedy, code="E-OFFICE") from None
    from preste.office.jobs import worker

    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    if once:
        with _usable_database():
            while worker.work_once(stop=stop) and not stop.is_set():
                pass
        return
    Console().print("Les calculs du bureau se font ici (Ctrl+C pour arrêter).")
    worker.work(stop)


def prepare_only(
    email: Annotated[str, typer.Option("--email", help="L'adresse du premier compte.")] = "",
) -> None:
    """Préparer ou mettre à jour les données du bureau, sans l'ouvrir : clé, tables, premier compte."""
    console = Console()
    prepare(email, console, terminal=sys.stdin.isatty())
    console.print("Le bureau est prêt.")


def prepare(  # type: ignore[no-untyped-def]
    email: str, console: Console, site: str = "http://localhost:8000", *, terminal: bool = True
):
    """Data folder, key file, tables and first account; gives the WSGI application. Raises InputError.

    Without a terminal to ask in, a link is printed by which the first account is made in the browser.
    """
    _require_office()
    from preste.data_folder import data_dir
    from preste.office.database import make_database_file, sqlite_file
    from preste.office.keys import NAME, make_key_file

    folder = data_dir()
    first = not (folder / NAME).exists()
    make_key_file(folder)
    (folder / "static").mkdir(exist_ok=True)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "preste.office.settings")
    from django.core.management import call_command
    from django.db import connection

    from preste.office.wsgi import application

    file = sqlite_file(connection.settings_dict)
    if file is not None and first:
        make_database_file(file)
    elif file is not None and not file.exists():
        raise InputError(
            f"{file} is missing, and its key is there",
            remedy="put the file back, or restore a backup; to begin anew, remove preste.key",
            code="E-OFFICE-DATABASE",
        )
    with _usable_database():
        call_command("migrate", verbosity=0)
    from preste.office.accounts.models import User

    if not User.objects.exists():
        console.print(f"Premier démarrage : les données vont dans {folder}.", highlight=False, soft_wrap=True)
        if terminal:
            _first_account(email)
        else:
            _print_first_link(console, site)
    return application


@contextmanager
def _usable_database() -> Iterator[None]:
    """A database that is away, full or read-only is told as such. Raises InputError."""
    from django.db import DatabaseError, InterfaceError

    from preste.office.database import database_failure

    try:
        yield
    except (DatabaseError, InterfaceError) as error:
        code = database_failure(error)
        if code is None:
            raise
        remedy = "see that it runs, that its disk has room and that DATABASE_URL names it; then start again"
        raise InputError("the database cannot be used", remedy=remedy, code=code) from None


def _first_account(email: str) -> None:
    from django.contrib.auth.password_validation import validate_password
    from django.core.exceptions import ValidationError

    from preste.office.services.users import first_account

    email = email or typer.prompt("Créez le premier compte. Adresse e-mail")
    password = typer.prompt("Mot de passe (12 caractères ou plus)", hide_input=True, confirmation_prompt=True)
    try:
        validate_password(password)
    except ValidationError as error:
        raise InputError(" ".join(error.messages), field="password", remedy="start again with another one") from None
    first_account(email, "", password)


def _print_first_link(console: Console, site: str) -> None:
    from django.urls import reverse

    from preste.office.accounts.links import first_account_token

    address = reverse("first-account", args=[first_account_token()])
    console.print(f"Créez le premier compte, dans la journée : {site}{address}", highlight=False, soft_wrap=True)


def _lost(email: str) -> str:
    """The address of a new one-time link; whoever starts the server may open any account. Raises InputError."""
    from django.urls import reverse

    from preste.office.accounts.models import User
    from preste.office.services.users import lost_password

    user = User.objects.filter(email=email.strip().lower(), is_active=True).first()
    if user is None:
        raise InputError("there is no open account of that address", field="--lost-password", remedy="check it")
    return reverse("one-time-link", args=[lost_password(user, None, factors=True)])


def _require_office() -> None:
    if find_spec("django") is None:
        raise InputError(
            "the office is not installed",
            remedy='install it: pip install "preste[office]", or use make serve',
            code="E-OFFICE-MISSING",
        )
