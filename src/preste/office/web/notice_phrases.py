"""What is said in French of why a notice or a severance is as it is: a part of the phrases of `terms`."""

from django.utils.translation import gettext_noop

OF_NOTICES = (
    # how notice is given, and when it starts
    gettext_noop("Lettre recommandée déposée à la poste."),
    gettext_noop("Exploit d'huissier : le préavis est notifié le jour même."),
    gettext_noop("Écrit remis, double signé pour réception : le préavis est notifié le jour même."),
    gettext_noop("%(name)s : n'est pas un jour ouvrable."),
    gettext_noop("Dimanche"),
    gettext_noop("Dimanche, et jour férié (%(holiday)s)"),
    gettext_noop("Jour férié (%(holiday)s)"),
    gettext_noop("%(n)se jour ouvrable après le dépôt (le samedi en est un) : le préavis est notifié."),
    gettext_noop("Le préavis prend cours le lundi qui suit la semaine de sa notification."),
    # how long it is
    gettext_noop("Contrat d'étudiant d'au plus %(months)s mois : %(days)s jours."),
    gettext_noop("Contrat d'étudiant de plus de %(months)s mois : %(days)s jours."),
    gettext_noop("Partie 1, contrat d'avant 2014 : %(months)s mois pour l'ancienneté du %(first)s au %(last)s."),
    gettext_noop("Ancienneté depuis le %(first)s : %(months)s mois entiers."),
    gettext_noop("%(n)s mois d'ancienneté (%(row)s), %(who)s : %(weeks)s."),
    gettext_noop("Partie 2, %(n)s mois d'ancienneté (%(row)s), %(who)s : %(weeks)s."),
    gettext_noop("ligne de %(begins)s à moins de %(ends)s mois"),
    gettext_noop("ligne de %(begins)s mois et plus"),
    gettext_noop("contre-préavis"),
    gettext_noop("l'employeur"),
    gettext_noop("le travailleur"),
    gettext_noop("1 semaine"),
    gettext_noop("%(n)s semaines"),
    gettext_noop("Plafond de %(weeks)s : il s'applique."),
    gettext_noop("Plafond de %(weeks)s : sans effet ici."),
    gettext_noop("Plafond de %(weeks)s : il s'applique; les sources divergent sur la date du contrat."),
    gettext_noop("Plafond de %(weeks)s : sans effet ici; les sources divergent sur la date du contrat."),
    gettext_noop(
        "Contrat à durée déterminée : le préavis doit finir ce jour au plus tard, dans la première moitié du terme."
    ),
    gettext_noop("Le contrat prend fin à son terme, avant la fin du préavis."),
    gettext_noop("Dernier jour du préavis et du contrat."),
    # what suspends it
    gettext_noop("%(absence)s jusqu'au %(last)s : %(why)s."),
    gettext_noop("Vacances annuelles"),
    gettext_noop("Incapacité de travail (maladie ou accident)"),
    gettext_noop("Congé de maternité"),
    gettext_noop("Écartement prophylactique"),
    gettext_noop("Repos compensatoire"),
    gettext_noop("Chômage temporaire (économique, intempéries)"),
    gettext_noop("Interruption de carrière ou crédit-temps à temps plein"),
    gettext_noop("Détention préventive"),
    gettext_noop("Congé de naissance"),
    gettext_noop("Congé d'adoption"),
    gettext_noop("Congé d'aidant"),
    gettext_noop("Congé pour raisons impérieuses"),
    gettext_noop("Petit chômage"),
    gettext_noop("ne suspend pas le préavis donné par le travailleur"),
    gettext_noop("hors du préavis"),
    gettext_noop("ne suspend pas le préavis"),
    gettext_noop("ces jours suspendent déjà le préavis"),
    gettext_noop("le préavis est suspendu %(days)s"),
    gettext_noop("le préavis est suspendu %(days)s de plus (%(before)s)"),
    gettext_noop("1 jour"),
    gettext_noop("%(n)s jours"),
    gettext_noop("1 déjà compté"),
    gettext_noop("%(n)s déjà comptés"),
    # pay in its place
    gettext_noop("Dernier jour du contrat."),
    gettext_noop("Dernier jour du contrat, avant la fin du préavis."),
    gettext_noop("Préavis du %(first)s au %(last)s : il en reste %(days)s jours, soit %(weeks)s semaines d'indemnité."),
    gettext_noop("Dernier jour que l'indemnité couvre."),
    gettext_noop("Jusqu'à ce jour, le contrat peut prendre fin par un préavis."),
    gettext_noop("Terme du contrat : %(weeks)s semaines d'indemnité."),
    gettext_noop(
        "Terme du contrat : il reste %(rest)s semaines jusque-là ; au plus %(factor)s fois le préavis d'un contrat "
        "sans terme, %(times)s × %(weeks)s = %(most)s semaines ; le moindre des deux : %(least)s semaines."
    ),
    gettext_noop(
        "%(least)s ou plus : reclassement professionnel de %(hours)s heures, à offrir par écrit au plus tard ce jour ; "
        "%(weeks)s déduites de l'indemnité. Valeur : un douzième de la rémunération de l'année civile précédente, "
        "entre %(minimum)s et %(maximum)s à temps plein."
    ),
)
