"""The framework: texts, their versions, findings."""

from django.urls import path

from malath.framework import finding_views, views

app_name = "framework"
urlpatterns = [
    path("", views.listing, name="list"),
    path("bring/", views.bring, name="bring"),
    path("texts/<reference:reference>/", views.text, name="text"),
    path("texts/<reference:reference>/version/", views.bring_version, name="bring_version"),
    path("versions/<reference:reference>/read/", views.say_read, name="say_read"),
    path("versions/<reference:reference>/file/", views.take_file, name="take_file"),
    path("findings/", finding_views.findings, name="findings"),
    path("findings/<reference:reference>/", finding_views.finding, name="finding"),
    path("findings/<reference:reference>/move/", finding_views.move_finding, name="move_finding"),
]
