from django.urls import path

from malath.privacy import views

app_name = "privacy"

urlpatterns = [
    path("", views.search, name="search"),
    path("<reference:reference>/facts/", views.facts, name="facts"),
    path("<reference:reference>/identity/", views.identity, name="identity"),
    path("<reference:reference>/reach/", views.reach, name="reach"),
    path("<reference:reference>/safe-contact/", views.safe_contact, name="safe_contact"),
    path("<reference:reference>/consents/", views.consents, name="consents"),
    path("<reference:reference>/consents/C3/", views.ask_whom, name="ask_whom"),
    path("<reference:reference>/consents/C3/<reference:body>/", views.ask, {"kind": "C3"}, name="ask_for_body"),
    path(
        "<reference:reference>/consents/C3/<reference:body>/withdraw/",
        views.withdraw,
        {"kind": "C3"},
        name="withdraw_for_body",
    ),
    path("<reference:reference>/consents/without/", views.rely_on, name="rely_on"),
    path("<reference:reference>/consents/without/confirm/", views.confirm_ground, name="confirm_ground"),
    path("<reference:reference>/consents/without/end/", views.end_ground, name="end_ground"),
    path("<reference:reference>/consents/withdraw/", views.withdraw_several, name="withdraw_several"),
    path(
        "<reference:reference>/consents/C15/<reference:use>/withdraw/",
        views.withdraw,
        {"kind": "C15"},
        name="withdraw_use",
    ),
    path("<reference:reference>/consents/<str:kind>/", views.ask, name="ask"),
    path("<reference:reference>/consents/<str:kind>/withdraw/", views.withdraw, name="withdraw"),
    path("<reference:reference>/blocks/", views.blocks, name="blocks"),
    path("<reference:reference>/blocks/end/", views.end_block, name="end_block"),
]
