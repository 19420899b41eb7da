from django.urls import path

from malath.api import hook_views, views

app_name = "api"

urlpatterns = [
    path(".well-known/oauth-authorization-server/api/v1", views.metadata, name="metadata"),
    path("manage/systems/", views.systems, name="systems"),
    path("manage/systems/ask/", views.ask, name="ask"),
    path("manage/systems/<reference:reference>/allow/", views.allow, name="allow_system"),
    path("manage/systems/<reference:reference>/end/", views.end, name="end_system"),
    path("systems/", views.ours, name="ours"),
    path("systems/<reference:reference>/secret/", views.give_secret, name="give_secret"),
    path("systems/secrets/<reference:reference>/end/", views.end_secret, name="end_secret"),
    path("manage/systems/addresses/", hook_views.listing, name="hooks"),
    path("manage/systems/<reference:reference>/address/", hook_views.ask, name="ask_hook"),
    path("manage/systems/addresses/<reference:reference>/allow/", hook_views.allow, name="allow_hook"),
    path("manage/systems/addresses/<reference:reference>/end/", hook_views.end, name="end_hook"),
    path("manage/systems/addresses/<reference:reference>/send-anew/", hook_views.send_anew, name="send_anew"),
]
