from django.urls import path

from malath.offline import field_views, views

app_name = "offline"

urlpatterns = [
    path("phones/", views.phones, name="phones"),
    path("phones/enrol/", views.enrol, name="enrol"),
    path("phones/key/", views.renew_key, name="renew_key"),
    path("phones/<reference:reference>/end/", views.end, name="end"),
    path("phones/records/", views.records, name="records"),
    path("phones/records/<reference:reference>/", views.record, name="record"),
    path("phones/records/<reference:reference>/again/", views.again, name="again"),
    path("phones/records/<reference:reference>/aside/", views.aside, name="aside"),
    path("field/", field_views.shell, name="shell"),
    path("field/sw.js", field_views.worker, name="worker"),
    path("field/lists/", field_views.lists, name="lists"),
    path("field/sync/", field_views.sync, name="sync"),
    path("field/<slug:mark>/<str:name>", field_views.file, name="file"),
]
