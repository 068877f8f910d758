"""The rights behind day codes, and what payslips tell of leaves and benefits, in the reader's language."""

from django.utils.translation import gettext_noop

DAY_RIGHTS = (
    gettext_noop("aucun à vérifier : l'horaire du contrat"),
    gettext_noop("vérifié : jours fériés de la loi et jours de remplacement"),
    gettext_noop("vérifié si les vacances de l'année sont encodées : averti au-delà"),
    gettext_noop("vérifié si le report est encodé : jours reportés, dans leur délai"),
    gettext_noop("vérifié si les jours de l'année sont encodés : averti au-delà"),
    gettext_noop("attestation de la caisse"),
    gettext_noop("vérifié si les vacances de l'année sont encodées : droit du travail de l'année"),
    gettext_noop("vérifié : âge à la fin de l'année précédente ; si les vacances sont encodées, jours qui manquent"),
    gettext_noop("C103 à la demande (ONEM)"),
    gettext_noop("vérifié : jours de l'incapacité écrite, par suite de rechutes"),
    gettext_noop("certificat"),
    gettext_noop("feuille de renseignements à la mutuelle"),
    gettext_noop("vérifié si l'événement est donné : jours de l'événement"),
    gettext_noop("preuve de l'événement"),
    gettext_noop("vérifié : averti au-delà du repos gagné par HS et HN"),
    gettext_noop("aucun à vérifier : des heures de travail en plus de l'horaire"),
    gettext_noop("vérifié : averti au-delà des heures de l'année"),
    gettext_noop("vérifié : heures nettes et maximum de l'année"),
    gettext_noop("accord écrit"),
    gettext_noop("déclaration d'accident"),
    gettext_noop("déclaration à Fedris"),
    gettext_noop("non vérifié : le médecin écarte du travail, sans durée fixée"),
    gettext_noop("vérifié si la naissance est donnée : semaines avant et après elle"),
    gettext_noop("vérifié si la naissance est donnée : jours du congé moins ceux de l'employeur, dans leur délai"),
    gettext_noop("acte de naissance"),
    gettext_noop("vérifié si l'événement est donné : semaines du congé, depuis son premier jour"),
    gettext_noop("preuve de l'adoption ou de l'accueil"),
    gettext_noop("vérifié : jours par an"),
    gettext_noop("demande à l'ONEM"),
    gettext_noop("vérifié si la formation est donnée : heures par année scolaire et par Région"),
    gettext_noop("attestation d'assiduité"),
    gettext_noop("vérifié : jours par an, au prorata du temps partiel, dont ceux d'aidant"),
    gettext_noop("attestation (aidant)"),
    gettext_noop("non vérifié : c'est un fait, que la loi ne compte pas"),
    gettext_noop("convocation"),
    gettext_noop("non vérifié : un accord en décide"),
    gettext_noop("accord écrit"),
    gettext_noop("vérifié : jours entiers ; semaines de suite (ouvrier) ou par an (employé)"),
    gettext_noop("communication à l'ONEM, carte eC3.2"),
    gettext_noop("vérifié : ouvriers seulement"),
    gettext_noop("non vérifié : l'ONEM décide, la loi n'en compte pas les jours"),
    gettext_noop("demande à l'ONEM, carte eC3.2"),
    gettext_noop("vérifié : ouvriers, jours entiers, après ceux de l'employeur si l'accident est daté"),
    gettext_noop("carte eC3.2"),
    gettext_noop("vérifié si le congé est donné : mois du droit et part des heures"),
)
"""Every right and document of `preste.belgium.time.rights`, for the catalogues."""

WARNINGS = (
    gettext_noop("petit chômage sans événement : le droit n'est pas vérifié"),
    gettext_noop("%(label)s (%(code)s) sans événement : le droit n'est pas vérifié"),
    gettext_noop("%(label)s (%(code)s) sans incapacité encodée : ni le certificat ni le droit ne sont vérifiés"),
    gettext_noop("%(label)s (%(code)s) : report de %(year)s non encodé, le droit n'est pas vérifié"),
    gettext_noop("%(label)s (%(code)s) : vacances de l'année non encodées, le droit n'est pas vérifié"),
    gettext_noop("%(label)s (%(code)s) : %(left)s jours de vacances légales restent à prendre d'abord"),
    gettext_noop("congé-éducation : la limite de la rémunération n'est pas connue ; elle est maintenue entière"),
    gettext_noop(
        "congé-éducation : l'employeur peut limiter la rémunération à %(amount)s par mois ; elle est maintenue entière"
    ),
    gettext_noop(
        "éco-chèques : %(given)s cette année, au-delà de %(most)s : les conditions de l'exonération ne sont plus "
        "remplies, c'est de la rémunération"
    ),
    gettext_noop(
        "kilomètres de service : %(driven)s cette année, au-delà de %(most)s le forfait est à justifier par les frais "
        "réels"
    ),
    gettext_noop("heures supplémentaires le %(day)s, un jour entier de %(absence)s : vérifiez le jour ou le code"),
    gettext_noop(
        "repos compensatoire repris d'avant : %(hours)s h dont la date n'est pas connue ; le repos se donne dans la "
        "période de référence, un an au plus"
    ),
    gettext_noop(
        "repos compensatoire : %(hours)s h gagnées avant %(year)s ne sont pas prises et quittent le compteur ; le "
        "repos se donne dans la période de référence, un an au plus"
    ),
    gettext_noop(
        "article 17 dépassé : les mois %(months)s doivent aussi des cotisations, %(amount)s à charge de l'employeur "
        "(loi du 27 juin 1969, art. 26) ; à déclarer à l'ONSS dès le premier jour"
    ),
    gettext_noop("indemnité vélo au-delà du maximum de l'année : %(amount)s imposables"),
    gettext_noop("chauffage, électricité : le forfait suppose que le logement vient du même employeur (depuis 2022)"),
)
"""What payslips tell of leaves and benefits."""
