from typing import Any

from django.urls import path
from django.urls.resolvers import RoutePattern, URLPattern

from malath.foundation.marks import is_training
from malath.workday import (
    breach_urls,
    closing_views,
    control_urls,
    exercise_views,
    house_urls,
    person_urls,
    several_views,
    views,
)

app_name = "workday"


class TrainingRoute(RoutePattern):
    """An address that exists in a house for training only: elsewhere it is as unknown as any other."""

    def match(self, path: str) -> tuple[str, tuple[Any, ...], dict[str, int | str]] | None:
        found = super().match(path)
        return found if found and is_training() else None


urlpatterns: list[URLPattern] = [
    URLPattern(TrainingRoute("exercises/", "exercises", True), exercise_views.exercises, None, "exercises"),
    URLPattern(TrainingRoute("exercises/trainees/", "add_trainees", True), exercise_views.add_trainees, None, "add_trainees"),
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
