from django.urls import path

from malath.questionnaires import device_views, fill_views, views

app_name = "questionnaires"

urlpatterns = [
    path("", views.listing, name="list"),
    path("bring/", views.bring, name="bring"),
    path("phones/", device_views.devices, name="devices"),
    path("phones/<reference:reference>/shut-out/", device_views.shut_out, name="shut_out"),
    path("versions/<reference:reference>/", views.version, name="version"),
    path("versions/<reference:reference>/publish/", views.publish, name="publish"),
    path("versions/<reference:reference>/retire/", views.retire, name="retire"),
    path("versions/<reference:reference>/begin/", views.begin, name="begin"),
    path("versions/<reference:reference>/take-out/<slug:kind>/", views.empty, name="empty"),
    path("filled/<reference:reference>/", fill_views.filled, name="filled"),
    path("filled/<reference:reference>/steps/<int:number>/", fill_views.step, name="step"),
    path("filled/<reference:reference>/review/", fill_views.review, name="review"),
    path("filled/<reference:reference>/finish/", fill_views.finish, name="finish"),
    path("filled/<reference:reference>/throw-away/", fill_views.throw_away, name="throw_away"),
    path("filled/<reference:reference>/instance/", fill_views.instance, name="instance"),
]
