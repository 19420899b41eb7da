from django.urls import path

from malath.outside import link_views, views

app_name = "outside"

urlpatterns = [
    path("outside/<reference:reference>/", views.referral, name="referral"),
    path("outside/<reference:reference>/link/", views.make_link, name="make_link"),
    path("outside/<reference:reference>/revoke/", views.revoke_link, name="revoke_link"),
    path("outside/<reference:reference>/answer/", views.record_answer, name="record_answer"),
    path("outside/<reference:reference>/letter/", views.issue_letter, name="issue_letter"),
    path("outside/<reference:reference>/letter/<reference:number>/", views.letter, name="letter"),
    path("outside/<reference:reference>/letter/<reference:number>/copy/", views.take_letter, name="take_letter"),
    path("outside/<reference:reference>/no-letter/", views.revoke_letter, name="revoke_letter"),
    path("o/<reference:first>/<reference:second>/", link_views.opened, name="link"),
]
