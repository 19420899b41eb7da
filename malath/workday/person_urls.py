"""Addresses of the pages around the person, the trail and the directory."""

from django.urls import path

from malath.workday import interpreter_views as interpreters
from malath.workday import person_views as views
from malath.workday import record_views as records
from malath.workday import same_views, stay_views, use_views

STAY = "people/<reference:reference>/stay/"
urlpatterns = [
    path("people/<reference:reference>/", views.person, name="person"),
    path("people/<reference:reference>/trail/", views.file_trail, name="file_trail"),
    path("people/<reference:reference>/names/", records.names, name="names"),
    path("people/<reference:reference>/names/end/", records.end_name, name="end_name"),
    path("people/<reference:reference>/papers/", records.documents, name="documents"),
    path("people/<reference:reference>/papers/<reference:paper>/move/", records.move_document, name="move_document"),
    path("people/<reference:reference>/papers/<reference:paper>/end/", records.end_document, name="end_document"),
    path(f"{STAY}", stay_views.stay, name="stay"),
    path(f"{STAY}reports/", stay_views.write_report, name="write_report"),
    path(
        "people/<reference:reference>/stay/reports/<reference:report>/cancel/", stay_views.cancel_report, name="cancel_report"
    ),
    path(f"{STAY}reports/<reference:report>/end/", stay_views.end_report, name="end_report"),
    path(f"{STAY}overstay/", stay_views.count_overstay, name="count_overstay"),
    path(f"{STAY}overstay/<reference:overstay>/end/", stay_views.end_overstay, name="end_overstay"),
    path(f"{STAY}waiver/", stay_views.apply, name="apply_for_waiver"),
    path(f"{STAY}waiver/<reference:waiver>/decide/", stay_views.decide, name="decide_waiver"),
    path("people/<reference:reference>/family/", records.family, name="family"),
    path("people/<reference:reference>/family/<reference:tie>/end/", records.end_tie, name="end_tie"),
    path("people/<reference:reference>/others/", records.parties, name="parties"),
    path("people/<reference:reference>/others/<reference:party>/end/", records.end_party, name="end_party"),
    path("people/<reference:reference>/safe-contact/tried/", records.test_contact, name="test_contact"),
    path("people/<reference:reference>/shown/", use_views.ask_use, name="ask_use"),
    path("people/<reference:reference>/shown/<reference:use>/", use_views.ask_use, name="ask_use_anew"),
    path("people/<reference:reference>/same/", same_views.same, name="same"),
    path("people/<reference:reference>/same/look/", same_views.look_for_same, name="look_for_same"),
    path("people/<reference:reference>/same/<reference:pair>/", same_views.judge_same, name="judge_same"),
    path("people/<reference:reference>/same/<reference:pair>/part/", same_views.part_same, name="part_same"),
    path("same/", same_views.to_judge, name="to_judge"),
    path("trail/", views.trail, name="trail"),
    path("directory/", views.directory, name="directory"),
    path("interpreters/", interpreters.interpreters, name="interpreters"),
    path("interpreters/add/", interpreters.add_interpreter, name="add_interpreter"),
    path("interpreters/called-off/<reference:reference>/", interpreters.called_off, name="called_off"),
    path("interpreters/<reference:reference>/", interpreters.change_interpreter, name="change_interpreter"),
    path("interpreters/<reference:reference>/end/", interpreters.end_interpreter, name="end_interpreter"),
    path("manage/desks/<reference:reference>/services/<slug:kind>/", views.service, name="service"),
]
