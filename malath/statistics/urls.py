"""Statistics: tables, reports, definitions, compiling."""

from django.urls import path

from malath.statistics import views

app_name = "statistics"
urlpatterns = [
    path("", views.figures, name="figures"),
    path("ask/", views.ask, name="ask_for_table"),
    path("report/<int:year>/", views.report, name="year"),
    path("tables/<reference:reference>/", views.table, name="figure_table"),
    path("tables/<reference:reference>/propose/", views.propose, name="propose_table"),
    path("tables/<reference:reference>/file/", views.take, name="take_table"),
    path("releases/<reference:reference>/approve/", views.approve, name="approve_table"),
    path("releases/<reference:reference>/send-back/", views.send_back, name="send_table_back"),
    path("releases/<reference:reference>/withdraw/", views.withdraw, name="withdraw_table"),
    path("definitions/", views.definitions, name="definitions"),
    path("compile/", views.compile_now, name="compile"),
]
