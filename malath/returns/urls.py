"""Returns: of one return, of one person, and of the office."""

from django.urls import path

from malath.returns import mission_views, reintegration_views, travel_views, views

app_name = "returns"
ONE = "returns/<reference:reference>/"
urlpatterns = [
    path("returns/", views.queue, name="queue"),
    path("returns/new/", views.ask_first, name="ask_first"),
    path("returns/programme/", travel_views.programme, name="programme"),
    path("returns/departures/", travel_views.departures, name="departures"),
    path("returns/to-us/", mission_views.to_us, name="to_us"),
    path("people/<reference:reference>/return/", views.ask, name="ask"),
    path(ONE, views.checklist, name="checklist"),
    path(f"{ONE}fear/", views.fear, name="fear"),
    path(f"{ONE}close-road/", views.close_road, name="close_road"),
    path(f"{ONE}talks/", views.talk, name="talk"),
    path(f"{ONE}declare/", views.declare, name="declare"),
    path(f"{ONE}withdraw/", views.withdraw, name="withdraw"),
    path(f"{ONE}danger/", views.danger, name="danger"),
    path(f"{ONE}child/", views.child, name="child"),
    path(f"{ONE}papers/", views.paper, name="paper"),
    path(f"{ONE}fines/", views.fines, name="fines"),
    path(f"{ONE}fines/approve/", views.approve_fines, name="approve_fines"),
    path(f"{ONE}fit/", views.fit, name="fit"),
    path(f"{ONE}mission/", views.ask_mission, name="ask_mission"),
    path(f"{ONE}mission/answer/", views.answer, name="answer"),
    path(f"{ONE}stop/", views.stop, name="stop"),
    path(f"{ONE}reopen/", views.reopen, name="reopen"),
    path(f"{ONE}take/", views.take, name="take"),
    path(f"{ONE}journey/", travel_views.journey, name="journey"),
    path(f"{ONE}journey/cancel/", travel_views.cancel_journey, name="cancel_journey"),
    path(f"{ONE}ticket/", travel_views.ticket, name="ticket"),
    path(f"{ONE}depart/", travel_views.depart, name="depart"),
    path(f"{ONE}miss/", travel_views.miss, name="miss"),
    path(f"{ONE}arrival/", travel_views.arrival, name="arrival"),
    path(f"{ONE}refund/", travel_views.refund, name="refund"),
    path(f"{ONE}costs/", travel_views.cost, name="cost"),
    path(f"{ONE}costs/<reference:cost>/", travel_views.settle_cost, name="settle_cost"),
    path(f"{ONE}grant/", travel_views.grant, name="grant"),
    path(f"{ONE}grant/<reference:part>/", travel_views.pay, name="pay"),
    path(f"{ONE}incoming/", mission_views.incoming, name="incoming"),
    path(f"{ONE}incoming/arrival/", mission_views.came, name="came"),
    path(f"{ONE}after/", reintegration_views.reintegration, name="reintegration"),
    path(f"{ONE}after/plan/", reintegration_views.begin_plan, name="begin_plan"),
    path(f"{ONE}after/support/", reintegration_views.add_support, name="add_support"),
    path(f"{ONE}after/support/<reference:line>/", reintegration_views.settle_support, name="settle_support"),
    path(f"{ONE}after/agree/", reintegration_views.agree_plan, name="agree_plan"),
    path(f"{ONE}after/survey/", reintegration_views.survey, name="survey"),
    path(f"{ONE}after/flag/", reintegration_views.flag, name="flag"),
    path(f"{ONE}after/close/", reintegration_views.close, name="close"),
]
