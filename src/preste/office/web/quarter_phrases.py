"""What a quarter says in French, its reasons and notes: a part of the phrases of `terms`."""

from django.utils.translation import gettext_noop

OF_QUARTERS = (
    gettext_noop("pas encore dans une paie : mois à faire, ou faits connus tardivement"),
    gettext_noop("faits connus tardivement, pas encore réglés dans une paie"),  # of quarters computed before
    gettext_noop("arrondi par trimestre et non par mois"),
    gettext_noop("plafond trimestriel des cotisations patronales de base"),
    gettext_noop("primes étalées et arriérés d'un autre trimestre"),
    gettext_noop("décompte du trimestre"),
    gettext_noop("fait du trimestre, dans aucune paie"),
    gettext_noop("loi manquante dans un mois ou dans le trimestre"),
    gettext_noop("voitures : une fois par véhicule et par mois, celles que personne n'a en propre comprises"),
    gettext_noop("l'employeur ou la catégorie a changé pendant le trimestre"),
    gettext_noop("fait connu tardivement"),
    gettext_noop("article 17, aucune DmfA"),
    gettext_noop(
        "article 17 dépassé dans l'année, les mois %(months)s doivent aussi des cotisations : corrigez la DmfA de leur "
        "trimestre"
    ),
    gettext_noop("la Région de l'unité d'établissement n'est pas dite, le droit « %(right)s » n'est pas examiné"),
    gettext_noop("le reste est dans un contingent"),
    gettext_noop("au plus la cotisation du travailleur pour le trimestre"),
    gettext_noop("arriérés sans mois d'origine (détail earned), déclarés dans ce trimestre"),
)
