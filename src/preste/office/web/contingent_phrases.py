"""What is said of contingents, in French as the layers below say it, for the catalogues."""

from django.utils.translation import gettext_noop

OF_CONTINGENTS = (
    gettext_noop("Heures d'étudiant %(period)s"),
    gettext_noop("Article 17, jours %(period)s"),
    gettext_noop("Article 17, année %(period)s"),
    gettext_noop("Article 17, trimestre %(period)s"),
    gettext_noop("Article 17, année, toutes activités %(period)s"),
    gettext_noop("Article 17, trimestre, toutes activités %(period)s"),
    gettext_noop("Article 17, année d'un étudiant %(period)s"),
    gettext_noop("Événement du %(day)s"),
    gettext_noop("Flexi-salaire exonéré %(period)s"),
    gettext_noop("Travail occasionnel, jours %(period)s"),
    gettext_noop("Travail occasionnel, agriculture et horticulture %(period)s"),
    gettext_noop("au-delà, cotisations ordinaires sur la rémunération réelle"),
    gettext_noop("non comptés : demi-jours de l'élevage, jours en plus du champignon, limite plus basse de l'intérim"),
    gettext_noop("l'employeur a aussi un contingent de %(days)s jours par an : voyez Horeca@work"),
    gettext_noop("rien n'a été dit des autres employeurs : voyez le formulaire occasionnel, Green@work ou Horeca@work"),
    gettext_noop(
        "le travail occasionnel n'existe que dans l'agriculture, l'horticulture (sans les jardins) et l'horeca"
    ),
    gettext_noop("Heures nettes %(period)s"),
    gettext_noop("Heures volontaires avec sursalaire %(period)s"),
    gettext_noop("Heures sans récupération %(period)s"),
    gettext_noop("Heures avec réduction d'impôt %(period)s"),
    gettext_noop(
        "au-delà, travail ordinaire : code %(code)s et cotisations ordinaires au lieu de la cotisation de solidarité"
    ),
    gettext_noop("au-delà, tout le travail de la période chez cet employeur doit les cotisations ordinaires"),
    gettext_noop("au-delà, ces heures sont prises sur le contingent d'étudiant"),
    gettext_noop("au-delà, le flexi-salaire est imposable"),
    gettext_noop("au-delà, ces heures s'écrivent sous un autre code, ou n'ont pas l'avantage"),
    gettext_noop("au-delà, ces heures n'ont plus la réduction d'impôt"),
    gettext_noop("au-delà, plus d'heures à récupérer avant qu'un repos soit pris, sauf CCT du secteur"),
    gettext_noop("Heures à récupérer, limite interne"),
    gettext_noop("rien n'a été dit des autres employeurs : demandez au travailleur son solde, et notez-le"),
    gettext_noop("les heures neutralisées du trimestre le sont une fois, chez tous les employeurs ensemble"),
    gettext_noop("ces heures ne comptent pas : mesure du trimestre"),
    gettext_noop("un pensionné n'a pas de plafond"),
    gettext_noop("à prester du %(first)s au %(last)s"),
    gettext_noop("en service sous un autre contrat jusqu'au %(day)s : article 17 à partir du %(first)s"),
    gettext_noop("sport et socioculturel ne se cumulaient pas : les deux ensemble sont comptés sur %(days)s jours"),
    gettext_noop("occupé ce trimestre par le contrat %(id)s à %(share)s ou plus chez le même employeur : interdit"),
    gettext_noop("occupé ce trimestre par le contrat %(id)s chez le même employeur : vérifiez que c'est permis"),
    gettext_noop("pensionné : l'était-il à la fin du trimestre %(quarter)s ? Sinon %(share)s au trimestre %(other)s"),
    gettext_noop("occupé à %(share)s au moins chez d'autres employeurs au trimestre %(quarter)s : confirmé le %(day)s"),
    gettext_noop("occupé à %(share)s au moins chez d'autres employeurs au trimestre %(quarter)s : %(noted)s noté"),
    gettext_noop(
        "occupé à %(share)s au moins chez d'autres employeurs au trimestre %(quarter)s : à vérifier ; demandez"
        " une attestation d'occupation, ou lisez la réponse à la Dimona FLX, et notez-le"
    ),
    gettext_noop("le contrat %(id)s au trimestre %(quarter)s ne compte pas : il est chez vous"),
)
"""Each as the layers below say it, whole."""
