"""Identification: the queue, and what belongs to one case."""

from django.urls import path

from malath.identification import beside_views, views

app_name = "identification"
CASE = "cases/<reference:reference>/identification/"
urlpatterns = [
    path("identification/", views.queue, name="queue"),
    path(f"{CASE}", views.file, name="file"),
    path(f"{CASE}opinion/", views.opinion, name="opinion"),
    path(f"{CASE}matrix/", views.enter, name="enter"),
    path(f"{CASE}matrix/<reference:element>/strike/", views.strike, name="strike"),
    path(f"{CASE}decision/", views.propose, name="propose"),
    path(f"{CASE}decision/confirm/", views.confirm, name="confirm"),
    path(f"{CASE}decision/send-back/", views.send_back, name="send_back"),
    path(f"{CASE}review/ask/", views.ask_review, name="ask_review"),
    path(f"{CASE}review/", views.review, name="review"),
    path(f"{CASE}recovery/", beside_views.recovery, name="recovery"),
    path(f"{CASE}recovery/start/", beside_views.start, name="start"),
    path(f"{CASE}recovery/extend/", beside_views.extend, name="extend"),
    path(f"{CASE}recovery/offer/", beside_views.offer, name="offer"),
    path(f"{CASE}settlement/", beside_views.settlement, name="settlement"),
    path(f"{CASE}letters/", beside_views.letter, name="letters"),
    path(f"{CASE}letters/<reference:letter>/copy/", beside_views.take_copy, name="take_copy"),
    path(
        f"{CASE}letters/<reference:letter>/shown/",
        beside_views.record_shown,
        name="record_shown",
    ),
]
