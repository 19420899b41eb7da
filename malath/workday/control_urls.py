"""Addresses of the control room."""

from django.urls import path

from malath.workday import control_views

urlpatterns = [
    path("coordination/", control_views.room, name="room"),
    path("coordination/protection/", control_views.protection, name="protection"),
    path("coordination/take-out/", control_views.take_out, name="room_take_out"),
    path("coordination/desks/<reference:reference>/", control_views.desk, name="room_desk"),
    path("coordination/desks/<reference:reference>/nudge/", control_views.nudge, name="room_nudge"),
    path("coordination/desks/<reference:reference>/agree/", control_views.agree, name="room_agree"),
]
