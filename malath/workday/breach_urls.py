"""Addresses of breaches: reported by anybody, handled by the data protection officer, made good by the desks; and of looks
into files that were unlike others."""

from django.urls import path

from malath.workday import breach_views as views
from malath.workday import unusual_views

urlpatterns = [
    path("lost/", views.report, name="report"),
    path("trail/breaches/", views.breaches, name="breaches"),
    path("trail/breaches/<reference:reference>/", views.breach, name="breach"),
    path("trail/breaches/<reference:reference>/widen/", views.widen, name="widen_breach"),
    path("trail/breaches/<reference:reference>/ask/", views.ask_desks, name="ask_desks"),
    path("trail/breaches/<reference:reference>/contain/", views.contain, name="contain_breach"),
    path("trail/breaches/<reference:reference>/unit/", views.tell_unit, name="tell_unit"),
    path("trail/breaches/<reference:reference>/close/", views.close, name="close_breach"),
    path("trail/unusual/", unusual_views.unusual, name="unusual"),
    path("trail/unusual/<reference:reference>/", unusual_views.settle, name="settle_unusual"),
    path("people/<reference:reference>/safety/", views.safety, name="safety"),
    path("people/<reference:reference>/safety/<reference:breach>/", views.take_step, name="safety_step"),
]
