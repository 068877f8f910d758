"""What is said in French of first hires and of rights to reductions: a part of the phrases of `terms`."""

from django.utils.translation import gettext_noop

OF_FIRST_HIRES = (
    gettext_noop("1er"),
    gettext_noop("%(n)se"),
    gettext_noop("%(rank)s travailleur : au-delà du %(last)s, il n'y a pas de droit"),
    gettext_noop("%(rank)s travailleur en même temps chez l'employeur"),
    gettext_noop("%(rank)s travailleur en même temps dans l'unité technique d'exploitation"),
    gettext_noop("dans les %(months)s mois avant, aucun travailleur"),
    gettext_noop("dans les %(months)s mois avant, au plus %(count)s en même temps (le %(day)s)"),
    gettext_noop(
        "dans les %(months)s mois avant, aucun travailleur, sans les %(days)s jours les plus hauts (jusqu'à %(most)s)"
    ),
    gettext_noop(
        "dans les %(months)s mois avant, au plus %(count)s en même temps (le %(day)s), sans les %(days)s jours les "
        "plus hauts (jusqu'à %(most)s)"
    ),
    gettext_noop("ouvre le droit pour un %(rank)s travailleur, le %(day)s"),
    gettext_noop("pas de droit : il y avait déjà %(count)s travailleurs en même temps dans les mois avant"),
    gettext_noop("la loi n'ouvre plus de droit pour un %(rank)s travailleur à cette date"),
    gettext_noop("ce rang a déjà été ouvert le %(day)s : chaque rang ne sert qu'une fois"),
    gettext_noop("ce rang a déjà été ouvert par %(entity)s le %(day)s : chaque rang ne sert qu'une fois"),
    gettext_noop(
        "pas d'emploi supplémentaire dans l'unité technique d'exploitation : %(count)s travailleurs, au plus %(most)s "
        "dans les mois avant"
    ),
    gettext_noop(
        "l'emploi supplémentaire n'est pas gardé un mois dans l'unité technique d'exploitation : %(count)s "
        "travailleurs le %(day)s"
    ),
    gettext_noop("emploi supplémentaire dans l'unité technique d'exploitation : %(count)s, au plus %(most)s avant"),
    gettext_noop(
        "emploi supplémentaire dans l'unité technique d'exploitation : %(count)s, au plus %(most)s avant ; à garder "
        "jusqu'au %(day)s"
    ),
    gettext_noop(
        "emploi supplémentaire dans l'unité technique d'exploitation : %(count)s, au plus %(most)s avant, gardé "
        "jusqu'au %(day)s"
    ),
    # what is not known
    gettext_noop(
        "du %(first)s au %(last)s, seul le nombre de travailleurs par trimestre est connu ; s'ils n'étaient pas là en "
        "même temps, cet engagement ouvrirait le droit pour un %(rank)s travailleur"
    ),
    gettext_noop(
        "du %(first)s au %(last)s, seul le nombre de travailleurs par trimestre est connu ; s'ils n'étaient pas là en "
        "même temps, cet engagement n'ouvrirait rien"
    ),
    gettext_noop("l'occupation du %(first)s au %(last)s n'est pas connue"),
    # what is left of a right
    gettext_noop("montants inconnus à la date d'ouverture"),
    gettext_noop("éteint : personne occupé pendant douze mois depuis le %(day)s"),
    gettext_noop("sans limite de durée"),
    gettext_noop("%(left)s trimestres sur %(quarters)s restants, à utiliser jusqu'au %(last)s"),
    # the employer's conditions
    gettext_noop("le dossier des premiers engagements est confirmé"),
    gettext_noop("%(rank)s travailleurs en même temps dans le trimestre (ici %(most)s)"),
    gettext_noop("un trimestre du droit n'est pas utilisé (%(told)s)"),
    gettext_noop("au plus tard le %(last)s"),
    gettext_noop("un travailleur qui compte (ni flexi-job, ni occasionnel, ni étudiant, ni apprenti, ni domestique)"),
)
OF_TARGET_GROUPS = (
    gettext_noop("Premiers engagements, premier travailleur"),
    gettext_noop("Premiers engagements, %(rank)s travailleur"),
    gettext_noop("Contractuels subventionnés"),
    gettext_noop("Sportifs rémunérés"),
    gettext_noop("Artistes"),
    gettext_noop("Travailleurs âgés"),
    gettext_noop("Jeunes travailleurs"),
    gettext_noop("Réduction collective du temps de travail"),
    gettext_noop("Tuteurs"),
    gettext_noop("Travailleurs licenciés lors d'une restructuration"),
    gettext_noop("Recherche scientifique"),
    gettext_noop("prestations d'au moins %(minimum)s ou contrat d'au moins un mi-temps"),
    gettext_noop("la Région de l'unité d'établissement est connue"),
    gettext_noop("la mesure existe ce trimestre (%(region)s)"),
    gettext_noop("la mesure existe au jour de l'engagement (%(region)s)"),
    gettext_noop("Bruxelles-Capitale"),
    gettext_noop("Région flamande"),
    gettext_noop("Wallonie de langue française"),
    gettext_noop("Communauté germanophone"),
    gettext_noop("la réduction existe depuis le %(day)s"),
    gettext_noop("salaire trimestriel de référence d'au moins %(floor)s (ici %(wage)s)"),
    gettext_noop("salaire trimestriel de référence inférieur à %(bound)s (ici %(wage)s)"),
    gettext_noop("catégorie 1 de la réduction structurelle : jamais un employeur du Maribel social (CP 329)"),
    gettext_noop("assujetti à toutes les branches de la sécurité sociale"),
    gettext_noop("de %(first)s à %(last)s ans au dernier jour du trimestre (ici %(age)s)"),
    gettext_noop("%(first)s ans ou plus au dernier jour du trimestre (ici %(age)s)"),
    gettext_noop("demandeur d'emploi inoccupé la veille de l'engagement (avant %(age)s ans)"),
    gettext_noop("du trimestre qui suit l'instauration au %(last)s (ici le %(which)s)"),
    gettext_noop("le jour de l'engagement est connu"),
    gettext_noop("du trimestre de l'engagement au %(last)s (ici le %(which)s)"),
    gettext_noop(
        "moins de %(age)s ans au dernier jour du trimestre de l'engagement, sans diplôme du secondaire supérieur"
    ),
    gettext_noop("occupé à mi-temps au moins"),
    gettext_noop("à temps plein (ou salaire adapté à la mesure)"),
    gettext_noop("chercheur d'une institution agréée; ne se cumule pas avec la réduction structurelle"),
)
