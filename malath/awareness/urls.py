"""Awareness: campaigns, sessions."""

from django.urls import path

from malath.awareness import material_views, survey_views, views

app_name = "awareness"
urlpatterns = [
    path("", views.listing, name="list"),
    path("campaigns/new/", views.new_campaign, name="new_campaign"),
    path("campaigns/<reference:reference>/", views.campaign, name="campaign"),
    path("campaigns/<reference:reference>/change/", views.change_campaign, name="change_campaign"),
    path("campaigns/<reference:reference>/move/", views.move_campaign, name="move_campaign"),
    path("campaigns/<reference:reference>/materials/", views.choose_materials, name="choose_materials"),
    path("campaigns/<reference:reference>/money/", views.write_money, name="write_money"),
    path("campaigns/<reference:reference>/session/", views.plan_session, name="plan_session"),
    path("money/<reference:reference>/strike/", views.strike_money, name="strike_money"),
    path("campaigns/<reference:reference>/spread/", views.write_spread, name="write_spread"),
    path("spread/<reference:reference>/strike/", views.strike_spread, name="strike_spread"),
    path("sessions/<reference:reference>/", views.session, name="session"),
    path("sessions/<reference:reference>/hold/", views.hold_session, name="hold_session"),
    path("sessions/<reference:reference>/call-off/", views.call_off_session, name="call_off_session"),
    path("materials/", material_views.materials, name="materials"),
    path("materials/new/", material_views.new_material, name="new_material"),
    path("materials/<reference:reference>/", material_views.material, name="material"),
    path("materials/<reference:reference>/change/", material_views.change_material, name="change_material"),
    path("materials/<reference:reference>/file/", material_views.put_file, name="put_file"),
    path("materials/<reference:reference>/tested/", material_views.say_tested, name="say_tested"),
    path("materials/<reference:reference>/send-back/", material_views.send_back, name="send_back"),
    path("materials/<reference:reference>/approve/", material_views.approve, name="approve"),
    path("materials/<reference:reference>/live/", material_views.go_live, name="go_live"),
    path("materials/<reference:reference>/retire/", material_views.retire, name="retire_material"),
    path("materials/<reference:reference>/shown/", material_views.note_showing, name="note_showing"),
    path("files/<reference:reference>/", material_views.play, name="play"),
    path("campaigns/<reference:reference>/survey/", survey_views.new_survey, name="new_survey"),
    path("surveys/", survey_views.surveys, name="surveys"),
    path("surveys/changes/", survey_views.changes, name="changes"),
    path("surveys/<reference:reference>/", survey_views.survey, name="survey"),
    path("surveys/<reference:reference>/enter/", survey_views.enter_answers, name="enter_answers"),
    path("surveys/<reference:reference>/phone/", survey_views.open_door, name="open_door"),
    path("surveys/<reference:reference>/close/", survey_views.close_survey, name="close_survey"),
    path("answers/", survey_views.answer_enter, name="answer_enter"),
    path("answers/questions/", survey_views.answer, name="answer"),
    path("answers/thanks/", survey_views.answered, name="answered"),
    path("calendar/", views.calendar, name="calendar"),
    path("reach/", views.reach, name="reach"),
    path("card/", views.teacher_card, name="teacher_card"),
]
