from django.urls import path

from malath.helpline import card_views, views

app_name = "helpline"

urlpatterns = [
    path("concerns/", views.listing, name="list"),
    path("concerns/codes/", views.codes, name="codes"),
    path("concerns/codes/<reference:reference>/renew/", views.renew, name="renew_code"),
    path("concerns/codes/<reference:reference>/end/", views.end, name="end_code"),
    path("concerns/<reference:reference>/", views.concern, name="concern"),
    path("concerns/<reference:reference>/take/", views.take, name="take"),
    path("concerns/<reference:reference>/settle/", views.settle, name="settle"),
    path("signs/", card_views.enter, name="enter"),
    path("signs/card/", card_views.card, name="card"),
    path("signs/received/", card_views.receipt, name="receipt"),
    path("signs/leave/", card_views.leave, name="leave"),
    path("signs/month/", card_views.month, name="month"),
]
