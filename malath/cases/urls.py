from django.urls import path

from malath.cases import views

app_name = "cases"

urlpatterns = [
    path("", views.listing, name="list"),
    path("new/", views.new, name="new"),
    path("<reference:reference>/note/", views.write_note, name="note"),
    path("<reference:reference>/facts/", views.change_facts, name="facts"),
]
