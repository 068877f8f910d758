"""The WSGI application, for gunicorn and `preste serve`."""

import gc
import os

from django.core.checks.urls import check_url_config
from django.core.wsgi import get_wsgi_application

from preste.law import book

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "preste.office.settings")


def warm_up() -> None:
    """Load what every request needs, and take it out of the garbage collector's rounds.

    The law book, the models and the views are more than a hundred thousand objects that never go; walking through
    them again and again made some requests half as long again.
    """
    book()
    check_url_config(None)  # imports all views
    gc.collect()
    gc.freeze()


application = get_wsgi_application()
warm_up()
