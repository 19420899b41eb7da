"""Addresses of paper forms, of one's own inbox, of what leaves the house, and of the shelves of the trail."""

from django.urls import path

from malath.workday import inbox_views, leaving_views, oversight_views, paper_views

urlpatterns = [
    path("paper/", paper_views.paper, name="paper"),
    path("paper/<slug:code>/", paper_views.blank, name="blank"),
    path("inbox/", inbox_views.my_page, name="inbox"),
    path("inbox/kind/", inbox_views.mark_kind_seen, name="mark_kind_seen"),
    path("settings/news/", inbox_views.wishes, name="wishes"),
    path("manage/leaving/", leaving_views.leaving, name="leaving"),
    path("manage/leaving/destinations/", leaving_views.add_destination, name="add_destination"),
    path("manage/leaving/destinations/<reference:reference>/end/", leaving_views.end_destination, name="end_destination"),
    path("manage/leaving/<reference:reference>/again/", leaving_views.send_again, name="send_again"),
    path("manage/leaving/<reference:reference>/drop/", leaving_views.drop, name="drop"),
    path("trail/house/", oversight_views.house, name="house"),
    path("trail/searches/", oversight_views.searches, name="searches"),
    path("trail/refusals/", oversight_views.refusals, name="refusals"),
    path("trail/states/", oversight_views.states, name="states"),
    path("trail/states/print/", oversight_views.print_state, name="print_state"),
    path("trail/states/<reference:reference>/", oversight_views.state, name="state"),
    path("trail/states/<reference:reference>/confirm/", oversight_views.confirm_state, name="confirm_state"),
]
