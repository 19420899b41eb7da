"""Addresses of the pages around the person, the trail and the directory."""

from django.urls import path

from malath.workday import person_views as views
from malath.workday import use_views

urlpatterns = [
    path("people/<reference:reference>/", views.person, name="person"),
    path("people/<reference:reference>/trail/", views.file_trail, name="file_trail"),
    path("people/<reference:reference>/shown/", use_views.ask_use, name="ask_use"),
    path("people/<reference:reference>/shown/<reference:use>/", use_views.ask_use, name="ask_use_anew"),
    path("trail/", views.trail, name="trail"),
    path("directory/", views.directory, name="directory"),
]
