from django.urls import path

from malath.publicsite import ask_views, text_views, views

app_name = "publicsite"
TONGUES = ("ar", "en")
urlpatterns = [
    path("", views.home, name="home"),
    path("ar/", views.home, {"language": "ar"}, name="arabic"),
    path("en/", views.home, {"language": "en"}, name="english"),
    path("ar/form/", ask_views.ask, {"language": "ar"}, name="ask_arabic"),
    path("en/form/", ask_views.ask, {"language": "en"}, name="ask_english"),
    path("ar/words/", ask_views.read, {"language": "ar"}, name="read_arabic"),
    path("en/words/", ask_views.read, {"language": "en"}, name="read_english"),
    *[
        path(f"{tongue}/{number}/", view, {"language": tongue}, name=f"{name}_{tongue}")
        for tongue in TONGUES
        for number, view, name in (
            (text_views.CHECK, text_views.check, "check_me"),
            (text_views.WHERE, text_views.where, "where"),
            (text_views.MATERIALS, text_views.materials, "materials"),
            (text_views.TAKE, text_views.take_along, "take"),
        )
    ],
    *[
        path(f"{tongue}/{number}/", text_views.read, {"language": tongue, "number": number}, name=f"text_{tongue}_{number}")
        for tongue in TONGUES
        for number in range(1, text_views.CHECK)
    ],
    path("materials/<str:name>", text_views.material, name="material"),
    path("check/", views.check, name="check"),
    path("check/<reference:code>/", views.check, name="check_code"),
    path("exit", views.leave, name="leave"),
    *[path(f"{code}/", views.home, {"language": code}, name=f"slot_{code}") for code in views.SLOTS],
]
