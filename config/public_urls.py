"""The public site: its pages, and its own quiet answers when something is wrong."""

from django.urls import include, path

urlpatterns = [path("", include("malath.publicsite.urls"))]

handler400 = "malath.publicsite.views.bad_request"
handler403 = "malath.publicsite.views.forbidden"
handler404 = "malath.publicsite.views.not_found"
handler500 = "malath.publicsite.views.broken"
