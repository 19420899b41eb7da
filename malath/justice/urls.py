"""The legal track: what belongs to one case."""

from django.urls import path

from malath.justice import views

app_name = "justice"
CASE = "cases/<reference:reference>/justice/"
ONE = f"{CASE}<reference:proceeding>/"
urlpatterns = [
    path(CASE, views.file, name="file"),
    path(f"{CASE}new/", views.begin, name="begin"),
    path(ONE, views.proceeding, name="proceeding"),
    path(f"{ONE}state/", views.move, name="move"),
    path(f"{ONE}others/", views.join, name="join"),
    path(f"{ONE}leave/", views.leave, name="leave"),
    path(f"{ONE}accused/", views.accuse, name="accuse"),
    path(f"{ONE}accused/<reference:accused>/strike/", views.strike, name="strike"),
]
