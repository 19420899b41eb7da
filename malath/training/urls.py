"""Training: courses, officers, the curriculum."""

from django.urls import path

from malath.training import exam_views, level_views, officer_views, views

app_name = "training"
urlpatterns = [
    path("", views.listing, name="list"),
    path("curriculum/", views.modules, name="curriculum"),
    path("curriculum/<slug:code>/", views.revise, name="revise"),
    path("announce/", views.announce, name="announce"),
    path("courses/<reference:reference>/", views.course, name="course"),
    path("courses/<reference:reference>/call-off/", views.call_off, name="call_off"),
    path("courses/<reference:reference>/half-days/", views.open_half_day, name="open_half_day"),
    path("courses/<reference:reference>/sign-in/", views.sign_in, name="sign_in"),
    path("courses/<reference:reference>/sheet/", views.sheet, name="sheet"),
    path("half-days/<reference:reference>/", views.half_day, name="half_day"),
    path("nominations/<reference:reference>/", officer_views.nomination, name="nomination"),
    path("nominations/<reference:reference>/admit/", officer_views.admit, name="admit"),
    path("nominations/<reference:reference>/turn-down/", officer_views.turn_down, name="turn_down"),
    path("nominations/<reference:reference>/take-back/", officer_views.take_back, name="take_back"),
    path("questions/", exam_views.items, name="items"),
    path("questions/<reference:reference>/retire/", exam_views.retire_item, name="retire_item"),
    path("courses/<reference:reference>/results/", exam_views.results, name="results"),
    path("courses/<reference:reference>/tests/", exam_views.prepare, name="prepare"),
    path("nominations/<reference:reference>/tests/<slug:moment>/", exam_views.sit, name="sit"),
    path("nominations/<reference:reference>/teach-back/", exam_views.teach_back, name="teach_back"),
    path("nominations/<reference:reference>/certify/", exam_views.certify, name="certify"),
    path("certificates/<reference:reference>/revoke/", exam_views.revoke_certificate, name="revoke_certificate"),
    path("certificates/<reference:reference>/take/", exam_views.take_certificate, name="take_certificate"),
    path("pool/", level_views.pool, name="pool"),
    path("courses/<reference:reference>/what-you-say/", level_views.react, name="react"),
    path("officers/<reference:reference>/level/", level_views.level, name="level"),
    path("officers/<reference:reference>/level/observe/", level_views.observe, name="observe"),
    path("officers/<reference:reference>/level/raise/", level_views.raise_level, name="raise_level"),
    path("officers/<reference:reference>/level/enter/", level_views.enter_level, name="enter_level"),
    path("officers/<reference:reference>/level/restore/", level_views.restore, name="restore"),
    path("officers/", officer_views.listing, name="officers"),
    path("officers/enlist/", officer_views.enlist, name="enlist"),
    path("officers/<reference:reference>/", officer_views.officer, name="officer"),
    path("officers/<reference:reference>/correct/", officer_views.correct, name="correct"),
    path("officers/<reference:reference>/nominate/", officer_views.nominate, name="nominate"),
    path("officers/<reference:reference>/trains/", officer_views.name_trainer, name="name_trainer"),
]
