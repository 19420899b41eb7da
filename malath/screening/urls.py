from django.urls import path

from malath.screening import case_views, contact_views, sheet_views, views

app_name = "screening"

urlpatterns = [
    path("without/", case_views.without, name="without"),
    path("sheet/", sheet_views.sheet, name="sheet"),
    path("sheet/<slug:language>/check/", sheet_views.check_words, name="check_words"),
    path("contacts/<reference:reference>/", contact_views.of_contact, name="of_contact"),
    path("situations/<reference:reference>/", case_views.situation, name="situation"),
    path("cases/<reference:reference>/", case_views.of_case, name="of_case"),
    path("cases/<reference:reference>/begin/", case_views.begin, name="begin"),
    path("cases/<reference:reference>/smuggled/", case_views.smuggled, name="smuggled"),
    path("cases/<reference:reference>/not-smuggled/", case_views.take_back_smuggled, name="take_back_smuggled"),
    path("<reference:reference>/", views.one, name="one"),
    path("<reference:reference>/finish/", views.finish, name="finish"),
    path("<reference:reference>/throw-away/", views.throw_away, name="throw_away"),
    path("<reference:reference>/settle/", views.settle, name="settle"),
    path("<reference:reference>/<slug:step>/", views.step, name="step"),
]
