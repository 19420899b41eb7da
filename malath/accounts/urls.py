"""Pages about staff: their own settings, rosters, and the administration of staff, agencies and desks."""

from typing import Any

from django.urls import path
from django.urls.resolvers import RoutePattern, URLPattern, URLResolver

from malath.accounts import lock_views, provider_views, session_views, views
from malath.foundation.marks import is_demo

app_name = "accounts"


class DemoRoute(RoutePattern):
    """An address that exists in a demonstration only: elsewhere it is as unknown as any other."""

    def match(self, path: str) -> tuple[str, tuple[Any, ...], dict[str, int | str]] | None:
        found = super().match(path)
        return found if found and is_demo() else None


class ProviderRoute(RoutePattern):
    """An address that exists where a setting names the provider in it: elsewhere it is as unknown as any other."""

    def match(self, path: str) -> tuple[str, tuple[Any, ...], dict[str, int | str]] | None:
        found = super().match(path)
        return found if found and provider_views.is_set(found[2]["provider"]) else None


urlpatterns: list[URLPattern | URLResolver] = [
    URLPattern(DemoRoute("demo/sign-in/", "demo_sign_in", is_endpoint=True), views.demo_sign_in, None, "demo_sign_in"),
    URLPattern(ProviderRoute("sign-in/with/<slug:provider>/", "sign_in_with", True), provider_views.go, None, "sign_in_with"),
    URLPattern(ProviderRoute("sign-in/with/<slug:provider>/back/", "come_back", True), provider_views.back, None, "come_back"),
    path("language/", views.language, name="language"),
    URLPattern(DemoRoute("locked/demo/", "open_demo", is_endpoint=True), lock_views.open_demo, None, "open_demo"),
    path("locked/", lock_views.locked, name="locked"),
    path("locked/now/", lock_views.lock_now, name="lock_now"),
    path("locked/state/", lock_views.lock_state, name="lock_state"),
    path("locked/opened/", lock_views.unlocked, name="unlocked"),
    path("locked/kept/", lock_views.kept, name="kept"),
    path("locked/kept/throw-away/", lock_views.throw_away_kept, name="throw_away_kept"),
    path("invitation/", views.accept_invitation, name="accept_invitation"),
    path("settings/", views.settings, name="settings"),
    path("settings/preferences/", views.set_preferences, name="set_preferences"),
    path("settings/relations/", views.declare_relation, name="declare_relation"),
    path("settings/relations/<reference:reference>/end/", views.ask_to_end_relation, name="ask_to_end_relation"),
    path("settings/sessions/end/", session_views.end_other_sessions, name="end_other_sessions"),
    path("settings/sessions/<reference:reference>/end/", session_views.end_session, name="end_session"),
    path("team/", views.team, name="team"),
    path("team/relations/end/", views.end_relation, name="end_relation"),
    path("team/relations/keep/", views.keep_relation, name="keep_relation"),
    path("team/seats/<reference:reference>/confirm/", views.confirm_seat, name="confirm_seat"),
    path("team/staff/<reference:reference>/code/", views.ask_for_code, name="ask_for_code"),
    path("manage/staff/", views.staff, name="staff"),
    path("manage/staff/closed/<reference:reference>/open/", views.open_lock_out, name="open_lock_out"),
    path("manage/staff/add/", views.add_staff, name="add_staff"),
    path("manage/staff/<reference:reference>/", views.member, name="member"),
    path("manage/staff/<reference:reference>/invite/", views.invite, name="invite"),
    path("manage/staff/<reference:reference>/until/", views.set_until, name="set_until"),
    path("manage/staff/<reference:reference>/end/", views.end_staff, name="end_staff"),
    path("manage/staff/<reference:reference>/sessions/end/", session_views.sign_out_member, name="sign_out_member"),
    path("manage/staff/<reference:reference>/desks/", views.join_desk, name="join_desk"),
    path("manage/staff/<reference:reference>/desks/<reference:seat>/leave/", views.leave_desk, name="leave_desk"),
    path("manage/agencies/", views.agencies, name="agencies"),
    path("manage/agencies/add/", views.add_agency, name="add_agency"),
    path("manage/agencies/<reference:reference>/", views.change_agency, name="change_agency"),
    path("manage/agencies/<reference:reference>/desks/", views.add_desk, name="add_desk"),
    path("manage/desks/<reference:reference>/", views.change_desk, name="change_desk"),
    path("manage/holidays/", views.holidays, name="holidays"),
    path("manage/holidays/<slug:day>/", views.change_holiday, name="change_holiday"),
    path("manage/holidays/<slug:day>/cancel/", views.cancel_holiday, name="cancel_holiday"),
    path("duty/<reference:reference>/", views.roster, name="roster"),
    path("duty/<reference:reference>/add/", views.put_on_duty, name="put_on_duty"),
    path("duty/<reference:reference>/<reference:duty>/remove/", views.take_off_duty, name="take_off_duty"),
]
