from django.urls import path

from malath.notices import views

app_name = "notices"

urlpatterns = [
    path("", views.listing, name="list"),
    path("new/", views.new, name="new"),
]
