from django.urls import path

from malath.exchange import file_views, views

app_name = "exchange"

urlpatterns = [
    path("", views.home, name="home"),
    path("files/", views.bring, name="bring"),
    path("files/<reference:reference>/", file_views.file, name="file"),
    path("files/<reference:reference>/columns/", file_views.choose, name="choose"),
    path("files/<reference:reference>/mend/", file_views.mend, name="mend"),
    path("files/<reference:reference>/faults.csv", file_views.faults, name="faults"),
    path("files/<reference:reference>/live/", file_views.make_live, name="make_live"),
    path("files/<reference:reference>/cancel/", file_views.cancel, name="cancel"),
    path("export/", views.take_out, name="take_out"),
]
