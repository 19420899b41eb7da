from django.urls import path

from malath.helpline import card_views, contact_views, public_views, views

app_name = "helpline"

urlpatterns = [
    path("concerns/", views.listing, name="list"),
    path("concerns/codes/", views.codes, name="codes"),
    path("concerns/codes/<reference:reference>/renew/", views.renew, name="renew_code"),
    path("concerns/codes/<reference:reference>/end/", views.end, name="end_code"),
    path("concerns/<reference:reference>/", views.concern, name="concern"),
    path("concerns/<reference:reference>/take/", views.take, name="take"),
    path("concerns/<reference:reference>/settle/", views.settle, name="settle"),
    path("helpline/", contact_views.listing, name="contacts"),
    path("helpline/new/", contact_views.new, name="new_contact"),
    path("helpline/public/", public_views.public, name="public"),
    path("helpline/lines/", contact_views.lines, name="lines"),
    path("helpline/lines/<reference:reference>/open/", contact_views.open_line, name="open_line"),
    path("helpline/lines/<reference:reference>/close/", contact_views.close_line, name="close_line"),
    path("helpline/<reference:reference>/", contact_views.contact, name="contact"),
    path("helpline/<reference:reference>/take/", contact_views.take, name="take_contact"),
    path("helpline/<reference:reference>/answer/", contact_views.answer, name="answer_contact"),
    path("helpline/<reference:reference>/note/", contact_views.note, name="note_contact"),
    path("helpline/<reference:reference>/call/", contact_views.call, name="call_contact"),
    path("helpline/<reference:reference>/settle/", contact_views.settle, name="settle_contact"),
    path("helpline/<reference:reference>/alike/", contact_views.settle_alike, name="settle_alike"),
    path("signs/", card_views.enter, name="enter"),
    path("signs/card/", card_views.card, name="card"),
    path("signs/received/", card_views.receipt, name="receipt"),
    path("signs/leave/", card_views.leave, name="leave"),
    path("signs/month/", card_views.month, name="month"),
]
