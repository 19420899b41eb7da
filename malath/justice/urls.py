"""The legal track: what belongs to one case."""

from django.urls import path

from malath.justice import beside_views, charge_views, claim_views, hearing_views, views

app_name = "justice"
CASE = "cases/<reference:reference>/justice/"
ONE = f"{CASE}<reference:proceeding>/"
HEARING = f"{ONE}hearings/<reference:hearing>/"
urlpatterns = [
    path("hearings/", hearing_views.calendar, name="calendar"),
    path(CASE, views.file, name="file"),
    path(f"{CASE}new/", views.begin, name="begin"),
    path(f"{CASE}claims/", claim_views.claim, name="claim"),
    path(f"{CASE}claims/<reference:claim>/", claim_views.add_step, name="claim_step"),
    path(f"{CASE}claims/<reference:claim>/task/", claim_views.enforce, name="enforce"),
    path(f"{CASE}acts/", beside_views.reproach, name="reproach"),
    path(f"{CASE}acts/<reference:act>/ask/", beside_views.ask_pardon, name="ask_pardon"),
    path(f"{CASE}acts/<reference:act>/decision/", beside_views.decide_pardon, name="decide_pardon"),
    path(f"{CASE}lawyers/", beside_views.give_mandate, name="give_mandate"),
    path(f"{CASE}lawyers/<reference:mandate>/end/", beside_views.end_mandate, name="end_mandate"),
    path(f"{ONE}charges/", charge_views.charge, name="charge"),
    path(f"{ONE}charges/graver/", charge_views.aggravate, name="aggravate"),
    path(f"{ONE}proofs/", charge_views.prove, name="prove"),
    path(f"{ONE}proofs/<reference:proof>/strike/", charge_views.strike_proof, name="strike_proof"),
    path(f"{ONE}measures/", beside_views.order, name="order"),
    path(f"{ONE}measures/<reference:measure>/extend/", beside_views.extend, name="extend"),
    path(f"{ONE}measures/<reference:measure>/end/", beside_views.end_measure, name="end_measure"),
    path(f"{ONE}evidence/", beside_views.take, name="take_evidence"),
    path(f"{ONE}evidence/<reference:exhibit>/", beside_views.hand_on, name="hand_on"),
    path(f"{ONE}testimony/", beside_views.ask_testimony, name="ask_testimony"),
    path(f"{ONE}testimony/answer/", beside_views.settle_testimony, name="settle_testimony"),
    path(f"{ONE}home/", beside_views.wish_home, name="wish_home"),
    path(ONE, views.proceeding, name="proceeding"),
    path(f"{ONE}state/", views.move, name="move"),
    path(f"{ONE}others/", views.join, name="join"),
    path(f"{ONE}leave/", views.leave, name="leave"),
    path(f"{ONE}accused/", views.accuse, name="accuse"),
    path(f"{ONE}accused/<reference:accused>/strike/", views.strike, name="strike"),
    path(f"{ONE}hearings/", hearing_views.set_hearing, name="set_hearing"),
    path(HEARING, hearing_views.hearing, name="hearing"),
    path(f"{HEARING}day/", hearing_views.move_hearing, name="move_hearing"),
    path(f"{HEARING}needs/", hearing_views.prepare, name="prepare"),
    path(f"{HEARING}end/", hearing_views.end_hearing, name="end_hearing"),
    path(f"{ONE}told/", hearing_views.choose, name="choose"),
    path(f"{ONE}news/", hearing_views.tell_of, name="tell_of"),
    path(f"{ONE}told/<reference:notice>/", hearing_views.record_told, name="record_told"),
]
