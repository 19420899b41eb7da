from django.urls import path

from malath.exchange import views

app_name = "exchange"

urlpatterns = [
    path("", views.home, name="home"),
    path("look/", views.look, name="look"),
    path("import/", views.bring_in, name="bring_in"),
    path("export/", views.take_out, name="take_out"),
]
