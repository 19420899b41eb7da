from django.urls import path

from malath.workday import breach_urls, closing_views, control_urls, house_urls, person_urls, several_views, views

app_name = "workday"

urlpatterns = [
    path("", views.workday, name="home"),
    path("inbox/seen/", views.mark_seen, name="mark_seen"),
    path("cases/<reference:reference>/", views.case, name="case"),
    path("cases/<reference:reference>/close/", closing_views.close_case, name="close_case"),
    path("cases/<reference:reference>/close/approve/", closing_views.approve_closing, name="approve_closing"),
    path("cases/<reference:reference>/close/refuse/", closing_views.refuse_closing, name="refuse_closing"),
    path("cases/<reference:reference>/reopen/", closing_views.reopen_case, name="reopen_case"),
    path("manage/desks/<reference:reference>/close/", views.close_desk, name="close_desk"),
    path("several/", several_views.several, name="several"),
    *person_urls.urlpatterns,
    *house_urls.urlpatterns,
    *breach_urls.urlpatterns,
    *control_urls.urlpatterns,
]
