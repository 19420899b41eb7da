"""The shelter: free places, the houses, and what belongs to one case."""

from django.urls import path

from malath.shelter import house_views, night_views, stay_views, views

app_name = "shelter"
HOUSE = "shelter/<reference:reference>/"
CASE = "cases/<reference:reference>/shelter/"
urlpatterns = [
    path("shelter/", views.board, name="board"),
    path("shelter/search/", views.search, name="search"),
    path("shelter/desks/<reference:reference>/", house_views.found, name="found"),
    path(f"{HOUSE}", views.house, name="rooms"),
    path(f"{HOUSE}measures/", house_views.measures, name="measures"),
    path(f"{HOUSE}sections/", house_views.set_up, name="set_up"),
    path(f"{HOUSE}rooms/", house_views.add_unit, name="add_unit"),
    path(f"{HOUSE}places/<reference:place>/", house_views.place, name="place"),
    path(f"{HOUSE}places/<reference:place>/open/", house_views.open_place, name="open_place"),
    path(f"{HOUSE}address/", house_views.write_address, name="write_address"),
    path(f"{CASE}", views.file, name="file"),
    path(f"{CASE}admit/", views.admit, name="admit"),
    path(f"{CASE}turn-away/", views.turn_away, name="turn_away"),
    path(f"{CASE}no-place/", views.no_place, name="no_place"),
    path(f"{CASE}address/", views.address, name="address"),
    path(f"{HOUSE}places/<reference:place>/free/", night_views.free, name="free"),
    path(f"{HOUSE}things/<reference:thing>/", night_views.give_back, name="give_back_thing"),
    path(f"{HOUSE}night/", night_views.night, name="night"),
    path(f"{HOUSE}night/sheet/", night_views.sheet, name="emergency_sheet"),
    path(f"{HOUSE}night/notes/", night_views.hand_over, name="hand_over"),
    path(f"{HOUSE}night/notes/<reference:note>/", night_views.take_over, name="take_over"),
    path(f"{HOUSE}incidents/", night_views.incidents, name="incidents"),
    path(f"{HOUSE}incidents/new/", night_views.incident, name="incident"),
    path(f"{HOUSE}incidents/<reference:incident>/", night_views.look_at, name="look_at"),
    path(f"{CASE}key-worker/", stay_views.key_worker, name="key_worker"),
    path(f"{CASE}health/", stay_views.health, name="health"),
    path(f"{CASE}review/", stay_views.review, name="review_stay"),
    path(f"{CASE}belongings/", stay_views.sign_in, name="sign_in"),
    path(f"{CASE}belongings/<reference:thing>/", stay_views.sign_out, name="sign_out"),
    path(f"{CASE}out/", stay_views.go_out, name="go_out"),
    path(f"{CASE}back/", stay_views.come_back, name="come_back"),
    path(f"{CASE}visits/", stay_views.visit, name="visit"),
    path(f"{CASE}visits/<reference:visit>/", stay_views.settle_visit, name="settle_visit"),
    path(f"{CASE}place/", stay_views.move, name="move"),
    path(f"{CASE}leave/", stay_views.leave, name="leave_house"),
]
