"""The doctor's look at the database: does it answer, is it what the code expects, was what is closed changed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from cryptography.exceptions import InvalidTag
from django.conf import settings
from django.core import checks
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone
from django_scopes import scope, scopes_disabled

from preste.money import text
from preste.office.health import Finding, found
from preste.office.services import audit, batches, chain, recompute
from preste.office.store import guards
from preste.office.store.models import AuditEvent, Employer, Worker
from preste.office.store.secret import lookup_hash

LOCAL = {"localhost", "127.0.0.1", "[::1]"}


def examine() -> Iterator[Finding]:
    """Everything about the database; what comes after a fault that hides the rest is not looked at."""
    try:
        connection.ensure_connection()
        yield Finding("ok", "D-DATABASE", f"La base de données répond ({connection.display_name}).")
        yield from _soundness()
        schema = list(_schema())
        yield from schema
        if all(one.level == "ok" for one in schema):
            yield from _guards()
            yield from _key_fits()
            yield from _chains()
            yield from _old_batches()
            yield from _clock()
    except DatabaseError as error:
        told = f"La base de données ne répond pas ({type(error).__name__})."
        remedy = "Le serveur tourne-t-il ? DATABASE_URL est-il juste ? Le disque est-il plein ?"
        yield Finding("error", "D-DATABASE", told, remedy)


def settings_findings() -> Iterator[Finding]:
    """The settings that a server open to others must have."""
    yield found("D-DEBUG", "DEBUG est éteint.", "DEBUG est allumé.", "Éteignez DEBUG.", bad=settings.DEBUG)
    hosts = [host.strip() for host in settings.ALLOWED_HOSTS]
    public = set(hosts) - LOCAL
    yield found(
        "D-HOSTS",
        f"Le bureau répond à : {', '.join(hosts)}.",
        "PRESTE_HOSTS accepte n'importe quel nom.",
        "Écrivez le nom du serveur, par exemple PRESTE_HOSTS=paie.exemple.be",
        bad=any("*" in host or host.startswith(".") or not host for host in hosts),
    )
    yield found(
        "D-TLS",
        "La liaison est chiffrée, ou ne quitte pas cette machine.",
        f"Le bureau répond à {', '.join(sorted(public))} sans chiffrement.",
        "Mettez un mandataire TLS devant, et PRESTE_TLS=1",
        bad=public and not settings.BEHIND_TLS,
    )
    if public and settings.BEHIND_TLS:
        for one in checks.run_checks(tags=[checks.Tags.security], include_deployment_checks=True):
            yield Finding("warning", str(one.id), str(one.msg).partition("\n")[0], str(one.hint or ""))


def recomputed(employers: Iterable[Employer] | None = None) -> Iterator[Finding]:
    """Each closed month of these employers (by default all) computed again: what would differ, and why."""
    for employer in Employer.objects.order_by("id") if employers is None else employers:
        with scope(employer=employer):
            differences = list(recompute.moved(employer))
        for one in differences:
            paid = " → ".join(
                "–" if cents is None else text(cents).replace(".", ",") for cents in (one.stored, one.now)
            )
            told = f"{employer.name}, {one.month}, contrat {one.contract} : {paid}, par {one.cause.value}."
            late = one.cause is recompute.Cause.FACTS
            remedy = "Le mois validé ne change pas ; la différence se règle dans un mois ouvert."
            yield Finding("ok" if late else "warning", f"D-PAST-{one.cause.name}", told, "" if late else remedy)
        if not differences:
            yield Finding("ok", "D-PAST", f"{employer.name} : les mois validés se recalculent au centime près.")


def _euros(cents: int | None) -> str:
    return "–" if cents is None else text(cents).replace(".", ",")


def _soundness() -> Iterator[Finding]:
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA integrity_check")
            bad = [row[0] for row in cursor.fetchall() if row[0] != "ok"]
            cursor.execute("PRAGMA foreign_key_check")
            bad += [f"{row[0]}: {row[2]}" for row in cursor.fetchall()]
            remedy = "Arrêtez le bureau et restaurez la dernière sauvegarde saine : preste restore"
            told = f"Le fichier de la base est abîmé ({len(bad)} faute(s))."
            yield found("D-INTEGRITY", "Le fichier de la base est sain.", told, remedy, bad=bad)
            return
        unsafe = []
        for setting in ("fsync", "full_page_writes", "synchronous_commit"):
            cursor.execute(f"SHOW {setting}")
            if cursor.fetchone() == ("off",):
                unsafe.append(setting)
        told = f"PostgreSQL peut perdre ce qu'il a confirmé : {', '.join(unsafe)} = off."
        well = "PostgreSQL attend le disque avant de confirmer."
        remedy = "Remettez ces réglages à on dans postgresql.conf."
        yield found("D-DURABLE", well, told, remedy, bad=unsafe, level="warning")


def _schema() -> Iterator[Finding]:
    executor = MigrationExecutor(connection)
    loader = executor.loader
    waiting = executor.migration_plan(loader.graph.leaf_nodes())
    unknown = sorted(str(one) for one in loader.applied_migrations if one not in loader.disk_migrations)
    own = [one for one in unknown if any(f"'{app}'" in one for app in ("store", "accounts"))]
    told = f"{len(waiting)} changement(s) des tables attendent."
    remedy = "preste backup, puis preste prepare"
    yield found("D-SCHEMA", "Les tables sont celles de cette version.", told, remedy, bad=waiting)
    if own:
        told = "Ces données viennent d'une version plus récente de Preste."
        yield Finding("error", "D-SCHEMA-NEWER", told, "Installez la version la plus récente de Preste.")


def _guards() -> Iterator[Finding]:
    expected = guards.expected(MigrationExecutor(connection).loader.disk_migrations.values())
    missing = sorted(expected - guards.present(connection))
    yield found(
        "D-GUARDS",
        f"Les {len(expected)} gardes de la base sont en place.",
        f"Des gardes manquent : {', '.join(missing)}.",
        "Quelqu'un les a ôtées : vérifiez qui a accès à la base, puis restaurez une sauvegarde.",
        bad=missing,
    )


def _key_fits() -> Iterator[Finding]:
    with scopes_disabled():
        try:
            worker = Worker.objects.order_by("pk").first()
            bad = worker is not None and worker.niss_hash != lookup_hash(worker.niss)
        except InvalidTag:
            bad = True
    remedy = "Remettez le fichier preste.key d'origine : sans lui, numéros nationaux et comptes sont perdus."
    yield found("D-KEY-FITS", "La clé ouvre ces données.", "La clé n'est pas celle de ces données.", remedy, bad=bad)


def _chains() -> Iterator[Finding]:
    """Every employer's closed runs and audit trail."""
    employers = list(Employer.objects.only("id", "name").order_by("id"))
    for employer in employers:
        with scope(employer=employer):
            months = sorted({run.month for run in chain.broken_runs(employer)})
            events = audit.broken_events(employer)
        remedy = "Quelqu'un a écrit dans la base sans passer par Preste : comparez avec une sauvegarde."
        if months:
            told = f"{employer.name} : des mois validés ont été modifiés ({', '.join(months)})."
            yield Finding("error", "D-RUN-CHAIN", told, remedy)
        if events:
            told = f"{employer.name} : {len(events)} événement(s) du journal d'audit modifiés ou manquants."
            yield Finding("error", "D-AUDIT-CHAIN", told, remedy)
    yield Finding("ok", "D-CHAINS", f"Chaînes de {len(employers)} employeur(s) relues.")


def _old_batches() -> Iterator[Finding]:
    """Large batches of documents that were made long ago are deleted: they hold pay, and are made again when asked."""
    gone = batches.forget_old()
    told = f"{gone} ancien(s) dossier(s) de documents supprimé(s)." if gone else "Pas d'ancien dossier de documents."
    yield Finding("ok", "D-BATCHES", told)


def _clock() -> Iterator[Finding]:
    with scopes_disabled():
        last = AuditEvent.objects.order_by("-at").first()
    late = last is not None and last.at > timezone.now()
    told = "L'horloge de cette machine retarde sur le journal d'audit."
    yield found("D-CLOCK", "L'horloge suit le journal d'audit.", told, "Mettez la machine à l'heure (NTP).", bad=late)
