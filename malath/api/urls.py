from django.urls import path

from malath.api import views

app_name = "api"

urlpatterns = [
    path("manage/systems/", views.systems, name="systems"),
    path("manage/systems/ask/", views.ask, name="ask"),
    path("manage/systems/<reference:reference>/allow/", views.allow, name="allow_system"),
    path("manage/systems/<reference:reference>/end/", views.end, name="end_system"),
    path("systems/", views.ours, name="ours"),
    path("systems/<reference:reference>/secret/", views.give_secret, name="give_secret"),
    path("systems/secrets/<reference:reference>/end/", views.end_secret, name="end_secret"),
]
