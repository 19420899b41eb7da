from django.urls import path

from malath.referrals import alert_views, meantime_views, views

app_name = "referrals"

urlpatterns = [
    path("", views.listing, name="list"),
    path("unanswered/", views.unanswered, name="unanswered"),
    path("new/", views.new, name="new"),
    path("contacts/<reference:reference>/", alert_views.alert, name="alert"),
    path("<reference:reference>/", views.detail, name="detail"),
    path("<reference:reference>/step/what/", views.step_what, name="step_what"),
    path("<reference:reference>/step/desk/", views.step_desk, name="step_desk"),
    path("<reference:reference>/step/why/", views.step_why, name="step_why"),
    path("<reference:reference>/step/check/", views.step_check, name="step_check"),
    path("<reference:reference>/send/", views.send, name="send"),
    path("<reference:reference>/discard/", views.discard, name="discard"),
    path("<reference:reference>/acknowledge/", views.acknowledge, name="acknowledge"),
    path("<reference:reference>/accept/", views.accept, name="accept"),
    path("<reference:reference>/decline/", views.decline, name="decline"),
    path("<reference:reference>/withdraw/", views.withdraw, name="withdraw"),
    path("<reference:reference>/complete/", views.complete, name="complete"),
    path("<reference:reference>/hand-over/", views.hand_over, name="hand_over"),
    path("<reference:reference>/ask/", meantime_views.ask, name="ask"),
    path("<reference:reference>/reply/", meantime_views.reply, name="reply"),
    path("<reference:reference>/hold/", meantime_views.hold, name="hold"),
    path("<reference:reference>/resume/", meantime_views.resume, name="resume"),
    path("<reference:reference>/feedback/", meantime_views.feedback, name="feedback"),
    path("<reference:reference>/again/", meantime_views.again, name="again"),
]
