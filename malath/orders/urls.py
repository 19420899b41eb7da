"""Orders of courts and of the public prosecution: for who decides, for the desk, for the office that issued one."""

from django.urls import path

from malath.orders import views

app_name = "orders"
urlpatterns = [
    path("orders/", views.listing, name="list"),
    path("orders/<reference:reference>/", views.decide, name="decide"),
    path("orders/<reference:reference>/refuse/", views.refuse, name="refuse"),
    path("orders/<reference:reference>/release/", views.release, name="release"),
    path("orders/<reference:reference>/answer/", views.answer, name="answer"),
    path("orders/<reference:reference>/answer/copy/", views.take_answer, name="take_answer"),
    path("people/<reference:reference>/orders/", views.of_file, name="file"),
    path("people/<reference:reference>/orders/new/", views.record, name="record"),
    path("people/<reference:reference>/orders/<reference:order>/", views.one, name="one"),
    path("people/<reference:reference>/orders/<reference:order>/check/", views.check, name="check"),
    path("people/<reference:reference>/orders/<reference:order>/give-back/", views.give_back, name="give_back"),
    path("people/<reference:reference>/orders/<reference:order>/tell/", views.tell, name="tell"),
    path("people/<reference:reference>/orders/<reference:order>/copy/", views.copy, name="copy"),
]
