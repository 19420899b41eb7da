"""Statistics: tables, reports, definitions, compiling."""

from django.urls import path

from malath.statistics import open_views, own_file_views, views, year_views
from malath.statistics import open_views, report_views, views, year_views

app_name = "statistics"
urlpatterns = [
    path("", views.figures, name="figures"),
    path("dashboard/", views.dashboard, name="dashboard"),
    path("ask/", views.ask, name="ask_for_table"),
    path("report/<int:year>/", views.report, name="year"),
    path("report/<int:year>/pdf/", views.take_report_pdf, name="take_report_pdf"),
    path("report/<int:year>/workbook/", views.take_report_book, name="take_report_book"),
    path("report/training/", report_views.training, name="training_report"),
    path("report/way-to-help/", report_views.way_to_help, name="way_to_help"),
    path("report/returns/", report_views.returns, name="returns_report"),
    path("report/bodies/", report_views.bodies, name="bodies_report"),
    path("tables/<reference:reference>/", views.table, name="figure_table"),
    path("tables/<reference:reference>/propose/", views.propose, name="propose_table"),
    path("tables/<reference:reference>/file/", views.take, name="take_table"),
    path("tables/<reference:reference>/package/", own_file_views.take_table, name="take_table_package"),
    path("releases/<reference:reference>/approve/", views.approve, name="approve_table"),
    path("releases/<reference:reference>/send-back/", views.send_back, name="send_table_back"),
    path("releases/<reference:reference>/withdraw/", views.withdraw, name="withdraw_table"),
    path("years/", year_views.years, name="years"),
    path("years/<int:year>/", year_views.entered_year, name="entered_year"),
    path("years/<int:year>/enter/<slug:measure>/", year_views.enter_year, name="enter_year"),
    path("years/<int:year>/ask-to-close/", year_views.ask_closing, name="ask_closing"),
    path("years/<int:year>/close/", year_views.close_year, name="close_year"),
    path("years/<int:year>/open/", year_views.open_year, name="open_year"),
    path("definitions/", views.definitions, name="definitions"),
    path("compile/", views.compile_now, name="compile"),
    path("open/", open_views.open_data, name="open_data"),
    path("open/asked/", open_views.reporting, name="reporting"),
    path("open/bring/", open_views.bring, name="bring_records"),
    path("open/catalogue/", own_file_views.catalogue, name="catalogue"),
    path("open/own/records/", own_file_views.make_records, name="make_own_records"),
    path("open/own/noisy/", open_views.make_noisy, name="make_own_noisy"),
    path("open/own/<reference:reference>/draw/", own_file_views.draw, name="draw_own_file"),
    path("open/own/<reference:reference>/", own_file_views.own_file, name="own_file"),
    path("open/own/<reference:reference>/approve/", own_file_views.approve, name="approve_own_file"),
    path("open/own/<reference:reference>/send-back/", own_file_views.send_back, name="send_own_file_back"),
    path("open/own/<reference:reference>/withdraw/", own_file_views.withdraw, name="withdraw_own_file"),
    path("open/own/<reference:reference>/file/", own_file_views.take, name="take_own_file"),
    path("open/<reference:reference>/", open_views.records, name="record_file"),
    path("open/<reference:reference>/put-away/", open_views.put_away, name="put_records_away"),
]
