from django.urls import path

from malath.publicsite import ask_views, views

app_name = "publicsite"
urlpatterns = [
    path("", views.home, name="home"),
    path("ar/", views.home, {"language": "ar"}, name="arabic"),
    path("en/", views.home, {"language": "en"}, name="english"),
    path("ar/form/", ask_views.ask, {"language": "ar"}, name="ask_arabic"),
    path("en/form/", ask_views.ask, {"language": "en"}, name="ask_english"),
    path("ar/words/", ask_views.read, {"language": "ar"}, name="read_arabic"),
    path("en/words/", ask_views.read, {"language": "en"}, name="read_english"),
    path("check/", views.check, name="check"),
    path("check/<reference:code>/", views.check, name="check_code"),
    path("exit", views.leave, name="leave"),
]
