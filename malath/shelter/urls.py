"""The shelter: free places, the houses, and what belongs to one case."""

from django.urls import path

from malath.shelter import house_views, views

app_name = "shelter"
HOUSE = "shelter/<reference:reference>/"
CASE = "cases/<reference:reference>/shelter/"
urlpatterns = [
    path("shelter/", views.board, name="board"),
    path("shelter/search/", views.search, name="search"),
    path("shelter/desks/<reference:reference>/", house_views.found, name="found"),
    path(f"{HOUSE}", views.house, name="rooms"),
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
]
