from django.urls import path

from malath.linkage import views

app_name = "linkage"

urlpatterns = [
    path("people/<reference:reference>/elsewhere/", views.elsewhere, name="elsewhere"),
    path("elsewhere/<reference:reference>/", views.told, name="told"),
    path("elsewhere/<reference:reference>/speak/", views.speak, name="speak"),
    path("elsewhere/<reference:reference>/silent/", views.keep_silent, name="keep_silent"),
]
