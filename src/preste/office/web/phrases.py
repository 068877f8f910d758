"""What is said in French of who leaves or begins, and of months taken over: a part of the phrases of `terms`."""

from django.utils.translation import gettext_noop

OF_DEPARTURES = (
    # a departure and an engagement
    gettext_noop("Dimona OUT"),
    gettext_noop("Dimona IN, avant la première prestation"),
    gettext_noop("C4, certificat de chômage"),
    gettext_noop("Certificat de travail"),
    gettext_noop("Décompte de la dernière paie"),
    gettext_noop("Attestations de vacances, avec la dernière paie"),
    gettext_noop("Compte individuel, remis au travailleur"),
    gettext_noop("Compte individuel simplifié, remis au travailleur"),
    gettext_noop("Fiche 281.10 de %(year)s"),
    gettext_noop("Motifs du congé pour motif grave, notifiés"),
    gettext_noop("Lettre de préavis"),
    gettext_noop("Lettre de congé moyennant indemnité"),
    gettext_noop("Convention de rupture signée par les deux parties"),
    gettext_noop("Congé pour motif grave"),
    gettext_noop("Lettre de préavis (pension)"),
    gettext_noop("Contrat écrit (%(kinds)s), signé avant le début"),
    gettext_noop("à durée déterminée"),
    gettext_noop("à temps partiel"),
    gettext_noop("Informations sur les conditions de travail"),
    gettext_noop("Copie du règlement de travail, contre récépissé"),
    gettext_noop("Jour férié du %(day)s, après la fin du contrat"),
    gettext_noop("pécule de vacances : payé par la caisse de vacances"),
    gettext_noop("l'incapacité du %(first)s au %(last)s est coupée au dernier jour"),
    gettext_noop("le préavis légal court du %(first)s au %(last)s ; le reste est payé en indemnité"),
    gettext_noop(
        "le préavis légal court du %(first)s au %(last)s ; le reste est dû par le travailleur, et ne se retient pas "
        "d'office sur la paie"
    ),
    gettext_noop("le préavis légal court du %(first)s au %(last)s ; rien n'est dû pour le reste, comme encodé"),
    gettext_noop(
        "le préavis légal court du %(first)s au %(last)s ; le reste est dû en indemnité et n'est pas calculé ici : "
        "il se calcule à part"
    ),
    gettext_noop("prime de fin d'année : pas ajoutée, le motif grave peut l'exclure ; à vérifier"),
    gettext_noop("prime de fin d'année : pas de rémunération mensuelle, calculez-la"),
    gettext_noop("prime de fin d'année : pas ajoutée, règle %(scheme)s inconnue en %(year)s"),
    gettext_noop("prime de fin d'année : la règle %(scheme)s n'oblige que si l'employeur l'a prévue"),
    gettext_noop("prime de fin d'année : aucun mois entier de %(year)s"),
    gettext_noop("prime de fin d'année : %(months)s mois entiers de %(year)s, règle %(scheme)s"),
    gettext_noop("prime de fin d'année : aucune règle de la commission paritaire %(committee)s n'est connue ici"),
    gettext_noop("prime de fin d'année : pas ajoutée, choisissez la règle qui vaut ici parmi %(schemes)s"),
    gettext_noop("le préavis légal finit le %(day)s, avant le dernier jour donné"),
    gettext_noop("indemnité due par le travailleur : elle ne se retient pas d'office sur la paie"),
    gettext_noop("indemnité sans les avantages d'une année (prime, double pécule, parts patronales) : donnez-les"),
    gettext_noop("cotisation 812 de l'employeur : %(amount)s, pour un salaire annuel de %(wage)s"),
    gettext_noop("cotisation 812 non comptée, le trimestre n'est pas connu ici : elle se calcule à part"),
    gettext_noop("pension : le préavis n'est pas vérifié"),
    gettext_noop("élément jamais payé, prévu à partir du %(day)s : %(label)s"),
    gettext_noop("élément prévu jusqu'au %(day)s, arrêté au dernier jour : %(label)s"),
    gettext_noop("retenues de l'employeur non récupérées sur la dernière paie : %(amount)s"),
    gettext_noop("créancier %(creditor)s : %(amount)s retenus ; annoncez-lui la fin"),
    gettext_noop("créancier %(creditor)s : %(amount)s retenus, reste dû %(left)s ; annoncez-lui la fin"),
    gettext_noop("le net à payer est négatif : le travailleur doit la différence"),
    gettext_noop("pécule de sortie sur %(this)s bruts de %(year)s"),
    gettext_noop("pécule de sortie sur %(this)s bruts de %(year)s et %(last)s de %(before)s"),
    gettext_noop("double pécule de %(year)s déjà payé : %(amount)s"),
    gettext_noop("double pécule de %(year)s : pas encore payé"),
    gettext_noop("jours assimilés de %(year)s : rémunération fictive de %(amount)s, comptée dans la base"),
    gettext_noop("jours assimilés de %(year)s avant la reprise : inconnus ici, donnez leur rémunération fictive"),
    gettext_noop("jours non payés qui ne sont pas comptés comme assimilés : %(codes)s ; à vérifier"),
    gettext_noop("attestation : plusieurs horaires dans l'exercice, additionnés sur l'horaire actuel"),
    gettext_noop("attestation : un mois commencé est compté entier"),
    gettext_noop("attestation : les jours d'un employeur précédent sont compris dans le droit de l'année, à vérifier"),
    gettext_noop("un autre contrat du travailleur continue ici : le pécule de sortie n'est peut-être pas dû"),
    gettext_noop("pas de compte bancaire : le net ne peut pas être payé"),
    gettext_noop("pas de situation familiale : le précompte est celui d'un isolé sans charge"),
    gettext_noop("pas de fonction : la fiche de paie et le compte individuel la demandent"),
    gettext_noop("pas d'unité d'établissement, alors que l'employeur en a plusieurs"),
    gettext_noop("pas d'assureur contre les accidents du travail : il en faut un avant la première prestation"),
    gettext_noop(
        "vacances de %(year)s inconnues : demandez son attestation à l'employeur précédent, ou écrivez qu'il n'y en a "
        "pas"
    ),
    # months taken over
    gettext_noop("Brut repris"),
    gettext_noop("Double pécule repris"),
    gettext_noop("Cotisations reprises, après réductions"),
    gettext_noop("Autres éléments imposables repris"),
    gettext_noop("Précompte repris"),
    gettext_noop("Cotisation spéciale reprise"),
    gettext_noop("Autres sommes reprises"),
    gettext_noop(
        "Mois marqués ° : repris d'un autre secrétariat, de %(first)s à %(last)s ; leurs jours n'y sont pas repris"
    ),
    gettext_noop(
        "Mois marqués ° : repris d'un autre secrétariat, de %(first)s à %(last)s, additionnés dans leur dernier mois ; "
        "leurs jours n'y sont pas repris"
    ),
)
