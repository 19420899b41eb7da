from django.urls import path

from malath.publicsite import views

app_name = "publicsite"
urlpatterns = [
    path("", views.home, name="home"),
    path("ar/", views.home, {"language": "ar"}, name="arabic"),
    path("en/", views.home, {"language": "en"}, name="english"),
    path("check/", views.check, name="check"),
    path("check/<reference:code>/", views.check, name="check_code"),
    path("exit", views.leave, name="leave"),
]
