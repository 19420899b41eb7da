from django.urls import path

from malath.api import views

app_name = "api"

urlpatterns = [
    path("manage/systems/", views.systems, name="systems"),
    path("manage/systems/ask/", views.ask, name="ask"),
    path("manage/systems/<reference:reference>/allow/", views.allow, name="allow_system"),
    path("manage/systems/<reference:reference>/end/", views.end, name="end_system"),
]
