from django.urls import path

from malath.privacy import agreement_views, glass_views, retention_views, statement_views, views

app_name = "privacy"

urlpatterns = [
    path("agreements/", agreement_views.agreements, name="agreements"),
    path("agreements/record/", agreement_views.record_agreement, name="record_agreement"),
    path("agreements/<reference:reference>/end/", agreement_views.end_agreement, name="end_agreement"),
    path("", views.search, name="search"),
    path("emergency/", glass_views.which, name="which_emergency"),
    path("emergencies/", glass_views.emergencies, name="emergencies"),
    path("emergencies/<reference:reference>/", glass_views.review, name="review_emergency"),
    path("kept/", retention_views.kept, name="kept"),
    path("kept/<reference:reference>/", retention_views.kept_file, name="kept_file"),
    path("kept/<reference:reference>/longer/", retention_views.keep_longer, name="keep_longer"),
    path("kept/<reference:reference>/hold/", retention_views.hold, name="hold"),
    path("kept/<reference:reference>/hold/end/", retention_views.end_hold, name="end_hold"),
    path("kept/<reference:reference>/announce/", retention_views.announce_erasure, name="announce_erasure"),
    path("kept/<reference:reference>/call-off/", retention_views.call_off_erasure, name="call_off_erasure"),
    path("kept/<reference:reference>/erase/", retention_views.erase_file, name="erase_file"),
    path("<reference:reference>/statement/", statement_views.statement, name="statement"),
    path("<reference:reference>/emergency/", glass_views.emergency, name="emergency"),
    path("<reference:reference>/emergency/end/", glass_views.end_emergency, name="end_emergency"),
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
