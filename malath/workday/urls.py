from django.urls import path

from malath.workday import breach_urls, house_urls, person_urls, views

app_name = "workday"

urlpatterns = [
    path("", views.workday, name="home"),
    path("inbox/seen/", views.mark_seen, name="mark_seen"),
    path("cases/<reference:reference>/", views.case, name="case"),
    path("manage/desks/<reference:reference>/close/", views.close_desk, name="close_desk"),
    *person_urls.urlpatterns,
    *house_urls.urlpatterns,
    *breach_urls.urlpatterns,
]
