"""Support: what belongs to one case."""

from django.urls import path

from malath.support import views

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
]
