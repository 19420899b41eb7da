"""Statistics: definitions, and compiling."""

from django.urls import path

from malath.statistics import views

app_name = "statistics"
urlpatterns = [
    path("definitions/", views.definitions, name="definitions"),
    path("compile/", views.compile_now, name="compile"),
]
