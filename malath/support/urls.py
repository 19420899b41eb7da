"""Support: what belongs to one case."""

from django.urls import path

from malath.support import care_views, fund_views, talk_views, urgent_views, views

app_name = "support"
CASE = "cases/<reference:reference>/"
PLAN = f"{CASE}plan/"
urlpatterns = [
    path(PLAN, views.plan, name="plan"),
    path(f"{PLAN}goals/", views.propose_goal, name="propose_goal"),
    path(f"{PLAN}goals/<reference:goal>/", views.goal, name="goal"),
    path(f"{PLAN}goals/<reference:goal>/settle/", views.settle_goal, name="settle_goal"),
    path(f"{PLAN}actions/<reference:step>/settle/", views.settle_step, name="settle_step"),
    path(f"{PLAN}determinants/", views.write_factor, name="write_factor"),
    path(f"{PLAN}determinants/<reference:factor>/strike/", views.strike_factor, name="strike_factor"),
    path(f"{PLAN}agree/", views.agree_plan, name="agree_plan"),
    path(f"{PLAN}review/", views.review_plan, name="review_plan"),
    path(f"{PLAN}critical/", views.note_critical, name="note_critical"),
    path(f"{CASE}services/", care_views.services, name="services"),
    path(f"{CASE}services/new/", care_views.record_service, name="record_service"),
    path(f"{CASE}services/<reference:service>/strike/", care_views.strike_service, name="strike_service"),
    path(f"{CASE}follow-up/", care_views.contacts, name="contacts"),
    path(f"{CASE}follow-up/plan/", care_views.plan_contacts, name="plan_contacts"),
    path(f"{CASE}follow-up/call-off/", care_views.call_off_contacts, name="call_off_contacts"),
    path(f"{CASE}follow-up/<reference:contact>/", care_views.record_contact, name="record_contact"),
    path(f"{CASE}care/", urgent_views.urgent_care, name="urgent_care"),
    path(f"{CASE}care/new/", urgent_views.note_event, name="note_event"),
    path(f"{CASE}care/<reference:event>/", urgent_views.answer_care, name="answer_care"),
    path(f"{CASE}fund/", fund_views.fund_of_case, name="fund_of_case"),
    path(f"{CASE}fund/ask/", fund_views.ask_fund, name="ask_fund"),
    path(f"{CASE}fund/<reference:number>/withdraw/", fund_views.withdraw_request, name="withdraw_request"),
    path("fund/", fund_views.fund, name="fund"),
    path("fund/<reference:number>/", fund_views.fund_request, name="fund_request"),
    path("fund/<reference:number>/leave/", fund_views.leave_request, name="leave_request"),
    path("fund/<reference:number>/propose/", fund_views.propose_grant, name="propose_grant"),
    path("fund/<reference:number>/confirm/", fund_views.confirm_grant, name="confirm_grant"),
    path("fund/<reference:number>/send-back/", fund_views.send_grant_back, name="send_grant_back"),
    path("fund/<reference:number>/pay/", fund_views.record_payment, name="record_payment"),
    path(f"{CASE}talks/", talk_views.talks, name="talks"),
    path(f"{CASE}talks/call/", talk_views.call_conference, name="call_conference"),
    path(f"{CASE}talks/<reference:conference>/minutes/", talk_views.write_minutes, name="write_minutes"),
    path(f"{CASE}talks/<reference:conference>/call-off/", talk_views.call_off_conference, name="call_off_conference"),
    path(f"{CASE}panels/open/", talk_views.open_panel, name="open_panel"),
    path(f"{CASE}panels/<reference:panel>/", talk_views.panel, name="panel"),
    path(f"{CASE}panels/<reference:panel>/members/", talk_views.seat, name="seat"),
    path(f"{CASE}panels/<reference:panel>/view/", talk_views.record_view, name="record_view"),
    path(f"{CASE}panels/<reference:panel>/options/", talk_views.put_option, name="put_option"),
    path(f"{CASE}panels/<reference:panel>/decide/", talk_views.decide_panel, name="decide_panel"),
    path(f"{CASE}complaints/", talk_views.complaints, name="complaints"),
    path(f"{CASE}complaints/new/", talk_views.complain, name="complain"),
    path(f"{CASE}feedback/", talk_views.feedback, name="feedback"),
    path("complaints/", talk_views.complaints_here, name="complaints_here"),
    path("complaints/<reference:number>/", talk_views.complaint, name="complaint"),
]
