from django.urls import path

from malath.workday import house_urls, person_urls, several_views, views

app_name = "workday"

urlpatterns = [
    path("", views.workday, name="home"),
    path("inbox/seen/", views.mark_seen, name="mark_seen"),
    path("cases/<reference:reference>/", views.case, name="case"),
    path("manage/desks/<reference:reference>/close/", views.close_desk, name="close_desk"),
    path("several/", several_views.several, name="several"),
    *person_urls.urlpatterns,
    *house_urls.urlpatterns,
]
