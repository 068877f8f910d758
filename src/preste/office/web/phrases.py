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
    gettext_noop("prime de fin d'année au prorata : elle n'est pas comptée ici, vérifiez si elle est due"),
    gettext_noop(
        "le préavis légal court du %(first)s au %(last)s ; le reste du préavis est dû en indemnité, sauf accord : "
        "il n'est pas compté ici"
    ),
    gettext_noop("le préavis légal finit le %(day)s, avant le dernier jour donné"),
    gettext_noop("indemnité due par le travailleur : elle ne se retient pas d'office sur la paie"),
    gettext_noop("indemnité sans les avantages d'une année (prime, double pécule, parts patronales) : donnez-les"),
    gettext_noop(
        "cotisation 812 sur l'indemnité : elle n'est pas comptée ici, calculez-la avec la question du préavis "
        "et de l'indemnité"
    ),
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
    gettext_noop("jours assimilés sans rémunération : leur rémunération fictive est à donner si elle est due"),
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
