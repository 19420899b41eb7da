from django.urls import path

from malath.cases import attachment_views, booking_views, need_views, situation_views, views, work_views

app_name = "cases"

urlpatterns = [
    path("", views.listing, name="list"),
    path("new/", views.new, name="new"),
    path("situations/", situation_views.situations, name="situations"),
    path("situations/<reference:reference>/", situation_views.situation, name="situation"),
    path("situations/<reference:reference>/add/", situation_views.add_to_situation, name="add_to_situation"),
    path("situations/<reference:reference>/take-out/", situation_views.take_out, name="take_out"),
    path("situations/<reference:reference>/interpreters/", booking_views.book_for_all, name="book_for_all"),
    path("situations/<reference:reference>/for-all/", situation_views.ask_for_all, name="ask_for_all"),
    path("<reference:reference>/note/", views.write_note, name="note"),
    path("<reference:reference>/attachments/", attachment_views.attachments, name="attachments"),
    path("<reference:reference>/attachments/<reference:attachment>/", attachment_views.take_attachment, name="take_attachment"),
    path(
        "<reference:reference>/attachments/<reference:attachment>/away/",
        attachment_views.take_attachment_away,
        name="take_attachment_away",
    ),
    path("<reference:reference>/facts/", views.change_facts, name="facts"),
    path("<reference:reference>/status/", work_views.status, name="status"),
    path("<reference:reference>/team/", work_views.team, name="team"),
    path("<reference:reference>/team/join/", work_views.join_team, name="join_team"),
    path("<reference:reference>/team/leave/", work_views.leave_team, name="leave_team"),
    path("<reference:reference>/team/hand-over/", work_views.hand_over, name="hand_over"),
    path("<reference:reference>/team/take-over/", work_views.take_over, name="take_over"),
    path("<reference:reference>/tasks/", work_views.tasks, name="tasks"),
    path("<reference:reference>/tasks/<reference:task>/settle/", work_views.settle_task, name="settle_task"),
    path("<reference:reference>/tasks/<reference:task>/give/", work_views.give_task, name="give_task"),
    path("<reference:reference>/needs/", need_views.needs, name="needs"),
    path("<reference:reference>/needs/<reference:need>/", need_views.answer_need, name="answer_need"),
    path("<reference:reference>/interpreters/", booking_views.interpreters, name="interpreters"),
    path("<reference:reference>/interpreters/keep-out/", booking_views.keep_out, name="keep_out"),
    path("<reference:reference>/interpreters/<reference:booking>/", booking_views.settle, name="settle_booking"),
    path("<reference:reference>/risk/", need_views.risk, name="risk"),
    path("<reference:reference>/risk/look/", need_views.look_at_risk, name="look_at_risk"),
]
