"""What the web server loads; MALATH_DOOR says which door it is."""

import gc
import os
from importlib import import_module

from django.conf import settings
from django.core.wsgi import get_wsgi_application

from config.alive import Alive
from config.settings import env_text
from malath.foundation.clock import now
from malath.publicsite.kept import Kept

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
site = get_wsgi_application()
import_module(settings.ROOT_URLCONF)
if settings.PUBLIC:
    application = Alive(Kept(site, now))
else:
    import_module("malath.workday.management.serving").serve(settings.VAR)
    application = Alive(import_module("config.health").Watched(site, token=env_text("MALATH_METRICS_TOKEN")))
# What is loaded stays for good. Gone through for waste, now and then, it would hold up whoever asks just then (100 ms).
gc.collect()
gc.freeze()
